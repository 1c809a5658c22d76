"""Which of a person's quotes stand in the report, and which values are left without any?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from khaldun.model import Report, Span


@dataclass(frozen=True, kw_only=True)
class Quotes:
    """Holds the quotes of a person's coding against the report's text; `faults` takes in what is wrong, and where."""

    report: Report
    faults: list[str] = field(default_factory=list)

    def spans(self, value: Mapping[str, Any], *, at: str) -> tuple[Span, ...]:
        """The quotes of a value that stand in the report; `at` is the value's place in the JSON."""
        told = value.get("evidence")
        if not isinstance(told, list):
            return ()
        found = (self._span(each, at=f"{at}.evidence[{n}]") for n, each in enumerate(told))
        return tuple(span for span in found if span is not None)

    def _span(self, told: object, *, at: str) -> Span | None:
        """The quote at its place; where no place is told, or another, where it stands if it stands there once."""
        quote = told.get("quote") if isinstance(told, dict) else None
        if not isinstance(told, dict) or not isinstance(quote, str) or not quote.strip():
            self.faults.append(f"{at} has no quote")
            return None
        start = told.get("start")
        if isinstance(start, int) and start >= 0 and self.report.text[start : start + len(quote)] == quote:
            return Span(start=start, end=start + len(quote), quote=quote)
        times = self.report.text.count(quote)
        if times != 1:
            why = "does not stand in the report" if not times else f"stands {times} times in the report, and not at"
            self.faults.append(f"{at}: {quote[:80]!r} {why}{f' character {start}' if times else ''}")
            return None
        only = self.report.text.index(quote)
        if start is not None:
            self.faults.append(f"{at}: {quote[:80]!r} stands at character {only}, not {start}; it was taken there")
        return Span(start=only, end=only + len(quote), quote=quote)
