"""How often would the past alone give as many events in the newest weeks?

The weeks are cut into blocks of two, which keep a burst together. Under "nothing has changed" every choice of blocks is
as likely to be the newest, so the share of choices with at least as many events is exact: all of them are counted, none
is drawn. Counts are small and tie; ties count half (the mid p-value), because counting them whole would make the test
sound far less often than it says.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
from typing import Final

import numpy as np
from numpy.typing import NDArray

BLOCK: Final = 2
"""Weeks that stay together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unusual:
    """The newest weeks against the others: `p`, what is expected, and what the test stands on.

    `least` is the smallest p that a series of this length can give; where it is above the rate asked for, silence says
    nothing. `lag1` is the correlation of neighbouring blocks; where it is high the test is too eager.
    """

    p: float
    observed: int
    expected: float
    blocks: int
    least: float
    lag1: float


def unusual(weekly: Sequence[int], *, newest: int) -> Unusual:
    """The test of the newest weeks of a series, oldest week first; whole blocks are counted from the newest back."""
    blocks = _blocks(weekly)
    taken = newest // BLOCK
    observed = int(blocks[-taken:].sum())
    before = blocks[:-taken]
    return Unusual(
        p=_mid_p(blocks, taken=taken) if observed else 1.0,
        observed=observed,
        expected=float(before.mean() * taken) if before.size else 0.0,
        blocks=len(blocks),
        least=0.5 / comb(len(blocks), taken) if len(blocks) >= taken else 1.0,
        lag1=_lag1(blocks),
    )


def _blocks(weekly: Sequence[int]) -> NDArray[np.int64]:
    whole = len(weekly) // BLOCK * BLOCK
    kept = np.asarray(weekly[len(weekly) - whole :], dtype=np.int64)
    return np.asarray(kept.reshape(-1, BLOCK).sum(axis=1))


def _mid_p(blocks: NDArray[np.int64], *, taken: int) -> float:
    observed = int(blocks[-taken:].sum())
    ways = _ways(blocks, taken=taken)
    return float((ways[observed + 1 :].sum() + ways[observed] / 2) / comb(len(blocks), taken))


def _ways(blocks: NDArray[np.int64], *, taken: int) -> NDArray[np.float64]:
    """How many choices of so many blocks have each sum."""
    most = int(np.sort(blocks)[-taken:].sum())
    ways = np.zeros((taken + 1, most + 1))
    ways[0, 0] = 1
    for events in blocks.tolist():
        for chosen in range(taken, 0, -1):
            ways[chosen, events:] += ways[chosen - 1, : most + 1 - events]
    return np.asarray(ways[taken])


def _lag1(blocks: NDArray[np.int64]) -> float:
    centred = blocks - blocks.mean()
    total = float((centred**2).sum())
    return float((centred[1:] * centred[:-1]).sum()) / total if total else 0.0
