"""How many events lie in each day, month or year, and where does each bar stand?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import ibis

from khaldun.show.filters import EventFilter
from khaldun.show.languages import Language
from khaldun.show.leaving import Published

TALL = 52
MONTHS = 12
DAYS_UP_TO, MONTHS_UP_TO = 62, 121  # days, and months, that are still drawn one by one
TICKS = 8
REMEMBERED = 1000  # filters whose months are kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stretch of days with its count; positions and widths are in per cent, the height in pixels."""

    start: date
    end: date
    count: int
    x: float
    width: float
    inner: float
    height: float
    title: str
    tick: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Bars of one step: day, month or year."""

    step: str
    bars: tuple[Bar, ...]


def timeline(published: Published, chosen: EventFilter, language: Language) -> Timeline:
    """The events that a filter chooses over time, its days left aside; each counts where it begins.

    A filter of few days is shown day by day, within its days.
    """
    if chosen.start and chosen.end and (chosen.end - chosen.start).days < DAYS_UP_TO:
        return _days(published, chosen.chosen(published.tables), language)
    months = published.months(replace(chosen, start=None, end=None))
    if not months:
        return Timeline(step="month", bars=())
    counts = _around(chosen, months)
    first, last = min(counts), max(counts)
    if last - first > MONTHS_UP_TO:
        return _years(counts, language)
    found = [(_month(at), _month(at + 1) - timedelta(1), counts.get(at, 0)) for at in range(first, last + 1)]
    return Timeline(step="month", bars=_bars(found, language, step="month"))


def _around(chosen: EventFilter, counts: Mapping[int, int]) -> Mapping[int, int]:
    """The months of the filter and as many before and after it; all where it leaves an end open."""
    if chosen.start is None or chosen.end is None:
        return counts
    first, last = (day.year * MONTHS + day.month for day in (chosen.start, chosen.end))
    length = max(last - first + 1, MONTHS // 2)
    near = {at: count for at, count in counts.items() if first - length <= at <= last + length}
    return near or counts


def _years(counts: Mapping[int, int], language: Language) -> Timeline:
    years = range((min(counts) - 1) // MONTHS, (max(counts) - 1) // MONTHS + 1)
    found = [
        (date(year, 1, 1), date(year, MONTHS, 31), sum(n for at, n in counts.items() if (at - 1) // MONTHS == year))
        for year in years
    ]
    return Timeline(step="year", bars=_bars(found, language, step="year"))


def _days(published: Published, events: ibis.Table, language: Language) -> Timeline:
    rows = published.rows(
        events.filter(events.start.notnull()).group_by("start").aggregate(count=lambda rows: rows.count())
    )
    counts = {row["start"]: int(row["count"]) for row in rows}
    if not counts:
        return Timeline(step="day", bars=())
    length = (max(counts) - min(counts)).days + 1
    days = [min(counts) + timedelta(at) for at in range(length)]
    found = [(day, day, counts.get(day, 0)) for day in days]
    return Timeline(step="day", bars=_bars(found, language, step="day"))


def _bars(found: Sequence[tuple[date, date, int]], language: Language, *, step: str) -> tuple[Bar, ...]:
    most = max(count for _, _, count in found)
    width = 100 / len(found)
    every = -(-len(found) // TICKS)
    return tuple(
        Bar(
            start=start,
            end=end,
            count=count,
            x=round(at * width, 3),
            width=round(width, 3),
            inner=round(min(width * 0.84, 6), 3),
            height=round(TALL * count / most, 1) if count else 0,
            title=language.say("timeline.bar", when=_when(start, step, language), n=count),
            tick=_when(start, step, language) if at % every == 0 else "",
        )
        for at, (start, end, count) in enumerate(found)
    )


def _when(day: date, step: str, language: Language) -> str:
    if step == "year":
        return str(day.year)
    return language.month(day.year, day.month) if step == "month" else language.short(day)


def _month(number: int) -> date:
    """The first day of a month told as year * 12 + month."""
    return date((number - 1) // MONTHS, (number - 1) % MONTHS + 1, 1)
