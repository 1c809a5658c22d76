"""How did a model score before on one kind of unit, with the interval that resampling the units gives?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khaldun.forecast.record import Scored

RESAMPLES: Final = 1000

Pairs = Sequence[tuple[Scored, Scored]]
Chosen = Sequence[NDArray[np.bool_]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """A mean score with its 95 % interval from resampled units, and the benchmark model's mean on the same cells."""

    mean: float
    low: float
    high: float
    benchmark: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PastScore:
    """How a model scored on one kind of unit in the windows that a panel holds, beside the benchmark model.

    `covered` is the share inside the 90 % interval. `said` is the mean chance of any deaths that the model gave,
    `happened` the share of months that had some: for units at peace this is the base rate, which no model of their own
    past can know.
    """

    kind: str
    cells: int
    windows: int
    crps: Mean
    ignorance: Mean
    interval: Mean
    covered: Mean
    said: float
    happened: float


def past_score(kind: str, pairs: Pairs, *, units: Chosen) -> PastScore:
    """The record over windows, each a pair of the model's scores and the benchmark's, for the units chosen in each."""
    return PastScore(
        kind=kind,
        cells=sum(one.crps[:, chosen].size for (one, _), chosen in zip(pairs, units, strict=True)),
        windows=len(pairs),
        crps=_mean("crps", pairs, units),
        ignorance=_mean("ignorance", pairs, units),
        interval=_mean("interval", pairs, units),
        covered=_mean("inside", pairs, units),
        said=_share("chance", [one for one, _ in pairs], units),
        happened=_share("happened", [one for one, _ in pairs], units),
    )


def _mean(score: str, pairs: Pairs, units: Chosen) -> Mean:
    (mine, cells), (theirs, _) = (_by_unit(score, [pair[which] for pair in pairs], units) for which in (0, 1))
    drawn = np.random.default_rng(1).integers(len(mine), size=(RESAMPLES, len(mine)))
    low, high = np.quantile(mine[drawn].sum(axis=1) / cells[drawn].sum(axis=1), [0.025, 0.975])
    mean, benchmark = (float(sums.sum() / cells.sum()) for sums in (mine, theirs))
    return Mean(mean=mean, low=float(low), high=float(high), benchmark=benchmark)


def _share(score: str, windows: Sequence[Scored], units: Chosen) -> float:
    sums, cells = _by_unit(score, windows, units)
    return float(sums.sum() / cells.sum())


def _by_unit(score: str, windows: Sequence[Scored], units: Chosen) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Each unit's sum of a score over the windows in which it was chosen, and how many months went into it.

    One entry a unit, so that four years of one war are resampled together and do not count as four.
    """
    found: dict[str, list[NDArray[np.float64]]] = {}
    for window, chosen in zip(windows, units, strict=True):
        for n in np.flatnonzero(chosen).tolist():
            found.setdefault(window.units[n], []).append(getattr(window, score)[:, n])
    cells = [np.concatenate(each) for each in found.values()]
    return np.array([each.sum() for each in cells]), np.array([float(len(each)) for each in cells])
