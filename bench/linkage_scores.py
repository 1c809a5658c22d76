"""How well do groups of accounts match the truth?"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from khaldun.model import Account
from khaldun.reconcile import figures

Group = tuple[int, ...]
Counted = tuple[int, int, int]  # pairs right, pairs given, pairs true


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Pair and B-cubed precision, recall and F; events fused and events cut per true event; deaths in error."""

    pair: tuple[float, float, float]
    b_cubed: tuple[float, float, float]
    fused: float
    cut: float
    deaths: float


def scores(groups: Sequence[Group], truth: np.ndarray, deaths: float) -> Scores:
    """The scores of groups of rows against the incident of each row; `deaths` is handed through."""
    home = np.empty(len(truth), dtype=np.int64)
    for number, group in enumerate(groups):
        home[list(group)] = number
    together = Counter(zip(home.tolist(), truth.tolist(), strict=True))
    size, true = Counter(home.tolist()), Counter(truth.tolist())
    right, given, wanted = (_pairs(counter.values()) for counter in (together, size, true))
    precision = sum(n * n / size[key[0]] for key, n in together.items()) / len(truth)
    recall = sum(n * n / true[key[1]] for key, n in together.items()) / len(truth)
    kinds, pieces = Counter(key[0] for key in together), Counter(key[1] for key in together)
    return Scores(
        pair=_f(right / max(1, given), right / max(1, wanted)),
        b_cubed=_f(precision, recall),
        fused=sum(n - 1 for n in kinds.values()) / len(true),
        cut=sum(n - 1 for n in pieces.values()) / len(true),
        deaths=deaths,
    )


def deaths_in_error(groups: Iterable[Group], accounts: Sequence[Account], true: int) -> float:
    """How far the deaths of all events, added up, lie from the truth: 0.1 is ten per cent too many."""
    told = 0
    for group in groups:
        made, _ = figures([accounts[row] for row in group])
        best = next((f.best for f in made if (f.outcome, f.who) == ("killed", "all")), None)
        told += best or 0
    return told / true - 1


def calibration(probability: np.ndarray, right: np.ndarray) -> list[tuple[float, float, int]]:
    """Mean probability, share of matches and number of pairs in bands of probability."""
    edges = np.array([0, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95, 1.0 + 1e-9])
    bands = [(probability >= low) & (probability < high) for low, high in pairwise(edges)]
    return [(float(probability[b].mean()), float(right[b].mean()), int(b.sum())) for b in bands if b.any()]


def _pairs(sizes: Iterable[int]) -> int:
    return sum(n * (n - 1) // 2 for n in sizes)


def _f(precision: float, recall: float) -> tuple[float, float, float]:
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)
