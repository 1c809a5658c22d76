"""What do accounts look like as columns that linkage can compare by the million?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from khaldun.model import Account, Cell, KhaldunError, Span, Toll
from khaldun.reconcile.quoted import sentences
from khaldun.reconcile.tables import limits, weights

SCHEMA = pa.schema(
    {
        "account_id": pa.string(),
        "source": pa.string(),
        "record": pa.string(),
        "type": pa.string(),
        "start": pa.date32(),  # the days that the account may mean, null if it gives none
        "end": pa.date32(),
        "date_precision": pa.string(),
        "named_day": pa.bool_(),  # whether words of the account itself name the day
        "published": pa.bool_(),  # whether the days rest on that of publication, which is then the last of them
        "place_id": pa.string(),
        "place_name": pa.string(),
        "country": pa.string(),
        "latitude": pa.float64(),
        "longitude": pa.float64(),
        "place_precision": pa.string(),
        "radius_km": pa.float64(),
        "killed_low": pa.int64(),  # null = no figure
        "killed_high": pa.int64(),
        "actors": pa.string(),  # names as told and ids of the registry, each id opening with "@"
        "text": pa.string(),
    }
)
"""The columns that linkage reads, one row an account; a table that holds them may come from anywhere."""
LEFT_OUT = ("named_day", "published")
"""Those that a table may lack: its days are then those of the events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Accounts as a table in the order of their ids, and which sources promise one row an event."""

    table: pa.Table
    duplicate_free: frozenset[str] = frozenset()

    def __len__(self) -> int:
        return int(self.table.num_rows)

    def beside(self, table: pa.Table) -> "Told":
        """These accounts together with those of a table with the columns of SCHEMA."""
        if not table.num_rows:
            return self
        return told_by_table(pa.concat_tables([self.table, _in_schema(table)]), self.duplicate_free)

    def strings(self, name: str) -> list[str]:
        """One column of words."""
        values: list[str] = self.table.column(name).to_pylist()
        return values


def told_by_table(table: pa.Table, duplicate_free: Iterable[str] = ()) -> Told:
    """A table of accounts put in the order of their ids; raises KhaldunError where a column of SCHEMA is missing.

    A place without a radius gets that of its precision.
    """
    ordered = _in_schema(table).sort_by("account_id")
    return Told(table=ordered.combine_chunks(), duplicate_free=frozenset(duplicate_free))


def _in_schema(table: pa.Table) -> pa.Table:
    missing = [name for name in SCHEMA.names if name not in table.column_names]
    if needed := [name for name in missing if name not in LEFT_OUT]:
        raise KhaldunError(f"linkage needs the columns {', '.join(needed)}; see khaldun.reconcile.columns.SCHEMA")
    for name in missing:
        table = table.append_column(SCHEMA.field(name), pa.nulls(table.num_rows, SCHEMA.field(name).type))
    typed = table.select(SCHEMA.names).cast(SCHEMA)
    radius = pc.coalesce(typed.column("radius_km"), _usual_radius(typed))
    return typed.set_column(SCHEMA.names.index("radius_km"), SCHEMA.field("radius_km"), radius)


def _usual_radius(table: pa.Table) -> pa.ChunkedArray:
    """The radius that goes with the precision of a place; a position without a word on its precision is precise."""
    scale = weights("radius_km")
    words = pc.fill_null(table.column("place_precision"), "unknown")
    place = pc.fill_null(pc.index_in(words, value_set=pa.array(list(scale))), list(scale).index("unknown"))
    vague = pc.and_(pc.equal(place, list(scale).index("unknown")), pc.is_valid(table.column("latitude")))
    return pc.if_else(vague, limits()["near_radius_km"], pc.take(pa.array(list(scale.values())), place))


def told_by_accounts(
    accounts: Iterable[Account],
    *,
    duplicate_free: Iterable[str] = (),
    published: Mapping[str, date] | None = None,
    ancestors: Mapping[str, Iterable[str]] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Told:
    """Accounts as columns. `published` dates those that name no day; `ancestors` gives the parents of an actor id.

    `texts` are those of the reports by their ids: an account is compared by the sentences that it rests on, and by its
    quotes where the text is not given.
    """
    rows = [_row(account, published or {}, ancestors or {}, texts or {}) for account in accounts]
    return told_by_table(pa.Table.from_pylist(rows, schema=SCHEMA), duplicate_free)


def _row(
    account: Account,
    published: Mapping[str, date],
    ancestors: Mapping[str, Iterable[str]],
    texts: Mapping[str, str],
) -> dict[str, Any]:
    start, end = _days(account, published)
    where = account.where
    low, high = _killed(account.tolls)
    return {
        "account_id": account.id,
        "source": account.source,
        "record": account.record,
        "type": account.type,
        "start": start,
        "end": end,
        "date_precision": account.when.precision,
        "named_day": account.when.basis == "explicit",
        "published": account.when.basis == "published" or (account.when.start is None and start is not None),
        "place_id": where.id if where else None,
        "place_name": (where.name or where.told) if where else None,
        "country": where.country if where else None,
        "latitude": where.latitude if where else None,
        "longitude": where.longitude if where else None,
        "place_precision": where.precision if where else "unknown",
        "radius_km": where.radius_km if where else None,
        "killed_low": low,
        "killed_high": high,
        "actors": _actors(account, ancestors),
        "text": _text(account, texts.get(account.record, "")),
    }


def _days(account: Account, published: Mapping[str, date]) -> tuple[date | None, date | None]:
    """The days an account may mean; what a report is about, without a date, is of the days before it came out."""
    if account.when.start is not None:
        return account.when.start, account.when.end
    day = published.get(account.record) if account.main else None
    return (None, None) if day is None else (day - timedelta(days=limits()["days"]), day)


def _killed(tolls: tuple[Toll, ...]) -> tuple[int | None, int | None]:
    """The least and the greatest number of dead that any figure for all gives, or for a part where none does."""
    dead = [toll for toll in tolls if toll.outcome == "killed"]
    told = [toll for toll in dead if toll.who == "all"] or [toll for toll in dead if toll.who != "attackers"]
    if not told:
        return None, None
    return min(toll.low for toll in told), max(toll.low if toll.high is None else toll.high for toll in told)


def _actors(account: Account, ancestors: Mapping[str, Iterable[str]]) -> str:
    ids = {party.actor for party in account.parties if party.actor}
    kin = {parent for actor in ids for parent in ancestors.get(actor, ())}
    known = {f"@{actor}".replace("-", "_") for actor in ids | kin}  # one word each
    return " ".join(sorted({party.told for party in account.parties} | known))


def _text(account: Account, told: str) -> str:
    """The sentences that the account rests on, the first of a text that it is about; cells that hold a sentence."""
    quotes = [item.quote for item in account.evidence if isinstance(item, Span)]
    cells = [item.value for item in account.evidence if isinstance(item, Cell) and " " in item.value]
    return " ".join(dict.fromkeys(sentences(told, _spans(account), main=account.main) or quotes + cells))


def _spans(account: Account) -> list[Span]:
    """Where the account's own words stand: its event, place, parties and figures."""
    parts = (account, account.where, *account.parties, *account.tolls)
    return [item for part in parts if part for item in part.evidence if isinstance(item, Span)]


def codes(column: pa.ChunkedArray) -> np.ndarray[Any, np.dtype[np.int32]]:
    """A column of words as numbers, the same word the same number; null is -1."""
    array = column.combine_chunks().dictionary_encode()
    array = array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array
    return np.asarray(array.indices.fill_null(-1).to_numpy(zero_copy_only=False), dtype=np.int32)
