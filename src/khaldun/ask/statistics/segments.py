"""When did a series of counts change its level?

Killick, Fearnhead and Eckley 2012 (PELT) on square roots of counts, whose variance hardly depends on their level.
"""

from collections.abc import Sequence
from math import log

import numpy as np
from numpy.typing import NDArray

RUNS = 500
SHORTEST = 3  # months in a segment
Values = NDArray[np.float64]


def changes(counts: Sequence[float]) -> list[int]:
    """The indexes at which a new level begins, by penalised least squares with a penalty of 2 ln n a change."""
    return _split(rooted(counts))


def rooted(counts: Sequence[float]) -> Values:
    """Square roots of counts plus 3/8 (Anscombe 1948)."""
    values: Values = np.sqrt(np.asarray(counts, dtype=float) + 0.375)
    return values


def interval(counts: Sequence[float], change: int, *, block: int = SHORTEST, seed: int = 1) -> tuple[int, int]:
    """The 95 % interval of one change: each side of it is drawn again in blocks and the best split found anew."""
    values = rooted(counts)
    generator = np.random.default_rng(seed)
    found = []
    for _ in range(RUNS):
        drawn = np.concatenate([_drawn(values[:change], block, generator), _drawn(values[change:], block, generator)])
        found.append(_best_split(drawn))
    low, high = np.quantile(found, [0.025, 0.975])
    return int(low), int(high)


def _split(values: Values) -> list[int]:
    size = len(values)
    if size < 2 * SHORTEST:
        return []
    penalty = 2 * log(size)
    total, squares = _cumulated(values)
    best = np.full(size + 1, np.inf)
    best[0] = -penalty
    last = np.zeros(size + 1, dtype=int)
    candidates = [0]
    for end in range(SHORTEST, size + 1):
        starts = np.asarray([start for start in candidates if end - start >= SHORTEST])
        costs = best[starts] + _cost(total, squares, starts, end) + penalty
        best[end], last[end] = costs.min(), starts[costs.argmin()]
        kept = set(starts[costs - penalty <= best[end]].tolist())
        candidates = [start for start in candidates if start in kept or end - start < SHORTEST] + [end]
    return _walked(last, size)


def _walked(last: NDArray[np.int_], size: int) -> list[int]:
    found, end = [], size
    while last[end] > 0:
        end = int(last[end])
        found.append(end)
    return found[::-1]


def _cumulated(values: Values) -> tuple[Values, Values]:
    return np.concatenate([[0.0], values.cumsum()]), np.concatenate([[0.0], (values**2).cumsum()])


def _cost(total: Values, squares: Values, start: NDArray[np.int_], end: NDArray[np.int_] | int) -> Values:
    """The squared distance of each segment's values from their mean."""
    cost: Values = squares[end] - squares[start] - (total[end] - total[start]) ** 2 / (end - start)
    return cost


def _best_split(values: Values) -> int:
    total, squares = _cumulated(values)
    cuts = np.arange(SHORTEST, len(values) - SHORTEST + 1)
    zero = np.zeros_like(cuts)
    cost = _cost(total, squares, zero, cuts) + _cost(total, squares, cuts, np.full_like(cuts, len(values)))
    return int(cuts[cost.argmin()])


def _drawn(values: Values, block: int, generator: np.random.Generator) -> Values:
    length = min(block, len(values))
    starts = generator.integers(0, len(values), size=(-(-len(values) // length), 1))
    drawn: Values = values[((starts + np.arange(length)) % len(values)).ravel()[: len(values)]]
    return drawn
