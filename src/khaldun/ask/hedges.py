"""Does a figure meet a number that was said with a hedge: fewer than, at least, about?"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khaldun.ask.answer import Number
from khaldun.model import Hedge


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A number as somebody put it: an interval and a hedge. `high` is null where it is open above."""

    hedge: Hedge
    low: Number
    high: Number | None = None

    def words(self) -> str:
        """The number in words: `fewer than 100`."""
        numbers = str(self.low) if self.high in (None, self.low) else f"{self.low} to {self.high}"
        return f"{_WORDS[self.hedge]} {numbers}".strip()


def meets(value: Number | None, said: Said) -> bool:
    """Whether a figure agrees with the number said. A figure that nobody told agrees with nothing."""
    return value is not None and _RULES[said.hedge](value, said)


def _exact(value: Number, said: Said) -> bool:
    return said.low <= value <= (said.low if said.high is None else said.high)


def _about(value: Number, said: Said) -> bool:
    slack = tolerances()["about"]
    high = said.low if said.high is None else said.high
    return said.low * (1 - slack) <= value <= high * (1 + slack)


def _vague(value: Number, said: Said) -> bool:
    return said.low <= value and (said.high is None or value <= said.high)


def _fewer(value: Number, said: Said) -> bool:
    return value < (said.low if said.high is None else max(said.low, said.high))


def _at_most(value: Number, said: Said) -> bool:
    return value <= (said.low if said.high is None else max(said.low, said.high))


@cache
def tolerances() -> Mapping[str, float]:
    """The shares by which a hedge may miss, from hedges.toml."""
    text = files("khaldun.ask").joinpath("data", "hedges.toml").read_text(encoding="utf-8")
    return {name: float(entry["tolerance"]) for name, entry in tomllib.loads(text).items()}


_WORDS: Mapping[Hedge, str] = {
    "exact": "",
    "at_least": "at least",
    "at_most": "at most",
    "fewer_than": "fewer than",
    "about": "about",
    "vague": "",
}
_RULES: Mapping[Hedge, Callable[[Number, Said], bool]] = {
    "exact": _exact,
    "at_least": lambda value, said: value >= said.low,
    "at_most": _at_most,
    "fewer_than": _fewer,
    "about": _about,
    "vague": _vague,
}
