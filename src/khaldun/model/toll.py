"""How many, of whom, according to whom?"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from khaldun.model.evidence import Evidence
from khaldun.model.fault import KhaldunError

Outcome = Literal["killed", "injured", "abducted", "missing"]
Who = Literal["all", "civilians", "state_forces", "non_state_forces", "attackers", "other"]
Hedge = Literal["exact", "at_least", "at_most", "fewer_than", "about", "vague"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """One figure as somebody gave it: an interval of persons that the words allow.

    `high` is null where the figure is open ("at least 77"). `best` is null where the words give no number of their
    own ("dozens"). `includes` and `excludes` name those counted inside and outside; silent means not stated.
    `said_by` is null where the report itself says it. `as_of` is the day on which the figure held.
    """

    outcome: Outcome
    who: Who = "all"
    low: int
    high: int | None = None
    best: int | None = None
    hedge: Hedge = "exact"
    includes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    said_by: str | None = None
    as_of: date | None = None
    told: str | None = None
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        if self.outcome not in get_args(Outcome):
            raise KhaldunError(f"no outcome {self.outcome!r}; there are: {', '.join(get_args(Outcome))}")
        if self.who not in get_args(Who):
            raise KhaldunError(f"nobody is called {self.who!r}; there are: {', '.join(get_args(Who))}")
        check_interval(self.low, self.best, self.high)


def check_interval(low: int, best: int | None, high: int | None) -> None:
    """Raises KhaldunError unless 0 <= low <= best <= high; null is open or not given."""
    known = [value for value in (0, low, best, high) if value is not None]
    if known != sorted(known):
        raise KhaldunError(f"low <= best <= high does not hold of {low}, {best}, {high}")
