"""Can a report hold anything to code at all? A look at its words, before the parser is asked.

Parsing is most of the cost, and most of a general feed speaks of nothing that is coded. A report passes if it has a
trigger of the lexicon, and if its words are those of reports on political violence rather than of sport, accidents,
business or history. The weights of words are learned from annotated texts by `python bench/train_gate.py`;
`data/learned/gate.json` holds them with what they were learned from.
"""

import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from khaldun.coding.words.language import lexicon

ENDING = r"\w{0,6}"  # what may follow the stem of a word
SHORTEST = 3  # letters of a stem
WORD = re.compile(r"[^\W\d_]{2,}")
PAGE = 4_000  # characters that are weighed together, which is more than most news reports have


def relevant(text: str, language: str) -> bool:
    """Whether a report is worth parsing. Errs towards yes: what passes is judged event by event."""
    return _triggers(language).search(_folded(text)) is not None and violent(text, language) >= model()["least"]


@lru_cache(maxsize=4)
def violent(text: str, language: str) -> float:
    """How likely a report is one on political violence, by the words of its most violent page, in 0..1.

    In a language without weights it is 1.
    """
    if language not in model()["languages"]:
        return 1.0
    return max((_share(words(text[start : start + PAGE])) for start in range(0, len(text), PAGE)), default=0.0)


def _share(told: Mapping[str, int]) -> float:
    """The likelihood that words so often told are those of a report on political violence."""
    weights = model()["weights"]
    values = {word: 1 + math.log(often) for word, often in told.items()}
    length = math.sqrt(sum(value * value for value in values.values())) or 1.0
    total = sum(value * weights.get(word, 0.0) for word, value in values.items()) / length
    return 1 / (1 + math.exp(-model()["intercept"] - total))


def words(text: str) -> Counter[str]:
    """How often each word stands in a text, in lower case and without accents."""
    return Counter(WORD.findall(_folded(text)))


@cache
def model() -> Mapping[str, Any]:
    """The learned weights by word, the intercept, and the likelihood from which a report passes."""
    text = files("khaldun.coding").joinpath("data/learned/gate.json").read_text(encoding="utf-8")
    found: Mapping[str, Any] = json.loads(text)
    return found


def _folded(text: str) -> str:
    """A text in lower case without accents, so that "tué" meets the stem of "tuer"."""
    plain = unicodedata.normalize("NFD", text.replace("’", "'").lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@cache
def _triggers(language: str) -> re.Pattern[str]:
    held = lexicon(language)
    stems = {_stem(word) for trigger in held.triggers for word in (*trigger.verbs, *trigger.nouns)}
    phrases = {re.escape(" ".join(p)) for t in held.triggers for p in t.phrases}
    forms = {re.escape(form) for form in (*held.sections["forms"], *held.words("gate", "forms"))}
    told = {_folded(word) for word in {re.escape(stem) + ENDING for stem in stems} | phrases | forms}
    return re.compile(rf"(?<!\w)(?:{'|'.join(sorted(told, key=len, reverse=True))})(?!\w)")


def _stem(word: str) -> str:
    """The part of a lemma that its forms share."""
    return word[:-2] if len(word) > SHORTEST + 2 else word[: max(SHORTEST, len(word) - 1)]
