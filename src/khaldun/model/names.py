"""What does a coder need to ask about names? The gazetteer and the registry are handed to it in this form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, Protocol

from khaldun.model.actor import Actor, ActorMatch
from khaldun.model.toll import Who
from khaldun.model.where import Place

NameKind = Literal["actor", "place", "site", "country", "region", "demonym"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A known name in a text: `text[start:end] == told`. `ids` are actor ids, place ids or country codes.

    A demonym ("Malian", "nigérien") carries the country's code. More than one id means that the name is shared.
    """

    start: int
    end: int
    told: str
    kind: NameKind
    ids: tuple[str, ...]


class Gazetteer(Protocol):
    """Names to places."""

    def names(self, text: str, *, language: str = "en") -> Sequence[Name]:
        """The places, sites, countries, regions and demonyms in the text, left to right, longest first, disjoint."""

    def resolve(self, told: str, *, countries: Sequence[str] = (), near: Place | None = None) -> Place | None:
        """The place meant by a name: those in `countries` first, the earlier the likelier, then near `near`."""

    def place(self, id: str) -> Place:  # noqa: A002
        """The place with that id."""

    def capital(self, country: str) -> Place | None:
        """The capital of the country with that code."""

    def country(self, told: str) -> str | None:
        """The code of the country with that name or demonym, in any language held."""

    def country_name(self, country: str) -> str:
        """The English name of the country with that code."""


def whose_capital(name: Name, gazetteer: Gazetteer) -> str | None:
    """The country whose capital one of the places of a name is, the likelier place first; null where none is one."""
    homes = (gazetteer.place(id_).country for id_ in name.ids)
    return next((code for code in homes if (capital := gazetteer.capital(code)) and capital.id in name.ids), None)


class Registry(Protocol):
    """Names to actors."""

    def names(self, text: str, *, language: str = "en") -> Sequence[Name]:
        """The names of known actors in the text, left to right, longest first, disjoint."""

    def resolve(
        self, told: str, *, on: date | None = None, countries: Sequence[str] = (), language: str = "en"
    ) -> ActorMatch:
        """The actor meant by a name or by role and country ("Malian troops", "the junta"), with the reason."""

    def group(self, told: str, *, language: str = "en") -> Who | None:
        """The group of persons that a noun phrase names: civilians, state_forces, non_state_forces or attackers."""

    def actor(self, id: str) -> Actor:  # noqa: A002
        """The actor with that id."""
