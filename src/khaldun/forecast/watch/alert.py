"""What is worth opening: where do the newest weeks not fit the area's own past?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

from khaldun.forecast.watch.area import Area, WatchList
from khaldun.forecast.watch.inside import Inside, Row, Tables, inside
from khaldun.forecast.watch.unusual import Unusual, unusual

Rule = Literal["more than before", "first since", "new actor"]

WEEK: Final = 7
QUIET: Final = timedelta(days=365)
"""After so long without an event the next one is called the first since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One thing that the area's past makes unlikely, with the events that made it so.

    `earlier` is the last event before the newest weeks: null where there was none in what was searched. `actor` is
    named by the rule "new actor" alone.
    """

    rule: Rule
    test: Unusual
    rows: tuple[Row, ...]
    earlier: date | None = None
    actor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What was found for one area; `test` is that of its events, alarm or not. The searched days are both included."""

    area: Area
    searched_from: date
    newest_from: date
    until: date
    test: Unusual
    alerts: tuple[Alert, ...]
    events: int
    vague_days: int
    vague_places: int


def watched(tables: Tables, watch: WatchList, *, since: date, until: date) -> tuple[Watched, ...]:
    """Every area of the list, tested on the weeks that end on `until` against those since `since`."""
    return tuple(
        assessed(area, inside(tables, area, until=until), watch, since=since, until=until) for area in watch.areas
    )


def assessed(area: Area, found: Inside, watch: WatchList, *, since: date, until: date) -> Watched:
    """One area: are its events more than before, and is an actor new in it?"""
    rows = [row for row in found.rows if since <= row.start]
    newest_from = until - timedelta(days=WEEK * watch.weeks - 1)
    newest = tuple(row for row in rows if row.start >= newest_from)
    test = unusual(weekly((row.start for row in rows), since=since, until=until), newest=watch.weeks)
    alerts = [_more(rows, newest, test, newest_from=newest_from)] if newest and test.p <= watch.false_alarms else []
    alerts += _new_actors(rows, watch, newest_from=newest_from, since=since, until=until)
    return Watched(
        area=area,
        searched_from=since,
        newest_from=newest_from,
        until=until,
        test=test,
        alerts=tuple(alerts),
        events=len(rows),
        vague_days=found.vague_days,
        vague_places=found.vague_places,
    )


def weekly(days: Iterable[date], *, since: date, until: date) -> list[int]:
    """How many days fall in each whole week, counted back from `until`, oldest first."""
    weeks = ((until - since).days + 1) // WEEK
    counts = [0] * weeks
    for day in days:
        back = (until - day).days // WEEK
        if 0 <= back < weeks:
            counts[weeks - 1 - back] += 1
    return counts


def _more(rows: Sequence[Row], newest: tuple[Row, ...], test: Unusual, *, newest_from: date) -> Alert:
    earlier = max((row.start for row in rows if row.start < newest_from), default=None)
    quiet = earlier is None or newest[0].start - earlier >= QUIET
    return Alert(rule="first since" if quiet else "more than before", test=test, rows=newest, earlier=earlier)


def _new_actors(rows: Sequence[Row], watch: WatchList, *, newest_from: date, since: date, until: date) -> list[Alert]:
    """The actors first seen in the newest weeks, if so many first appearances are unusual for the area."""
    first = _first_seen(rows)
    test = unusual(weekly(first.values(), since=since, until=until), newest=watch.weeks)
    if not test.p <= watch.false_alarms:  # neither above it nor unknown, as where the past is too short
        return []
    new = sorted(actor for actor, day in first.items() if day >= newest_from)
    return [
        Alert(rule="new actor", test=test, actor=actor, rows=tuple(row for row in rows if actor in row.actors))
        for actor in new
    ]


def _first_seen(rows: Sequence[Row]) -> Mapping[str, date]:
    first: dict[str, date] = {}
    for row in rows:
        for actor in row.actors:
            first.setdefault(actor, row.start)
    return first
