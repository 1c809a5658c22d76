"""JSON Lines: one object an event, lists as lists, null as null."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from khaldun.show.exports.export import Export, Table
from khaldun.show.exports.format import Format


def objects(table: Table) -> Iterator[list[dict[str, Any]]]:
    """The rows as values of JSON, days as ISO text, some thousands at a time."""
    for batch in table.batches:
        yield [{name: _value(value) for name, value in row.items()} for row in batch.to_pylist()]


def _value(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _written(export: Export) -> Iterator[bytes]:
    for rows in objects(export.events):
        yield "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows).encode()


FORMAT = Format(name="jsonl", suffix="jsonl", media_type="application/x-ndjson", written=_written)
