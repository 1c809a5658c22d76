"""How well did a model forecast months that it had not seen, and is that better than another?"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khaldun.forecast.learned import at_risk
from khaldun.forecast.model import Model
from khaldun.forecast.panel import HORIZONS, Panel
from khaldun.forecast.scores import Figures, chance, covered, crps, ignorance, interval_score, spread_coverage

RESAMPLES: Final = 2000
WINDOW: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A model's scores, cell by cell, over one window; all arrays have the shape (months, units).

    `risky` marks the units that had a death in the five years before the forecast was made. `inside` says whether the
    actual lies in the 90 % interval; `held` counts an end of the interval only by the share of its probability that
    belongs to the interval, so that a forecast that is right holds 0.9 even where most months are zero.
    """

    model: str
    cut: int
    units: tuple[str, ...]
    crps: Figures
    ignorance: Figures
    interval: Figures
    inside: NDArray[np.bool_]
    held: Figures
    chance: Figures
    happened: NDArray[np.bool_]
    risky: NDArray[np.bool_]

    @property
    def means(self) -> tuple[float, float, float]:
        """The mean CRPS, ignorance and interval score."""
        return float(self.crps.mean()), float(self.ignorance.mean()), float(self.interval.mean())


def backtest(model: Model, panel: Panel, *, cut: int, ahead: Sequence[int] = HORIZONS) -> Scored:
    """The model's scores for the months ahead of `cut`, from what was known at the end of `cut`."""
    past = panel.until(cut)
    actual = panel.between(cut + min(ahead), cut + max(ahead)).deaths[np.subtract(ahead, min(ahead))]
    return scored(model.draw(past, ahead=ahead), actual, name=model.name, past=past)


def scored(draws: Figures, actual: Figures, *, name: str, past: Panel) -> Scored:
    """The scores of draws that were made at the end of a panel."""
    return Scored(
        model=name,
        cut=past.last,
        units=past.units,
        crps=crps(draws, actual),
        ignorance=ignorance(draws, actual),
        interval=interval_score(draws, actual),
        inside=covered(draws, actual),
        held=spread_coverage(draws, actual),
        chance=chance(draws),
        happened=actual > 0,
        risky=np.broadcast_to(at_risk(past)[-1], actual.shape),
    )


def past_cuts(panel: Panel, *, windows: int, fewest: int, ahead: Sequence[int] = HORIZONS) -> tuple[int, ...]:
    """The last months from which forecasts can be scored on the panel itself, a year apart, oldest first.

    A window is left out where fewer than `fewest` months would lie before it.
    """
    newest = panel.last - max(ahead)
    cuts = (newest - WINDOW * n for n in range(windows))
    return tuple(sorted(cut for cut in cuts if cut - panel.first + 1 >= fewest))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How much less a model loses than another, with the interval that resampling the units gives."""

    score: str
    mean: float
    low: float
    high: float
    better_in: float


def differences(mine: Iterable[Scored], theirs: Iterable[Scored], *, seed: int = 1) -> tuple[Difference, ...]:
    """The difference of the mean scores, mine less theirs, with 95 % intervals over resampled units.

    `better_in` is the share of the units whose scores differ in which mine is the better.
    """
    pairs = list(zip(mine, theirs, strict=True))
    names = ("crps", "ignorance", "interval")
    return tuple(_difference(score, pairs, seed=seed) for score in names)


def _difference(score: str, pairs: Sequence[tuple[Scored, Scored]], *, seed: int) -> Difference:
    by_unit = np.mean([(getattr(a, score) - getattr(b, score)).mean(axis=0) for a, b in pairs], axis=0)
    chosen = np.random.default_rng(seed).integers(len(by_unit), size=(RESAMPLES, len(by_unit)))
    low, high = np.quantile(by_unit[chosen].mean(axis=1), [0.025, 0.975])
    other = by_unit[np.abs(by_unit) > 1e-9]  # noqa: PLR2004
    better = float((other < 0).mean()) if other.size else 0.0
    return Difference(score=score, mean=float(by_unit.mean()), low=float(low), high=float(high), better_in=better)
