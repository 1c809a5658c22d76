"""What does a question say, as a file? It names verb, filter, measure, definitions and published figures; no code."""

import hashlib
import json
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from khaldun.ask.known import refuse_unknown
from khaldun.ask.selection import Selection, narrowed
from khaldun.model import Hedge, KhaldunError

KEYS = ("name", "version", "asks", "verb", "over", "select", "measure", "choices", "with", "published", "source")
MEASURE_KEYS = ("count", "by", "who", "estimate")
COUNTS = ("deaths", "events")
GROUPS = ("year", "month", "country", "perpetrator", "violence")
PUBLISHED_KEYS = ("value", "low", "high", "events", "hedge", "said_by", "row", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A figure that somebody published for this question, and how firmly they put it.

    `row` names the line of a table that it belongs to (`{year = 2021}`). `low`, `high` and `events` are checked
    exactly where they are given.
    """

    value: float
    said_by: str
    hedge: Hedge = "exact"
    low: float | None = None
    high: float | None = None
    events: int | None = None
    row: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """A question as data. `choices` name definitions; the first of each is the default. `parameters` are the verb's."""

    name: str
    version: int
    asks: str
    verb: str
    selection: Selection
    count: str = "deaths"
    by: tuple[str, ...] = ()
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    parameters: Mapping[str, Any] = field(default_factory=dict)
    published: tuple[Published, ...] = ()
    source: str = ""
    sha256: str = ""

    def parameter(self, name: str, default: Any = None) -> Any:  # noqa: ANN401 - TOML holds any kind of value
        """A parameter of the verb, or the default where the recipe does not set it."""
        return self.parameters.get(name, default)


def recipe_of(text: str) -> Recipe:
    """The recipe that a TOML text holds, or KhaldunError with a sentence that says what to mend."""
    try:
        written = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise KhaldunError(f"this recipe is not TOML: {fault}") from fault
    return recipe_from(written)


def recipe_from(written: Mapping[str, Any]) -> Recipe:
    """The recipe that a parsed TOML file holds."""
    refuse_unknown(written, KEYS, what="key of a recipe")
    missing = [key for key in ("name", "version", "asks", "verb") if key not in written]
    if missing:
        raise KhaldunError(f"a recipe says its {', '.join(missing)}")
    measure = written.get("measure", {})
    refuse_unknown(measure, MEASURE_KEYS, what="key of measure")
    selection = narrowed(Selection(), {**written.get("over", {}), **written.get("select", {})})
    return Recipe(
        name=written["name"],
        version=written["version"],
        asks=written["asks"],
        verb=written["verb"],
        selection=narrowed(selection, {key: measure[key] for key in ("who", "estimate") if key in measure}),
        count=_counted(measure.get("count", "deaths")),
        by=_groups(measure.get("by", [])),
        choices=_choices(written.get("choices", {})),
        parameters=written.get("with", {}),
        published=tuple(_published(entry) for entry in written.get("published", [])),
        source=written.get("source", ""),
        sha256=hashlib.sha256(json.dumps(written, sort_keys=True, default=_plain).encode()).hexdigest(),
    )


def _counted(written: str) -> str:
    refuse_unknown([written], COUNTS, what="thing to count")
    return written


def _groups(written: str | list[str]) -> tuple[str, ...]:
    groups = (written,) if isinstance(written, str) else tuple(written)
    refuse_unknown(groups, GROUPS, what="grouping")
    return groups


def _choices(written: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    return {name: (ids,) if isinstance(ids, str) else tuple(ids) for name, ids in written.items()}


def _published(written: Mapping[str, Any]) -> Published:
    refuse_unknown(written, PUBLISHED_KEYS, what="key of a published figure")
    return Published(**written)


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise KhaldunError(f"a recipe holds text, numbers, days, lists and tables, not {type(value).__name__}")


def in_order(recipes: Mapping[str, Recipe]) -> Iterator[Recipe]:
    """The recipes by name."""
    yield from (recipes[name] for name in sorted(recipes))
