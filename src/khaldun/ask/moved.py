"""What moved a figure from one release to the next: which rows came, went or changed?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from khaldun.ask.answer import Caveat, Measured, Number
from khaldun.ask.caveats.behind import behind
from khaldun.ask.caveats.fired import caveat
from khaldun.ask.definitions import readings
from khaldun.ask.measured import ids_of, measured
from khaldun.ask.recipe import Recipe
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables

WATCHED = ("start", "latitude", "longitude", "place_precision", "title", "killed_low", "killed_best", "killed_high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The default figure before and now, and the event ids that came, went, or changed in the fields named."""

    before: Measured
    now: Measured
    came: tuple[str, ...]
    went: tuple[str, ...]
    changed: Mapping[str, tuple[str, ...]]

    def words(self) -> str:
        """The change as one sentence."""
        rows = f"rows came ({len(self.came)}), went ({len(self.went)}), changed ({len(self.changed)})"
        return f"the figure moved from {self.before.best} to {self.now.best}: {rows}"


def moved(recipe: Recipe, before: Tables, now: Tables) -> Moved:
    """The difference that a new release makes to a recipe's default figure, down to the rows."""
    reading = readings(recipe.selection, recipe.choices)[0]
    then, today = (_rows(tables, reading.selection) for tables in (before, now))
    both = sorted(then.keys() & today.keys())
    fields = {event: _fields(then[event], today[event]) for event in both}
    return Moved(
        before=measured(before, [reading], count=recipe.count)[0].figure,
        now=measured(now, [reading], count=recipe.count)[0].figure,
        came=tuple(sorted(today.keys() - then.keys())),
        went=tuple(sorted(then.keys() - today.keys())),
        changed={event: names for event, names in fields.items() if names},
    )


def revised(change: Moved, *, release: str) -> tuple[Caveat, ...]:
    """The caveat that a figure moved by more than its own low to high; nothing where it did not."""
    width = _number(change.before.high) - _number(change.before.low)
    step = abs(_number(change.now.best) - _number(change.before.best))
    if step <= width:
        return ()
    rows = [{"event_id": event} for event in (*change.came, *change.went, *change.changed)]
    return (caveat("revised", rows, before=change.before.best, now=change.now.best, release=release),)


def _rows(tables: Tables, selection: Selection) -> dict[str, dict[str, Any]]:
    return {row["event_id"]: row for row in behind(tables, ids_of(tables, selection))}


def _fields(before: Mapping[str, Any], now: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in WATCHED if before[name] != now[name])


def _number(value: Number | None) -> Number:
    return value or 0
