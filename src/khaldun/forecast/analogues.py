"""What followed in other places and times that looked like this one now?

The method of analogues (Lorenz 1969, Journal of the Atmospheric Sciences 26; for conflict, Schincariol, Frank and
Chadefaux 2025, Journal of Peace Research 62, look up shapes): the nearest months of all units' last ten years are
found, and what followed them, as change from their own level, is what may follow here. Weights and number of neighbours
were chosen on forecasts for 2009 to 2016.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from khaldun.forecast.features import Features, features
from khaldun.forecast.history import MEMBERS
from khaldun.forecast.learned import at_risk
from khaldun.forecast.panel import Panel
from khaldun.forecast.scores import Draws
from khaldun.model.fault import KhaldunError

WEIGHTS: Final = {
    "level": 1.0,
    "now": 1.0,
    "change": 1.0,
    "trend": 0.5,
    "peak": 0.5,
    "months with deaths": 1.0,
    "quiet": 0.3,
}
"""How much a difference in each thing counts when two months are compared."""
STEPS: Final = (np.arange(MEMBERS) + 0.5) / MEMBERS
EARLIEST: Final = 24
"""Months that a unit must have behind it before it can be somebody's past."""

Figures = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Analogues:
    """What followed the months most like the last one, of any unit, each equally likely."""

    neighbours: int = 300
    years: int = 10
    name: str = "analogues"

    def draw(self, past: Panel, *, ahead: Sequence[int]) -> Draws:
        """Draws of shape (months ahead, units, members), at equal steps of probability."""
        told, risky = features(past), at_risk(past)
        seen = likeness(told)
        draws = np.zeros((len(ahead), len(past.units), MEMBERS))
        here, level = seen[-1, risky[-1]], told.level[-1, risky[-1]]
        for n, months in enumerate(ahead):
            known, followed = self._examples(past, told, seen=seen, months=months)
            _, nearest = KDTree(known).query(here, k=self.neighbours)
            logs = np.maximum(followed[nearest] + level[:, None], 0)
            draws[n, risky[-1]] = np.rint(np.expm1(np.quantile(logs, STEPS, axis=1).T))
        return draws

    def _examples(self, past: Panel, told: Features, *, seen: Figures, months: int) -> tuple[Figures, Figures]:
        """The months that can be looked up, as points, and the change that followed each."""
        end = len(past.deaths) - months
        span = slice(max(EARLIEST, len(past.deaths) - 12 * self.years), end)
        followed = np.log1p(past.deaths[span.start + months :]) - told.level[span]
        kept = at_risk(past)[span] & ~np.isnan(followed) & ~np.isnan(seen[span]).any(axis=-1)
        if kept.sum() < self.neighbours:
            few = f"{kept.sum()} earlier months are too few to look up"
            raise KhaldunError(f"{few}: analogues need {self.neighbours}; take 'pool' or 'conflictology 12'")
        return seen[span][kept], followed[kept]


def likeness(told: Features) -> Figures:
    """Each month and unit as a point; the nearer two of them, the more alike.

    The shape is (months, units, things compared).
    """
    value = {name: told.values[..., n] for n, name in enumerate(told.names)}
    compared = {
        "level": told.level,
        "now": value["0 months ago"] - told.level,
        "change": value["change"],
        "trend": value["mean 12"] - value["mean 60"],
        "peak": value["highest"] - told.level,
        "months with deaths": value["months with deaths"],
        "quiet": value["quiet"],
    }
    return np.stack([weight * compared[name] for name, weight in WEIGHTS.items()], axis=-1)
