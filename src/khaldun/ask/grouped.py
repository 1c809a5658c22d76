"""How many in each year, month, country or under each perpetrator?"""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis

from khaldun.ask.answer import Measured
from khaldun.ask.chosen import conditions
from khaldun.ask.definitions import Reading
from khaldun.ask.measured import figure_of, parts, whole
from khaldun.ask.recipe import Recipe
from khaldun.ask.tables import Tables, fetched, table

MONTHS = 12


def grouped(tables: Tables, recipe: Recipe, wanted: Sequence[Reading]) -> tuple[Mapping[str, Any], ...]:
    """A row a group: the default figure, its events, and the least and greatest figure over the sound readings.

    An event with two perpetrators counts under both. An event without the column grouped by stands under null.
    """
    sound = [reading for reading in wanted if reading.unsound is None]
    asked, events = conditions(tables, [reading.selection for reading in sound])
    flagged = events.mutate(**{f"reading_{index}": condition for index, condition in enumerate(asked)})
    keyed = _keyed(tables, flagged, recipe.by)
    sums: dict[str, Any] = {}
    for index, reading in enumerate(sound):
        condition = keyed[f"reading_{index}"]
        sums |= {f"{part}_{index}": value for part, value in parts(keyed, reading.selection, condition).items()}
    rows = fetched(keyed.group_by(list(recipe.by)).aggregate(**sums))
    told = [_row(row, recipe, readings=len(sound)) for row in rows if _any_events(row, len(sound))]
    return tuple(sorted(told, key=lambda row: [str(row[key]) for key in recipe.by]))


def _keyed(tables: Tables, events: ibis.Table, by: Sequence[str]) -> ibis.Table:
    """The events with the columns that they are grouped by."""
    keyed = events.mutate(year=((events.month - 1) // MONTHS).cast("int32"))
    if "perpetrator" in by:
        parties = table(tables, "event_parties").semi_join(events, "event_id")
        doing = parties.filter(parties.role == "perpetrator").select(did="event_id", perpetrator="told").distinct()
        keyed = keyed.left_join(doing, keyed.event_id == doing.did).drop("did")
    return keyed


def _any_events(row: Mapping[str, Any], readings: int) -> bool:
    return any(row[f"events_{index}"] for index in range(readings))


def _row(row: Mapping[str, Any], recipe: Recipe, *, readings: int) -> Mapping[str, Any]:
    figures = [figure_of(row, count=recipe.count, suffix=f"_{index}") for index in range(readings)]
    known = [figure.best for figure in figures if figure.best is not None]
    return {
        **{key: _key(row[key]) for key in recipe.by},
        **_told(figures[0]),
        "events": whole(row["events_0"]),
        "min": min(known, default=None),
        "max": max(known, default=None),
    }


def _told(figure: Measured) -> Mapping[str, Any]:
    return {"best": figure.best, "low": figure.low, "high": figure.high, "unit": figure.unit}


def _key(value: object) -> object:
    return int(value) if isinstance(value, int) else value
