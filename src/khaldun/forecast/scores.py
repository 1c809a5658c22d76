"""How good is a forecast that is a set of draws, in the scores of the VIEWS prediction challenge?

Hegre et al. 2025, "The 2023/24 VIEWS prediction challenge", Journal of Peace Research 62(6). All scores are losses:
less is better. Draws have their members on the last axis; the actuals have the shape of the other axes.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from khaldun.model.fault import KhaldunError

Draws = NDArray[np.float64]
Figures = NDArray[np.float64]

EDGES: Final = (0.0, 0.5, 2.5, 5.5, 10.5, 25.5, 50.5, 100.5, 250.5, 500.5, 1000.5)
"""Left edges of the eleven bins of the ignorance score; a left edge lies inside, the last bin is open."""

LEVEL: Final = 0.9
"""The share of probability that the challenge asks an interval to hold."""


def crps(draws: Draws, actual: Figures) -> Figures:
    """The continuous ranked probability score of each cell, in deaths.

    The ensemble form with divisor m squared: mean |x - y| less half the mean distance between two draws.
    """
    ordered = np.sort(_checked(draws, actual), axis=-1)
    members = ordered.shape[-1]
    ranks = 2.0 * np.arange(1, members + 1) - members - 1
    return np.asarray(np.abs(ordered - actual[..., None]).mean(axis=-1) - ordered @ ranks / members**2)


def ignorance(draws: Draws, actual: Figures) -> Figures:
    """The ignorance score of each cell, in bits: minus the log of the share of draws in the actual's bin.

    One draw is added to each of the eleven bins first, so that no score is infinite.
    """
    edges = np.array([*EDGES, np.inf])
    found = np.searchsorted(edges, actual, side="right")
    low, high = edges[found - 1][..., None], edges[found][..., None]
    inside = ((_checked(draws, actual) >= low) & (draws < high)).sum(axis=-1)
    return np.asarray(-np.log2((inside + 1) / (draws.shape[-1] + len(EDGES))))


def interval(draws: Draws, *, level: float = LEVEL) -> tuple[Figures, Figures]:
    """The central interval of each cell: the lower and upper quantile, interpolated between draws."""
    tail = (1 - level) / 2
    low, high = np.quantile(draws, [tail, 1 - tail], axis=-1)
    return low, high


def interval_score(draws: Draws, actual: Figures, *, level: float = LEVEL) -> Figures:
    """The interval score of each cell, in deaths: the width, and 2 / (1 - level) for each death outside."""
    low, high = interval(_checked(draws, actual), level=level)
    missed = np.maximum(low - actual, 0) + np.maximum(actual - high, 0)
    return np.asarray(high - low + 2 / (1 - level) * missed)


def covered(draws: Draws, actual: Figures, *, level: float = LEVEL) -> NDArray[np.bool_]:
    """Whether the actual lies in the interval of its cell, the ends included."""
    low, high = interval(_checked(draws, actual), level=level)
    return np.asarray((low <= actual) & (actual <= high))


def spread_coverage(draws: Draws, actual: Figures, *, level: float = LEVEL) -> Figures:
    """How much of the actual's own probability lies in the central interval, between 0 and 1.

    Where many draws are equal, the actual stands for a stretch of probability and not for one point; what is counted is
    the share of that stretch between the two tails (the nonrandomised probability integral transform of Czado, Gneiting
    and Held 2009). Forecasts that are right average the level, however many of the actuals are zero.
    """
    tail = (1 - level) / 2
    below = (_checked(draws, actual) < actual[..., None]).mean(axis=-1)
    upto = (draws <= actual[..., None]).mean(axis=-1)
    shared = np.minimum(upto, 1 - tail) - np.maximum(below, tail)
    point = ((tail <= below) & (below <= 1 - tail)).astype(np.float64)
    return np.asarray(np.divide(np.maximum(shared, 0), upto - below, out=point, where=upto > below))


def chance(draws: Draws, *, above: float = 0) -> Figures:
    """The share of draws above a figure."""
    return np.asarray((draws > above).mean(axis=-1))


def _checked(draws: Draws, actual: Figures) -> Draws:
    if draws.shape[:-1] != actual.shape:
        raise KhaldunError(f"draws for cells {draws.shape[:-1]} cannot be scored on {actual.shape}; give both alike")
    if np.isnan(actual).any() or not (actual >= 0).all():
        raise KhaldunError("an actual is missing or negative; score only months that are known")
    return draws
