"""How does a release become a panel of units and months?"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

import ibis
import numpy as np
from numpy.typing import NDArray

from khaldun.forecast.panel import Panel, named
from khaldun.model.fault import Issue, KhaldunError

Tables = Mapping[str, ibis.Table]

UNITS: Final = ("country", "admin1", "cell")
SPILLOVER_KM: Final = 100.0
"""How far beyond a border an event counts as near it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """A panel from a release, and what could not be counted in it."""

    panel: Panel
    issues: tuple[Issue, ...]


def counted(tables: Tables, *, unit: str, violence: str | None = None) -> Counted:
    """Deaths by unit and month: the best figure of each event, in the month in which it began.

    Units are those with at least one event: a country, a country's first-order unit, or an H3 cell of resolution 5.
    The panel begins with the run of months without a gap in the whole release that ends with its last month: before
    a month of which nothing was read, silence is not peace.
    """
    events = _placed(tables, unit=unit, violence=violence)
    first = unbroken(tables)
    known = events.filter(events.unit.notnull() & (events.month >= first))
    sums = known.group_by(["unit", "month"]).aggregate(killed=known.killed_best.sum().fill_null(0))
    rows = [{**row, "unit": _name(row["unit"], unit=unit)} for row in sums.to_pyarrow().to_pylist()]
    if not rows:
        raise KhaldunError(f"the release has no events with a {unit} and a month; read a dataset that has")
    return Counted(panel=_panel(rows, first=first), issues=tuple(_issues(events, unit=unit, first=first)))


def _placed(tables: Tables, *, unit: str, violence: str | None) -> ibis.Table:
    if unit not in UNITS:
        raise KhaldunError(f"no unit {unit!r}; there are: {', '.join(UNITS)}")
    events = tables["events"]
    if violence is not None:
        events = events.filter(events.violence == violence)
    events = once(events)
    named = {
        "country": events.country,
        "admin1": events.country + " " + events.admin1,
        "cell": events.h3_5.cast("string"),
    }
    return events.select("event_id", "country", "month", "killed_best", unit=named[unit])


def once(events: ibis.Table) -> ibis.Table:
    """The events without those that are part of a longer one among them, so that nobody is counted twice."""
    if "part_of" not in events.columns:
        return events
    return events.anti_join(events.view(), [("part_of", "event_id")])


def _name(told: str, *, unit: str) -> str:
    """A cell is called as H3 calls it, in hexadecimal."""
    return f"{int(told):x}" if unit == "cell" else told


def unbroken(tables: Tables) -> int:
    """The first of the months that follow one another, each with an event of the release, up to its last."""
    events = tables["events"]
    rows = events.filter(events.month.notnull()).select("month").distinct().to_pyarrow().to_pylist()
    if not rows:
        raise KhaldunError("the release has no event with a month; read reports or a dataset first")
    months: set[int] = {row["month"] for row in rows}
    first = max(months)
    while first - 1 in months:
        first -= 1
    return first


def _panel(rows: list[dict[str, Any]], *, first: int) -> Panel:
    units = tuple(sorted({row["unit"] for row in rows}))
    last = max(row["month"] for row in rows)
    return Panel(units=units, first=first, deaths=_array(rows, units=units, months=range(first, last + 1)))


def _array(rows: list[dict[str, Any]], *, units: tuple[str, ...], months: range) -> NDArray[np.float64]:
    column = {unit: n for n, unit in enumerate(units)}
    deaths = np.zeros((len(months), len(units)))
    for row in rows:
        if row["unit"] in column and row["month"] in months:
            deaths[row["month"] - months.start, column[row["unit"]]] += row["killed"]
    return deaths


def _issues(events: ibis.Table, *, unit: str, first: int) -> list[Issue]:
    faults = {
        f"lie before {named(first)}, beyond a month without any event, and are not counted": events.month < first,
        f"have no {unit} or no month and are in no unit's months": events.unit.isnull() | events.month.isnull(),
        "tell no number of dead and add none": events.killed_best.isnull(),
    }
    counts = {what: int(events.filter(fault).count().to_pyarrow().as_py()) for what, fault in faults.items()}
    return [Issue(where="events", what=f"{n} events {what}", kind="panel") for what, n in counts.items() if n]


def with_spillover(panel: Panel, tables: Tables, *, violence: str | None = None) -> Panel:
    """The panel of countries with, about each, the deaths within 100 km of its borders on the other side."""
    events = _placed(tables, unit="country", violence=violence)
    borders = tables["borders"]
    close = borders.filter(borders.km <= SPILLOVER_KM).select("event_id", "border")
    joined = events.join(close, "event_id")
    ends = joined.border.split("|")
    beyond = joined.mutate(unit=ibis.ifelse(ends[0] == joined.country, ends[1], ends[0]))
    sums = beyond.group_by(["unit", "month"]).aggregate(killed=beyond.killed_best.sum().fill_null(0))
    months = range(panel.first, panel.last + 1)
    found = _array(sums.to_pyarrow().to_pylist(), units=panel.units, months=months)
    return replace(panel, around={"beyond its borders": found})
