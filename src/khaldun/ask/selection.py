"""Which events does a question mean? A filter as data, and the words in which a recipe writes it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from khaldun.ask.known import refuse_unknown
from khaldun.model import KhaldunError

WORDS = {
    "country": "countries",
    "from": "start",
    "to": "end",
    "actor": "actors",
    "group": "groups",
    "role": "roles",
    "violence": "violence",
    "family": "families",
    "type": "types",
    "precision": "precisions",
    "clear": "clear",
    "border": "borders",
    "border_file": "border_file",
    "distance_km": "distance_km",
    "latitude": "latitude",
    "longitude": "longitude",
    "radius_km": "radius_km",
    "who": "who",
    "estimate": "estimate",
}
ESTIMATES = ("best", "low", "high", "civilians")
MEASURED_WHO = ("all", "civilians")


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """A filter over events, and which of their figures is meant. An empty tuple or a null asks for nothing.

    Days count by the first day of the event. `actors` are ids of the actor registry or a source's own ids
    (`ucdp:72`); `groups` are state_forces, non_state_forces or civilians; `roles` say in which roles an actor or
    group counts. `borders` are two country codes joined by a bar. Distances are kilometres. `clear` asks for events
    whose accounts are clear to every source that says so of its rows, and to one at least.
    """

    countries: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    actors: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    violence: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    precisions: tuple[str, ...] = ()
    clear: bool | None = None
    borders: tuple[str, ...] = ()
    border_file: str | None = None
    distance_km: float | None = None
    latitude: float | None = None
    longitude: float | None = None
    radius_km: float | None = None
    who: str = "all"
    estimate: str = "best"

    def __post_init__(self) -> None:
        refuse_unknown([self.estimate], ESTIMATES, what="estimate")
        refuse_unknown([self.who], MEASURED_WHO, what="group with a figure of its own")
        if self.start and self.end and self.start > self.end:
            raise KhaldunError(f"a question runs forward in time, not from {self.start} to {self.end}")


def narrowed(selection: Selection, written: Mapping[str, Any]) -> Selection:
    """The selection with the words of a recipe or a definition written over it."""
    refuse_unknown(written, WORDS, what="filter")
    fields = {WORDS[word]: _value(selection, WORDS[word], value) for word, value in written.items()}
    return replace(selection, **fields)


def _value(selection: Selection, field: str, value: Any) -> Any:  # noqa: ANN401 - TOML holds any kind of value
    if not isinstance(getattr(selection, field), tuple):
        return value
    return tuple(value) if isinstance(value, list) else (value,)
