"""Which state does a name stand for: "Rwanda denied", "Islamabad rejected"?"""

from dataclasses import dataclass

from khaldun.coding.sentences.phrase import Phrase
from khaldun.model import Gazetteer, Name, whose_capital

ORGAN = "government"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateNamed:
    """The words that name a state, and its code."""

    start: int
    end: int
    country: str


def state_named(spoken: Phrase, gazetteer: Gazetteer) -> StateNamed | None:
    """The state whose name, or whose capital's, a phrase is."""
    head = spoken.sentence.starts[spoken.head.i]
    name = next((name for name in spoken.sentence.names if name.start <= head < name.end), None)
    if name is not None:
        country = _country(name, gazetteer)
        return StateNamed(start=name.start, end=name.end, country=country) if country else None
    end = spoken.sentence.ends[spoken.head.i]
    country = state_told(spoken.sentence.told(head, end), gazetteer) if spoken.head.pos_ == "PROPN" else None
    return StateNamed(start=head, end=end, country=country) if country else None


def state_told(told: str, gazetteer: Gazetteer) -> str | None:
    """The state whose name, or whose capital's, the words are."""
    place = None if gazetteer.country(told) else gazetteer.resolve(told)
    capital = gazetteer.capital(place.country) if place and place.country else None
    return gazetteer.country(told) or (place.country if place and capital and capital.id == place.id else None)


def government(named: StateNamed, gazetteer: Gazetteer) -> str:
    """The words by which the registry knows the government of a state."""
    return f"{gazetteer.country_name(named.country)} {ORGAN}"


def _country(name: Name, gazetteer: Gazetteer) -> str | None:
    if name.kind == "country":
        return name.ids[0]
    return whose_capital(name, gazetteer) if name.kind == "place" else None
