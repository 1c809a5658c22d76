"""What happened, as far as the accounts let us say?"""

from dataclasses import dataclass

from khaldun.model.actor import Party, Responsibility
from khaldun.model.fault import KhaldunError
from khaldun.model.toll import Outcome, Who, check_interval
from khaldun.model.when import When
from khaldun.model.where import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One outcome of an event for one group of persons: an interval derived from tolls by a named rule.

    `high` is null where every figure is open above. `derived` is true where no source gave this figure itself.
    `because` explains each step in a sentence; `accounts` are those whose tolls it rests on.
    """

    outcome: Outcome
    who: Who | str
    low: int
    best: int | None
    high: int | None
    rule: str
    because: tuple[str, ...]
    accounts: tuple[str, ...]
    flags: tuple[str, ...] = ()
    derived: bool = False

    def __post_init__(self) -> None:
        check_interval(self.low, self.best, self.high)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened: derived from accounts and judgements, never edited by hand.

    `part_of` is the id of a longer event that holds this one, null where none does: a total counts one of the two.
    """

    id: str
    type: str
    accounts: tuple[str, ...]
    when: When
    where: Where | None
    parties: tuple[Party, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    figures: tuple[Figure, ...] = ()
    title: str = ""
    part_of: str | None = None

    def __post_init__(self) -> None:
        if not self.accounts:
            raise KhaldunError(f"event {self.id} rests on no account")
