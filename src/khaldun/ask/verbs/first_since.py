"""Was there anything like it before, in the days that it is said to be the first of?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from khaldun.ask.answer import Answer
from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.measured import ids_of, measured
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched

WIDER = 3.0
MOST = 20


def first_since(tables: Tables, recipe: Recipe) -> Answer:
    """How many events like it there were in the days asked about: none means that the saying holds.

    The table lists the latest of them, then near misses: events in up to three times the radius. Rows that do not
    reach over all the days cannot show that nothing happened; they can still show that something did.
    """
    wanted = readings(recipe.selection, recipe.choices)
    found = measured(tables, wanted, count="events")
    cannot = uncovered(tables, recipe.selection)
    seen = [reading.events for reading in found if reading.sound]
    if cannot and any(seen):
        cannot = f"{cannot}; the rows there are already hold up to {max(seen)}, by definition"
    default = wanted[0].selection
    return Answer(
        figure=None if cannot else found[0].figure,
        table=_listed(tables, default),
        rows=ids_of(tables, default),
        readings=tuple(found),
        searched=searched(tables, recipe.selection),
        cannot=cannot,
        drawing="map",
    )


def _listed(tables: Tables, selection: Selection) -> tuple[Mapping[str, Any], ...]:
    hits = _latest(tables, selection)
    known = {row["event_id"] for row in hits}
    misses = [row for row in _latest(tables, _wider(selection)) if row["event_id"] not in known]
    return tuple([_row(row, matches=True) for row in hits] + [_row(row, matches=False) for row in misses])


def _wider(selection: Selection) -> Selection:
    radius = selection.radius_km * WIDER if selection.radius_km is not None else None
    return replace(selection, radius_km=radius)


def _latest(tables: Tables, selection: Selection) -> list[dict[str, Any]]:
    events = chosen(tables, selection)
    return fetched(events.order_by([events.start.desc(), events.event_id]).limit(MOST))


def _row(row: Mapping[str, Any], *, matches: bool) -> Mapping[str, Any]:
    return {
        "event_id": row["event_id"],
        "title": row["title"],
        "start": row["start"].isoformat() if row["start"] else None,
        "place": row["place_name"],
        "place_precision": row["place_precision"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "best": row["killed_best"],
        "matches": matches,
    }
