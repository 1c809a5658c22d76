"""Is there a place and time with more events than its place and its time explain?"""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from khaldun.ask.answer import Answer
from khaldun.ask.coverage import uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.points import points
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.statistics import space_time
from khaldun.ask.tables import Tables
from khaldun.ask.verbs.compare import LEAST_EVENTS
from khaldun.model import KhaldunError

RADII = (5, 10, 20, 30, 50, 75, 100, 150)
LONGEST = 8  # weeks
MOST_EVENTS = 3_000
WEEK = 7


def scan(tables: Tables, recipe: Recipe) -> Answer:
    """The most unusual cylinder of circle and weeks, with the events in it and a Monte Carlo p.

    Weeks count from the first event. `with` sets `radii` in km, `weeks` (the longest window), `least` (the smallest
    cluster) and `runs`. More than 3,000 events are refused: ask about fewer days or places.
    """
    selection = readings(recipe.selection, recipe.choices)[0].selection
    looked = searched(tables, selection)
    cannot = uncovered(tables, selection)
    if cannot:
        return Answer(cannot=cannot, searched=looked, drawing="none")
    rows = points(tables, selection, dated=False)
    if len(rows) > MOST_EVENTS:
        raise KhaldunError(f"a scan over {len(rows)} events takes too long; ask about at most {MOST_EVENTS}")
    if len(rows) < LEAST_EVENTS:
        why = f"no test: {len(rows)} events, fewer than {LEAST_EVENTS}"
        return Answer(tests=({"test": "scan", "p": None, "because": why},), searched=looked, drawing="none")
    return _answer(rows, recipe, looked)


def _answer(rows: Sequence[Mapping[str, Any]], recipe: Recipe, looked: Mapping[str, Any]) -> Answer:
    first = rows[0]["start"]
    found = space_time.scan(
        [row["latitude"] for row in rows],
        [row["longitude"] for row in rows],
        [(row["start"] - first).days // WEEK for row in rows],
        radii=recipe.parameter("radii", RADII),
        longest=recipe.parameter("weeks", LONGEST),
        least=recipe.parameter("least", 2),
        runs=recipe.parameter("runs", 99),
    )
    if found is None:
        return Answer(tests=({"test": "scan", "p": 1.0, "because": "no cluster at all"},), searched=looked)
    members = [rows[index] for index in found.members]
    test = {
        "test": "scan",
        "ratio": round(found.ratio, 3),
        "observed": found.observed,
        "expected": round(found.expected, 3),
        "radius_km": found.radius_km,
        "from": (first + timedelta(weeks=found.first_week)).isoformat(),
        "to": (first + timedelta(weeks=found.last_week + 1, days=-1)).isoformat(),
        "p": round(found.p, 4),
        "orders": found.runs,
    }
    table = tuple(_row(row) for row in members)
    return Answer(
        table=table, tests=(test,), rows=tuple(row["event_id"] for row in members), searched=looked, drawing="map"
    )


def _row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {
        "event_id": row["event_id"],
        "title": row["title"],
        "start": row["start"].isoformat(),
        "place": row["place_name"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "best": row["killed_best"],
    }
