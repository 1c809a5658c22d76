"""How many in each month? A month that is covered and has no row is zero; a month that is not covered is absent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import month_of, reach
from khaldun.ask.measured import parts, whole
from khaldun.ask.recipe import Recipe
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched
from khaldun.model import KhaldunError


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month: `month` is `year * 12 + month`; the figure is of what the recipe counts."""

    month: int
    events: int
    best: int | None
    low: int | None
    high: int | None

    def told(self, count: str) -> float:
        """The number that a test takes: events, or deaths by the best figure, untold ones adding nothing."""
        return float(self.events if count == "events" else self.best or 0)


def monthly(tables: Tables, selection: Selection) -> list[Month]:
    """The covered months of the days asked about, in order, with their figures."""
    events = chosen(tables, selection)
    dated = events.filter(events.month.notnull())
    sums = parts(dated, selection, dated.event_id.notnull())
    found = {int(row["month"]): _month(row) for row in fetched(dated.group_by("month").aggregate(**sums))}
    blank = {"events": 0, "best": 0, "low": 0, "high": 0}
    return [found.get(month, Month(month=month, **blank)) for month in _months(tables, selection, sorted(found))]


def windows(recipe: Recipe) -> tuple[Selection, Selection]:
    """The earlier and the later window of a recipe: `with = {before = {from, to}, now = {from, to}}`."""
    pair = [recipe.parameter(name) for name in ("before", "now")]
    if not all(isinstance(window, dict) and {"from", "to"} <= window.keys() for window in pair):
        raise KhaldunError("a comparison needs two windows; write with = {before = {from, to}, now = {from, to}}")
    before, now = (replace(recipe.selection, start=window["from"], end=window["to"]) for window in pair)
    return before, now


def _months(tables: Tables, selection: Selection, found: Sequence[int]) -> Sequence[int]:
    if selection.countries:
        held = reach(tables, selection.countries)
        covered: set[int] = set.intersection(*(set(held[country].months) for country in selection.countries))
    else:
        covered = set(range(found[0], found[-1] + 1)) if found else set()
    start = month_of(selection.start) if selection.start else min(covered, default=0)
    end = month_of(selection.end) if selection.end else max(covered, default=-1)
    return [month for month in range(start, end + 1) if month in covered]


def _month(row: dict[str, Any]) -> Month:
    return Month(
        month=int(row["month"]),
        events=whole(row["events"]) or 0,
        best=whole(row["best"]),
        low=whole(row["low"]),
        high=whole(row["high"]),
    )
