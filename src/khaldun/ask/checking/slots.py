"""Which question does a statement put? Its slots become a selection, or a reason why they cannot."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched
from khaldun.model import Actor, Gazetteer, KhaldunError, Place, Registry, Statement

STATE_KINDS = ("state_force", "government")
GROUPS = ("state_forces", "non_state_forces")
AREAS = ("admin1", "admin2", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knows:
    """What a check may look up besides the tables: names of places and actors, and the day the text was published."""

    gazetteer: Gazetteer | None = None
    registry: Registry | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A selection that a statement asks about and what must be said beside its answer, or why there is none."""

    selection: Selection = field(default_factory=Selection)
    notes: tuple[str, ...] = ()
    cannot: str | None = None


def question(statement: Statement, tables: Tables, knows: Knows) -> Question:
    """The selection that the statement's place, days and perpetrators make."""
    countries = statement.countries or _home(statement, knows)
    if not countries:
        return Question(cannot="the sentence names no country whose rows could be counted")
    statement = replace(statement, countries=countries)
    days = _days(statement, knows)
    if days is None:
        return Question(cannot="the sentence gives no days, so there is nothing to count over")
    place = _place(statement, knows)
    if isinstance(place, str):
        return Question(cannot=place)
    actors, notes = _actors(statement, tables, knows)
    if actors is None:
        names = ", ".join(statement.perpetrators)
        return Question(cannot=f"no rows in store name {names}")
    selection = Selection(countries=countries, start=days[0], end=days[1], **place, **actors)
    return Question(selection=selection, notes=notes)


def _home(statement: Statement, knows: Knows) -> tuple[str, ...]:
    """The countries whose states the perpetrators are or serve: where no place is told, it is theirs."""
    homes = (_state(name, knows) for name in statement.perpetrators)
    return tuple(dict.fromkeys(home for home in homes if home))


def _days(statement: Statement, knows: Knows) -> tuple[date, date] | None:
    period = statement.period
    if period is None or period.start is None:
        return None
    end = period.end or knows.published
    return (period.start, end) if end and end >= period.start else None


def _place(statement: Statement, knows: Knows) -> dict[str, Any] | str:
    """A circle round a town, nothing for a country, or why the place cannot be drawn."""
    told = statement.place
    if told is None or statement.near is not None or knows.gazetteer is None:
        return {}
    if knows.gazetteer.country(told) is not None:
        return {}
    found = knows.gazetteer.resolve(told, countries=statement.countries)
    if found is None or found.precision == "country":
        return {}
    if found.precision in AREAS:
        return f"the outline of {told} is not in store, so its rows cannot be told from their neighbours'"
    return circle(found)


def circle(place: Place) -> dict[str, Any]:
    """A place as the words of a selection."""
    return {"latitude": place.latitude, "longitude": place.longitude, "radius_km": max(place.radius_km, 1.0)}


def _actors(statement: Statement, tables: Tables, knows: Knows) -> tuple[dict[str, Any] | None, tuple[str, ...]]:
    """The actors and groups that the perpetrators mean, or null where no row in store names any of them."""
    if not statement.perpetrators:
        return {}, ()
    meant = {name: _group(name, knows) for name in statement.perpetrators}
    groups = tuple(sorted({group for group in meant.values() if group}))
    asked = {name: _ids(name, tables, knows) for name, group in meant.items() if not group}
    known = _in_store(tables, [one for ids in asked.values() for one in ids], statement.countries)
    found = tuple(sorted({one for ids in asked.values() for one in ids if one in known}))
    absent = [name for name, ids in asked.items() if not set(ids) & known]
    if not found and not groups:
        return None, ()
    notes = [f"no rows in store name {name}, so what it did is counted only where others are named" for name in absent]
    return {"actors": found, "groups": groups}, tuple(notes)


def _group(name: str, knows: Knows) -> str | None:
    """The group of persons that words such as "militants" stand for; null for the id of an actor."""
    if name in GROUPS:
        return name
    if knows.registry is None or _known(name, knows):
        return None
    found = knows.registry.group(name) or knows.registry.group(name, language="fr")
    return found if found in GROUPS else None


def _known(name: str, knows: Knows) -> Actor | None:
    """The registry's entry with that id, or null."""
    if knows.registry is None:
        return None
    try:
        return knows.registry.actor(name)
    except KhaldunError:
        return None


def _ids(name: str, tables: Tables, knows: Knows) -> tuple[str, ...]:
    """An actor's own id, and the ids under which datasets hold the forces of its state."""
    country = _state(name, knows)
    if country is None or "parties" not in tables:
        return (name,)
    parties = tables["parties"]
    held = parties.filter((parties.grp == "state_forces") & (parties.country == country))
    rows = fetched(held.select("actor_source_id").distinct())
    return (name, *sorted(str(row["actor_source_id"]) for row in rows if row["actor_source_id"]))


def _state(name: str, knows: Knows) -> str | None:
    """The country whose state the actor is or serves, by the registry; null for any other actor."""
    actor = _known(name, knows)
    return actor.countries[0] if actor and actor.kind in STATE_KINDS and actor.countries else None


def _in_store(tables: Tables, ids: Sequence[str], countries: Sequence[str]) -> set[str]:
    parties, events = tables["event_parties"], tables["events"]
    here = parties.semi_join(events.filter(events.country.isin(countries)), "event_id")
    hit = here.filter(here.actor.isin(ids) | here.actor_source_id.isin(ids))
    rows = fetched(hit.select("actor", "actor_source_id").distinct())
    return {str(value) for row in rows for value in row.values() if value in ids}
