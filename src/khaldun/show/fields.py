"""Which fields do events, accounts, parties, figures and sources have in public, and what do others call them?

API schemas, headers of exports, the page of fields and the crosswalks are all made of this one table.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal, get_args

from khaldun.model import KhaldunError

Noun = Literal["event", "account", "party", "figure", "source"]
Kind = Literal["text", "integer", "number", "date", "boolean", "list"]
Scheme = Literal["acled", "ucdp"]

NEARLY = " ~"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of another dataset; `same` is false where it says only nearly the same."""

    name: str
    same: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One public field: which nouns have it, its type, its label and definition by language.

    `absent` says by language when the field is null; a field without it never is. `values` are the codes that it may
    hold, where the list is closed. `columns` are its equivalents in ACLED's event file and in UCDP GED.
    """

    name: str
    of: tuple[Noun, ...]
    type: Kind
    label: Mapping[str, str]
    definition: Mapping[str, str]
    absent: Mapping[str, str]
    unit: str | None = None
    values: tuple[str, ...] = ()
    hxl: str | None = None
    columns: Mapping[str, Column]


def fields(noun: Noun) -> tuple[Field, ...]:
    """The fields of a noun, in the order in which they are shown."""
    if noun not in get_args(Noun):
        raise KhaldunError(f"nothing public is called {noun!r}; there are: {', '.join(get_args(Noun))}")
    return tuple(field for field in _registry() if noun in field.of)


def field_of(noun: Noun, name: str) -> Field:
    """The field of a noun with that name; raises KhaldunError where there is none."""
    for field in fields(noun):
        if field.name == name:
            return field
    raise KhaldunError(f"{noun} has no field {name[:40]!r}; there are: {', '.join(one.name for one in fields(noun))}")


def crosswalk(noun: Noun, scheme: Scheme) -> Mapping[str, Column]:
    """The column of another dataset by the name of the field that says the same, or nearly."""
    return MappingProxyType({field.name: field.columns[scheme] for field in fields(noun) if scheme in field.columns})


@cache
def _registry() -> tuple[Field, ...]:
    rows = tomllib.loads(files("khaldun.show").joinpath("data/fields.toml").read_text(encoding="utf-8"))["field"]
    return tuple(_field(row) for row in rows)


def _field(row: Mapping[str, Any]) -> Field:
    languages = ("en", "fr")
    return Field(
        name=row["name"],
        of=tuple(row["of"]),
        type=row["type"],
        label=MappingProxyType({code: row[code][0] for code in languages}),
        definition=MappingProxyType({code: row[code][1] for code in languages}),
        absent=MappingProxyType(row.get("absent", {})),
        unit=row.get("unit"),
        values=tuple(row.get("values", ())),
        hxl=row.get("hxl"),
        columns=MappingProxyType({scheme: _column(row[scheme]) for scheme in get_args(Scheme) if scheme in row}),
    )


def _column(told: str) -> Column:
    return Column(name=told.removesuffix(NEARLY), same=not told.endswith(NEARLY))
