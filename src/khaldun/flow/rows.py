"""From the id of a dataset's account, or of the event that it alone makes, back to the row and its deliveries."""

from dataclasses import dataclass
from pathlib import Path

from khaldun.model import Event, KhaldunError, Source
from khaldun.store.derived import read_derived
from khaldun.store.history import Version, versions
from khaldun.store.listing import sources_held

EVENT = "event-"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTrace:
    """A row of a dataset: its source and licence, and every version of it that was delivered.

    `event` is the event that it was joined with others to; null where the row is an event by itself.
    """

    id: str
    source: Source
    versions: tuple[Version, ...]
    event: Event | None = None


def trace_row(home: Path, id: str) -> RowTrace | None:  # noqa: A002 - the word of the command line
    """The row behind an id such as "ucdp-ged:425363", or "event-ucdp-ged:425363" where the row is an event by itself.

    Null where it is no such id. Raises KhaldunError for the event of a row that is part of another event by now.
    """
    source, colon, record = id.removeprefix(EVENT).partition(":")
    held = {one.name: one for one in sources_held(home)} if colon and (home / "ledger.sqlite").exists() else {}
    if source not in held:
        return None
    found = versions(home, source=source, record=record)
    row = f"{source}:{record}"
    event = next((each for each in read_derived(home).events if row in each.accounts), None)
    if event is not None and id.startswith(EVENT):
        if event.id == id:
            return None
        raise KhaldunError(f"event {id} is now {event.id}; trace that")
    return RowTrace(id=row, source=held[source], versions=found, event=event) if found else None
