"""What was published, by whom and when?"""

from dataclasses import dataclass
from datetime import date

from khaldun.model.evidence import Span, span_of
from khaldun.model.fault import KhaldunError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A text as somebody published it. Spans count characters of `text`, which is never changed.

    `sha256` is the hash of the bytes it was read from; `published` is null where nobody said it.
    """

    id: str
    text: str
    sha256: str
    source: str = "unknown"
    title: str | None = None
    published: date | None = None
    language: str | None = None
    url: str | None = None

    def span(self, start: int, end: int) -> Span:
        """The words from `start` to `end` as a span of this report."""
        if end > len(self.text):
            raise KhaldunError(f"report {self.id} ends at {len(self.text)}, before {end}")
        return span_of(self.text, start, end)

    def holds(self, span: Span) -> bool:
        """Whether the span quotes this report word for word."""
        return self.text[span.start : span.end] == span.quote
