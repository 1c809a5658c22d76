"""Which coded account speaks of which annotated event?"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

from corpora.gold import GoldAccount
from khaldun.model import Account
from scoring.agree import names, near_in_time, same_country, same_figure, same_settlement, settled

ONE_KIND = (
    frozenset({"battles", "explosions", "violence_against_civilians"}),
    frozenset({"protests", "riots"}),
    frozenset({"strategic"}),
)
ENOUGH = 1.0  # of date, place, toll and perpetrator together
OPTIONAL = 0.5  # an optional event takes only what a wanted one leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """Pairs of annotated and coded accounts, and what is left over; optional events are in no list."""

    pairs: tuple[tuple[GoldAccount, Account], ...]
    missed: tuple[GoldAccount, ...]
    spurious: tuple[Account, ...]


def align(gold: Sequence[GoldAccount], coded: Sequence[Account]) -> Aligned:
    """One-to-one pairs with the greatest sum of ties.

    Two accounts can be a pair if their families are of one kind (armed violence; crowds; strategic developments) and
    date, place, tolls and perpetrators together tie them more than they part them: see `tie`.
    """
    ties = np.array([[weight(g, a) for a in coded] for g in gold]).reshape(len(gold), len(coded))
    rows, columns = linear_sum_assignment(ties, maximize=True)
    found = {int(r): int(c) for r, c in zip(rows, columns, strict=True) if ties[r, c] > 0}
    wanted = [n for n, each in enumerate(gold) if not each.optional]
    return Aligned(
        pairs=tuple((gold[n], coded[found[n]]) for n in wanted if n in found),
        missed=tuple(gold[n] for n in wanted if n not in found),
        spurious=tuple(each for n, each in enumerate(coded) if n not in found.values()),
    )


def weight(gold: GoldAccount, account: Account) -> float:
    """How much speaks for a pair; 0 where it cannot be one."""
    if not any(account.family in kind and gold.families & kind for kind in ONE_KIND):
        return 0.0
    tied = tie(gold, account)
    if tied < ENOUGH:
        return 0.0
    like = (account.type in gold.types) + 0.5 * (account.family in gold.families) + 0.5 * (gold.main and account.main)
    return (tied + like) * (OPTIONAL if gold.optional else 1.0)


def tie(gold: GoldAccount, account: Account) -> float:
    """The ties of date (2), place (2; country alone 1), figure (2) and perpetrator (1), less what parts the two."""
    return _in_time(gold, account) + _in_space(gold, account) + _by_figure(gold, account) + _by_name(gold, account)


def _in_time(gold: GoldAccount, account: Account) -> float:
    overlap = gold.when.overlaps(account.when)
    if overlap is None:
        return 0.0
    return 2.0 if overlap else (0.0 if near_in_time(gold.when, account.when) else -1.0)


def _in_space(gold: GoldAccount, account: Account) -> float:
    where = account.where
    if where is not None and gold.places and same_settlement(gold.places, where):
        return 2.0
    country = same_country(gold, where)
    if country is None:
        return 0.0
    if not country:
        return -3.0
    return -1.0 if gold.places and settled(where) else 1.0


def _by_figure(gold: GoldAccount, account: Account) -> float:
    return 2.0 if any(same_figure(g, t) for g in gold.tolls for t in account.tolls) else 0.0


def _by_name(gold: GoldAccount, account: Account) -> float:
    wanted = (*gold.perpetrators, *gold.also_perpetrators)
    return 1.0 if any(names(party, wanted) is not None for party in account.parties) else 0.0
