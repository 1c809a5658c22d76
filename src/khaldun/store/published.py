"""How are the tables that may leave the house laid out, so that one of a million events is found in milliseconds?"""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from threading import local
from typing import Any

import duckdb
import ibis
import pyarrow as pa
from ibis.backends.duckdb import Backend

from khaldun.store.database import SERVING_MEMORY, literal, quoted, reading_file, working
from khaldun.store.schema import TABLES

Tables = Mapping[str, ibis.Table]
Layout = Mapping[str, Callable[[Tables], ibis.Table]]
"""A table's name to how it is made of the tables as they stand: those made before it, else those of the release.

A table whose name begins with `_` is there for the others and is not kept.
"""

SCRATCH = "_"
ATTACHED = ("published", "main")
EVENTS = "published.main.events"
BATCH = 10_000


@dataclass(frozen=True)
class Held:
    """An open file of published tables: any number of threads may ask it, and nothing can change it."""

    path: Path
    backend: Backend
    _threads: local = field(default_factory=local, repr=False)

    @cached_property
    def tables(self) -> Tables:
        """The tables by name."""
        names = self.backend.list_tables(database=ATTACHED)
        return {name: self.backend.table(name, database=ATTACHED) for name in names}

    @cached_property
    def spatial(self) -> bool:
        """Whether DuckDB's spatial extension is loaded."""
        asked = "SELECT 1 FROM duckdb_functions() WHERE function_name = 'ST_AsMVT'"
        return self.backend.con.cursor().execute(asked).fetchone() is not None

    def sql(self, asked: ibis.Expr) -> str:
        """The SQL of an expression over the tables."""
        return str(self.backend.compile(asked))

    def arrow(self, asked: ibis.Expr | str) -> pa.Table:
        """The rows of an expression, or of SQL that `sql` made."""
        return self._asked(asked).to_arrow_table()

    def batches(self, asked: ibis.Expr | str) -> Iterator[pa.RecordBatch]:
        """The rows of an expression, some thousands at a time."""
        cursor = self.backend.con.cursor()
        yield from cursor.execute(self._text(asked)).to_arrow_reader(BATCH)

    def having(self, name: str, column: str, values: Sequence[int | str]) -> pa.Table:
        """The rows of a table whose column has one of some values."""
        told = ", ".join(str(one) if isinstance(one, int) else literal(one) for one in values)
        return self.arrow(f"SELECT * FROM published.main.{quoted(name)} WHERE {quoted(column)} IN ({told or 'NULL'})")

    def page(self, chosen: str, *, by: str, last_first: bool, after: int | None, limit: int) -> pa.Table:
        """Whole events in an order, of those that `chosen` (SQL made by `sql`) selects, after a rank.

        The numbers are found first, for they are narrow; only the rows that are shown are read whole.
        """
        way, beyond = ("DESC", "<") if last_first else ("ASC", ">")
        later = f"WHERE {quoted(by)} {beyond} {int(after)}" if after is not None else ""
        found = f"SELECT n FROM ({chosen}) {later} ORDER BY {quoted(by)} {way} LIMIT {int(limit)}"
        return self.arrow(f"SELECT * FROM {EVENTS} WHERE n IN ({found}) ORDER BY {quoted(by)} {way}")

    def count(self, chosen: str) -> int:
        """How many events `chosen` selects."""
        return int(self.arrow(f"SELECT count(*) AS n FROM ({chosen})")["n"][0].as_py())

    def counts(self, chosen: str, columns: Sequence[str]) -> dict[str, dict[str, int]]:
        """How many of the chosen events each value of each column has, most first; null counts nowhere."""
        names = [quoted(name) for name in columns]
        sets = ", ".join(f"({name})" for name in names)
        marks = ", ".join(f"grouping({name})" for name in names)
        rows = self.arrow(
            f"SELECT {', '.join(names)}, count(*) AS counted, [{marks}] AS marks "
            f"FROM ({chosen}) GROUP BY GROUPING SETS ({sets})"
        ).to_pylist()
        found: dict[str, dict[str, int]] = {name: {} for name in columns}
        for row in sorted(rows, key=lambda row: -row["counted"]):
            name = columns[row["marks"].index(0)]
            if row[name] is not None:
                found[name][row[name]] = row["counted"]
        return found

    def months(self, chosen: str) -> dict[int, int]:
        """How many of the chosen events begin in each month; those without a month count nowhere."""
        found = self.arrow(f"SELECT month, count(*) AS n FROM ({chosen}) WHERE month IS NOT NULL GROUP BY month")
        return dict(zip(found["month"].to_pylist(), found["n"].to_pylist(), strict=True))

    def sums(self, chosen: str) -> dict[str, Any]:
        """Of the chosen events: the sum of best tolls, how many tell none, first and last day, and the box around all.

        An event that is part of a chosen one is not counted beside it.
        """
        whole = "WHERE part_of IS NULL OR part_of NOT IN (SELECT event_id FROM chosen)" if self._parts else ""
        (row,) = self.arrow(
            f"WITH chosen AS ({chosen}) SELECT sum(coalesce(killed_best, killed_low)) AS killed, "
            "count(*) FILTER (killed_best IS NULL AND killed_low IS NULL) AS untold, "
            'min(start) AS start, max("end") AS "end", min(longitude) AS west, min(latitude) AS south, '
            f"max(longitude) AS east, max(latitude) AS north FROM chosen {whole}"
        ).to_pylist()
        return dict(row)

    @cached_property
    def _parts(self) -> bool:
        """Whether any event is part of another; releases of older versions do not say."""
        if "part_of" not in self.tables["events"].columns:
            return False
        return bool(self.arrow(f"SELECT 1 FROM {EVENTS} WHERE part_of IS NOT NULL LIMIT 1").num_rows)

    def _text(self, asked: ibis.Expr | str) -> str:
        return asked if isinstance(asked, str) else self.sql(asked)

    def _asked(self, asked: ibis.Expr | str) -> duckdb.DuckDBPyConnection:
        if not hasattr(self._threads, "cursor"):
            self._threads.cursor = self.backend.con.cursor()
        return self._threads.cursor.execute(self._text(asked))  # type: ignore[no-any-return]


def write_published(home: Path, *, tag: str, name: str, layout: Layout, indexes: Mapping[str, str]) -> Path:
    """Makes `published/TAG/NAME.duckdb` from a release by a layout, unless it is there, and returns its path.

    `indexes` names, by table, the column by which single rows are found. The file gets its name when it is whole; of
    the files of one profile (what stands before the first `@` of the name) only the newest stays.
    """
    path = home / "published" / tag / f"{name}.duckdb"
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True)
    making = path.with_name(f".making-{os.getpid()}-{uuid.uuid4().hex[:8]}")
    try:
        _make(home, making, tag=tag, layout=layout, indexes=indexes)
        making.replace(path)
    finally:
        making.unlink(missing_ok=True)
    for other in path.parent.glob(f"{name.partition('@')[0]}@*.duckdb"):
        if other != path:
            other.unlink(missing_ok=True)
    return path


def open_published(path: Path) -> Held:
    """The tables of a file that `write_published` made, for reading only."""
    return Held(path=path, backend=reading_file(path, name=ATTACHED[0]))


def forget_published(home: Path, *, tag: str) -> None:
    """Removes what was laid out of a release; it is made again when it is asked for."""
    shutil.rmtree(home / "published" / tag, ignore_errors=True)


def _make(home: Path, path: Path, *, tag: str, layout: Layout, indexes: Mapping[str, str]) -> None:
    folder = home / "releases" / tag
    with working(home, memory=SERVING_MEMORY) as db:
        for name in TABLES:
            source = literal(folder / f"{name}.parquet")
            db.con.execute(f"CREATE VIEW {quoted(name)} AS SELECT * FROM read_parquet({source})")
        tables: dict[str, ibis.Table] = {name: db.table(name) for name in TABLES}
        db.con.execute(f"ATTACH {literal(path)} AS laid")
        for name, made in layout.items():
            db.con.execute(f"CREATE TABLE laid.main.{quoted(name)} AS {db.compile(made(tables))}")
            tables[name] = db.table(name, database=("laid", "main"))
        for name, column in indexes.items():
            db.con.execute(f"CREATE INDEX {quoted('by_' + name)} ON laid.main.{quoted(name)} ({quoted(column)})")
        for name in layout:
            if name.startswith(SCRATCH):
                db.con.execute(f"DROP TABLE laid.main.{quoted(name)}")
        db.con.execute("DETACH laid")
