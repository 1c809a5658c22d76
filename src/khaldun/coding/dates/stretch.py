"""On which days does a meaning fall, given the day of publication, the event in focus, or a longer stretch?"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import MAXYEAR, MINYEAR, date, timedelta

from khaldun.coding.dates.grammar import parts
from khaldun.coding.dates.meaning import Between, Calendar, Either, Inside, Meaning, Offset, Rolling, Unit, Weekday
from khaldun.model import When
from khaldun.model.when import DateBasis, DatePrecision

DAY = timedelta(days=1)
WEEK = 7
MONTHS = 12
BACK = 9  # years back in which every day of the year occurs
WEEKS_BACK = 53
LENGTHS: tuple[tuple[int, DatePrecision], ...] = ((2, "day"), (8, "week"), (31, "month"))


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from `start` to `end`, and what they rest on."""

    start: date
    end: date
    basis: DateBasis = "explicit"
    weekend: bool = False

    @property
    def precision(self) -> DatePrecision:
        """How exact it is: a day, or the night between two; a week; a month; a year or more."""
        if self.weekend:
            return "week"
        length = (self.end - self.start).days + 1
        return next((name for most, name in LENGTHS if length <= most), "year")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known beside the words: the day of publication and the event in focus."""

    published: date | None = None
    anchor: When | None = None


def stretch(meaning: Meaning, known: Known) -> Stretch | None:
    """The days of a meaning by itself, or null where the words and what is known do not settle them."""
    try:
        return _stretch(meaning, known)
    except (ValueError, OverflowError):  # a day that no calendar has, or a year out of reach
        return None


def _stretch(meaning: Meaning, known: Known) -> Stretch | None:  # noqa: PLR0911
    match meaning:
        case Calendar(year=year) if year is not None:
            return Stretch(*_calendar(meaning, year))
        case Calendar() | Weekday():
            return _partial(meaning, known)
        case Between():
            return _between(meaning, known)
        case Inside():
            outer = _stretch(meaning.outer, known)
            return _only(meaning.inner, outer) if outer else None
        case Either():
            ends = (_calendar(meaning.left, meaning.left.year or 0), _calendar(meaning.right, meaning.right.year or 0))
            return Stretch(min(ends)[0], max(ends)[1])
        case Offset(anchored=True):
            return _from_anchor(meaning, known.anchor)
        case _ if known.published is None:
            return None
        case Unit():
            return _unit(meaning, known.published)
        case Rolling():
            return _rolling(meaning, known.published)
        case _:
            return _offset(meaning, Stretch(known.published, known.published, "published"))


def _calendar(told: Calendar, year: int) -> tuple[date, date]:
    """The days of a year, month, day or part of one; raises ValueError for a day that does not exist."""
    if told.day is not None:
        day = date(year, told.month or 0, told.day)
        return day, day
    if told.month is not None:
        last = monthrange(year, told.month)[1]
        first, end = parts()["month"].get(told.part, (1, last))
        return date(year, told.month, first), date(year, told.month, min(end, last))
    first, end = parts()["year"].get(told.part, (1, MONTHS))
    return date(year, first, 1), date(year, end, monthrange(year, end)[1])


def _partial(told: Calendar | Weekday, known: Known) -> Stretch | None:
    """A day or month without a year, or a weekday: the last one up to publication, else in the year of the anchor."""
    if known.published is not None:
        limit = known.published - DAY if told.strictly else known.published
        if isinstance(told, Calendar) and told.strictly:
            limit = limit.replace(day=1) - DAY
        latest = next((days for days in _back(told, limit) if days[0] <= limit), None)
        return Stretch(*latest, "published") if latest else None
    anchor = known.anchor
    if anchor is None or anchor.start is None or anchor.end is None:
        return None
    if isinstance(told, Weekday) or told.month is None or anchor.start.year != anchor.end.year:
        return _only(told, Stretch(anchor.start, anchor.end, "anchored"))
    return Stretch(*_calendar(told, anchor.start.year), "anchored")


def _back(told: Meaning, limit: date) -> Iterator[tuple[date, date]]:
    """The days that a partial date can mean, from a day back, the latest first."""
    if isinstance(told, Weekday):
        latest = limit - timedelta(days=(limit.weekday() - told.number) % WEEK)
        yield from ((latest - timedelta(weeks=back),) * 2 for back in range(WEEKS_BACK))
        return
    assert isinstance(told, Calendar)
    for first in _months_back(limit, 0 if told.month is None else MONTHS, told.month):
        try:
            yield _calendar(replace(told, month=first.month), first.year)
        except ValueError:
            continue


def _months_back(limit: date, step: int, month: int | None) -> Iterator[date]:
    """The first days of the months, or of that month in each year, from a day back."""
    for back in range(BACK * MONTHS):
        index = limit.year * MONTHS + limit.month - 1 - back
        first = date(index // MONTHS, index % MONTHS + 1, 1)
        if not step or first.month == month:
            yield first


def _only(told: Meaning, outer: Stretch) -> Stretch | None:
    """The only days inside a stretch that a partial date can mean; null where there are none or several."""
    if not isinstance(told, Calendar | Weekday):
        return None
    if isinstance(told, Calendar) and told.year is not None:
        return None
    inside = [days for days in _back(told, outer.end) if outer.start <= days[0] and days[1] <= outer.end]
    return Stretch(*inside[0], outer.basis) if len(inside) == 1 else None


def _between(told: Between, known: Known) -> Stretch | None:
    last = _stretch(told.last, known)
    if last is None:
        return None
    first = _stretch(told.first, known)
    if isinstance(told.first, Calendar | Weekday) and getattr(told.first, "year", None) is None:
        before = next((days for days in _back(told.first, last.end) if days[0] <= last.end), None)
        first = Stretch(*before, last.basis) if before else None
    if first is None or first.start > last.end:
        return None
    return Stretch(first.start, last.end, last.basis)


def _unit(told: Unit, day: date) -> Stretch | None:
    """The unit of the calendar that a day lies in, so many units on; the present one ends with that day."""
    if told.unit == "day":
        moved = day + told.shift * DAY
        return Stretch(moved, moved, "published")
    if told.unit == "weekend":
        saturday = (
            day - timedelta(days=(day.weekday() - 5) % WEEK) + timedelta(weeks=told.shift + 1 if told.shift > 0 else 0)
        )
        if told.shift < 0 and day.weekday() >= 5:  # noqa: PLR2004
            saturday -= timedelta(weeks=1)
        end = saturday + DAY
        return Stretch(saturday, min(end, day) if saturday <= day else end, "published", weekend=True)
    start, end = _around(told.unit, day, shift=told.shift)
    if told.part in ("earlier", None) or told.part not in parts().get(told.unit, {}):
        return Stretch(start, min(end, day) if start <= day else end, "published")
    first, last = parts()[told.unit][told.part]
    if told.unit == "week":
        return Stretch(start + (first - 1) * DAY, start + (last - 1) * DAY, "published")
    if told.unit == "month":
        return Stretch(start.replace(day=first), start.replace(day=min(last, end.day)), "published")
    return Stretch(*_calendar(Calendar(part=told.part), start.year), "published")


def _around(unit: str, day: date, *, shift: int) -> tuple[date, date]:
    """The first and last day of the week, month or year around a day, so many units on."""
    if unit == "week":
        monday = day - day.weekday() * DAY + timedelta(weeks=shift)
        return monday, monday + 6 * DAY
    if unit == "month":
        index = day.year * MONTHS + day.month - 1 + shift
        year, month = index // MONTHS, index % MONTHS + 1
        return date(year, month, 1), date(year, month, monthrange(year, month)[1])
    return date(day.year + shift, 1, 1), date(day.year + shift, MONTHS, 31)


def _rolling(told: Rolling, day: date) -> Stretch | None:
    if told.high is None:
        return None
    if told.unit in ("hour", "day", "week"):
        days = {"hour": -(-told.high // 24), "day": told.high, "week": told.high * WEEK}[told.unit]
        return Stretch(day - days * DAY, day, "published")
    return Stretch(
        _months_before(day, told.high * {"month": 1, "year": MONTHS, "decade": 120}[told.unit]), day, "published"
    )


def _months_before(day: date, months: int) -> date:
    index = day.year * MONTHS + day.month - 1 - months
    year, month = index // MONTHS, index % MONTHS + 1
    if not MINYEAR <= year <= MAXYEAR:
        raise ValueError(year)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _offset(told: Offset, base: Stretch) -> Stretch | None:
    if told.low is None or told.high is None or told.unit == "decade":
        return None
    if told.unit == "day":
        return Stretch(base.start + told.low * DAY, base.end + told.high * DAY, base.basis)
    if told.unit == "hour":
        low, high = (told.low // 24, 0) if told.high <= 0 else (0, -(-told.high // 24))
        return Stretch(base.start + low * DAY, base.end + high * DAY, base.basis)
    if told.unit == "week":
        about = timedelta(days=3)
        return Stretch(
            base.start + timedelta(weeks=told.low) - about, base.end + timedelta(weeks=told.high) + about, base.basis
        )
    first, last = _around(told.unit, base.start, shift=told.low), _around(told.unit, base.end, shift=told.high)
    return Stretch(first[0], last[1], base.basis)


def _from_anchor(told: Offset, anchor: When | None) -> Stretch | None:
    if anchor is None or anchor.start is None or anchor.end is None:
        return None
    return _offset(told, Stretch(anchor.start, anchor.end, "anchored"))


def within(told: Meaning, outer: Stretch, known: Known) -> Stretch | None:
    """The days of a meaning inside a stretch that other words give: "Sept. 17" in "last month"."""
    try:
        return _within(told, outer, known)
    except (ValueError, OverflowError):
        return None


def _within(told: Meaning, outer: Stretch, known: Known) -> Stretch | None:
    alone = _stretch(told, known)
    if alone and outer.start <= alone.start and alone.end <= outer.end:
        return replace(alone, basis=weakest(alone.basis, outer.basis))
    if inside := _only(told, outer):
        return inside
    if alone is None or isinstance(told, Calendar | Weekday):
        return None
    start, end = max(alone.start, outer.start), min(alone.end, outer.end)
    return Stretch(start, end, weakest(alone.basis, outer.basis)) if start <= end else None


def weakest(*bases: DateBasis) -> DateBasis:
    """The weakest of what days rest on."""
    order: tuple[DateBasis, ...] = ("none", "anchored", "published", "explicit")
    return min(bases, key=order.index)
