"""Where does a value come from: which words, which cell, which rule?"""

from dataclasses import dataclass

from khaldun.model.fault import KhaldunError


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """The words in a report that say so: `text[start:end] == quote`, in characters of the report's text."""

    start: int
    end: int
    quote: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise KhaldunError(f"a span runs forward from 0 or later, not from {self.start} to {self.end}")
        if self.end - self.start != len(self.quote):
            raise KhaldunError(f"a span of {self.end - self.start} characters cannot quote {self.quote!r}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The cell of a dataset that says so, as it was written there."""

    record: str
    column: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The rule by which a value was derived, and what it was derived from."""

    rule: str
    because: str


Evidence = Span | Cell | Rule


def span_of(text: str, start: int, end: int) -> Span:
    """The span of `text` from `start` to `end`."""
    return Span(start=start, end=end, quote=text[start:end])
