"""CSV: one line an event, formula-safe, UTF-8.

An empty cell is null; a text of no letters is `""`.
"""

from collections.abc import Iterator

import pyarrow as pa
from pyarrow import csv

from khaldun.show.exports.cells import plain
from khaldun.show.exports.export import Export, Table
from khaldun.show.exports.format import Format

_LINES = csv.WriteOptions(include_header=False, quoting_style="needed")


def header(names: list[str]) -> bytes:
    """A line of names that need no quotes."""
    return (",".join(names) + "\n").encode()


def lines(table: Table, *, raw: bool, lists: str = "joined") -> Iterator[bytes]:
    """The rows of a table as lines of CSV, without header."""
    for batch in table.batches:
        sink = pa.BufferOutputStream()
        csv.write_csv(plain(batch, raw=raw, lists=lists), sink, _LINES)
        yield sink.getvalue().to_pybytes()


def _written(export: Export) -> Iterator[bytes]:
    yield header([field.name for field in export.events.fields])
    yield from lines(export.events, raw=export.raw)


FORMAT = Format(name="csv", suffix="csv", media_type="text/csv; charset=utf-8", written=_written)
