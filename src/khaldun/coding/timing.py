"""When do the words of a sentence say it happened? Each date goes to the trigger nearest to it in the parse."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from khaldun.coding.dates import DateTold
from khaldun.coding.sentence import Sentence
from khaldun.coding.syntax import Syntax
from khaldun.coding.triggers import Mention

FAR = 99


def nearest(sentence: Sentence, start: int, end: int, *, mentions: Sequence[Mention], syntax: Syntax) -> int | None:
    """The index of the mention nearest to the words from `start` to `end`: by path in the parse, then in the line."""
    words = sentence.within(start, end)
    if not words or not mentions:
        return None
    return min(range(len(mentions)), key=lambda i: _distance(words, mentions[i], syntax=syntax))


def _distance(words: Sequence[Token], mention: Mention, *, syntax: Syntax) -> tuple[int, int]:
    path = min(syntax.path(word, part) for word in words for part in mention.parts[:1])
    return path, min(abs(word.i - mention.word.i) for word in words)


def dates_of(sentence: Sentence, mentions: Sequence[Mention], *, syntax: Syntax) -> Mapping[int, tuple[DateTold, ...]]:
    """The dates of a sentence by the index of the mention they belong to; bounds ("since 2016") belong to none."""
    found: dict[int, tuple[DateTold, ...]] = {}
    for told in sentence.dates:
        if told.relation not in ("on", "during"):
            continue
        index = nearest(sentence, told.start, told.end, mentions=mentions, syntax=syntax)
        if index is not None:
            found[index] = (*found.get(index, ()), told)
    return found
