"""What does a coder make of annotated texts?"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from corpora.gold import Annotated
from khaldun.coding.coded import Coded
from khaldun.model import Party, Registry, Report
from scoring.actors import with_actors
from scoring.figures import summed
from scoring.slots import Counts, GroupOf, Scored
from scoring.texts import scored

Coder = Callable[[Report], Coded]
Filter = Callable[[Annotated, Coded, GroupOf], Coded]

GROUPS = {
    "state_force": "state_forces",
    "government": "state_forces",
    "international_force": "state_forces",
    "armed_group": "non_state_forces",
    "militia": "non_state_forces",
    "private_military_company": "non_state_forces",
    "civilians": "civilians",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One text, what came out of it, and how that was scored."""

    text: Annotated
    coded: Coded
    found: tuple[Scored, ...]

    @property
    def row(self) -> dict[str, Counts]:
        """The counts by measure."""
        return summed([(each.measure, each.counts) for each in self.found])


def run(texts: Sequence[Annotated], coder: Coder, *, registry: Registry, keep: Filter | None = None) -> list[Result]:
    """Each text coded and scored, in order; `keep` leaves out what the corpus itself would not call an event."""
    results = []
    for text in (with_actors(each, registry) for each in texts):
        coded = coder(text.report)
        groups = group_of(registry, text.report.language or "en")
        coded = keep(text, coded, groups) if keep else coded
        results.append(Result(text=text, coded=coded, found=tuple(scored(text, coded, groups))))
    return results


def group_of(registry: Registry, language: str) -> GroupOf:
    """The group of persons that a party belongs to: by its actor's kind, else by the words as told."""

    def group(party: Party) -> str | None:
        if party.actor is not None:
            return GROUPS.get(registry.actor(party.actor).kind)
        return registry.group(party.told, language=language)

    return group
