"""What do the words of a date mean? From a form and its values to a meaning."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Any

from khaldun.coding.dates.forms import Found
from khaldun.coding.dates.meaning import (
    Between,
    Calendar,
    Either,
    Inside,
    Meaning,
    Offset,
    Rolling,
    Unit,
    Weekday,
)
from khaldun.coding.words.numerals import Numeral

CENTURY = 100
MOST_MONTH = 12
NINETIES = 30  # "'90s" is of the last century from here on


@cache
def parts() -> Mapping[str, Any]:
    """The days and months that "early", "late" and the like mean."""
    path = files("khaldun.coding") / "data" / "dates" / "parts.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def meaning(found: Found, *, day_first: bool | None) -> Meaning:
    """What the words of a form mean. `day_first` settles 03/04/2024; null where the text does not."""
    if found.kind == "numeric":
        return _numeric(*found.all("numeric")[0], day_first=day_first)
    return MEANINGS[found.kind](found)


def _numeric(first: int, second: int, third: int, *, day_first: bool | None) -> Meaning:
    if first > 31:  # noqa: PLR2004
        return Calendar(year=first, month=second, day=third)
    left, right = Calendar(year=third, month=second, day=first), Calendar(year=third, month=first, day=second)
    if first == second or first > MOST_MONTH:
        return left
    if second > MOST_MONTH:
        return right
    if day_first is None:
        return Either(left=left, right=right)
    return left if day_first else right


def _months(found: Found) -> list[int]:
    return [*found.all("month"), *found.all("maymonth")]


def _years(found: Found) -> list[int]:
    years = found.all("year")
    return years + [years[0] // CENTURY * CENTURY + short for short in found.all("short")]


def _first(values: list[Any]) -> Any:  # noqa: ANN401
    return values[0] if values else None


def _shift(found: Found) -> int | None:
    """-1 for the last, 0 for this, 1 for the next; null where nothing is said."""
    told = found.all("calendarshift") + found.all("shift") + found.all("postshift")
    return int(told[0]) if told else None


def _calendar(found: Found) -> Meaning:
    days = found.all("day") + found.all("nth") + found.all("ordinalday")
    return Calendar(
        year=_first(found.all("year")), month=_first(_months(found)), day=_first(days), part=_first(found.all("part"))
    )


def _between(found: Found) -> Meaning:
    months, years, told = _months(found), _years(found), found.all("part")
    days = found.all("day") + found.all("nth")
    part = dict(enumerate(told)) if len(told) > 1 else {0: None, 1: None}
    last = Calendar(year=_last(years), month=_last(months), day=_last(days), part=part[1])
    first = Calendar(year=_first(years), month=_first(months), day=_first(days), part=part[0])
    if len(years) == 1 and first.month and last.month and first.month > last.month:
        first = replace(first, year=years[0] - 1)
    return Between(first=first, last=last)


def _last(values: list[Any]) -> Any:  # noqa: ANN401
    return values[-1] if values else None


def _decade(found: Found) -> Meaning:
    short = found.all("twodigit")
    year = found.all("year")[0] if not short else short[0] + (1900 if short[0] >= NINETIES else 2000)
    first, last = {"early": (0, 3), "mid": (4, 6), "late": (7, 9)}.get(_first(found.all("part")), (0, 9))
    return Between(first=Calendar(year=year + first), last=Calendar(year=year + last))


def _season(found: Found) -> Meaning:
    year, season, shift = _first(found.all("year")), found.all("season")[0], _shift(found)
    if year is not None:
        return Calendar(year=year, part=season)
    months = parts()["year"][season]
    first, last = Calendar(month=months[0], strictly=shift == -1), Calendar(month=months[1], strictly=shift == -1)
    return Between(first=first, last=last)


def _weekday(found: Found) -> Meaning:
    days, shift = found.all("weekday"), _shift(found)
    if len(days) == 1:
        return Weekday(number=days[0], strictly=shift == -1)
    return Between(first=Weekday(number=days[0]), last=Weekday(number=days[-1]))


def _within(found: Found) -> Meaning:
    outer = Unit(unit=_first(found.all("unit")) or "year", shift=_shift(found) or 0)
    weekday = found.all("weekday")
    return Inside(inner=Weekday(number=weekday[0]) if weekday else _calendar(found), outer=outer)


def _recurring(found: Found) -> Meaning:
    shift, month = _shift(found), _months(found)[0]
    if shift == 0:
        return Inside(inner=Calendar(month=month), outer=Unit(unit="year"))
    return Calendar(month=month, strictly=True)


def _unit(found: Found) -> Meaning:
    return Unit(unit=_first(found.all("unit")) or "weekend", shift=_shift(found) or 0, part=_first(found.all("part")))


def _named(found: Found) -> Meaning:
    return Unit(unit="day", shift=found.all("named")[0])


def _night(found: Found) -> Meaning:
    days = found.all("weekday")
    if not days:
        return Between(first=Unit(unit="day", shift=-1), last=Unit(unit="day"))
    return Between(first=Weekday(number=days[0]), last=Weekday(number=days[-1] if len(days) > 1 else (days[0] + 1) % 7))


def _rolling(found: Found) -> Meaning:
    unit, count = found.all("span")[0], _first(found.all("count"))
    return Rolling(unit=unit, high=_high(count) if count else 1)


def _recent(found: Found) -> Meaning:
    unit = found.all("spans")[0]
    return Rolling(unit=unit, high=parts()["few"].get(unit))


def _offset(found: Found, *, sign: int, anchored: bool) -> Meaning:
    count, unit = _first(found.all("count")), (found.all("span") + found.all("spans"))[0]
    low, high = (int(count.low), _high(count)) if count else (1, 1)
    if found.all("spans"):
        low, high = 2, parts()["few"].get(unit)
    ends = (low, high) if sign > 0 else (None if high is None else -high, -low)
    return Offset(unit=unit, low=ends[0], high=ends[1], anchored=anchored)


def _high(count: Numeral) -> int:
    return min(int(count.high), CENTURY * CENTURY)


def _pointing(found: Found) -> Meaning:
    shift = found.all("pointing")[0]
    return Offset(unit="day", low=shift, high=shift, anchored=True)


def _pointing_year(found: Found) -> Meaning:
    """A year counted from the event in focus, or a month or a part of it."""
    shift, part, months = found.all("pointingyear")[0], _first(found.all("part")), _months(found)
    year = Offset(unit="year", low=shift, high=shift, anchored=True)
    if not months and part is None:
        return year
    return Inside(inner=Calendar(month=_first(months), part=part), outer=year)


MEANINGS: Mapping[str, Callable[[Found], Meaning]] = {
    "calendar": _calendar,
    "between": _between,
    "nights": _between,
    "decade": _decade,
    "season": _season,
    "weekday": _weekday,
    "within": _within,
    "recurring": _recurring,
    "unit": _unit,
    "named": _named,
    "night": _night,
    "rolling": _rolling,
    "recent": _recent,
    "ago": lambda found: _offset(found, sign=-1, anchored=False),
    "later": lambda found: _offset(found, sign=1, anchored=True),
    "earlier": lambda found: _offset(found, sign=-1, anchored=True),
    "pointing": _pointing,
    "pointingyear": _pointing_year,
}
