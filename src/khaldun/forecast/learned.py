"""What does gradient boosting over many units' pasts say of each one's coming months?

Ten quantiles of log deaths, each by a scikit-learn histogram gradient boosting with pinball loss, joined by straight
lines. The model predicts the change from a unit's own level, because trees do not reach beyond what they have seen and
the next war is larger than the last. Span, level, leaves and learning rate were chosen on the years 2009 to 2016.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingRegressor

from khaldun.forecast.features import Features, features
from khaldun.forecast.history import MEMBERS
from khaldun.forecast.panel import Panel
from khaldun.forecast.scores import Draws
from khaldun.model.fault import KhaldunError

QUANTILES: Final = (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99)
PER_MONTH: Final = 4
"""How many of the months ahead each month of the past is asked about; they take turns."""
FEWEST_ROWS: Final = 2000
AT_RISK: Final = 60
"""A unit without a death in so many months gets zero: there is nothing in its past to learn from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """Gradient boosting on each unit's history, and on what happened around it where the panel says so."""

    years: int = 10
    name: str = "gradient boosting"

    def draw(self, past: Panel, *, ahead: Sequence[int]) -> Draws:
        """Draws of shape (months ahead, units, members), at equal steps of probability."""
        told = features(past)
        fitted = self.fit(past, told, ahead=ahead)
        draws = np.zeros((len(ahead), len(past.units), MEMBERS))
        risky = at_risk(past)[-1]
        for n, months in enumerate(ahead):
            draws[n, risky] = _drawn(fitted, told, risky=risky, months=months)
        return draws

    def fit(self, past: Panel, told: Features, *, ahead: Sequence[int]) -> list[HistGradientBoostingRegressor]:
        """One model a quantile, trained on what the panel itself shows to have followed."""
        rows = list(_examples(past, told, ahead=ahead, months=12 * self.years))
        examples = sum(len(followed) for _, followed in rows)
        if examples < FEWEST_ROWS:
            few = f"{examples} examples are too few to learn from"
            raise KhaldunError(f"{few}: gradient boosting needs {FEWEST_ROWS}; take 'pool' or 'conflictology 12'")
        seen, followed = (np.concatenate(part) for part in zip(*rows, strict=True))
        return [_regressor(quantile).fit(seen, followed) for quantile in QUANTILES]


def at_risk(past: Panel) -> NDArray[np.bool_]:
    """Whether each unit had a death in the last months, month by month; shape (months, units)."""
    deadly = np.cumsum(past.deaths > 0, axis=0)
    before = np.concatenate([np.zeros_like(deadly[:AT_RISK]), deadly[:-AT_RISK]])[: len(deadly)]
    return np.asarray(deadly > before)


def _examples(
    past: Panel, told: Features, *, ahead: Sequence[int], months: int
) -> Iterator[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    risky = at_risk(past)
    end = len(past.deaths)
    step = max(1, len(ahead) // PER_MONTH)
    for month in range(max(24, end - 1 - months), end - min(ahead)):
        for turn in range(min(PER_MONTH, len(ahead))):
            later = ahead[(month + turn * step) % len(ahead)]
            if month + later < end:
                followed = np.log1p(past.deaths[month + later]) - told.level[month]
                kept = risky[month] & ~np.isnan(followed)
                yield _asked(told, month, kept=kept, months=later), followed[kept]


def _asked(told: Features, month: int, *, kept: NDArray[np.bool_], months: int) -> NDArray[np.float64]:
    rows = told.values[month, kept]
    return np.column_stack([rows, np.full(len(rows), months)])


def _regressor(quantile: float) -> HistGradientBoostingRegressor:
    return HistGradientBoostingRegressor(
        loss="quantile",
        quantile=quantile,
        max_iter=70,
        learning_rate=0.08,
        max_leaf_nodes=8,
        min_samples_leaf=200,
        early_stopping=False,
        random_state=0,
    )


def _drawn(
    fitted: Sequence[HistGradientBoostingRegressor], told: Features, *, risky: NDArray[np.bool_], months: int
) -> Draws:
    asked = _asked(told, -1, kept=risky, months=months)
    change = np.column_stack([model.predict(asked) for model in fitted])
    logs = np.sort(np.maximum(change + told.level[-1, risky][:, None], 0), axis=-1)
    steps = (np.arange(MEMBERS) + 0.5) / MEMBERS
    joined = np.array([np.interp(steps, QUANTILES, row) for row in logs]).reshape(-1, MEMBERS)
    return np.asarray(np.rint(np.expm1(joined)))
