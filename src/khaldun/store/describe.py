"""What does a release say of itself: to a person, to a checksum, to Frictionless?"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from khaldun.store.flat import Contents
from khaldun.store.schema import SCHEMA, TABLES

_LICENCES = {"CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")}


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """One written table: its name, file, rows, bytes and hash."""

    name: str
    file: str
    rows: int
    bytes: int
    sha256: str


def manifest(
    files: Sequence[TableFile], *, tag: str, made: str, code: str, contents: Contents, borders: bool
) -> dict[str, Any]:
    """What is in a release, from what, made when and by which version of the program."""
    missing = () if borders else ("borders is empty: no border file was given",)
    return {
        "schema": SCHEMA,
        "tag": tag,
        "made": made,
        "code": code,
        "audience": contents.audience,
        "withheld": list(contents.withheld),
        "tables": {one.name: {key: value for key, value in asdict(one).items() if key != "name"} for one in files},
        "sources": [
            {"name": one.name, "title": one.title, "licence": one.licence, "citation": one.citation,
             "leaves": one.leaves, "url": one.url}
            for one in contents.sources
        ],
        "notes": [*contents.notes, *missing],
    }  # fmt: skip


def datapackage(told: Mapping[str, Any]) -> dict[str, Any]:
    """The release as a data package of Frictionless: each table with its columns, the licences and the sources."""
    return {
        "profile": "data-package",
        "name": f"khaldun-{told['tag']}".lower(),
        "title": f"Khaldun release {told['tag']}",
        "created": told["made"],
        "licenses": _licences(told["sources"]),
        "sources": [{"title": one["title"], "path": one["url"]} for one in told["sources"] if one["url"]],
        "resources": [_resource(name, table) for name, table in told["tables"].items()],
    }


def _licences(sources: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    found = sorted({one["licence"] for one in sources})
    return [
        {"name": _LICENCES[one][0], "title": one, "path": _LICENCES[one][1]} if one in _LICENCES else {"name": one}
        for one in found
    ]


def _resource(name: str, table: Mapping[str, Any]) -> dict[str, Any]:
    fields = [{"name": field.name, "type": _type(field.type)} for field in TABLES[name]]
    return {
        "name": name.replace("_", "-"),
        "path": Path(table["file"]).name,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": table["bytes"],
        "hash": f"sha256:{table['sha256']}",
        "schema": {"fields": fields},
    }


def _type(kind: pa.DataType) -> str:
    if pa.types.is_list(kind):
        return "array"
    if pa.types.is_integer(kind):
        return "integer"
    named = {pa.float64(): "number", pa.bool_(): "boolean", pa.date32(): "date", pa.binary(): "any"}
    return named.get(kind, "string")
