"""What do the rows of datasets offer to linkage, and how do a few of them become accounts?"""

from collections.abc import Callable, Collection
from pathlib import Path

import duckdb
import pyarrow as pa

from khaldun.model import Account
from khaldun.store.bulk import bulk
from khaldun.store.database import literal, working
from khaldun.store.listing import listed
from khaldun.store.restored import account_of

Naming = Callable[[str, str | None, str | None], str]
"""From a party's name as told, its id at its source and its country to the words that linkage compares."""

_NAMED = pa.schema({"name": pa.string(), "source_id": pa.string(), "land": pa.string(), "words": pa.string()})
_PARTIES = (
    "SELECT account_id, each.told AS name, each.actor_source_id AS source_id, coalesce(each.country, country) AS land "
    "FROM (SELECT account_id, country, unnest(parties) AS each FROM offered)"
)
_SAME = " AND ".join(f"told.{name} IS NOT DISTINCT FROM named.{name}" for name in ("name", "source_id", "land"))
_OFFER = f"""
SELECT account_id, source, record, type, "start", "end", date_precision, false AS named_day, false AS published,
    place_id,
    coalesce(place_name, place_told) AS place_name, country, latitude, longitude, place_precision, radius_km,
    least(killed_low, killed_best, killed_high) AS killed_low,
    greatest(killed_low, killed_best, killed_high) AS killed_high,
    coalesce(actors, '') AS actors, coalesce(note, '') AS text
FROM offered LEFT JOIN (
    SELECT account_id, string_agg(DISTINCT words, ' ' ORDER BY words) AS actors
    FROM ({_PARTIES}) AS told JOIN named ON {_SAME} GROUP BY account_id
) USING (account_id) ORDER BY account_id
"""


def offered(home: Path, naming: Naming) -> pa.Table:
    """One row an account of a dataset, with the columns that linkage reads; no row becomes an object.

    `naming` is asked once of every different party, however many rows it stands in. Figures that a row gives out of
    order are offered from the least to the greatest.
    """
    with working(home) as db:
        _lay_out(db.con, home)
        parties = db.con.execute(f"SELECT DISTINCT name, source_id, land FROM ({_PARTIES})").fetchall()
        words = [naming(*party) for party in parties]
        columns = [list(column) for column in zip(*parties, strict=True)] or [[], [], []]
        db.con.register("named", pa.table([*columns, words], schema=_NAMED))
        return db.con.execute(_OFFER).to_arrow_table()


def accounts_of_rows(home: Path, ids: Collection[str]) -> list[Account]:
    """The accounts of datasets that have these ids, in the order of their ids; an id that no row has is left out."""
    if not ids:
        return []
    with working(home) as db:
        _lay_out(db.con, home)
        db.con.register("asked", pa.table({"account_id": pa.array(sorted(ids), pa.string())}))
        found = db.con.execute("SELECT * FROM offered SEMI JOIN asked USING (account_id) ORDER BY account_id")
        return [account_of(row) for row in found.to_arrow_table().to_pylist()]


def rows_beginning(home: Path, start: str, *, most: int) -> list[str]:
    """The ids of accounts of datasets that begin so, `most` of them at most, in order."""
    with working(home) as db:
        _lay_out(db.con, home)
        found = db.con.execute(
            f"SELECT account_id FROM offered WHERE starts_with(account_id, {literal(start)}) ORDER BY 1 LIMIT {most}"
        )
        return [str(name) for (name,) in found.fetchall()]


def offered_before(home: Path, ids: Collection[str], *, segments: int) -> frozenset[str]:
    """Those of the ids whose rows lay in the first so many segments of the ledger already."""
    earlier = listed(home)[:segments]
    if not ids or not earlier:
        return frozenset()
    whose = " UNION ALL ".join(
        f"SELECT {literal(one.source + ':')} || record AS account_id FROM read_parquet({literal(home / one.path)})"
        for one in earlier
    )
    with working(home) as db:
        db.con.register("asked", pa.table({"account_id": pa.array(sorted(ids), pa.string())}))
        found = db.con.execute(f"SELECT DISTINCT account_id FROM asked SEMI JOIN ({whose}) USING (account_id)")
        return frozenset(str(name) for (name,) in found.fetchall())


def _lay_out(connection: duckdb.DuckDBPyConnection, home: Path) -> None:
    """The newest rows that are accounts, of all sources, as one view `offered`."""
    shown = {source: f"{literal(source)} AS source, *" for source in sorted({one.source for one in listed(home)})}
    connection.execute(f"CREATE VIEW offered AS SELECT * FROM ({bulk(home, shown)}) WHERE set_aside IS NULL")
