"""Which event is the deadliest, and does its rank survive what the sources do not know?"""

from collections.abc import Mapping, Sequence
from typing import Any

from khaldun.ask.answer import Answer, Measured
from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.measured import whole
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched

MOST = 20
ESTIMATES = ("best", "low", "high")


def record(tables: Tables, recipe: Recipe) -> Answer:
    """The events with the highest best, low or high figure, with their ranks by each.

    There is one deadliest event only where it leads by all three and its low figure exceeds every other's high one.
    """
    selection = readings(recipe.selection, recipe.choices)[0].selection
    looked = searched(tables, selection)
    cannot = uncovered(tables, selection)
    if cannot:
        return Answer(cannot=cannot, searched=looked, drawing="none")
    rows = _ranked(_top(tables, selection))
    first = rows[0] if rows else None
    return Answer(
        figure=Measured(best=first["best"], low=first["low"], high=first["high"], unit="deaths") if first else None,
        table=tuple(rows),
        rows=tuple(row["event_id"] for row in rows if row["rank_best"] == 1),
        tests=(_survives(rows),) if rows else (),
        searched=looked,
        drawing="intervals",
    )


def _top(tables: Tables, selection: Selection) -> list[dict[str, Any]]:
    """The events that are among the first by any of the three figures."""
    events = chosen(tables, selection)
    who = "civilians_killed" if selection.who == "civilians" else "killed"
    told = events.select(
        "event_id", "title", "start", "place_name", **{name: events[f"{who}_{name}"] for name in ESTIMATES}
    )
    found: dict[str, dict[str, Any]] = {}
    for name in ESTIMATES:
        ordered = told.filter(told[name].notnull()).order_by([told[name].desc(), told.event_id])
        found |= {row["event_id"]: row for row in fetched(ordered.limit(MOST))}
    return list(found.values())


def _ranked(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    ranked = [{**_told(row), **{f"rank_{name}": _rank(row, rows, name) for name in ESTIMATES}} for row in rows]
    return sorted(ranked, key=lambda row: (row["rank_best"], row["rank_low"], row["event_id"]))[:MOST]


def _rank(row: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], name: str) -> int:
    """One more than the number of events with a higher figure: ties share the best rank."""
    return 1 + len([other for other in rows if (other[name] or 0) > (row[name] or 0)])


def _told(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "event_id": row["event_id"],
        "title": row["title"],
        "start": row["start"].isoformat() if row["start"] else None,
        "place": row["place_name"],
        **{name: whole(row[name]) for name in ESTIMATES},
    }


def _survives(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    leaders = {name: [row["event_id"] for row in rows if row[f"rank_{name}"] == 1] for name in ESTIMATES}
    first = rows[0]
    highest = max((row["high"] or row["best"] or 0 for row in rows[1:]), default=0)
    single = len({tuple(ids) for ids in leaders.values()}) == 1 and len(leaders["best"]) == 1
    holds = single and (first["low"] or 0) > highest
    because = "it leads by best, low and high, and its low exceeds every other's high"
    if not single:
        because = "no single deadliest event: " + "; ".join(
            f"by {name} {', '.join(ids)}" for name, ids in leaders.items()
        )
    elif not holds:
        because = f"it leads by all three, but its low, {first['low']}, does not exceed another's high, {highest}"
    return {"test": "one deadliest event", "holds": holds, "leaders": leaders, "because": because}
