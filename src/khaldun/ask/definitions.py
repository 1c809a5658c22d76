"""Which definitions can a figure turn on? Each is a versioned file; each of its choices says where it comes from."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

from khaldun.ask.known import refuse_unknown
from khaldun.ask.selection import Selection, narrowed
from khaldun.model import KhaldunError

MOST_READINGS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One way to settle a definition: what it says in words, who says so, and the filter that it sets."""

    definition: str
    version: int
    id: str
    text: str
    source: str
    sets: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsound:
    """A combination of choices that answers another question than the one asked, and why."""

    when: Mapping[str, tuple[str, ...]]
    because: str

    def holds(self, choices: Mapping[str, str]) -> bool:
        """Whether the choices fall under this combination."""
        return all(choices.get(definition) in ids for definition, ids in self.when.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A question of definition with its choices."""

    id: str
    version: int
    asks: str
    owner: str
    choices: tuple[Choice, ...]
    unsound: tuple[Unsound, ...]

    def choice(self, id: str) -> Choice:  # noqa: A002
        """The choice with that id."""
        refuse_unknown([id], [choice.id for choice in self.choices], what=f"choice of {self.id!r}")
        return next(choice for choice in self.choices if choice.id == id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question with every definition settled: one of the figures that an honest analyst could give."""

    choices: tuple[Choice, ...]
    selection: Selection
    unsound: str | None

    @property
    def name(self) -> str:
        """The choices as one line: `participation=one_sided, estimate=best`."""
        return ", ".join(f"{choice.definition}={choice.id}" for choice in self.choices) or "as asked"


@cache
def definitions() -> Mapping[str, Definition]:
    """Every definition that ships, by id."""
    folder = files("khaldun.ask").joinpath("data", "definitions")
    found = [
        definition_of(tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith(".toml")
    ]
    return {definition.id: definition for definition in found}


def definition_of(written: Mapping[str, Any]) -> Definition:
    """The definition that a parsed TOML file holds."""
    refuse_unknown(written, ("id", "version", "asks", "owner", "choices", "unsound"), what="key of a definition")
    return Definition(
        id=written["id"],
        version=written["version"],
        asks=written["asks"],
        owner=written["owner"],
        choices=tuple(_choice(written, choice) for choice in written["choices"]),
        unsound=tuple(_unsound(entry) for entry in written.get("unsound", [])),
    )


def readings(selection: Selection, choices: Mapping[str, Sequence[str]]) -> list[Reading]:
    """Every combination of the choices, each written over the selection; the first is the default."""
    held = definitions()
    refuse_unknown(choices, held, what="definition")
    axes = [[held[name].choice(id) for id in ids] for name, ids in choices.items()]  # noqa: A001
    combinations = list(product(*axes))
    if len(combinations) > MOST_READINGS:
        raise KhaldunError(f"{len(combinations)} readings are more than {MOST_READINGS}; take some choices out")
    return [_reading(selection, combination) for combination in combinations]


def _reading(selection: Selection, combination: Sequence[Choice]) -> Reading:
    for choice in combination:
        selection = narrowed(selection, choice.sets)
    reasons = list(_reasons(combination))
    return Reading(choices=tuple(combination), selection=selection, unsound=reasons[0] if reasons else None)


def _reasons(combination: Sequence[Choice]) -> Iterator[str]:
    chosen = {choice.definition: choice.id for choice in combination}
    for name in chosen:
        yield from (rule.because for rule in definitions()[name].unsound if rule.holds(chosen))


def _choice(written: Mapping[str, Any], choice: Mapping[str, Any]) -> Choice:
    refuse_unknown(choice, ("id", "text", "source", "set"), what="key of a choice")
    narrowed(Selection(), choice["set"])
    return Choice(
        definition=written["id"],
        version=written["version"],
        id=choice["id"],
        text=choice["text"],
        source=choice["source"],
        sets=choice["set"],
    )


def _unsound(written: Mapping[str, Any]) -> Unsound:
    refuse_unknown(written, ("when", "because"), what="key of an unsound combination")
    when = {name: tuple([ids] if isinstance(ids, str) else ids) for name, ids in written["when"].items()}
    return Unsound(when=when, because=written["because"])
