"""How many bits does each level of agreement count?

Weights of agreement as in Fellegi and Sunter, A Theory for Record Linkage (1969): log2(m / u) by field, added up.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from khaldun.reconcile.levels import FIELDS, LEVELS
from khaldun.reconcile.tables import weights

VERSION = 1
Levels = np.ndarray[Any, np.dtype[np.int64]]
Bits = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The bits of every level of every field, frozen: two runs with one model score a pair alike.

    bits = log2(m / u), how much oftener a level is seen in pairs of one event than in pairs of two. `prior` are the
    bits before any field is read. `joint` corrects patterns of levels that move together; `rarity` are the bits of
    words by field, counted once. `basis` says what the numbers rest on; `matches` are bounds of their number.
    """

    prior: float
    bits: Mapping[str, tuple[float, ...]]
    joint: Mapping[int, float] = field(default_factory=dict)
    rarity: Mapping[str, Mapping[str, float]] | None = None
    basis: str = "assumed weights"
    matches: tuple[float, float] | None = None

    def scores(self, levels: Mapping[str, Levels]) -> Bits:
        """The bits of pairs, all fields added up."""
        total = np.full(len(levels[FIELDS[0]]), self.prior)
        for name in FIELDS:
            total += np.asarray(self.bits[name])[levels[name]]
        return total + self._corrections(pattern(levels))

    def reasons(self, levels: Mapping[str, int]) -> dict[str, float]:
        """The bits of one pair by field; they add up to its score."""
        fields = {name: self.bits[name][levels[name]] for name in FIELDS}
        number = int(pattern({name: np.array([level]) for name, level in levels.items()})[0])
        joint = {"joint": self.joint[number]} if number in self.joint else {}
        return {"prior": self.prior, **fields, **joint}

    def _corrections(self, patterns: Levels) -> Bits:
        if not self.joint:
            return np.zeros(len(patterns))
        known = np.array(sorted(self.joint))
        values = np.array([self.joint[number] for number in known.tolist()])
        place = np.minimum(np.searchsorted(known, patterns), len(known) - 1)
        return np.where(known[place] == patterns, values[place], 0.0)


def pattern(levels: Mapping[str, Levels]) -> Levels:
    """The levels of all fields as one number."""
    number = np.zeros(len(levels[FIELDS[0]]), dtype=np.int64)
    for name in FIELDS:
        number = number * len(LEVELS[name]) + levels[name]
    return number


def unpacked(patterns: Levels) -> dict[str, Levels]:
    """The levels of all fields in patterns."""
    levels: dict[str, Levels] = {}
    for name in reversed(FIELDS):
        levels[name] = patterns % len(LEVELS[name])
        patterns = patterns // len(LEVELS[name])
    return levels


def assumed() -> Model:
    """The weights of weights.toml, set by judgement: for runs too small to calibrate on."""
    bits = {name: tuple(weights(f"bits.{name}")[level] for level in LEVELS[name]) for name in FIELDS}
    return Model(prior=weights("prior")["bits"], bits=bits)
