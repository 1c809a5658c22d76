"""Which events of a release lie in an area, and which cannot be said to?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

import ibis
import numpy as np

from khaldun.forecast.tables import once
from khaldun.forecast.watch.area import Area, Near

EARTH_KM: Final = 6371.0088
DAYS: Final = ("day", "week")
"""How well the day of an event must be known to be counted in a week."""

Tables = Mapping[str, ibis.Table]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An event as a watch needs it; `actors` are those of the registry, else as the sources told them."""

    event_id: str
    start: date
    killed: int | None
    title: str | None
    place: str | None
    leaves: str
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """The events of an area in order of their days, and how many were left out because day or place is too vague."""

    rows: tuple[Row, ...]
    vague_days: int
    vague_places: int


def inside(tables: Tables, area: Area, *, until: date) -> Inside:
    """The events of an area that began by a day."""
    found = [row for row in _fetched(tables, area) if row["start"] is not None and row["start"] <= until]
    placed = [row for row in found if _placed(row, reach=area.reach_km)]
    dated = [row for row in placed if row["date_precision"] in DAYS]
    actors = _actors(tables, {row["event_id"] for row in dated})
    rows = (_row(row, actors=actors.get(row["event_id"], ())) for row in dated)
    return Inside(
        rows=tuple(sorted(rows, key=lambda row: (row.start, row.event_id))),
        vague_days=len(placed) - len(dated),
        vague_places=len(found) - len(placed),
    )


def _fetched(tables: Tables, area: Area) -> list[dict[str, Any]]:
    events = _narrowed(tables, area)
    columns = ["event_id", "start", "date_precision", "latitude", "longitude", "radius_km", "place_precision"]
    rows: list[dict[str, Any]] = (
        events.select(*columns, "killed_best", "title", "place_name", "leaves").to_pyarrow().to_pylist()
    )
    return [row for row in rows if area.near is None or _kilometres(row, area.near) <= area.near.radius_km]


def _narrowed(tables: Tables, area: Area) -> ibis.Table:
    events = tables["events"]
    if area.country:
        events = events.filter(events.country == area.country)
    if area.families:
        events = events.filter(events.family.isin(area.families))
    if area.violence:
        events = events.filter(events.violence == area.violence)
    if area.near:
        events = events.filter(events.latitude.notnull() & events.longitude.notnull())
    if area.borders:
        borders = tables["borders"]
        close = borders.filter(borders.border.isin(area.borders) & (borders.km <= area.within_km))
        events = events.semi_join(close, "event_id")
    if area.actor:
        parties = tables["event_parties"]
        events = events.semi_join(
            parties.filter((parties.actor == area.actor) | (parties.actor_source_id == area.actor)), "event_id"
        )
    return once(events)


def _kilometres(row: Mapping[str, Any], near: Near) -> float:
    there, here = np.radians([row["latitude"], row["longitude"]]), np.radians([near.latitude, near.longitude])
    half = np.sin((there - here) / 2) ** 2
    return float(2 * EARTH_KM * np.arcsin(np.sqrt(half[0] + np.cos(there[0]) * np.cos(here[0]) * half[1])))


def _placed(row: Mapping[str, Any], *, reach: float | None) -> bool:
    """Whether the place is known at least as well as the area is wide."""
    if reach is None:
        return True
    if row["radius_km"] is not None:
        return bool(row["radius_km"] <= reach)
    return row["place_precision"] in ("site", "settlement")


def _actors(tables: Tables, wanted: set[str]) -> dict[str, tuple[str, ...]]:
    if not wanted:
        return {}
    parties = tables["event_parties"]
    held = parties.filter(parties.event_id.isin(sorted(wanted))).select("event_id", "actor", "told", "grp")
    found: dict[str, set[str]] = {}
    for row in held.to_pyarrow().to_pylist():
        name = row["actor"] or row["told"]
        if name and row["grp"] != "civilians":
            found.setdefault(row["event_id"], set()).add(name)
    return {event: tuple(sorted(names)) for event, names in found.items()}


def _row(row: Mapping[str, Any], *, actors: tuple[str, ...]) -> Row:
    return Row(
        event_id=row["event_id"],
        start=row["start"],
        killed=row["killed_best"],
        title=row["title"],
        place=row["place_name"],
        leaves=row["leaves"] or "nothing",
        actors=actors,
    )
