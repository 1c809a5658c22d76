"""What were the events when the ledger was last reconciled? Derived: delete the file and reconcile again."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from khaldun.model import Event, KhaldunError
from khaldun.store.nouns import from_json, to_json
from khaldun.store.raw import write_whole

EVENTS = "events.jsonl"
Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How far the ledger had come when the events were derived from it; `khaldun` is the version that did it."""

    through: int
    khaldun: str


def write_events(home: Path, events: Iterable[Event], *, stand: Stand) -> None:
    """Puts the events in the place of those derived before, all at once."""
    lines = [to_json(stand), *map(to_json, events)]
    write_whole(home / EVENTS, ("\n".join(lines) + "\n").encode())


def read_stand(home: Path) -> Stand | None:
    """How far the ledger had come when it was last reconciled; null where it never was."""
    path = home / EVENTS
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as file:
        return _parse(file.readline(), Stand, path)


def read_events(home: Path) -> Iterator[Event]:
    """The events of the last reconciliation, none where there was none."""
    path = home / EVENTS
    if not path.exists():
        return
    with path.open(encoding="utf-8") as file:
        file.readline()
        for line in file:
            yield _parse(line, Event, path)


def _parse(line: str, noun: type[Noun], path: Path) -> Noun:
    try:
        return from_json(line, noun)
    except (ValueError, KhaldunError):
        raise KhaldunError(f"{path} is damaged; make it again with: khaldun reconcile") from None
