"""How many events lie within a distance of named borders, and which lie just outside?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from khaldun.ask.answer import Answer, Caveat
from khaldun.ask.chosen import chosen
from khaldun.ask.definitions import readings
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched, table
from khaldun.ask.verbs.count import count
from khaldun.model import KhaldunError

JUST_OUTSIDE = 1.5


def near(tables: Tables, recipe: Recipe) -> Answer:
    """The events within the distance, one row each with its nearest named border, then those just outside.

    Distances are stored with the events and measured to the border file that the reading names. Just outside is up
    to one and a half times the distance.
    """
    default = readings(recipe.selection, recipe.choices)[0].selection
    if not default.borders or default.distance_km is None:
        raise KhaldunError("a question of nearness names its borders and a distance; add border and distance_km")
    if not measured_to(tables, default):
        name = default.border_file or "any border file"
        looked = searched(tables, default)
        return Answer(cannot=f"cannot be tested: no distances to {name} in store", searched=looked, drawing="none")
    kept = _measurable(tables, recipe)
    answer = count(tables, replace(recipe, choices=kept))
    if answer.cannot:
        return answer
    answer = replace(answer, caveats=_left_out(recipe, kept))
    rows = _nearest(tables, default)
    inside = {border: sum(row["inside"] for row in rows if row["border"] == border) for border in default.borders}
    return replace(answer, table=rows, searched={**answer.searched, "by_border": inside}, drawing="map")


def measured_to(tables: Tables, selection: Selection) -> bool:
    """Whether any event in store has a distance to the border file."""
    borders = table(tables, "borders")
    held = borders.filter(borders.version.startswith(selection.border_file or ""))
    return bool(fetched(held.limit(1)))


def _measurable(tables: Tables, recipe: Recipe) -> dict[str, tuple[str, ...]]:
    """The choices without the border files to which no distance in store is measured."""
    kept = {name: list(ids) for name, ids in recipe.choices.items()}
    for name in kept.get("border_file", [])[1:]:
        (one,) = readings(recipe.selection, {"border_file": (name,)})
        if not measured_to(tables, one.selection):
            kept["border_file"].remove(name)
    return {name: tuple(ids) for name, ids in kept.items()}


def _left_out(recipe: Recipe, kept: Mapping[str, tuple[str, ...]]) -> tuple[Caveat, ...]:
    """What must be said where distances to a border file that the recipe names are not in store."""
    gone = [name for name in recipe.choices.get("border_file", ()) if name not in kept["border_file"]]
    return tuple(Caveat(rule="border-file", text=f"No distances to border file {name!r} in store.") for name in gone)


def _nearest(tables: Tables, selection: Selection) -> tuple[Mapping[str, Any], ...]:
    wider = replace(selection, distance_km=(selection.distance_km or 0) * JUST_OUTSIDE)
    events = chosen(tables, wider)
    borders = table(tables, "borders")
    named = borders.filter(borders.border.isin(selection.borders))
    if selection.border_file is not None:
        named = named.filter(named.version.startswith(selection.border_file))
    pairs = events.inner_join(named.select("event_id", "border", "km", "version"), "event_id")
    return _closest(fetched(pairs), limit=selection.distance_km or 0)


def _closest(pairs: Sequence[Mapping[str, Any]], *, limit: float) -> tuple[Mapping[str, Any], ...]:
    closest: dict[str, Mapping[str, Any]] = {}
    for pair in sorted(pairs, key=lambda pair: (pair["km"], pair["event_id"], pair["border"])):
        closest.setdefault(pair["event_id"], pair)
    return tuple(_row(pair, limit=limit) for pair in closest.values())


def _row(pair: Mapping[str, Any], *, limit: float) -> Mapping[str, Any]:
    return {
        "event_id": pair["event_id"],
        "title": pair["title"],
        "start": pair["start"].isoformat() if pair["start"] else None,
        "border": pair["border"],
        "km": round(pair["km"], 1),
        "border_file": pair["version"],
        "place_precision": pair["place_precision"],
        "latitude": pair["latitude"],
        "longitude": pair["longitude"],
        "best": pair["killed_best"],
        "low": pair["killed_low"],
        "high": pair["killed_high"],
        "inside": pair["km"] <= limit,
    }
