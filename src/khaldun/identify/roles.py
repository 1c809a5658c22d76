"""Which force or organ of which state does a phrase name by its role: "Malian troops", "la junte", "the police"?"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from khaldun.identify.actors import actors, force_id, roles
from khaldun.identify.data_files import table
from khaldun.identify.folding import fold
from khaldun.identify.listed import listings, opens
from khaldun.identify.words import words_of
from khaldun.model import Actor

OPENING = frozenset({"the", "le", "la", "les", "l", "un", "une", "des", "a", "an", "its", "their", "ses", "leurs"})


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTold:
    """A force of a state as a phrase names it. `actor` is null where no country is known; `why` says the reason."""

    start: int
    actor: Actor | None
    why: str


def role_told(told: str, *, countries: Sequence[str], language: str) -> RoleTold | None:
    """The force or organ that a phrase names by role and country; null if it names none.

    Where the phrase has no country, the first of `countries` is meant, unless a word makes the force somebody else's.
    """
    nouns = _nouns(language)
    match = nouns.search(told.lower().replace("’", "'")) or nouns.search(_without_countries(told))
    if match is None:
        return None
    noun, start = match.group(), match.start()
    role = _roles(language)[noun]
    named = countries_told(told)
    if named:
        return _of_country(noun, role, named[0], start=min(start, _first(told, start)), why="named in the phrase")
    if _foreign(told, noun, language=language):
        return RoleTold(start=start, actor=None, why=f"“{noun}” of nobody that the registry knows")
    if not countries:
        return RoleTold(start=start, actor=None, why=f"“{noun}”, but no country is told")
    return _of_country(noun, role, countries[0], start=start, why="the country that the report is about")


def _of_country(noun: str, role: str, country: str, *, start: int, why: str) -> RoleTold:
    actor = actors().get(force_id(country, role))
    found = f"“{noun}” is the role {role}; {country} is {why}"
    return RoleTold(start=start, actor=actor, why=found if actor else f"{found}, and the registry lacks it")


def set_apart(told: str, *, language: str) -> str | None:
    """The word by which a phrase means others than whom it names: "supporters of X", "X's predecessors"."""
    words = table("roles.toml")["apart"]
    phrase = f" {told.lower().replace('’', chr(39))} "
    return next((word for word in words.get(language, words["en"]) if f" {word} " in phrase), None)


def countries_told(told: str) -> tuple[str, ...]:
    """The codes of the countries and peoples that a phrase names, in order."""
    words, found, at = words_of(told), [], 0
    while at < len(words):
        for after, key in words.runs(at) if opens(words.words[at].key) else ():
            owned = [n for n in listings().get(key, ()) if n.kind in ("country", "demonym")]
            fitting = [n.id for n in owned if n.fits(words.told(at, after), caseless=told.islower())]
            if fitting:
                found.append(fitting[0])
                at = after - 1
                break
        at += 1
    return tuple(dict.fromkeys(found))


def _without_countries(told: str) -> str:
    """A phrase without the names of countries and peoples inside it: "ministère russe de la défense"."""
    words = words_of(told)
    kept = [word.told for at, word in enumerate(words.words) if not any(_is_country(key) for _, key in words.runs(at))]
    return " ".join(kept).lower()


def _is_country(key: str) -> bool:
    return any(name.kind in ("country", "demonym") for name in listings().get(key, ()))


def _first(told: str, start: int) -> int:
    """The place of the first word that is no article."""
    return next((word.start for word in words_of(told).words if word.told.lower() not in OPENING), start)


def _foreign(told: str, noun: str, *, language: str) -> bool:
    """Whether a phrase without a country speaks of a force that is not the country's own: "Western troops"."""
    others = frozenset(table("roles.toml")["elsewhere"].get(language, ()))
    words = [word for word in words_of(told).words if word.told.lower() not in OPENING]
    inside = frozenset(fold(part) for part in noun.replace("'", " ").split())
    rest = [word.told for word in words if word.key not in inside]
    return any(word.lower() in others or (word[0].isupper() and not told.isupper()) for word in rest)


@cache
def _roles(language: str) -> dict[str, str]:
    """The nouns of roles in a language, and what each is."""
    return {noun: role for role, entry in roles().items() for noun in entry.get(language, entry["en"])}


@cache
def _nouns(language: str) -> re.Pattern[str]:
    nouns = sorted(_roles(language), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, nouns)) + r")(?![\w-])")
