"""How are models joined, and who set the shares?

A linear pool: each member gives draws in proportion to its share. Shares are eighths, and are those with the least sum
of the three scores, each divided by conflictology's, over windows that ended before the forecast is made.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from khaldun.forecast.history import MEMBERS, Pool, thinned
from khaldun.forecast.learned import Learned
from khaldun.forecast.model import Model
from khaldun.forecast.panel import Panel
from khaldun.forecast.scores import Draws

EIGHTHS: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Gradient boosting and the pool of a unit's own past, each with its share of the draws."""

    members: tuple[Model, ...] = field(default_factory=lambda: (Learned(), Pool()))
    shares: tuple[float, ...] = (0.75, 0.25)
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
