"""How are models joined, and who set the shares?

A linear pool: each member gives draws in proportion to its share. The shares that stand here are eighths, and are those
with the least sum of the three mean scores, each divided by that of conflictology 12, over the forecasts for 2004 to
2016. No later year had a say; `bench/forecast.py --weigh` finds them again.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from khaldun.forecast.analogues import Analogues
from khaldun.forecast.history import MEMBERS, Pool, thinned
from khaldun.forecast.learned import Learned
from khaldun.forecast.model import Model
from khaldun.forecast.panel import Panel
from khaldun.forecast.scores import Draws, Figures

SHARES: Final[tuple[tuple[float, ...], ...]] = tuple(
    (a / 8, b / 8, (8 - a - b) / 8) for a in range(9) for b in range(9 - a)
)
"""The shares of three members that are tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Gradient boosting, analogues and the pool of a unit's own past, each with its share of the draws."""

    members: tuple[Model, ...] = field(default_factory=lambda: (Learned(), Analogues(), Pool()))
    shares: tuple[float, ...] = (0.125, 0.625, 0.25)
    name: str = "stack"

    def draw(self, past: Panel, *, ahead: Sequence[int]) -> Draws:
        """Draws of shape (months ahead, units, members)."""
        return joined([member.draw(past, ahead=ahead) for member in self.members], shares=self.shares)


def joined(draws: Sequence[Draws], *, shares: Sequence[float]) -> Draws:
    """One set of draws from several, each member's at equal steps through its own."""
    counts = np.rint(np.asarray(shares) * MEMBERS).astype(int).tolist()
    return np.concatenate(
        [thinned(each, members=count) for each, count in zip(draws, counts, strict=True) if count], axis=-1
    )


def best_shares(losses: Mapping[tuple[float, ...], Figures], *, benchmark: Figures) -> tuple[float, ...]:
    """The shares with the least sum of mean scores, each divided by the benchmark's.

    `losses` has, for each choice of shares, an array of shape (windows, scores); `benchmark` is such an array.
    """
    return min(losses, key=lambda shares: float((losses[shares].mean(axis=0) / benchmark.mean(axis=0)).sum()))
