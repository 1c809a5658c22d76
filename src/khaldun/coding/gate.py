"""Can a report hold anything to code at all? A look at its words, before the parser is asked.

Parsing is most of the cost, and most of a general feed speaks of nothing that is coded. The gate only counts words of
the lexicon: triggers, armed actors and weapons against the words of sport, accidents, business and the like.
"""

import re
import unicodedata
from functools import cache

from khaldun.coding.language import lexicon

ENDING = r"\w{0,6}"  # what may follow the stem of a word
SHORTEST = 3  # letters of a stem
LEAST = 2  # words of violence beside the triggers, above those of other domains
HEADLINE = 300  # characters; a text so short cannot repeat itself


def relevant(text: str, language: str) -> bool:
    """Whether a report is worth parsing: it has a trigger, and words of violence that outweigh those of other domains.

    Errs towards yes: what the gate lets pass is judged event by event.
    """
    text = _folded(text)
    if not _triggers(language).search(text):
        return False
    armed, foreign = (len(_told(pattern, text)) for pattern in (_armed(language), _foreign(language)))
    return armed >= foreign + (LEAST if len(text) > HEADLINE else 0)


def _folded(text: str) -> str:
    """A text in lower case without accents, so that "tué" meets the stem of "tuer"."""
    plain = unicodedata.normalize("NFD", text.replace("’", "'").lower())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _told(pattern: re.Pattern[str], text: str) -> set[str]:
    """The different words of a pattern in a text."""
    return set(pattern.findall(text))


@cache
def _triggers(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    stems = {_stem(word) for trigger in words.triggers for word in (*trigger.verbs, *trigger.nouns)}
    phrases = {re.escape(" ".join(p)) for t in words.triggers for p in t.phrases}
    forms = {re.escape(form) for form in (*words.sections["forms"], *words.words("gate", "forms"))}
    return _pattern({re.escape(stem) + ENDING for stem in stems} | phrases | forms)


@cache
def _armed(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    told = words.words("actors", "armed") | words.words("objects", "weapons") | words.words("persons", "dead")
    told |= words.words("outcomes", "killed") | words.words("gate", "more")
    return _pattern({re.escape(word) + r"\w{0,2}" for word in told})


@cache
def _foreign(language: str) -> re.Pattern[str]:
    words = lexicon(language)
    domains = (words.words("excluded", name) for name in ("sport", "culture", "business", "causes"))
    return _pattern({re.escape(word) + r"\w{0,2}" for words_ in domains for word in words_})


def _stem(word: str) -> str:
    """The part of a lemma that its forms share."""
    return word[:-2] if len(word) > SHORTEST + 2 else word[: max(SHORTEST, len(word) - 1)]


def _pattern(words: set[str]) -> re.Pattern[str]:
    told = sorted({_folded(word) for word in words}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(told)})(?!\w)")
