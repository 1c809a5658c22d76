"""Who takes part in the events, under which names, with whom and where?"""

from typing import Annotated
from urllib.parse import quote

import ibis
from fastapi import APIRouter, Query
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.identify import registry
from khaldun.model import Actor, KhaldunError
from khaldun.show.filters import EventFilter
from khaldun.show.labels import actor_name
from khaldun.show.pages.listed import Listing, listed_page, most_met
from khaldun.show.pages.rendering import Page, page
from khaldun.show.pages.world import country_name
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

SHOWN = 200
BESIDE = 10

router = APIRouter(include_in_schema=False)


@router.get("/actors", response_class=HTMLResponse)
def actors(request: Request, published: Asked, name: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    """The actors of this release, those whose name holds the words asked for."""
    asked = page(request, published)
    parties = published.table("event_parties")
    found = [(id_, count) for id_, count in most_met(asked, parties, "actor", limit=5000) if _matches(id_, name)]
    return asked.render(
        "names.html",
        title=asked.language.say("names.actors"),
        lede=asked.language.say("names.actors_told"),
        action="/actors",
        name=name,
        caption=asked.language.say("names.shown", shown=min(len(found), SHOWN), n=len(found)),
        heads=[asked.language.say(key) for key in ("field.actor", "field.kind", "field.events")],
        rows=[_row(asked, id_, count) for id_, count in found[:SHOWN]],
    )


@router.get("/actors/{id}", response_class=HTMLResponse)
def actor(request: Request, published: Asked, id: str) -> HTMLResponse:  # noqa: A002
    """One actor with its events."""
    asked = page(request, published)
    held, chosen = _held(id), EventFilter(actors=(id,))
    if held is None and not published.count(chosen):
        raise MissingError(f"nobody is known as {id[:100]!r}; the list of actors is at /actors")
    return listed_page(
        asked,
        chosen,
        title=held.name if held else id,
        back=[(asked.language.say("nav.actors"), asked.href("/actors"))],
        facts=_facts(asked, held) if held else [],
        tables=[_beside(asked, id)],
    )


def _held(id_: str) -> Actor | None:
    try:
        return registry().actor(id_)
    except KhaldunError:
        return None


def _matches(id_: str, words: str) -> bool:
    held = _held(id_)
    names = [id_, *([held.name, *(n for several in held.aliases.values() for n in several)] if held else [])]
    return not words or any(words.casefold() in one.casefold() for one in names)


def _row(asked: Page, id_: str, count: int) -> dict[str, object]:
    held = _held(id_)
    kind = asked.language.word("group_of", held.kind) if held else ""
    cells = [kind, asked.language.number(count)]
    return {"name": held.name if held else id_, "url": asked.href(f"/actors/{quote(id_, safe='')}"), "cells": cells}


def _facts(asked: Page, held: Actor) -> list[tuple[str, object]]:
    language = asked.language
    names = [one for code in dict.fromkeys((language.code, "en")) for one in held.aliases.get(code, ())]
    years = f"{held.start or '…'}–{held.end or ''}" if held.start or held.end else ""
    return [
        (language.say("field.kind"), language.word("group_of", held.kind)),
        (language.say("field.years"), years),
        (language.say("field.country"), ", ".join(country_name(code, language.code) for code in held.countries)),
        (language.say("field.names"), ", ".join(list(dict.fromkeys(names))[:12])),
        (language.say("field.source"), held.source),
    ]


def _beside(asked: Page, id_: str) -> Listing:
    """The actors met in the same events."""
    parties = asked.published.table("event_parties")
    mine = parties.filter(parties.actor == id_).select("n").distinct()
    others = parties.semi_join(mine, "n").filter(ibis._.actor != id_)
    language = asked.language
    rows = [
        [(actor_name(other), asked.href(f"/actors/{quote(other, safe='')}")), (language.number(count), None)]
        for other, count in most_met(asked, others, "actor", limit=BESIDE)
    ]
    heads = (language.say("field.actor"), language.say("field.events"))
    return Listing(title=language.say("listing.with_actors"), heads=heads, rows=rows)
