"""Which id does an event keep through re-runs, and where does an old id lead?"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

LETTERS = 12
Cluster = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An id that no event carries any longer, the ids that hold its accounts now, and why."""

    old: str
    new: tuple[str, ...]
    because: str


def event_of_row(account_id: str) -> str:
    """The id of the event that a row of a dataset is by itself: "event-ucdp-ged:425363"."""
    return f"event-{account_id}"


def name_events(
    clusters: Iterable[Cluster], previous: Mapping[str, Cluster], *, rows: Collection[str] = ()
) -> tuple[dict[Cluster, str], list[Redirect]]:
    """An id for every cluster of account ids, and a redirect for every earlier id that none of them keeps.

    The cluster that shares most accounts with an earlier event keeps its id; where two share as many, the one that the
    id is named after, then the smaller id. A new event's id comes from its smallest account id; that of one of the
    `rows` alone is named after it.
    """
    groups = sorted(clusters)
    shared = _shared(groups, previous)
    kept: dict[Cluster, str] = {}
    used: set[str] = set()
    for (cluster, event_id), _ in sorted(shared.items(), key=_order):
        if cluster not in kept and event_id not in used:
            kept[cluster] = event_id
            used.add(event_id)
    for cluster in groups:
        if cluster not in kept:
            kept[cluster] = _fresh(cluster, taken=used | previous.keys(), rows=rows)
            used.add(kept[cluster])
    gone = sorted(previous.keys() - used)
    return kept, [_redirect(event_id, shared, kept) for event_id in gone]


def _order(item: tuple[tuple[Cluster, str], int]) -> tuple[int, bool, str, Cluster]:
    (cluster, event_id), number = item
    return -number, event_id not in map(event_of_row, cluster), event_id, cluster


def _shared(groups: Sequence[Cluster], previous: Mapping[str, Cluster]) -> Counter[tuple[Cluster, str]]:
    """How many accounts each cluster shares with each earlier event."""
    homes: dict[str, list[str]] = defaultdict(list)
    for event_id, accounts in previous.items():
        for account in accounts:
            homes[account].append(event_id)
    return Counter((group, event_id) for group in groups for account in group for event_id in homes.get(account, ()))


def _fresh(cluster: Cluster, *, taken: set[str], rows: Collection[str]) -> str:
    seed = cluster[0]
    if len(cluster) == 1 and seed in rows and event_of_row(seed) not in taken:
        return event_of_row(seed)
    turn = 0
    while (event_id := f"event-{sha256(f'{seed}#{turn}'.encode()).hexdigest()[:LETTERS]}") in taken:
        turn += 1
    return event_id


def _redirect(old: str, shared: Counter[tuple[Cluster, str]], kept: dict[Cluster, str]) -> Redirect:
    heirs = sorted({kept[cluster] for cluster, event_id in shared if event_id == old})
    merged = f"its accounts are now in {', '.join(heirs)}"
    return Redirect(old=old, new=tuple(heirs), because=merged if heirs else "its accounts were withdrawn")
