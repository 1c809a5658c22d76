"""What stands in one sentence: its words, names, figures and dates, and where each stands in the report?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from khaldun.coding.dates import DateTold
from khaldun.coding.numbers import Quantity
from khaldun.coding.parser import Paragraph
from khaldun.model import Name


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
        return (self.doc[i] for i in range(self.first, self.last + 1))

    def told(self, start: int, end: int) -> str:
        """The report's words between two of its characters."""
        return self.text[start - self.start : end - self.start]

    def word_at(self, position: int) -> Token | None:
        """The word that covers a character of the report, or the next one."""
        for i in range(self.first, self.last + 1):
            if position < self.ends[i]:
                return self.doc[i]
        return None

    def within(self, start: int, end: int) -> tuple[Token, ...]:
        """The words between two characters of the report."""
        return tuple(
            self.doc[i] for i in range(self.first, self.last + 1) if self.starts[i] < end and start < self.ends[i]
        )

    def find(self, phrases: Sequence[str], *, after: int | None = None) -> re.Match[str] | None:
        """The first of the phrases that stands in the sentence as whole words, in any case; straight quotes.

        With `after`, only behind that character of the report. Positions count from the start of the sentence.
        """
        if not phrases:
            return None
        return _whole_words(tuple(phrases)).search(
            self.text.replace("’", "'"), 0 if after is None else after - self.start
        )


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
                    names=tuple(n for n in names if start <= n.start and n.end <= end),
                    quantities=tuple(q for q in quantities if start <= q.start and q.end <= end),
                    dates=tuple(d for d in dates if start <= d.start and d.end <= end),
                )
            )
    return tuple(found)
