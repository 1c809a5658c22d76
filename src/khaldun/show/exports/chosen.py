"""How do the events that a filter chooses become an export?

They are read a slice at a time, newest first, so that a million take no more memory than ten thousand.
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import ibis
import pyarrow as pa

from khaldun.show.exports.export import Export, Stamp, Table, schema
from khaldun.show.fields import Field, Noun, fields
from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published

SLICE = 20_000  # events
ROLES = {
    "perpetrators": "perpetrator",
    "opponents": "opponent",
    "targets": "target",
    "victims": "victim",
    "supporters": "supporter",
}
Rows = Callable[[Published, ibis.Table], ibis.Table]


def export(published: Published, chosen: EventFilter, *, beside: bool = False, raw: bool = False) -> Export:
    """The events that a filter chooses, ready to be written once; with the tables beside them where that is asked."""
    slices = _slices(published, chosen)
    stamp = Stamp(
        release=published.tag,
        made=published.made,
        code=published.code,
        profile=published.profile.name,
        asked=chosen.query(),
        sources=published.licences,
    )
    tables = (
        _table(published, slices, "accounts", noun="account", rows=_accounts),
        _table(published, slices, "parties", noun="party", rows=lambda one, held: _beside(one, held, "event_parties")),
        _table(published, slices, "figures", noun="figure", rows=lambda one, held: _beside(one, held, "figures")),
        _sources(published),
    )
    return Export(
        events=_table(published, slices, "events", noun="event", rows=_events),
        stamp=stamp,
        rows=published.count(chosen),
        beside=tables if beside else (),
        raw=raw,
    )


def _slices(published: Published, chosen: EventFilter) -> list[ibis.Table]:
    """The numbers of the chosen events, newest first, some thousands at a time."""
    events = chosen.chosen(published.tables).select("n")
    numbers = published.arrow(events.order_by("n"))["n"].to_numpy()
    parts = (numbers[at : at + SLICE] for at in range(0, len(numbers), SLICE))
    return [events.filter(events.n.between(int(part[0]), int(part[-1]))) for part in parts]


def _table(published: Published, slices: Sequence[ibis.Table], name: str, *, noun: Noun, rows: Rows) -> Table:
    shown = fields(noun)
    batches = chain.from_iterable(_typed(published, rows(published, held), shown) for held in slices)
    return Table(name=name, fields=shown, batches=batches)


def _typed(published: Published, rows: ibis.Table, shown: Sequence[Field]) -> Iterator[pa.RecordBatch]:
    names = [field.name for field in shown]
    filled = rows.mutate(**{one.name: ibis.coalesce(rows[one.name], _NONE) for one in shown if one.type == "list"})
    for batch in published.batches(filled.select(names)):
        yield batch.cast(schema(shown))


_NONE = ibis.literal([], "array<string>")


def _events(published: Published, held: ibis.Table) -> ibis.Table:
    events = published.table("events").semi_join(held, "n")
    parties = _in_lists(published.table("event_parties").semi_join(held, "n"), "n")
    return events.left_join(parties, "n").order_by("n")


def _accounts(published: Published, held: ibis.Table) -> ibis.Table:
    links = published.table("event_accounts").semi_join(held, "n").select("n", "event_id", "account_id")
    accounts = published.table("accounts").semi_join(links, "account_id")
    parties = _in_lists(published.table("parties").semi_join(links, "account_id"), "account_id")
    return links.join(accounts, "account_id").left_join(parties, "account_id").order_by("n", "account_id")


def _beside(published: Published, held: ibis.Table, name: str) -> ibis.Table:
    rows = published.table(name).semi_join(held, "n")
    return rows.order_by("n", *(field.name for field in fields("party" if name == "event_parties" else "figure")))


def _sources(published: Published) -> Table:
    shown = fields("source")
    sources = published.table("sources").order_by("source")
    return Table(name="sources", fields=shown, batches=_typed(published, sources, shown))


def _in_lists(parties: ibis.Table, key: str) -> ibis.Table:
    """The parties of each event or account as a list a role, each in order of the alphabet, and the actors' ids."""
    told, actor = parties.told, ibis.coalesce(parties.actor, parties.actor_source_id)
    lists = {
        name: told.collect(where=(parties.role == role) & told.notnull(), order_by=told, distinct=True)
        for name, role in ROLES.items()
    }
    ids = actor.collect(where=actor.notnull(), order_by=actor, distinct=True)
    return parties.group_by(key).aggregate(**lists, actors=ids)
