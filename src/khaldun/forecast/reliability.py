"""When a model says one in five, does it happen once in five times?"""

from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khaldun.forecast.scores import Figures

EDGES: Final = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
NORMAL: Final = 1.959964
"""The .975 quantile of a normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Cells with much the same chance: what was said on average, how often it happened, and Wilson's 95 % interval.

    The interval takes cells for independent; months of one country are not, so it is rather too narrow.
    """

    cells: int
    said: float
    happened: float
    low: float
    high: float


def reliability(chance: Figures, happened: NDArray[np.bool_]) -> tuple[Bin, ...]:
    """The cells in tenths of the chance that was given to them; empty tenths are left out."""
    place = np.clip(np.digitize(chance, EDGES) - 1, 0, len(EDGES) - 2)
    return tuple(_bin(chance[place == n], happened[place == n]) for n in range(len(EDGES) - 1) if (place == n).any())


def _bin(chance: Figures, happened: NDArray[np.bool_]) -> Bin:
    cells, share = len(chance), float(happened.mean())
    low, high = wilson(share, cells)
    return Bin(cells=cells, said=float(chance.mean()), happened=share, low=low, high=high)


def wilson(share: float, cells: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    scale = 1 + NORMAL**2 / cells
    middle = (share + NORMAL**2 / (2 * cells)) / scale
    half = NORMAL * sqrt(share * (1 - share) / cells + NORMAL**2 / (4 * cells**2)) / scale
    return max(middle - half, 0.0), min(middle + half, 1.0)
