"""What is exported: which rows, with which fields, from which release, under which licences?"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from khaldun.show.fields import Field

SCHEMA = {
    "text": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "date": pa.date32(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.string()),
}
NOTE = "What a machine coded is a draft, not a verified fact. Absent is not zero."


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """Where an export comes from: release, profile, the filter as its query string, and the sources with licences."""

    release: str
    made: str
    code: str
    profile: str
    asked: str
    sources: Sequence[Mapping[str, Any]]

    def told(self) -> dict[str, Any]:
        """The stamp as plain values, as the formats that can carry it do."""
        sources = [{key: one[key] for key in ("source", "title", "licence", "citation", "url")} for one in self.sources]
        return {
            "release": self.release,
            "made": self.made,
            "khaldun": self.code,
            "profile": self.profile,
            "filter": self.asked,
            "sources": sources,
            "note": NOTE,
        }

    def text(self) -> str:
        """The stamp as one line of JSON."""
        return json.dumps(self.told(), ensure_ascii=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of one noun that are read once, some thousands at a time."""

    name: str
    fields: Sequence[Field]
    batches: Iterator[pa.RecordBatch]

    @property
    def schema(self) -> pa.Schema:
        """The Arrow schema of the fields."""
        return schema(self.fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The events that are exported, how many, what belongs to them in tables beside, and where all of it comes from.

    `raw` leaves out the quote that stands before texts which a spreadsheet would take for a formula.
    """

    events: Table
    stamp: Stamp
    rows: int
    beside: Sequence[Table] = ()
    raw: bool = False


def schema(fields: Sequence[Field]) -> pa.Schema:
    """The Arrow schema of fields."""
    return pa.schema([pa.field(field.name, SCHEMA[field.type]) for field in fields])
