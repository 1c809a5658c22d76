"""Which pairs should a person look at first?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khaldun.model import Account, Judgement
from khaldun.reconcile.people import METHODS, in_force
from khaldun.reconcile.tables import weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A pair that the method is not sure of, with the deaths at stake: the greatest figure of either account."""

    judgement: Judgement
    deaths: int

    @property
    def weight(self) -> float:
        """Uncertainty (1 at a probability of a half, 0 at none and at one) times deaths and one."""
        score = self.judgement.score
        return 4 * score * (1 - score) * (self.deaths + 1)


def queue(judgements: Iterable[Judgement], accounts: Mapping[str, Account]) -> list[Doubt]:
    """The pairs between two bounds of probability that nobody has judged, those that matter most first."""
    scale = weights("accept")
    every = list(judgements)
    settled = {frozenset((each.left, each.right)) for each in in_force(every)}
    doubts = [
        Doubt(judgement=each, deaths=max(_deaths(accounts[each.left]), _deaths(accounts[each.right])))
        for each in every
        if each.by.startswith(METHODS)
        and scale["unsure_low"] <= each.score <= scale["unsure_high"]
        and frozenset((each.left, each.right)) not in settled
        and {each.left, each.right} <= accounts.keys()
    ]
    return sorted(doubts, key=lambda doubt: (-doubt.weight, doubt.judgement.left, doubt.judgement.right))


def _deaths(account: Account) -> int:
    return max((toll.high or toll.low for toll in account.tolls if toll.outcome == "killed"), default=0)
