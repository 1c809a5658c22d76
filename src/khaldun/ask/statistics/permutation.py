"""Is this window above the one before, or do months that vary by themselves give as much?

A Poisson test takes events for independent; they come in bursts, and it then calls a fifth of unchanged series changed.
Here the months themselves are put in other orders, in blocks that keep neighbours together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb, sqrt

import numpy as np
from numpy.typing import NDArray

LONGEST_BLOCK = 3  # months
MOST_ORDERS = 200_000  # above this, orders are drawn
DRAWS = 20_000
SIGNIFICANT = 1.645  # one-sided 5 % of a normal: above it, a lag-1 autocorrelation is no accident
LEVEL = 0.05
SLACK = 1e-9  # sums of floats that ought to be equal

Months = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Permuted:
    """A one-sided test of "more than before": the share of orders with at least as much in the later window.

    `block` is the length of the blocks in months, null where the whole series is rotated. `orders` counts the orders
    looked at; `drawn` says that they are a sample. `lag1` is the autocorrelation of neighbouring months.
    """

    p: float
    method: str
    block: int | None
    orders: int
    drawn: bool
    lag1: float


def more_than_before(
    before: Sequence[float], now: Sequence[float], *, block: int | None = None, seed: int = 1
) -> Permuted:
    """The share of orders of the months that put at least as much into the later window as there is.

    Without `block` the data choose. If neighbouring months are no more alike than chance would make them, blocks of
    three months are put in every order, exactly. If they are, no short block keeps them together: then the window is
    held against every other window of its length, the series joined at its ends.
    """
    series = np.asarray([*before, *now], dtype=float)
    lag1 = autocorrelation(series)
    if block is None and lag1 > SIGNIFICANT / sqrt(len(series)):
        return _rotated(series, len(now), lag1=lag1)
    length = block or fitting_block(len(before), len(now))
    return _in_blocks(series, len(now), block=length, lag1=lag1, seed=seed)


def autocorrelation(series: Months) -> float:
    """The correlation of each month with the next; 0 for a series that never varies."""
    centred = series - series.mean()
    total = float((centred**2).sum())
    return float((centred[1:] * centred[:-1]).sum()) / total if total > 0 else 0.0


def fitting_block(before: int, now: int) -> int:
    """The longest block of at most three months that fills both windows without a rest."""
    return max(length for length in range(1, LONGEST_BLOCK + 1) if before % length == 0 and now % length == 0)


def can_reject(before: int, now: int) -> bool:
    """Whether windows of these lengths allow any order to be as rare as one in twenty, rotated or in blocks."""
    block = fitting_block(before, now)
    return 1 / (before + now) <= LEVEL and 1 / comb((before + now) // block, now // block) <= LEVEL


def _in_blocks(series: Months, now: int, *, block: int, lag1: float, seed: int) -> Permuted:
    sums = series.reshape(-1, block).sum(axis=1)
    taken = now // block
    orders = comb(len(sums), taken)
    observed = sums[-taken:].sum() - SLACK
    if orders <= MOST_ORDERS:
        chosen = np.fromiter((i for c in combinations(range(len(sums)), taken) for i in c), dtype=np.intp)
        p = float((sums[chosen.reshape(-1, taken)].sum(axis=1) >= observed).mean())
    else:
        p = _drawn(sums, taken, observed=observed, seed=seed)
    return Permuted(
        p=p,
        method=f"blocks of {block} months in every order"
        if orders <= MOST_ORDERS
        else f"blocks of {block} months, drawn",
        block=block,
        orders=min(orders, DRAWS) if orders > MOST_ORDERS else orders,
        drawn=orders > MOST_ORDERS,
        lag1=lag1,
    )


def _drawn(sums: Months, taken: int, *, observed: float, seed: int) -> float:
    generator = np.random.default_rng(seed)
    orders = generator.permuted(np.tile(sums, (DRAWS, 1)), axis=1)[:, :taken].sum(axis=1)
    return float((1 + (orders >= observed).sum()) / (1 + DRAWS))


def _rotated(series: Months, now: int, *, lag1: float) -> Permuted:
    joined = np.concatenate([series, series[: now - 1]])
    windows = np.convolve(joined, np.ones(now), "valid")
    p = float((windows >= series[-now:].sum() - SLACK).mean())
    return Permuted(
        p=p, method=f"every window of {now} months", block=None, orders=len(windows), drawn=False, lag1=lag1
    )
