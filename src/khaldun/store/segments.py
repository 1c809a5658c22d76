"""How do a dataset's rows enter the ledger: which are new, which changed, which were there already?

Rows lie in Parquet segments beside the ledger, which lists each with its count and hash. A segment is written under
its own name before it is listed, so a process killed in between leaves a file that nothing lists and nothing reads.
"""

import hashlib
import os
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from khaldun.model import Issue, KhaldunError, Source
from khaldun.store.database import count, literal, quoted
from khaldun.store.listing import Segment, list_segments, listed
from khaldun.store.nouns import to_json
from khaldun.store.schema import BULK, sql_type

DELETED = "deleted at its source"
_ASIDE = ("record", "set_aside", "issues")
_UNSEEN = ("issues",)  # what may differ between deliveries without making a row another
_PARTS = "list_transform(string_split(coalesce(edition, ''), '.'), part -> coalesce(TRY_CAST(part AS INTEGER), 0))"
_FORCE = f"row({_PARTS}, version)"
"""What counts: of two versions the one of the later edition (23.1 after 22.0.2), of one edition the later version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What was delivered: whose, by which mapping read, in which edition, from which file and when (ISO 8601)."""

    source: Source
    coder: str
    read_at: str
    delivered: str = ""
    edition: str | None = None
    raw: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What reading brought: `read` is `new` and `changed` and `unchanged` and `unreadable` together.

    `set_aside` counts the rows that are no accounts by the rule that says so, `issues` the issues by kind; both count
    what was delivered, whether it was new or not.
    """

    read: int
    new: int
    changed: int
    unchanged: int
    unreadable: int = 0
    set_aside: Mapping[str, int] = field(default_factory=dict)
    issues: Mapping[str, int] = field(default_factory=dict)


def append(
    home: Path, db: Backend, rows: ibis.Table, *, delivery: Delivery, unreadable: Sequence[Issue] = ()
) -> Summary:
    """Adds the rows whose record is new or differs from its newest version, and says what that changed.

    `rows` has `row`, `record` and the columns of BULK that its source knows; a column that BULK does not have is
    misuse. What is added comes into force at once, when its segment is listed.
    """
    _map(db, rows)
    held = listed(home, source=delivery.source.name)
    _compare(db.con, home, held, delivery.edition)
    summary = _summary(db.con, unreadable)
    if summary.new or summary.changed:
        list_segments(home, [_write(db.con, home, delivery, number=len(held) + 1)])
    return summary


def mark_deleted(home: Path, db: Backend, records: Sequence[str], *, delivery: Delivery) -> Summary:
    """Marks records as deleted at their source; nothing is taken away. Those that were never held are left out."""
    db.con.register("asked", pa.table({"record": pa.array(records, pa.string())}))
    _hold(db.con, home, listed(home, source=delivery.source.name), delivery.edition)
    db.con.execute(
        f"""CREATE OR REPLACE TEMP TABLE marks AS
        SELECT row_number() OVER () AS row, record, {literal(DELETED)} AS set_aside
        FROM asked SEMI JOIN held USING (record)"""
    )
    return append(home, db, db.table("marks"), delivery=delivery)


def newest_rows(home: Path, *, source: str, as_of: str | None = None) -> str:
    """The SQL that selects the newest version of each record of a source, as it was known `as_of`."""
    found = listed(home, source=source, as_of=as_of)
    if not found:
        raise KhaldunError(f"nothing of {source!r} has been read; read it with: khaldun read {source} PATH")
    every = _union(home, found)
    if len(found) == 1 and found[0].rows == found[0].records:
        return every
    return f"{every} QUALIFY row_number() OVER (PARTITION BY record ORDER BY {_FORCE} DESC) = 1"


def _map(db: Backend, rows: ibis.Table) -> None:
    """The rows as a table `mapped`, every column of BULK there."""
    unknown = set(rows.columns) - set(BULK) - {"row"}
    if unknown:
        raise KhaldunError(f"a release has no column {', '.join(sorted(unknown))}; see khaldun.store.schema")
    cells = [_cell(name, kind, given=name in rows.columns) for name, kind in BULK.items()]
    if "set_aside" not in rows.columns:
        rows = rows.mutate(set_aside=ibis.null("string"))
    db.create_view("handed", rows, overwrite=True)
    db.con.execute(f"CREATE OR REPLACE TEMP TABLE mapped AS SELECT row, {', '.join(cells)} FROM handed")


def _cell(name: str, kind: pa.DataType, *, given: bool) -> str:
    """A column in its type; a row that is set aside keeps its record, its rule and its issues."""
    value = f"CAST({quoted(name) if given else 'NULL'} AS {sql_type(kind)})"
    if given and name not in _ASIDE:
        value = f"CASE WHEN set_aside IS NULL THEN {value} END"
    return f"{value} AS {quoted(name)}"


def _said() -> str:
    """What a row says, in one number. It is never stored, so the next DuckDB may reckon it otherwise."""
    return f"hash({', '.join(quoted(name) for name in BULK if name not in _UNSEEN)})"


def _compare(connection: duckdb.DuckDBPyConnection, home: Path, held: Sequence[Segment], edition: str | None) -> None:
    """The rows to add as a table `fresh`: `row`, the version that it makes.

    A record that comes twice in one delivery makes two versions where the two differ.
    """
    if count(connection, "SELECT count(*) FROM mapped WHERE record IS NULL"):
        raise KhaldunError("a row has no id, so a later reading could not know it again; give every row an id")
    _hold(connection, home, held, edition)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE fresh AS
        WITH said AS (SELECT row, record, {_said()} AS digest FROM mapped),
        seen AS (SELECT *, lag(digest) OVER (PARTITION BY record ORDER BY row) AS earlier FROM said)
        SELECT seen.row, coalesce(held.version, 0)
               + row_number() OVER (PARTITION BY seen.record ORDER BY seen.row) AS version
        FROM seen LEFT JOIN held ON seen.record = held.record
        WHERE seen.digest IS DISTINCT FROM coalesce(seen.earlier, held.digest)"""
    )


def _hold(connection: duckdb.DuckDBPyConnection, home: Path, held: Sequence[Segment], edition: str | None) -> None:
    """What a delivery is compared with, as a table `held`: what its own edition said last, else what counts.

    So an old edition that is read again after a newer one changes nothing.
    """
    every = "SELECT '' AS record, 0 AS version, 0::UBIGINT AS digest, '' AS edition WHERE false"
    if held:
        every = f"SELECT record, version, {_said()} AS digest, edition FROM ({_union(home, held)})"
    own = f"arg_max(digest, version) FILTER (WHERE edition = {literal(edition or '')})"
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE held AS
        SELECT record, max(version) AS version, coalesce({own}, arg_max(digest, {_FORCE})) AS digest
        FROM ({every}) GROUP BY record"""
    )


def _union(home: Path, found: Sequence[Segment]) -> str:
    paths = ", ".join(literal(home / one.path) for one in found)
    return f"SELECT * FROM read_parquet([{paths}], union_by_name=true)"


def _summary(connection: duckdb.DuckDBPyConnection, unreadable: Sequence[Issue]) -> Summary:
    read = count(connection, "SELECT count(*) FROM mapped")
    new = count(connection, "SELECT count(*) FROM fresh WHERE version = 1")
    changed = count(connection, "SELECT count(*) FROM fresh") - new
    aside = "SELECT set_aside, count(*) FROM mapped WHERE set_aside IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1"
    kinds = "SELECT kind, count(*) FROM (SELECT unnest(issues).kind AS kind FROM mapped) GROUP BY 1 ORDER BY 2 DESC, 1"
    issues = dict(connection.execute(kinds).fetchall())
    for one in unreadable:
        issues[one.kind] = issues.get(one.kind, 0) + 1
    return Summary(
        read=read + len(unreadable),
        new=new,
        changed=changed,
        unchanged=read - new - changed,
        unreadable=len(unreadable),
        set_aside=dict(connection.execute(aside).fetchall()),
        issues=issues,
    )


def _write(connection: duckdb.DuckDBPyConnection, home: Path, delivery: Delivery, *, number: int) -> Segment:
    """Writes the fresh rows under a name of their own, safe on the disk before anybody may list them."""
    folder = home / "segments" / delivery.source.name
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{number:06}-{uuid.uuid4().hex[:12]}.parquet"
    constants = ", ".join(
        f"{literal(value) if value is not None else 'NULL::VARCHAR'} AS {name}"
        for name, value in (("coder", delivery.coder), ("read_at", delivery.read_at), ("edition", delivery.edition))
    )
    connection.execute(
        f"""COPY (SELECT mapped.* EXCLUDE (row), CAST(fresh.version AS INTEGER) AS version, {constants}
        FROM mapped JOIN fresh USING (row)) TO {literal(path)} (FORMAT parquet, COMPRESSION snappy)"""
    )
    rows = count(connection, "SELECT count(*) FROM fresh")
    records = count(connection, "SELECT count(DISTINCT record) FROM mapped JOIN fresh USING (row)")
    return Segment(
        number=number,
        path=str(path.relative_to(home)),
        sha256=settled(path),
        rows=rows,
        records=records,
        source=delivery.source.name,
        described=to_json(delivery.source),
        **{name: getattr(delivery, name) for name in ("coder", "read_at", "delivered", "edition", "raw")},
    )


def settled(path: Path) -> str:
    """The SHA-256 of a file that has been forced onto the disk."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        return hashlib.file_digest(file, "sha256").hexdigest()
