"""Which accounts stay rows of a table, an event each, where nothing joins them to others?"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

from khaldun.model import Account, Event
from khaldun.reconcile.columns import SCHEMA
from khaldun.reconcile.identity import Cluster, Redirect, event_of_row, name_events

Ids = Collection[str]


def _none(_: Ids) -> tuple[()]:
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Accounts of datasets as a table with the columns of SCHEMA: a row that nothing joins never becomes an object.

    `load` gives the accounts with some ids; `held` gives those of some ids that were rows in the last run already, so
    that the event that each of them was by itself is an earlier event.
    """

    table: pa.Table = field(default_factory=SCHEMA.empty_table)
    load: Callable[[Ids], Iterable[Account]] = _none
    held: Callable[[Ids], Ids] = _none

    @property
    def ids(self) -> frozenset[str]:
        """The ids of these accounts."""
        return frozenset(self.table.column("account_id").to_pylist())


NO_ROWS = Rows()


def named(
    clusters: Sequence[Cluster], previous: Iterable[Event], *, rows: Rows, lone: Ids
) -> tuple[dict[Cluster, str], list[Redirect]]:
    """The clusters that become events with an object each, with their ids, and the redirects of earlier ids.

    Left out are single rows among `lone` that are the event that the row is by itself, as most rows of a dataset are.
    """
    old = {event.id: event.accounts for event in previous}
    touched = {account for accounts in old.values() for account in accounts}
    chosen = [group for group in clusters if len(group) > 1 or group[0] not in lone or group[0] in touched]
    known = rows.ids
    joined = {account for group in chosen for account in group} & known - touched
    old |= {event_of_row(account): (account,) for account in rows.held(joined)}
    names, redirects = name_events(chosen, old, rows=known)
    made = {
        group: name
        for group, name in names.items()
        if len(group) > 1 or group[0] not in lone or name != event_of_row(group[0])
    }
    return made, redirects
