"""What do the counts come to, and how sure is that?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scoring.slots import Counts

SAMPLES = 1000
SEED = 20241012
MIDDLE = (2.5, 97.5)

Row = Mapping[str, Counts]  # the counts of one text by measure


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Precision, recall and F1 of a measure in 0..1, null where undefined, with the interval of F1."""

    counts: Counts
    precision: float | None
    recall: float | None
    f1: float | None
    low: float | None
    high: float | None


def figure(rows: Sequence[Row], measure: str) -> Figure:
    """The figure of one measure; the interval holds the middle 95 of 100 bootstrap samples of texts."""
    table = np.array([row.get(measure, Counts()) for row in rows], dtype=float).reshape(len(rows), 3)
    total = Counts(*map(int, table.sum(axis=0)))
    low, high = _interval(table)
    return Figure(
        counts=total,
        precision=_share(total.right, total.wrong),
        recall=_share(total.right, total.lost),
        f1=_share(2 * total.right, total.wrong + total.lost),
        low=low,
        high=high,
    )


def _share(right: int, rest: int) -> float | None:
    return right / (right + rest) if right + rest else None


def _interval(table: np.ndarray) -> tuple[float | None, float | None]:
    if not len(table) or not table.sum():
        return None, None
    drawn = np.random.default_rng(SEED).multinomial(len(table), [1 / len(table)] * len(table), size=SAMPLES)
    right, wrong, lost = (drawn @ table).T
    held = 2 * right + wrong + lost
    low, high = np.percentile(2 * right[held > 0] / held[held > 0], MIDDLE)
    return float(low), float(high)


def summed(measures: Sequence[tuple[str, Counts]]) -> dict[str, Counts]:
    """The counts by measure."""
    found: dict[str, Counts] = {}
    for name, counts in measures:
        found[name] = found.get(name, Counts()).plus(counts)
    return found
