"""What does an annotator say that a text says?"""

from dataclasses import dataclass

from khaldun.model import UNKNOWN_WHEN, Report, When

Alternatives = tuple[str, ...]  # any one of them is right


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPlace:
    """A settlement by name; without a position only the name can be compared."""

    name: str
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldToll:
    """One figure: `low`, `best` and `high` as in `khaldun.model.Toll`; `who` holds the groups that are right.

    An `optional` figure may be found and need not be. `bounded` is false where the corpus does not say whether the text
    left the figure open.
    """

    outcome: str
    who: Alternatives
    low: int
    best: int | None = None
    high: int | None = None
    optional: bool = False
    bounded: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldResponsibility:
    """Who claimed, is accused or denies: `actor` holds actor ids or words of the text, any one of which is right.

    An `optional` one may be found and need not be.
    """

    stance: str
    actor: Alternatives
    optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAccount:
    """One event that a text tells. Each tuple of alternatives is right if any one of them is found.

    `also_perpetrators` and `also_targets` may be found and need not be. An `optional` account is neither asked for nor
    counted as spurious. `place_optional` says that the settlement need not be found. A `when` without a basis is held
    against overlap only.
    """

    types: Alternatives
    when: When = UNKNOWN_WHEN
    countries: Alternatives = ()
    region: str | None = None
    places: tuple[GoldPlace, ...] = ()
    place_optional: bool = False
    perpetrators: tuple[Alternatives, ...] = ()
    also_perpetrators: tuple[Alternatives, ...] = ()
    targets: tuple[str, ...] = ()
    also_targets: tuple[str, ...] = ()
    tolls: tuple[GoldToll, ...] = ()
    responsibility: tuple[GoldResponsibility, ...] = ()
    main: bool = False
    optional: bool = False

    @property
    def families(self) -> frozenset[str]:
        """The families of the types that are right."""
        return frozenset(each.split(".")[0] for each in self.types)


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldStatement:
    """One sentence with a figure about many events, a record, a rank or a first-since."""

    kind: str
    measure: str | None = None
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """A text with all that it says. `silent` names the measures on which its corpus has no opinion."""

    report: Report
    kind: str
    split: str
    accounts: tuple[GoldAccount, ...] = ()
    statements: tuple[GoldStatement, ...] = ()
    silent: frozenset[str] = frozenset()

    @property
    def relevant(self) -> bool | None:
        """Whether there is anything to code; null where all of it is optional."""
        if any(not account.optional for account in self.accounts):
            return True
        return None if self.accounts else False
