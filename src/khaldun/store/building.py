"""How are the tables of a release made: from segments as queries, from nouns as rows, both written as Parquet?"""

from collections.abc import Callable, Sequence
from pathlib import Path

import pyarrow as pa
from ibis.backends.duckdb import Backend

from khaldun.store import selections
from khaldun.store.bulk import bulk
from khaldun.store.database import count, literal, quoted
from khaldun.store.describe import TableFile
from khaldun.store.flat import Contents, tables
from khaldun.store.listing import listed
from khaldun.store.points import geo_metadata, points
from khaldun.store.schema import GEOMETRY, TABLES, sql_type
from khaldun.store.segments import settled

Borders = Callable[[Sequence[tuple[float, float]]], pa.Table]
"""From points (latitude, longitude) to rows `latitude, longitude, border, km, version`."""

_ORDER = {
    "accounts": "country, h3_5, start, account_id",
    "events": "country, h3_5, start, event_id",
    "borders": "event_id, km, border",
    "issues": '"source", "where", kind',
}


def build_tables(
    db: Backend, home: Path, folder: Path, *, contents: Contents, borders: Borders | None
) -> list[TableFile]:
    """Writes every table of a release into the folder, and says what was written."""
    for name, made in tables(contents).items():
        db.con.register(f"told_{name}", made)
    _gather(db, home, contents)
    _place(db, borders)
    written = [_write(db, folder, "accounts", selections.ACCOUNTS)]
    db.con.execute(f"CREATE VIEW accounts AS SELECT * FROM read_parquet({literal(folder / 'accounts.parquet')})")
    written.append(_write(db, folder, "events", selections.EVENTS))
    db.con.execute(f"CREATE VIEW events AS SELECT * FROM read_parquet({literal(folder / 'events.parquet')})")
    rest = [name for name in TABLES if name not in ("accounts", "events")]
    return written + [
        _write(db, folder, name, selections.REST.get(name, f"SELECT * FROM told_{name}")) for name in rest
    ]


def _gather(db: Backend, home: Path, contents: Contents) -> None:
    """The newest rows of every source that has segments, as one view `bulk`, and the actors of sources."""
    shown = {}
    for source in sorted({one.source for one in listed(home)} - set(contents.withheld)):
        leaves = contents.leaves(source)
        silent = " REPLACE (NULL AS note)" if contents.audience == "public" and leaves == "facts" else ""
        shown[source] = f"{literal(source)} AS source, {literal(leaves)} AS leaves, *{silent}"
    db.con.execute(f"CREATE VIEW bulk AS {bulk(home, shown)}")
    known = {"id": list(contents.source_actors), "registered": list(contents.source_actors.values())}
    text = pa.schema({"id": pa.string(), "registered": pa.string()})
    db.con.register("source_actors", pa.table(known, text))


def _place(db: Backend, borders: Borders | None) -> None:
    """Every different point once, with its cells, and with the borders near it."""
    found = db.con.execute(selections.PLACES).to_arrow_table()
    latitudes, longitudes = (found[name].to_pylist() for name in ("latitude", "longitude"))
    db.con.register("points", points(latitudes, longitudes))
    none = pa.schema({"latitude": pa.float64(), "longitude": pa.float64(), **_border_columns()}).empty_table()
    db.con.register("near", borders(list(zip(latitudes, longitudes, strict=True))) if borders else none)


def _border_columns() -> dict[str, pa.DataType]:
    schema = TABLES["borders"]
    return {name: schema.field(name).type for name in ("border", "km", "version")}


def _write(db: Backend, folder: Path, name: str, select: str) -> TableFile:
    """Writes one table in the columns and types of the schema."""
    cells = ", ".join(
        f"CAST({quoted(field.name)} AS {sql_type(field.type)}) AS {quoted(field.name)}" for field in TABLES[name]
    )
    order = f"ORDER BY {_ORDER[name]}" if name in _ORDER else ""
    geo = f", KV_METADATA {{geo: {literal(geo_metadata())}}}" if name in GEOMETRY else ""
    path = folder / f"{name}.parquet"
    db.con.execute(
        f"COPY (SELECT {cells} FROM ({select}) {order}) TO {literal(path)} (FORMAT parquet, COMPRESSION zstd{geo})"
    )
    rows = count(db.con, f"SELECT count(*) FROM read_parquet({literal(path)})")
    return TableFile(name=name, file=path.name, rows=rows, bytes=path.stat().st_size, sha256=settled(path))
