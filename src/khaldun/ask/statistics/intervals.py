"""Between which bounds does a ratio or a difference lie?"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta

COVERED = 0.95
RUNS = 2_000
Values = NDArray[np.float64]


def exact_ratio(now: int, before: int, *, now_time: float, before_time: float) -> tuple[float, float | None]:
    """The 95 % interval of the ratio of two rates of independent events, given their number; null is no bound.

    Conditional on the sum the later count is binomial (Clopper and Pearson 1934), so no approximation is made; but
    events that come in bursts are not independent, and the true interval is then wider.
    """
    total, tail = now + before, (1 - COVERED) / 2
    low = float(beta.ppf(tail, now, total - now + 1)) if now else 0.0
    high = float(beta.ppf(1 - tail, now + 1, total - now)) if before else 1.0
    share = before_time / now_time
    return low / (1 - low) * share, high / (1 - high) * share if high < 1 else None


def block_bootstrap(
    before: Sequence[float], now: Sequence[float], *, block: int = 3, seed: int = 1
) -> tuple[float, float] | None:
    """The 95 % interval of the ratio of monthly means, from months drawn again in blocks; null without any before."""
    generator = np.random.default_rng(seed)
    later = _means(np.asarray(now, dtype=float), block, generator)
    earlier = _means(np.asarray(before, dtype=float), block, generator)
    if not (earlier > 0).all():
        return None
    low, high = np.quantile(later / earlier, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return float(low), float(high)


def _means(series: Values, block: int, generator: np.random.Generator) -> Values:
    """The means of series drawn again in blocks, joined at their ends."""
    length = min(block, len(series))
    pieces = -(-len(series) // length)
    starts = generator.integers(0, len(series), size=(RUNS, pieces, 1))
    index = (starts + np.arange(length)) % len(series)
    drawn: Values = series[index.reshape(RUNS, -1)[:, : len(series)]].mean(axis=1)
    return drawn


def by_cluster(
    values: Sequence[float],
    clusters: Sequence[object],
    later: Sequence[bool],
    *,
    statistic: Callable[[Values], float] = np.mean,
    seed: int = 1,
) -> tuple[float, float]:
    """The 95 % interval of later minus earlier where whole clusters are drawn again, because values repeat in them."""
    generator = np.random.default_rng(seed)
    held = np.asarray(values, dtype=float)
    late = np.asarray(later, dtype=bool)
    names = {name: index for index, name in enumerate(dict.fromkeys(clusters))}
    member = np.asarray([names[name] for name in clusters])
    differences = []
    for _ in range(RUNS):
        weight = np.bincount(generator.integers(0, len(names), len(names)), minlength=len(names))[member]
        if weight[late].sum() and weight[~late].sum():
            differences.append(
                statistic(np.repeat(held[late], weight[late])) - statistic(np.repeat(held[~late], weight[~late]))
            )
    low, high = np.quantile(differences, [(1 - COVERED) / 2, (1 + COVERED) / 2])
    return float(low), float(high)
