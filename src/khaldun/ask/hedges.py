"""Does a figure meet a number that was said with a hedge: fewer than, at least, about?"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from khaldun.ask.answer import Number
from khaldun.model import Hedge


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A number as somebody put it: the interval that the words allow and the hedge; a null `high` is open."""

    hedge: Hedge
    low: Number
    high: Number | None = None

    def words(self) -> str:
        """The number in words: `fewer than 100`."""
        if self.hedge == "fewer_than" and self.high is not None:
            return f"fewer than {self.high + 1}"
        if self.hedge == "at_most":
            return f"at most {self.high}"
        if self.high is None:
            return f"at least {self.low}"
        about = "about " if self.hedge == "about" else ""
        return f"{about}{self.low}" if self.high == self.low else f"{about}{self.low} to {self.high}"


def said(value: Number, *, hedge: Hedge) -> Said:
    """A single number with its hedge as the interval that it allows: fewer than 100 is 0 to 99."""
    if hedge == "at_least":
        return Said(hedge=hedge, low=value)
    if hedge == "fewer_than":
        return Said(hedge=hedge, low=0, high=value - 1)
    return Said(hedge=hedge, low=0 if hedge == "at_most" else value, high=value)


def meets(value: Number | None, number: Said) -> bool:
    """Whether a figure agrees with the number said. A figure that nobody told agrees with nothing.

    "About" one number is taken for a tenth more or less; about an interval is that interval.
    """
    if value is None:
        return False
    slack = tolerances()["about"] if number.hedge == "about" and number.low == number.high else 0
    low, high = number.low * (1 - slack), None if number.high is None else number.high * (1 + slack)
    return low <= value and (high is None or value <= high)


@cache
def tolerances() -> Mapping[str, float]:
    """The shares by which a hedge may miss, from hedges.toml."""
    text = files("khaldun.ask").joinpath("data", "hedges.toml").read_text(encoding="utf-8")
    return {name: float(entry["tolerance"]) for name, entry in tomllib.loads(text).items()}
