"""How is DuckDB opened: over which files, with how much memory, and what may it touch?"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import cast

import duckdb
import ibis
from ibis.backends.duckdb import Backend

MEMORY = "1200MB"
SERVING_MEMORY = "700MB"
SERVING_THREADS = "2"


@contextmanager
def working(home: Path, *, memory: str = MEMORY) -> Iterator[Backend]:
    """A DuckDB in memory that spills into the home folder and installs nothing from the network."""
    spill = home / "working"
    spill.mkdir(parents=True, exist_ok=True)
    backend = _connect(memory_limit=memory, temp_directory=str(spill))
    try:
        yield backend
    finally:
        backend.disconnect()


def reading(tables: Mapping[str, Path]) -> Backend:
    """A DuckDB whose views are the Parquet files given, and which can open no other file after that.

    It locks nothing, so any number of readers and one writer of new files get along.
    """
    backend = _connect()
    for name, path in tables.items():
        backend.con.execute(f"CREATE VIEW {quoted(name)} AS SELECT * FROM read_parquet({literal(path)})")
    folders = sorted({str(path.parent) + "/" for path in tables.values()})
    backend.con.execute(f"SET allowed_directories=[{', '.join(map(literal, folders))}]")
    backend.con.execute("SET enable_external_access=false")
    backend.con.execute("SET lock_configuration=true")
    return backend


def reading_file(path: Path, *, name: str) -> Backend:
    """A DuckDB to which its file is attached under a name, for reading only; it can open no other after that."""
    backend = _connect(memory_limit=SERVING_MEMORY, threads=SERVING_THREADS)
    load_spatial(backend.con)
    backend.con.execute(f"ATTACH {literal(path)} AS {name} (READ_ONLY)")
    backend.con.execute("SET enable_external_access=false")
    backend.con.execute("SET lock_configuration=true")
    return backend


def load_spatial(connection: duckdb.DuckDBPyConnection) -> None:
    """Loads DuckDB's spatial extension out of its wheel, where there is one for this version and machine."""
    found = find_spec("duckdb_extension_spatial")
    for folder in found.submodule_search_locations or () if found else ():
        path = Path(folder, "extensions", f"v{duckdb.__version__}", "spatial.duckdb_extension")
        if path.exists():
            connection.execute(f"LOAD {literal(path)}")


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: object) -> str:
    """A text as SQL writes it."""
    return "'" + str(value).replace("'", "''") + "'"


def count(connection: duckdb.DuckDBPyConnection, sql: str) -> int:
    """The one whole number that a query answers with."""
    row = connection.execute(sql).fetchone()
    assert row is not None
    return int(row[0])


def _connect(**settings: str) -> Backend:
    quiet = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"}
    backend = ibis.duckdb.connect(**quiet, **settings)
    backend.con.execute("SET enable_progress_bar=false")
    backend.con.execute("SET enable_geoparquet_conversion=false")  # well-known binary stays a plain column
    return cast("Backend", backend)
