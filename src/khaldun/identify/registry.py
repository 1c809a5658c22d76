"""Which actor does a name mean, and why?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from khaldun.identify.actors import actors, by_source
from khaldun.identify.aliases import Alias, Hit, aliases, hits
from khaldun.identify.folding import fold
from khaldun.identify.groups import OF_KIND, group_told
from khaldun.identify.roles import countries_told, role_told, set_apart
from khaldun.model import Actor, ActorMatch, KhaldunError, Name, Who

ARTICLE = re.compile(r"^(?:the|a|an|some|le|la|les|un|une|des|du|de la|l['’])\s*(?=\w)", re.IGNORECASE)
UNKNOWN_TO_UCDP = re.compile(r"XXX\d+")
UNIDENTIFIED = "unidentified-armed-men"


@dataclass(frozen=True, slots=True)
class Actors:
    """The registry of actors; it fulfils the Protocol `Registry`."""

    def names(self, text: str, *, language: str = "en") -> Sequence[Name]:  # noqa: ARG002
        """The names of known actors in the text, left to right, longest first, disjoint."""
        words, found = hits(text)
        return tuple(_name(words.told(hit.first, hit.after), words.words[hit.first].start, hit) for hit in found)

    def resolve(
        self, told: str, *, on: date | None = None, countries: Sequence[str] = (), language: str = "en"
    ) -> ActorMatch:
        """The actor meant by a name or by role and country ("Malian troops", "the junta"), with the reason.

        A name outside the years of its actor, or of the countries it is known in, is matched with a doubt.
        """
        return _resolved(self, told, on, tuple(countries), language)

    def _resolve(self, told: str, on: date | None, *, countries: Sequence[str], language: str) -> ActorMatch:
        cleaned = ARTICLE.sub("", told.strip())
        loud = cleaned.islower()
        known = tuple(alias for alias in aliases().get(fold(cleaned), ()) if alias.fits(cleaned, loud=loud))
        if known:
            return _best(told, known, on=on, countries=countries)
        if UNKNOWN_TO_UCDP.fullmatch(cleaned):
            return ActorMatch(told=told, actor=actors()[UNIDENTIFIED], why="UCDP's code for an actor that is not known")
        apart = set_apart(told, language=language)
        if apart:
            return ActorMatch(
                told=told, actor=None, why=f"“{apart}” sets those who are meant apart from whom the words name"
            )
        return self._inside(told, on=on, countries=countries, language=language)

    def _inside(self, told: str, *, on: date | None, countries: Sequence[str], language: str) -> ActorMatch:
        """The match of a phrase that is no name itself: by a name in it, by a role, or by a description."""
        role = role_told(told, countries=countries, language=language)
        words, found = hits(told, descriptions=True)
        named = [hit for hit in found if any(alias.proper for alias in hit.aliases)]
        nearer = (*countries_told(told), *countries)
        if named and (role is None or role.actor is None or words.words[named[0].first].start <= role.start):
            return _with_others(_best(told, named[0].aliases, on=on, countries=nearer), named[1:])
        if role is not None and role.actor is not None:
            return ActorMatch(told=told, actor=role.actor, why=role.why)
        if found:
            return _best(told, found[0].aliases, on=on, countries=nearer)
        return ActorMatch(told=told, actor=None, why=role.why if role else "no alias and no role of a state fits")

    def group(self, told: str, *, language: str = "en") -> Who | None:
        """The group of persons that a noun phrase names: civilians, state_forces, non_state_forces or attackers."""
        group = group_told(told, language=language)
        if group is not None:
            return group
        _, found = hits(told)
        return OF_KIND.get(actors()[found[0].aliases[0].actor].kind) if found else None

    def actor(self, id: str) -> Actor:  # noqa: A002
        """The actor with that id."""
        if id not in actors():
            raise KhaldunError(f"no actor {id!r}; `khaldun actors NAME` shows the ids that there are")
        return actors()[id]

    def by_source_id(self, source: str, id: str) -> Actor | None:  # noqa: A002
        """The actor that a dataset knows by an id, as ("ucdp", "6716"); the coalition where it holds several as one."""
        known = by_source().get(f"{source}:{id}", ())
        return next((actor for actor in known if actor.kind == "coalition"), known[0] if known else None)


@lru_cache(maxsize=1 << 13)
def _resolved(known: Actors, told: str, on: date | None, countries: tuple[str, ...], language: str) -> ActorMatch:
    """The match of a name: a report asks for the same few again and again."""
    return known._resolve(told, on, countries=countries, language=language)  # noqa: SLF001


def _name(told: str, start: int, hit: Hit) -> Name:
    ids = tuple(dict.fromkeys(alias.actor for alias in hit.aliases))
    return Name(start=start, end=start + len(told), told=told, kind="actor", ids=ids)


def _best(told: str, known: Sequence[Alias], *, on: date | None, countries: Sequence[str]) -> ActorMatch:
    """The likeliest bearer of a name: one that existed then and is known in the countries, the earlier the likelier."""
    ranked = sorted(known, key=lambda alias: _rank(actors()[alias.actor], on=on, countries=countries))
    actor = actors()[ranked[0].actor]
    others = tuple(dict.fromkeys(alias.actor for alias in ranked[1:] if alias.actor != actor.id))
    why = f"“{ranked[0].written}” is a name of {actor.name}" + (f"; also of {', '.join(others)}" if others else "")
    return ActorMatch(told=told, actor=actor, why=why, doubt=_doubt(actor, on=on, countries=countries))


def _with_others(match: ActorMatch, named: Sequence[Hit]) -> ActorMatch:
    """The match with a doubt where the phrase names other actors as well."""
    others = {
        alias.actor for hit in named for alias in hit.aliases[:1] if match.actor and alias.actor != match.actor.id
    }
    if not others:
        return match
    also = f"the words name {', '.join(sorted(others))} as well"
    return replace(match, doubt=f"{match.doubt}; {also}" if match.doubt else also)


def _rank(actor: Actor, *, on: date | None, countries: Sequence[str]) -> tuple[bool, int]:
    active = [list(countries).index(country) for country in actor.countries if country in countries]
    return on is not None and not actor.existed_in(on.year), min(active, default=len(countries))


def _doubt(actor: Actor, *, on: date | None, countries: Sequence[str]) -> str | None:
    if on is not None and not actor.existed_in(on.year):
        return f"{actor.name} existed {years(actor)}, not in {on.year}"
    if countries and actor.countries and not set(countries) & set(actor.countries):
        return f"{actor.name} is known in {', '.join(actor.countries)}, not in {', '.join(countries[:3])}"
    return None


def years(actor: Actor) -> str:
    """The years of an actor in words."""
    if actor.start is None and actor.end is None:
        return "at all times"
    if actor.end is None:
        return f"from {actor.start}"
    return f"from {actor.start} to {actor.end}" if actor.start is not None else f"until {actor.end}"
