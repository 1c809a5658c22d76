"""What does one report, or one row of a dataset, say happened?"""

from dataclasses import dataclass

from khaldun.model.actor import Party, Responsibility
from khaldun.model.evidence import Evidence
from khaldun.model.fault import KhaldunError
from khaldun.model.toll import Toll
from khaldun.model.when import UNKNOWN_WHEN, When
from khaldun.model.where import Where


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one report or one row says happened; not the truth.

    `type` is `family.kind` of the codebook. `record` is the id of the report or row it came from, unique within
    `source`. `main` marks what a report is about. `score` in 0..1 is the coder's own confidence. `coder` names rule
    set and version, the model, or the person. `where` is null where no place is told.
    """

    id: str
    source: str
    record: str
    type: str
    when: When = UNKNOWN_WHEN
    where: Where | None = None
    parties: tuple[Party, ...] = ()
    tolls: tuple[Toll, ...] = ()
    responsibility: tuple[Responsibility, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    main: bool = False
    score: float = 1.0
    coder: str = ""

    def __post_init__(self) -> None:
        if self.type.count(".") != 1:
            raise KhaldunError(f"a type is family.kind, not {self.type!r}")
        if not 0 <= self.score <= 1:
            raise KhaldunError(f"a score lies in 0..1, not {self.score}")

    @property
    def family(self) -> str:
        """The part of the type before the dot."""
        return self.type.split(".")[0]
