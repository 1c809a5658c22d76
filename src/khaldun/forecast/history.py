"""What do a unit's own recent months say of its coming ones?

The challenge's benchmarks. Nothing is trained and no seed is needed: every month that is drawn from counts equally
often, and Poisson draws stand at equal steps of probability.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.stats import poisson

from khaldun.forecast.panel import Panel, named
from khaldun.forecast.scores import Draws
from khaldun.model.fault import KhaldunError

MEMBERS: Final = 1000
"""About how many draws a model gives for a cell; the challenge asks for a thousand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LastObservation:
    """Poisson draws round the last month seen."""

    name: str = "last observation"

    def draw(self, past: Panel, *, ahead: Sequence[int]) -> Draws:
        """Draws of shape (months ahead, units, members)."""
        steps = (np.arange(MEMBERS) + 0.5) / MEMBERS
        return every(poisson.ppf(steps, recent(past, months=1)[0, :, None]), ahead=ahead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflictology:
    """Each of the unit's own last months, equally likely."""

    months: int = 12

    @property
    def name(self) -> str:
        """The model with its months."""
        return f"conflictology {self.months}"

    def draw(self, past: Panel, *, ahead: Sequence[int]) -> Draws:
        """Draws of shape (months ahead, units, members): each month of the window equally often."""
        times = -(-MEMBERS // self.months)
        return every(np.repeat(recent(past, months=self.months).T, times, axis=1), ahead=ahead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """Equal shares of conflictology over the last 3, 6, 12 and 24 months: near months count more, far ones still."""

    windows: tuple[int, ...] = (3, 6, 12, 24)
    share: int = 240
    name: str = "pool"

    def draw(self, past: Panel, *, ahead: Sequence[int]) -> Draws:
        """Draws of shape (months ahead, units, members): as many from each window."""
        parts = [np.repeat(recent(past, months=w).T, self.share // w, axis=1) for w in self.windows]
        return every(np.concatenate(parts, axis=1), ahead=ahead)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mixture:
    """Conflictology, and a small share of draws from every deadly month of every unit: no chance is zero."""

    months: int = 12
    share: float = 0.05
    name: str = "mixture"

    def draw(self, past: Panel, *, ahead: Sequence[int]) -> Draws:
        """Draws of shape (months ahead, units, members)."""
        own = thinned(recent(past, months=self.months).T, members=round(MEMBERS * (1 - self.share)))
        deadly = past.deaths[past.deaths > 0]
        if not deadly.size:
            return every(own, ahead=ahead)
        others = thinned(deadly[None, :], members=MEMBERS - own.shape[1])
        return every(np.concatenate([own, np.repeat(others, len(own), axis=0)], axis=1), ahead=ahead)


def recent(past: Panel, *, months: int) -> Draws:
    """The last months of a panel, of shape (months, units); all must have been observed."""
    if len(past.deaths) < months:
        held = f"the history holds {len(past.deaths)} months, from {named(past.first)}"
        raise KhaldunError(f"the model looks back {months} months and {held}; take conflictology 12, 6 or 3")
    found = past.deaths[-months:]
    if np.isnan(found).any():
        raise KhaldunError(f"a unit was not observed in the last {months} months; leave it out with `observed`")
    return found


def thinned(values: Draws, *, members: int) -> Draws:
    """As many members as asked, at equal steps through the ordered values of each row."""
    steps = ((np.arange(members) + 0.5) / members * values.shape[-1]).astype(np.intp)
    return np.sort(values, axis=-1)[..., steps]


def every(draws: Draws, *, ahead: Sequence[int]) -> Draws:
    """The same draws for each month ahead, without a copy."""
    return np.broadcast_to(draws, (len(ahead), *draws.shape))
