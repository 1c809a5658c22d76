"""Which words of a report say what an account holds?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from khaldun.show.languages import Language
from khaldun.show.leaving import Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a text; `why` says what the words are evidence for, empty where nothing rests on them."""

    text: str
    why: str = ""


Marked = tuple[int, int, str]


def pieces(text: str, marked: Iterable[Marked]) -> list[Piece]:
    """The text cut where marks begin and end; nothing of it is lost. Where marks overlap all reasons are given."""
    kept = [(start, end, why) for start, end, why in marked if 0 <= start < end <= len(text)]
    cuts = sorted({0, len(text), *(at for start, end, _ in kept for at in (start, end))})
    return [
        Piece(text=text[start:end], why="; ".join(dict.fromkeys(w for s, e, w in kept if s <= start and end <= e)))
        for start, end in pairwise(cuts)
        if start < end
    ]


def marks(quotes: Iterable[Quote], language: Language) -> Iterator[Marked]:
    """The words quoted, each with what it is evidence for: the event, its days, place, parties, tolls or claims."""
    for one in quotes:
        yield one.span.start, one.span.end, language.word("marked", one.field.partition(".")[0])


def sentences(quotes: Sequence[Quote]) -> list[str]:
    """The words quoted, each once, in the order of the text, without those that lie inside others."""
    spans = {(one.span.start, one.span.end): one.span.quote for one in quotes}
    outer = [one for one in sorted(spans) if not any(o != one and o[0] <= one[0] and one[1] <= o[1] for o in spans)]
    return [" ".join(spans[one].split()) for one in outer]
