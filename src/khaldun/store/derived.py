"""What were the events when the ledger was last reconciled? Derived: delete the file and reconcile again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from khaldun.model import Event, Judgement, KhaldunError
from khaldun.store.nouns import from_json, to_json
from khaldun.store.raw import write_whole

DERIVED = "events.jsonl"
Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How far the ledger had come when the events were derived from it; `khaldun` is the version that did it.

    `through` is the last coding, `segments` the number of segments of datasets.
    """

    through: int = 0
    segments: int = 0
    khaldun: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """The events, the method's own judgements that made them, and the stand of the ledger they were made from."""

    stand: Stand
    events: tuple[Event, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    event: Event | None = None
    judgement: Judgement | None = None


def write_derived(home: Path, derived: Derived) -> None:
    """Puts what was derived in the place of what was derived before, all at once."""
    write_whole(home / DERIVED, "".join(f"{line}\n" for line in _lines(derived)).encode())


def read_derived(home: Path) -> Derived:
    """What the last reconciliation derived; empty where there was none."""
    path = home / DERIVED
    if not path.exists():
        return Derived(stand=Stand())
    with path.open(encoding="utf-8") as file:
        stand = _parse(file.readline(), Stand, path)
        lines = [_parse(line, _Line, path) for line in file]
    return Derived(
        stand=stand,
        events=tuple(line.event for line in lines if line.event),
        judgements=tuple(line.judgement for line in lines if line.judgement),
    )


def cached_derived(home: Path) -> Mapping[str, Event]:
    """The derived events by id, read again only when they were written anew."""
    path = home / DERIVED
    return _by_id(path, path.stat().st_mtime_ns) if path.exists() else {}


@lru_cache(maxsize=1)
def _by_id(path: Path, _written: int) -> Mapping[str, Event]:
    return {event.id: event for event in read_derived(path.parent).events}


def read_stand(home: Path) -> Stand | None:
    """How far the ledger had come when it was last reconciled; null where it never was."""
    path = home / DERIVED
    if not path.exists():
        return None
    with path.open(encoding="utf-8") as file:
        return _parse(file.readline(), Stand, path)


def _lines(derived: Derived) -> Iterator[str]:
    yield to_json(derived.stand)
    yield from (to_json(_Line(event=event)) for event in derived.events)
    yield from (to_json(_Line(judgement=judgement)) for judgement in derived.judgements)


def _parse(line: str, noun: type[Noun], path: Path) -> Noun:
    try:
        return from_json(line, noun)
    except (ValueError, KhaldunError):
        raise KhaldunError(f"{path} is damaged; make it again with: khaldun reconcile") from None
