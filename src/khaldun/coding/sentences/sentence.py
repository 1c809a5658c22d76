"""What stands in one sentence: its words, names, figures and dates, and where each stands in the report?"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from operator import attrgetter
from typing import TypeVar

from spacy.tokens import Doc, Token

from khaldun.coding.dates.told import DateTold
from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.parser import Paragraph
from khaldun.model import Name

Told = TypeVar("Told", Name, Quantity, DateTold)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sentence:
    """One sentence of a report. `start` and `end` are characters of the report, `first` and `last` words of `doc`."""

    index: int
    paragraph: int
    doc: Doc
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    first: int
    last: int
    text: str
    start: int
    end: int
    names: tuple[Name, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateTold, ...]

    def words(self) -> Iterator[Token]:
        """The words of the sentence, in order."""
        return iter(tokens(self.doc)[self.first : self.last + 1])

    def told(self, start: int, end: int) -> str:
        """The report's words between two of its characters."""
        return self.text[start - self.start : end - self.start]

    def word_at(self, position: int) -> Token | None:
        """The word that covers a character of the report, or the next one."""
        i = bisect_right(self.ends, position, self.first, self.last + 1)
        return self.doc[i] if i <= self.last else None

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The words between two characters of the report."""
        first = bisect_right(self.ends, start, self.first, self.last + 1)
        return tuple(self.doc[i] for i in range(first, bisect_left(self.starts, end, first, self.last + 1)))

    def find(self, phrases: Sequence[str], *, after: int | None = None) -> re.Match[str] | None:
        """The first of the phrases that stands in the sentence as whole words, in any case; straight quotes.

        With `after`, only behind that character of the report. Positions count from the start of the sentence.
        """
        if not phrases:
            return None
        return _whole_words(tuple(phrases)).search(
            self.text.replace("’", "'"), 0 if after is None else after - self.start
        )


@lru_cache(maxsize=8)
def tokens(doc: Doc) -> tuple[Token, ...]:
    """The words of a paragraph, made once: spaCy makes each anew whenever it is asked for."""
    return tuple(doc)


@cache
def _whole_words(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, phrases)) + r")(?!\w)", re.IGNORECASE)


def sentences(
    text: str,
    parsed: Sequence[Paragraph],
    *,
    names: Sequence[Name],
    quantities: Sequence[Quantity],
    dates: Sequence[DateTold],
) -> tuple[Sentence, ...]:
    """The sentences of the parsed paragraphs, each with the names, quantities and dates inside it."""
    found: list[Sentence] = []
    for number, paragraph in enumerate(parsed):
        for span in paragraph.doc.sents:
            start, end = paragraph.starts[span.start], paragraph.ends[span.end - 1]
            found.append(
                Sentence(
                    index=len(found),
                    paragraph=number,
                    doc=paragraph.doc,
                    starts=paragraph.starts,
                    ends=paragraph.ends,
                    first=span.start,
                    last=span.end - 1,
                    text=text[start:end],
                    start=start,
                    end=end,
                    names=_inside(names, start, end),
                    quantities=_inside(quantities, start, end),
                    dates=_inside(dates, start, end),
                )
            )
    return tuple(found)


def _inside(told: Sequence[Told], start: int, end: int) -> tuple[Told, ...]:
    """Those of names, quantities or dates, disjoint and in order, that lie between two characters of the report."""
    first = bisect_left(told, start, key=attrgetter("start"))
    last = bisect_right(told, end, first, key=attrgetter("end"))
    return tuple(told[first:last])
