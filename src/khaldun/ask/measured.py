"""How many under each reading? One pass over the events answers all readings of a question."""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import ibis.expr.types as ir

from khaldun.ask.answer import Measured, Number
from khaldun.ask.answer import Reading as Measurement
from khaldun.ask.chosen import chosen, conditions
from khaldun.ask.definitions import Reading
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched

PARTS = ("best", "low", "high", "events", "untold")


def measured(tables: Tables, readings: Sequence[Reading], *, count: str) -> list[Measurement]:
    """The figure of each reading, in the order given."""
    wanted, events = conditions(tables, [reading.selection for reading in readings])
    sums: dict[str, Any] = {}
    for index, (reading, condition) in enumerate(zip(readings, wanted, strict=True)):
        sums |= {f"{part}_{index}": value for part, value in parts(events, reading.selection, condition).items()}
    (row,) = fetched(events.aggregate(**sums))
    return [_measurement(reading, row, index=index, count=count) for index, reading in enumerate(readings)]


def parts(events: ibis.Table, selection: Selection, condition: ir.BooleanValue) -> dict[str, Any]:
    """Best, low and high of a selection, how many events, and how many of them tell no figure."""
    who = "civilians_killed" if selection.who == "civilians" else "killed"
    estimate = "best" if selection.estimate == "civilians" else selection.estimate
    best = events[f"{who}_{estimate}"]
    return {
        "best": best.sum(where=condition),
        "low": events[f"{who}_low"].sum(where=condition),
        "high": events[f"{who}_high"].sum(where=condition),
        "events": condition.cast("int64").sum(),
        "untold": (condition & best.isnull()).cast("int64").sum(),
    }


def figure_of(row: Mapping[str, Any], *, count: str, suffix: str = "") -> Measured:
    """The figure in a row of sums: of events, or of deaths. Where no row tells a figure it is null."""
    events = whole(row[f"events{suffix}"]) or 0
    if count == "events":
        return Measured(best=events, low=events, high=events, unit="events")
    if events == 0:
        return Measured(best=0, low=0, high=0, unit="deaths")
    best, low, high = (whole(row[f"{part}{suffix}"]) for part in ("best", "low", "high"))
    return Measured(best=best, low=low, high=high, unit="deaths")


def whole(value: Number | None) -> int | None:
    """A sum as a whole number, because engines give sums back as decimals; null stays null."""
    return None if value is None else int(value)


def ids_of(tables: Tables, selection: Selection) -> tuple[str, ...]:
    """The ids of the chosen events, in order."""
    return tuple(sorted(row["event_id"] for row in fetched(chosen(tables, selection).select("event_id"))))


def _measurement(reading: Reading, row: Mapping[str, Any], *, index: int, count: str) -> Measurement:
    return Measurement(
        definition=reading.name,
        choices={choice.definition: choice.id for choice in reading.choices},
        figure=figure_of(row, count=count, suffix=f"_{index}"),
        deaths=figure_of(row, count="deaths", suffix=f"_{index}"),
        events=whole(row[f"events_{index}"]) or 0,
        untold=whole(row[f"untold_{index}"]) or 0,
        sound=reading.unsound is None,
        because=reading.unsound,
    )
