"""Who did it, to whom?"""

from dataclasses import dataclass, field
from typing import Literal, get_args

from khaldun.model.evidence import Evidence
from khaldun.model.fault import KhaldunError

ActorKind = Literal[
    "state_force",
    "government",
    "armed_group",
    "militia",
    "private_military_company",
    "coalition",
    "international_force",
    "unidentified",
    "civilians",
]
Role = Literal["perpetrator", "opponent", "target", "victim", "supporter"]
Stance = Literal["reported", "claimed", "accused", "denied"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """An entry of the actor registry: names by language, and the years in which it existed.

    `start` and `end` are years; null means open. `countries` are the ISO codes of the countries it belongs to or is
    active in, the home country first. `source` says where the entry's facts can be checked.
    """

    id: str
    name: str
    kind: ActorKind
    countries: tuple[str, ...] = ()
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    start: int | None = None
    end: int | None = None
    parents: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    successors: tuple[str, ...] = ()
    source: str = ""

    def existed_in(self, year: int) -> bool:
        """Whether the actor existed at some time of the year."""
        return (self.start is None or self.start <= year) and (self.end is None or year <= self.end)


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMatch:
    """What the registry says of a name: the actor or null, why, and what is doubtful about it."""

    told: str
    actor: Actor | None
    why: str
    doubt: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor's role in an account. `actor` is null where the registry does not know who is meant.

    A dataset gives its own id for the party (`source_id`, as "ucdp:6716") and the group of persons that it belongs to.
    """

    role: Role
    told: str
    actor: str | None = None
    stance: Stance = "reported"
    evidence: tuple[Evidence, ...] = ()
    source_id: str | None = None
    group: str | None = None

    def __post_init__(self) -> None:
        if self.role not in get_args(Role):
            raise KhaldunError(f"no role {self.role!r}; there are: {', '.join(get_args(Role))}")
        if self.stance not in get_args(Stance):
            raise KhaldunError(f"no stance {self.stance!r}; there are: {', '.join(get_args(Stance))}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who is said to be answerable, and whether they claimed it, are accused of it or deny it."""

    told: str
    stance: Stance
    actor: str | None = None
    said_by: str | None = None
    evidence: tuple[Evidence, ...] = ()
