"""Which weights, limits, tiers and lineages do the rules use, and where do they stand?"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, Literal

from khaldun.model import KhaldunError

Side = Literal["state", "non_state"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """How well a figure is evidenced: rank 1 is the best; `weight` is its say in a median."""

    id: str
    rank: int
    weight: int
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """One who counts: `lower_bound` is true of those who see only part of the dead; `side` of those at war.

    `plural` says that a sentence about them is in the plural.
    """

    id: str
    name: str
    tier: str
    side: Side | None = None
    lower_bound: bool = False
    plural: bool = False
    pattern: re.Pattern[str]


@cache
def read_table(name: str) -> dict[str, Any]:
    """The data file of that name in this room, as TOML reads it; raises KhaldunError for a name it lacks."""
    folder = files("khaldun.reconcile") / "data"
    path = folder / f"{name}.toml"
    if not path.is_file():
        there = sorted(p.name.removesuffix(".toml") for p in folder.iterdir() if p.name.endswith(".toml"))
        raise KhaldunError(f"no table {name!r}; there are: {', '.join(there)}")
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def weights(field: str) -> Mapping[str, float]:
    """The numbers of one table of weights.toml, `bits.day` being one inside another; units as it says there."""
    table: dict[str, Any] = read_table("weights")
    for name in field.split("."):
        table = table[name]
    return MappingProxyType({key: float(value) for key, value in table.items() if isinstance(value, int | float)})


@cache
def limits() -> Mapping[str, float]:
    """The limits of an event and of a block, in accounts, days and kilometres."""
    return weights("limits")


@cache
def known_single() -> frozenset[str]:
    """The usual names of the datasets whose codebooks promise one row an event."""
    return frozenset(name for row in read_table("sources")["source"] for name in row["names"])


@cache
def tiers() -> Mapping[str, Tier]:
    """The evidence tiers by id."""
    return MappingProxyType({row["id"]: Tier(**row) for row in read_table("tiers")["tier"]})


@cache
def lineages() -> tuple[Lineage, ...]:
    """Those who count, in the order in which they are looked for."""
    return tuple(_lineage(row) for row in read_table("lineages")["lineage"])


@cache
def find_lineage(told: str) -> Lineage | None:
    """The entry whose words stand in a name as told ("an ACLED researcher"), or null."""
    text = told.casefold()
    return next((entry for entry in lineages() if entry.pattern.search(text)), None)


def _lineage(row: dict[str, Any]) -> Lineage:
    words = "|".join(re.escape(word) for word in row["words"])
    fields = {key: value for key, value in row.items() if key != "words"}
    return Lineage(pattern=re.compile(rf"(?<!\w)(?:{words})(?!\w)"), **fields)
