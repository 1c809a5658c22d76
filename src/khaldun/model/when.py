"""When did it happen, as exactly as the words allow?"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from khaldun.model.evidence import Evidence
from khaldun.model.fault import KhaldunError

DatePrecision = Literal["day", "week", "month", "year", "unknown"]
DateBasis = Literal["explicit", "published", "anchored", "source", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A stretch of days, both ends included.

    `basis` says what the days rest on: words that name them (explicit), the day of publication (published), another
    event of the report (anchored), a dataset's own columns (source), or nothing. With precision `unknown` both ends
    are null. `told` is the words as written.
    """

    start: date | None = None
    end: date | None = None
    precision: DatePrecision = "unknown"
    basis: DateBasis = "none"
    told: str | None = None
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.precision not in get_args(DatePrecision):
            raise KhaldunError(f"no date precision {self.precision!r}; there are: {', '.join(get_args(DatePrecision))}")
        if (self.start is None) != (self.end is None):
            raise KhaldunError("a stretch of days has both ends or neither")
        if (self.start is None) != (self.precision == "unknown"):
            raise KhaldunError("days without a precision, or a precision without days")
        if self.start and self.end and self.start > self.end:
            raise KhaldunError(f"{self.start} is after {self.end}")

    def overlaps(self, other: "When") -> bool | None:
        """Whether the two share a day; null where either is unknown."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return None
        return self.start <= other.end and other.start <= self.end


UNKNOWN_WHEN = When()


def a_year_before(day: date) -> date:
    """The same day a year before; 28 February for a leap day."""
    leap = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap else day.day)
