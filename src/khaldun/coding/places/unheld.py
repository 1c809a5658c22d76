"""Which places does a sentence name that no gazetteer holds? The words around a name tell that it is one."""

import re
from collections.abc import Iterator
from functools import cache

from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.words.language import lexicon

NAME = r"[A-ZÀ-Ý][\w'’-]+(?:[ -](?:[A-ZÀ-Ý][\w'’-]+|(?:de|du|des|al|el|da|do)(?=[ -][A-ZÀ-Ý])))*"


def unheld(sentence: Sentence, language: str) -> Iterator[tuple[int, int]]:
    """The characters of names that stand where a place stands: "the village of X", "near X", "in X, in the north".

    Names that the gazetteer or the registry holds, and words of dates, are not among them.
    """
    known = [(name.start, name.end) for name in sentence.names]
    known += [(told.start, told.end) for told in sentence.dates]
    known += [(figure.start, figure.end) for figure in sentence.quantities]
    for pattern in _patterns(language):
        for match in pattern.finditer(sentence.text):
            start, end = (sentence.start + position for position in match.span(1))
            if all(end <= first or last <= start for first, last in known):
                yield start, end


@cache
def _patterns(language: str) -> tuple[re.Pattern[str], ...]:
    words = lexicon(language)
    nouns, of, near, within, behind = (
        "|".join(map(re.escape, words.phrases("unheld", name))) for name in ("nouns", "of", "near", "within", "behind")
    )
    return (
        re.compile(rf"(?<!\w)(?:{nouns})s? (?:{of}) ?({NAME})"),
        re.compile(rf"(?<!\w)(?:{near}) ({NAME})"),
        re.compile(rf"(?<!\w)(?:{within}) ({NAME})(?=,? (?:{behind})(?!\w))"),
    )
