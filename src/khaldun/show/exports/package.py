"""Data package: the events and the tables beside them as CSV, with Table Schema, licences and sources, in one zip."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from khaldun.show.exports.comma import header, lines
from khaldun.show.exports.export import Export, Stamp, Table
from khaldun.show.exports.format import Format, by_file
from khaldun.show.fields import Field

_TYPES = {"text": "string", "list": "array"}
_KEYS = {"events": "event_id", "accounts": "account_id", "sources": "source"}
_LICENCES = {"CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")}


def _write(export: Export, path: Path) -> None:
    tables = (export.events, *export.beside)
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for table in tables:
            with package.open(f"{table.name}.csv", "w", force_zip64=True) as file:
                file.write(header([field.name for field in table.fields]))
                for chunk in lines(table, raw=export.raw, lists="json"):
                    file.write(chunk)
        package.writestr("datapackage.json", json.dumps(descriptor(tables, export.stamp), ensure_ascii=False, indent=1))


def descriptor(tables: Sequence[Table], stamp: Stamp) -> dict[str, Any]:
    """What the package says of itself: its tables with their fields and keys, licences, sources, where it is from."""
    told = stamp.told()
    return {
        "profile": "tabular-data-package",
        "name": f"khaldun-{stamp.release}-events".lower(),
        "title": f"Events of Khaldun release {stamp.release}",
        "description": told["note"],
        "created": stamp.made,
        "licenses": _licences(stamp),
        "sources": [_source(one) for one in told["sources"]],
        "khaldun": told,
        "resources": [_resource(table) for table in tables],
    }


def _licences(stamp: Stamp) -> list[dict[str, str]]:
    names = sorted({one["licence"] for one in stamp.sources})
    known = {name: {"name": _LICENCES[name][0], "path": _LICENCES[name][1]} for name in names if name in _LICENCES}
    return [{"title": name, **known.get(name, {"name": _slug(name)})} for name in names]


def _slug(name: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in name.lower()).strip("-") or "other"


def _source(one: dict[str, Any]) -> dict[str, str]:
    told = {"title": one["title"] or one["source"]}
    return {**told, "path": one["url"]} if one["url"] else told


def _resource(table: Table) -> dict[str, Any]:
    key = _KEYS.get(table.name)
    schema: dict[str, Any] = {"fields": [_field(field, key) for field in table.fields], "missingValues": [""]}
    if key:
        schema["primaryKey"] = [key]
    if table.name != "events" and any(field.name == "event_id" for field in table.fields):
        reference = {"resource": "events", "fields": ["event_id"]}
        schema["foreignKeys"] = [{"fields": ["event_id"], "reference": reference}]
    return {
        "name": table.name.replace("_", "-"),
        "path": f"{table.name}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(field: Field, key: str | None) -> dict[str, Any]:
    constraints: dict[str, Any] = {"enum": list(field.values)} if field.values else {}
    if field.name == key:
        constraints |= {"required": True, "unique": True}
    elif not field.absent:
        constraints["required"] = True
    told = {
        "name": field.name,
        "type": _TYPES.get(field.type, field.type),
        "title": field.label["en"],
        "description": field.definition["en"],
    }
    return {**told, "constraints": constraints} if constraints else told


FORMAT = Format(name="package", suffix="zip", media_type="application/zip", written=by_file("events.zip", _write))
