"""When did the level of a series change, and within which months is that known?"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from khaldun.ask.answer import Answer
from khaldun.ask.coverage import first_day, uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.measured import ids_of
from khaldun.ask.monthly import Month, monthly
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.statistics.segments import changes, interval
from khaldun.ask.tables import Tables

LEAST_MONTHS = 24


def changepoint(tables: Tables, recipe: Recipe) -> Answer:
    """The segments of a monthly series, with their means, and an interval for each change between them.

    A series of fewer than 24 months is not tested. A change where the sources change is not a change of violence;
    the series alone cannot tell.
    """
    selection = readings(recipe.selection, recipe.choices)[0].selection
    looked = searched(tables, selection)
    cannot = uncovered(tables, selection)
    if cannot:
        return Answer(cannot=cannot, searched=looked, drawing="none")
    months = monthly(tables, selection)
    told = [month.told(recipe.count) for month in months]
    short = len(months) < LEAST_MONTHS
    found = [] if short else changes(told)
    why = f"no test: {len(months)} months, fewer than {LEAST_MONTHS}"
    return Answer(
        table=tuple(_segment(months, told, start, end) for start, end in pairwise([0, *found, len(months)])),
        rows=ids_of(tables, selection),
        tests=({"test": "change of level", "at": None, "because": why},)
        if short
        else tuple(_change(months, told, found, index) for index in range(len(found))),
        searched=looked,
        drawing="series",
    )


def _name(month: Month) -> str:
    return first_day(month.month).isoformat()[:7]


def _segment(months: Sequence[Month], told: Sequence[float], start: int, end: int) -> Mapping[str, Any]:
    return {
        "from": _name(months[start]) if months else None,
        "to": _name(months[end - 1]) if months else None,
        "months": end - start,
        "mean": round(sum(told[start:end]) / (end - start), 2) if end > start else None,
    }


def _change(months: Sequence[Month], told: Sequence[float], found: Sequence[int], index: int) -> Mapping[str, Any]:
    """The change at `found[index]`, its interval taken within the segments on either side."""
    bounds = [0, *found, len(told)]
    start, change, end = bounds[index : index + 3]
    low, high = interval(told[start:end], change - start)
    return {
        "test": "change of level",
        "at": _name(months[change]),
        "interval": [_name(months[start + low]), _name(months[min(start + high, len(months) - 1)])],
        "method": "PELT on square roots, penalty 2 ln n; interval by block bootstrap",
    }
