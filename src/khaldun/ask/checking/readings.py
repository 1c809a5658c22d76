"""Under which definitions is a statement's question counted?"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Any

from khaldun.ask.checking.verdicts import Tested
from khaldun.ask.definitions import Choice, Reading, definitions
from khaldun.ask.measured import ids_of, measured
from khaldun.ask.selection import Selection, narrowed
from khaldun.ask.tables import Tables, fetched
from khaldun.model import Near, Statement

VAGUE_DISTANCE = (1.0, 5 / 6, 7 / 6)  # 30 miles told as "about": 25 and 35 too
SIDE, EVERY_GOVERNMENT = "participation", "perpetrator"


def counted(statement: Statement, selection: Selection, tables: Tables) -> list[Tested]:
    """The figure of every definition that a statement of this sort can mean, the default first."""
    readings = readings_for(statement, selection, of_a_state=_of_a_state(selection, tables))
    count = "deaths" if statement.measure == "killed" else "events"
    found = measured(tables, readings, count=count)
    return [
        Tested(
            definition=reading.name,
            choices={choice.definition: choice.id for choice in reading.choices},
            best=one.figure.best,
            low=one.figure.low,
            high=one.figure.high,
            rows=ids_of(tables, reading.selection),
            sound=one.sound,
            because=one.because,
        )
        for reading, one in zip(readings, found, strict=True)
    ]


def readings_for(statement: Statement, selection: Selection, *, of_a_state: bool) -> list[Reading]:
    """Every combination of the definitions that bear on the statement; `of_a_state` is who acts by its actors."""
    axes: list[Sequence[Choice]] = []
    if statement.measure == "killed" and "civilians" in statement.who:
        axes.append(_victims(selection))
    if of_a_state:
        axes.append([definitions()[EVERY_GOVERNMENT].choice(name) for name in ("named_force", "any_government")])
    if statement.near:
        axes.append(_distances(statement.near))
    return [_reading(selection, combination) for combination in product(*axes)]


def _of_a_state(selection: Selection, tables: Tables) -> bool:
    """Whether an actor asked about is a state's force in some row."""
    if not selection.actors:
        return False
    parties = tables["event_parties"]
    asked = parties.actor.isin(selection.actors) | parties.actor_source_id.isin(selection.actors)
    return bool(fetched(parties.filter(asked & (parties.grp == "state_forces")).limit(1)))


def _victims(selection: Selection) -> list[Choice]:
    """Civilians killed: on purpose by one side, or in any event in which those named were a side."""
    one_sided = definitions()[SIDE].choice("one_sided")
    any_side = definitions()[SIDE].choice("any_side")
    role = one_sided.sets if selection.actors or selection.groups else {"violence": ["one-sided"]}
    return [
        _settled(one_sided, {**role, "who": "all"}),
        _settled(any_side, {**any_side.sets, "who": "civilians"}),
    ]


def _distances(near: Near) -> list[Choice]:
    factors = VAGUE_DISTANCE if near.hedge != "exact" else VAGUE_DISTANCE[:1]
    return [_distance(near.distance_km * factor) for factor in factors]


def _distance(kilometres: float) -> Choice:
    return Choice(
        definition="distance",
        version=1,
        id=f"{kilometres:.0f} km",
        text=f"Within {kilometres:.1f} km of the border line.",
        source="The sentence itself; told as about, so a sixth more and a sixth less are tried too.",
        sets={"distance_km": kilometres},
    )


def _settled(choice: Choice, sets: Mapping[str, Any]) -> Choice:
    return Choice(
        definition=choice.definition,
        version=choice.version,
        id=choice.id,
        text=choice.text,
        source=choice.source,
        sets=sets,
    )


def _reading(selection: Selection, combination: Sequence[Choice]) -> Reading:
    for choice in combination:
        selection = narrowed(selection, choice.sets)
    return Reading(choices=tuple(combination), selection=selection, unsound=None)
