"""Which id does an event keep through re-runs, and where does an old id lead?"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from khaldun.model import Event

LETTERS = 12
Cluster = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An id that no event carries any longer, the ids that hold its accounts now, and why."""

    old: str
    new: tuple[str, ...]
    because: str


def name_events(clusters: Iterable[Cluster], previous: Iterable[Event]) -> tuple[dict[Cluster, str], list[Redirect]]:
    """An id for every cluster of account ids, and a redirect for every earlier id that none of them keeps.

    The cluster that shares most accounts with an earlier event keeps its id, the smaller id first where two share as
    many. A new event's id comes from its smallest account id.
    """
    groups = sorted(clusters)
    old = {event.id: event for event in previous}
    shared = _shared(groups, old.values())
    kept: dict[Cluster, str] = {}
    used: set[str] = set()
    for (cluster, event_id), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0][1], item[0][0])):
        if cluster not in kept and event_id not in used:
            kept[cluster] = event_id
            used.add(event_id)
    for cluster in groups:
        if cluster not in kept:
            kept[cluster] = _fresh(cluster, taken=used | set(old))
            used.add(kept[cluster])
    return kept, [_redirect(old[event_id], shared, kept) for event_id in sorted(set(old) - used)]


def _shared(groups: Sequence[Cluster], previous: Iterable[Event]) -> Counter[tuple[Cluster, str]]:
    """How many accounts each cluster shares with each earlier event."""
    homes: dict[str, list[str]] = defaultdict(list)
    for event in previous:
        for account in event.accounts:
            homes[account].append(event.id)
    return Counter((group, event_id) for group in groups for account in group for event_id in homes.get(account, ()))


def _fresh(cluster: Cluster, taken: set[str]) -> str:
    seed = cluster[0]
    turn = 0
    while (event_id := f"event-{sha256(f'{seed}#{turn}'.encode()).hexdigest()[:LETTERS]}") in taken:
        turn += 1
    return event_id


def _redirect(event: Event, shared: Counter[tuple[Cluster, str]], kept: dict[Cluster, str]) -> Redirect:
    heirs = sorted({kept[cluster] for cluster, event_id in shared if event_id == event.id})
    merged = f"its accounts are now in {', '.join(heirs)}"
    return Redirect(old=event.id, new=tuple(heirs), because=merged if heirs else "its accounts were withdrawn")
