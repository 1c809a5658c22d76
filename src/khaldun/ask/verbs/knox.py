"""Do events follow one another near and soon, more than chance would have it?"""

from collections.abc import Mapping, Sequence
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


def knox(tables: Tables, recipe: Recipe) -> Answer:
    """Pairs of events near and soon against permuted dates, with all rows and without repeated ones.

    Rows that repeat day and place look like near repeats; both counts are given. `with` sets `km`, `days` and `runs`.
    """
    selection = readings(recipe.selection, recipe.choices)[0].selection
    looked = searched(tables, selection)
    cannot = uncovered(tables, selection)
    if cannot:
        return Answer(cannot=cannot, searched=looked, drawing="none")
    rows = points(tables, selection, dated=True)
    if len(rows) < LEAST_EVENTS:
        why = f"no test: {len(rows)} events, fewer than {LEAST_EVENTS}"
        return Answer(tests=({"test": "knox", "p": None, "because": why},), searched=looked, drawing="none")
    once = list({(row["start"], row["latitude"], row["longitude"]): row for row in rows}.values())
    tests = [_test(held, recipe, of=of) for of, held in (("all rows", rows), ("without repeated rows", once))]
    return Answer(tests=tuple(tests), rows=tuple(row["event_id"] for row in rows), searched=looked, drawing="none")


def _test(rows: Sequence[Mapping[str, Any]], recipe: Recipe, *, of: str) -> Mapping[str, Any]:
    km, days = recipe.parameter("km", 25), recipe.parameter("days", 14)
    found = space_time.knox(
        [row["latitude"] for row in rows],
        [row["longitude"] for row in rows],
        [row["start"].toordinal() for row in rows],
        km=km,
        within_days=days,
        runs=recipe.parameter("runs", 999),
    )
    return {
        "test": "knox",
        "of": of,
        "km": km,
        "days": days,
        "events": found.events,
        "close": found.close,
        "expected": round(found.expected, 2),
        "p": round(found.p, 4),
        "orders": found.runs,
    }
