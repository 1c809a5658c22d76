"""What does a sentence say about many events at once, or about what has never been before?"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from khaldun.model.evidence import Evidence
from khaldun.model.fault import KhaldunError
from khaldun.model.toll import Hedge, check_interval

StatementKind = Literal["aggregate", "comparison", "record", "first_since", "rank", "share", "responsibility", "denial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A stretch of days that a statement covers; an end that the words leave open is null."""

    start: date | None = None
    end: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A distance in kilometres from lines or places: `of` holds their names as told, `countries` their codes."""

    distance_km: float
    of: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    hedge: Hedge = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A sentence with a figure about many events, or a record, rank, first-since, claim or denial; not an event.

    `measure` says what is counted: killed, injured, abducted, incidents, or the index named. `low` and `high` are
    null where the sentence holds no number; `high` alone is null where the figure is open. `than` is the id of the
    statement that a comparison sets this one against; `account` that of the account a claim or record speaks of.
    `best` is the number between the two that was said ("some 7,000") or that a dataset calls its best; `violence` is
    UCDP's term where only one kind is counted.
    `change` is by how many percent what is counted rose, below zero where it fell: "doubled" is 100.
    """

    id: str
    kind: StatementKind
    measure: str | None = None
    hedge: Hedge = "exact"
    low: int | None = None
    high: int | None = None
    who: tuple[str, ...] = ()
    perpetrators: tuple[str, ...] = ()
    place: str | None = None
    countries: tuple[str, ...] = ()
    period: Period | None = None
    near: Near | None = None
    said_by: str | None = None
    than: str | None = None
    account: str | None = None
    evidence: tuple[Evidence, ...] = ()
    best: int | None = None
    violence: str | None = None
    change: int | None = None

    def __post_init__(self) -> None:
        if self.kind not in get_args(StatementKind):
            raise KhaldunError(f"no statement {self.kind!r}; there are: {', '.join(get_args(StatementKind))}")
        if self.low is not None:
            check_interval(self.low, self.best, self.high)
