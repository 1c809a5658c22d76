"""Who holds two accounts for the same event, and why?"""

from dataclasses import dataclass
from typing import Literal, get_args

from khaldun.model.fault import KhaldunError

Relation = Literal["same", "part_of", "aggregates", "revision_of", "copy_of", "different", "unsure"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One judgement on two accounts, by a method or a person.

    `left` and `right` are account ids, so a judgement outlives re-runs. `by` names the method and its version, or
    the person. `because` gives the reasons in words. `withdraws` is the id of an earlier judgement that this one
    takes back; nothing is deleted. `made` is an ISO time given by the caller, empty where a method made it.
    """

    id: str
    left: str
    right: str
    relation: Relation
    by: str
    because: tuple[str, ...] = ()
    score: float = 1.0
    made: str = ""
    withdraws: str | None = None

    def __post_init__(self) -> None:
        if self.relation not in get_args(Relation):
            raise KhaldunError(f"no relation {self.relation!r}; there are: {', '.join(get_args(Relation))}")
        if self.left == self.right:
            raise KhaldunError(f"account {self.left} cannot be judged against itself")
