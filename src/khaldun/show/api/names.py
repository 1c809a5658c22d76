"""`/api/v1/actors`, `/api/v1/places` and `/api/v1/sources`: who and where, and who says so?"""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel

from khaldun.identify.actors import actors as registry
from khaldun.model import Actor as RegistryEntry
from khaldun.show.api.paging import Cursor, Limit
from khaldun.show.api.schema import Answer, Rows, answer, model_of, told
from khaldun.show.api.tables import answered_rows, listed, narrowed
from khaldun.show.reading import folded
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

router = APIRouter(tags=["names"])
Source = model_of("source")
Text = Annotated[str | None, Query(max_length=200)]


class Actor(BaseModel):
    """An actor in the registry, and in how many events it is a party."""

    id: str
    name: str
    kind: str
    countries: list[str]
    start: int | None
    end: int | None
    source: str
    events: int


class WholeActor(Actor):
    """An actor with its names by language and its relatives."""

    aliases: dict[str, list[str]]
    parents: list[str]
    predecessors: list[str]
    successors: list[str]


class Actors(Rows):
    """Actors by their id."""

    data: list[Actor]


class OneActor(Answer):
    """One actor."""

    data: WholeActor


class Place(BaseModel):
    """A place by its name and country, and how many events and deaths are placed there."""

    key: str
    place_name: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    events: int
    killed_best: int | None


class Places(Rows):
    """Places by name and country."""

    data: list[Place]


class Sources(Answer):
    """Every source that is published, and how many rows licences keep in the house."""

    data: list[Source]  # type: ignore[valid-type]
    withheld: dict[str, int]


ACTOR = tuple(name for name in Actor.model_fields if name != "events")


@router.get("/actors", responses={200: {"model": Actors}})
def actors(
    request: Request, published: Asked, *, q: Text = None, limit: Limit = 100, cursor: Cursor = None
) -> Response:
    """Actors that are a party of an event; `q` asks for words of their names."""
    parties = published.table("event_parties")
    rows = parties.filter(parties.actor.notnull()).group_by(id=parties.actor).aggregate(events=parties.n.nunique())
    if q is not None:
        rows = rows.filter(rows.id.isin([one.id for one in registry().values() if _named(one, q)] or [""]))
    found, said = listed(request, published, rows, key="id", limit=limit, cursor=cursor)
    return answered_rows(published, [_actor(row["id"], row["events"]) for row in found], said)


@router.get("/actors/{id}", responses={200: {"model": OneActor}})
def actor(id: Annotated[str, Path(max_length=200)], published: Asked) -> Response:  # noqa: A002
    """One actor of the registry; its events are those of `/api/v1/events?actor=ID`."""
    if id not in registry():
        raise MissingError(f"the registry holds no actor {id[:100]!r}; look for one with /api/v1/actors?q=NAME")
    entry = registry()[id]
    parties = narrowed(published.table("event_parties"), actor=id)
    count = published.rows(parties.aggregate(n=parties.n.nunique()))[0]["n"]
    relatives = {name: list(getattr(entry, name)) for name in ("parents", "predecessors", "successors")}
    aliases = {language: list(names) for language, names in entry.aliases.items()}
    return answer(published, data={**_actor(id, count), "aliases": aliases, **relatives})


@router.get("/places", responses={200: {"model": Places}})
def places(
    request: Request,
    published: Asked,
    *,
    q: Text = None,
    country: Text = None,
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """Places that events are placed in; `q` asks for the beginning of their names."""
    events = narrowed(published.table("events"), country=country.upper() if country else None)
    named = events.filter(events.place_name.notnull())
    if q is not None:
        named = named.filter(named.place_name.lower().startswith(q.lower()))
    rows = named.group_by(key=named.place_name + "|" + named.country.fill_null("")).aggregate(
        place_name=named.place_name.min(),
        country=named.country.min(),
        admin1=named.admin1.min(),
        latitude=named.latitude.median(),
        longitude=named.longitude.median(),
        events=named.count(),
        killed_best=named.killed_best.sum().cast("int64"),
    )
    found, said = listed(request, published, rows, key="key", limit=limit, cursor=cursor)
    return answered_rows(published, found, said)


@router.get("/sources", responses={200: {"model": Sources}})
def sources(published: Asked) -> Response:
    """Who is drawn on, under which licence, and how each wants to be cited."""
    return answer(published, data=[told(row, "source") for row in published.licences], withheld=published.withheld)


def _actor(id: str, events: int) -> dict[str, Any]:  # noqa: A002
    entry = registry().get(id)
    if entry is None:
        unknown: dict[str, Any] = {"id": id, "name": id, "countries": [], "start": None, "end": None, "events": events}
        return dict.fromkeys(ACTOR, "") | unknown
    told_of = {name: getattr(entry, name) for name in ACTOR}
    return {**told_of, "countries": list(entry.countries), "events": events}


def _named(entry: RegistryEntry, q: str) -> bool:
    names = " ".join((entry.id, entry.name, *(one for many in entry.aliases.values() for one in many)))
    words = set(folded(names))
    return all(any(word.startswith(asked) for word in words) for asked in folded(q))
