"""Did the events move: south, say, or away from the border?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from khaldun.ask.answer import Answer
from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.known import refuse_unknown
from khaldun.ask.monthly import windows
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.statistics.intervals import by_cluster
from khaldun.ask.tables import Tables, fetched
from khaldun.ask.verbs.compare import LEAST_EVENTS

ALONG = ("latitude", "longitude")


def shift(tables: Tables, recipe: Recipe) -> Answer:
    """The mean position in two windows, and the interval of their difference.

    Places are drawn again, not events: events repeat in a place, and to take them for independent would make any
    drift look sure. A shift is shown only where the interval leaves out 0.
    """
    along = recipe.parameter("along", "latitude")
    refuse_unknown([along], ALONG, what="direction")
    before, now = windows(replace(recipe, selection=readings(recipe.selection, recipe.choices)[0].selection))
    looked = {"before": searched(tables, before), "now": searched(tables, now)}
    cannot = uncovered(tables, before) or uncovered(tables, now)
    if cannot:
        return Answer(cannot=cannot, searched=looked, drawing="none")
    earlier, later = (_placed(fetched(chosen(tables, window))) for window in (before, now))
    return Answer(
        table=tuple(_row(name, rows, along) for name, rows in (("before", earlier), ("now", later))),
        rows=tuple(sorted(row["event_id"] for row in (*earlier, *later))),
        tests=(_test(earlier, later, along=along),),
        searched=looked,
        drawing="none",
    )


def _placed(rows: Sequence[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    return sorted((row for row in rows if row["latitude"] is not None), key=lambda row: row["event_id"])


def _row(window: str, rows: Sequence[Mapping[str, Any]], along: str) -> Mapping[str, Any]:
    values = [row[along] for row in rows]
    return {
        "window": window,
        "events": len(rows),
        "places": len({(row["latitude"], row["longitude"]) for row in rows}),
        f"mean_{along}": round(sum(values) / len(values), 3) if values else None,
    }


def _test(before: Sequence[Mapping[str, Any]], now: Sequence[Mapping[str, Any]], *, along: str) -> Mapping[str, Any]:
    if min(len(before), len(now)) < LEAST_EVENTS:
        return {"test": "shift", "of": along, "holds": None, "because": f"fewer than {LEAST_EVENTS} events in a window"}
    rows = [*before, *now]
    values = [row[along] for row in rows]
    later = [index >= len(before) for index in range(len(rows))]
    low, high = by_cluster(values, [(row["latitude"], row["longitude"]) for row in rows], later)
    difference = sum(row[along] for row in now) / len(now) - sum(row[along] for row in before) / len(before)
    holds = not low <= 0 <= high
    return {
        "test": "shift",
        "of": along,
        "difference": round(difference, 3),
        "interval": [round(low, 2), round(high, 2)],
        "places": len({(row["latitude"], row["longitude"]) for row in rows}),
        "holds": holds,
        "because": "the interval leaves out 0" if holds else "the interval holds 0: a shift is not shown",
        "method": "bootstrap by place",
    }
