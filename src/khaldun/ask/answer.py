"""What comes back from a question: figure or table, rows, readings, tests, caveats, or why there is no answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Number = int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A figure with its interval. Null means that no row tells it, which is not the same as zero."""

    best: Number | None
    low: Number | None
    high: Number | None
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The figure under one combination of definitions; `sound` is false where it answers another question.

    `figure` is of what the question counts; `deaths` is always of deaths. `events` counts the rows behind it,
    `untold` those of them that tell no figure.
    """

    definition: str
    choices: Mapping[str, str]
    figure: Measured
    deaths: Measured
    events: int
    untold: int
    sound: bool = True
    because: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Caveat:
    """What a rule found in the rows, in a sentence, with the rows that made it fire."""

    rule: str
    text: str
    rows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a verb gives back. `cannot` is a sentence where the question cannot be tested with the rows in store.

    `searched` says over what was searched: countries, days, rows, so that a zero means something. `drawing` names
    the form that suits the answer: bars, series, map or none.
    """

    figure: Measured | None = None
    table: tuple[Mapping[str, Any], ...] = ()
    rows: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()
    tests: tuple[Mapping[str, Any], ...] = ()
    caveats: tuple[Caveat, ...] = ()
    searched: Mapping[str, Any] = field(default_factory=dict)
    cannot: str | None = None
    drawing: str = "bars"
