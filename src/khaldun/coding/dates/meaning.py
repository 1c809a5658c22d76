"""What can words say about when: a day of the calendar, a weekday, a unit of time, a distance from another day?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    """A year, a month of it, a day of that, or a part ("late") of year or month; what is not said is null."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str | None = None
    strictly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Weekday:
    """A day of the week, 0 for Monday; `strictly` is true of "last Tuesday", which is never the day of publication."""

    number: int
    strictly: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """The day, week, weekend, month or year `shift` units from that of publication, or a part of it."""

    unit: str
    shift: int = 0
    part: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rolling:
    """The days up to publication: the last `high` units; null where no number of them can be told."""

    unit: str
    high: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offset:
    """From `low` to `high` units from publication, or from the event in focus where `anchored`."""

    unit: str
    low: int | None
    high: int | None
    anchored: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """From the first day of one meaning to the last day of another."""

    first: "Meaning"
    last: "Meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """A meaning inside another: "Tuesday of last week"."""

    inner: "Meaning"
    outer: "Meaning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """One of two days, and the text does not say which: 03/04/2024."""

    left: Calendar
    right: Calendar


Meaning = Calendar | Weekday | Unit | Rolling | Offset | Between | Inside | Either
