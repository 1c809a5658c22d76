"""How likely is a pair once the other partners that each of the two might have are weighed against it?

One partner at most, and perhaps none, is the constraint of one-to-one linkage (Jaro 1989; Sadinle 2017).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[Any]]


def probabilities(left: Numbers, right: Numbers, bits: Numbers, *, source: Numbers, single: Numbers) -> Numbers:
    """The probability of each pair, its rivals counted.

    An account has at most one partner in a source that promises one row an event: there p = odds / (1 + the odds of
    all its candidates in that source), 1 standing for "no partner". Elsewhere p = odds / (1 + odds). The two directions
    give their geometric mean. `source` numbers each account's source; `single` says which are of such a source.
    """
    odds = np.exp2(np.clip(bits, -60.0, 60.0))
    forth = _directed(left, odds, group=source[right], single=single[right])
    back = _directed(right, odds, group=source[left], single=single[left])
    return np.asarray(np.sqrt(forth * back))


def _directed(account: Numbers, odds: Numbers, *, group: Numbers, single: Numbers) -> Numbers:
    """The probability of each pair seen from one account, among its candidates in the other's source."""
    if not len(odds):
        return odds
    key = account.astype(np.int64) * (int(group.max()) + 1) + group
    _, place = np.unique(key, return_inverse=True)
    total = np.bincount(place, weights=odds)[place]
    return np.asarray(odds / (1 + np.where(single, np.maximum(total, odds), odds)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """The candidates of every account, the strongest first; those of account i start at `first[i]`."""

    other: Numbers
    bits: Numbers
    first: Numbers
    source: Numbers
    single: Numbers

    @staticmethod
    def among(left: Numbers, right: Numbers, bits: Numbers, *, source: Numbers, single: Numbers) -> "Rivals":
        """The rivals among these pairs; `source` and `single` are of accounts, as for probabilities."""
        account, other = np.append(left, right), np.append(right, left)
        both = np.append(bits, bits)
        order = np.lexsort((other, -both, account))
        first = np.searchsorted(account[order], np.arange(len(source) + 1))
        return Rivals(other=other[order], bits=both[order], first=first, source=source, single=single)

    def against(self, account: int, partner: int) -> list[tuple[int, float]]:
        """The other candidates of an account in its partner's source, if that source promises one row an event."""
        if not self.single[partner]:
            return []
        here = slice(self.first[account], self.first[account + 1])
        both = zip(self.other[here].tolist(), self.bits[here].tolist(), strict=True)
        return [
            (other, bits) for other, bits in both if other != partner and self.source[other] == self.source[partner]
        ]


def logit(probability: Numbers) -> Numbers:
    """A probability as bits: log2 of its odds."""
    inside = np.clip(probability, 1e-9, 1 - 1e-9)
    return np.asarray(np.log2(inside / (1 - inside)))
