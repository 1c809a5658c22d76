"""From the id of a dataset's account, or of the event that it alone makes, back to the row and its deliveries."""

from dataclasses import dataclass
from pathlib import Path

from khaldun.model import Source
from khaldun.store.history import Version, versions
from khaldun.store.listing import sources_held

EVENT = "event-"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowTrace:
    """A row of a dataset: its source and licence, and every version of it that was delivered."""

    id: str
    source: Source
    versions: tuple[Version, ...]


def trace_row(home: Path, id: str) -> RowTrace | None:  # noqa: A002 - the word of the command line
    """The row behind an id such as "ucdp-ged:425363" or "event-ucdp-ged:425363"; null where it is no id of a row."""
    source, colon, record = id.removeprefix(EVENT).partition(":")
    held = {one.name: one for one in sources_held(home)} if colon and (home / "ledger.sqlite").exists() else {}
    if source not in held:
        return None
    found = versions(home, source=source, record=record)
    return RowTrace(id=f"{source}:{record}", source=held[source], versions=found) if found else None
