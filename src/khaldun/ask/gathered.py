"""Which few rows can bear on a question? Taken once, they answer all of its readings; many rows stay where they are."""

from collections.abc import Iterator, Mapping, Sequence

import ibis
import ibis.expr.types as ir

from khaldun.ask.chosen import wide
from khaldun.ask.selection import Selection
from khaldun.ask.tables import ALL_ACCOUNTS, ALL_EVENTS, Tables, table

MOST = 300_000
LEFT_OUT = "geometry"


class Gathered(Mapping[str, ibis.Table]):
    """The tables with events cut to some, and what hangs on them cut to those events when it is first asked for.

    Whole, as they were, stand `all_events` and `all_accounts`.
    """

    def __init__(self, tables: Tables, events: ibis.Table) -> None:
        self._tables = {**tables, ALL_EVENTS: tables["events"], ALL_ACCOUNTS: tables["accounts"]}
        self._held = {"events": events}

    def __getitem__(self, name: str) -> ibis.Table:
        if name not in self._held and name in ("event_parties", "event_accounts", "accounts"):
            on, key = ("event_accounts", "account_id") if name == "accounts" else ("events", "event_id")
            cut = self._tables[name].semi_join(self[on].select(key), key)
            self._held[name] = _taken(cut)
        return self._held.get(name, self._tables[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


def gathered(tables: Tables, selections: Sequence[Selection]) -> Tables:
    """The tables with events cut to those that any of the selections could choose.

    The cut is by country, day and party alone, so every narrower question finds what it would find in the whole.
    Where more than 300,000 events are left, nothing is cut.
    """
    events = table(tables, "events")
    left = events.filter(wide(events, selections))
    if all(selection.actors or selection.groups for selection in selections):
        left = left.semi_join(_touched(table(tables, "event_parties"), selections), "event_id")
    few = left.drop(*({LEFT_OUT} & set(left.columns))).limit(MOST + 1).to_pyarrow()
    return tables if len(few) > MOST else Gathered(tables, ibis.memtable(few))


def _touched(parties: ibis.Table, selections: Sequence[Selection]) -> ibis.Table:
    """The ids of events with a party that any of the selections names, in whatever role."""
    actors = sorted({actor for selection in selections for actor in selection.actors})
    groups = sorted({group for selection in selections for group in selection.groups})
    parts: list[ir.BooleanValue] = []
    if actors:
        parts += [parties.actor.isin(actors), parties.actor_source_id.isin(actors)]
    if groups:
        parts.append(parties.grp.isin(groups))
    return parties.filter(ibis.or_(*parts)).select("event_id")


def _taken(expression: ibis.Table) -> ibis.Table:
    return ibis.memtable(expression.drop(*({LEFT_OUT} & set(expression.columns))).to_pyarrow())
