"""In which form does a language model have to answer? Quotes with the numbers of their sentences, and nothing else."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from khaldun.coding.codebook import types
from khaldun.model import Outcome, Role, Stance

MOST = 40  # events, parties or tolls that are read


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Quoted(_Strict):
    """Words of the report, letter for letter, and the number of the sentence that they stand in."""

    quote: str
    sentence: int


class PartyAnswer(Quoted):
    """The words for somebody, and the role."""

    role: Role
    stance: Stance


class TollAnswer(Quoted):
    """The words for a figure, and what it counts."""

    outcome: Outcome
    who: Literal["all", "civilians", "state_forces", "non_state_forces", "attackers", "other"]


class EventAnswer(_Strict):
    """One event: its words, and those that say when, where, who and how many; null or empty where none do."""

    type: str
    words: Quoted
    when: Quoted | None
    where: Quoted | None
    parties: Annotated[tuple[PartyAnswer, ...], Field(max_length=MOST)]
    tolls: Annotated[tuple[TollAnswer, ...], Field(max_length=MOST)]


class Answer(_Strict):
    """All events of a report."""

    events: Annotated[tuple[EventAnswer, ...], Field(max_length=MOST)]


def schema() -> dict[str, Any]:
    """The JSON schema of an answer, with the types of the codebook; every key is required, none else is allowed."""
    found = Answer.model_json_schema()
    found["$defs"]["EventAnswer"]["properties"]["type"]["enum"] = sorted(types())
    return found


def read_answer(told: str) -> Answer | str:
    """The answer, or in words why what came is none."""
    try:
        return Answer.model_validate_json(told)
    except ValidationError as fault:
        first = fault.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the answer"
        return f"{where}: {first['msg']}"
