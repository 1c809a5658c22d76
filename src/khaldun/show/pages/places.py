"""Where did the events happen, and what happened in one place?"""

from typing import Annotated, Any
from urllib.parse import quote

import ibis
from fastapi import APIRouter, Query
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.identify import gazetteer
from khaldun.model import KhaldunError, Place
from khaldun.show.filters import EventFilter
from khaldun.show.pages.listed import listed_page
from khaldun.show.pages.rendering import Page, page
from khaldun.show.pages.world import country_name
from khaldun.show.reading import Near
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

SHOWN = 200
NEAREST_KM = 5.0

router = APIRouter(include_in_schema=False)


@router.get("/places", response_class=HTMLResponse)
def places(request: Request, published: Asked, name: Annotated[str, Query(max_length=100)] = "") -> HTMLResponse:
    """The places of this release, those whose name holds the words asked for."""
    asked = page(request, published)
    events = published.table("events")
    named = events.filter(events.place_name.notnull() & events.latitude.notnull())
    if name:
        named = named.filter(named.place_name.lower().contains(name.lower()))
    grouped = named.group_by("place_name", "country").aggregate(
        events=named.count(), latitude=named.latitude.first(), longitude=named.longitude.first()
    )
    rows = published.rows(grouped.order_by(ibis.desc(grouped.events), grouped.place_name).limit(SHOWN))
    language = asked.language
    return asked.render(
        "names.html",
        title=language.say("names.places"),
        lede=language.say("names.places_told"),
        action="/places",
        name=name,
        caption=language.say("names.shown", shown=len(rows), n=_count(asked, grouped)),
        heads=[language.say(key) for key in ("field.place", "field.country", "field.events")],
        rows=[_row(asked, row) for row in rows],
    )


@router.get("/places/{id}", response_class=HTMLResponse)
def place(request: Request, published: Asked, id: str) -> HTMLResponse:  # noqa: A002
    """One place of the gazetteer, or a point told as `latitude,longitude`, with the events near it."""
    asked = page(request, published)
    held = _held(id)
    chosen = EventFilter(near=Near(held.latitude, held.longitude, max(held.radius_km, NEAREST_KM)))
    language = asked.language
    country = country_name(held.country, language.code) if held.country else ""
    return listed_page(
        asked,
        chosen,
        title=held.name,
        back=[(language.say("nav.places"), asked.href("/places"))],
        facts=[
            (language.say("field.country"), country),
            (language.say("filters.admin1"), held.admin1),
            (language.say("field.position"), f"{held.latitude:.4f}, {held.longitude:.4f}"),
            (language.say("field.precision"), language.word("place_precision", held.precision)),
            (language.say("field.source"), held.source),
        ],
        lede=language.say("filters.near", km=round(max(held.radius_km, NEAREST_KM)), place=held.name),
    )


def _held(id_: str) -> Place:
    """The place with an id, or at a point."""
    latitude, comma, longitude = id_.partition(",")
    if comma:
        try:
            at = (float(latitude), float(longitude))
            return Place(
                id=id_, name=f"{at[0]:.4f}, {at[1]:.4f}", country="", latitude=at[0], longitude=at[1],
                precision="settlement", radius_km=NEAREST_KM, source="",
            )  # fmt: skip
        except (ValueError, KhaldunError):
            raise MissingError(f"{id_[:60]!r} is no point; write it as 12.65,-8.0") from None
    try:
        return gazetteer().place(id_)
    except (KhaldunError, ValueError, OverflowError) as fault:
        raise MissingError(f"no place {id_[:100]!r}; the list of places is at /places") from fault


def _count(asked: Page, grouped: ibis.Table) -> int:
    ((count,),) = (row.values() for row in asked.published.rows(grouped.aggregate(n=grouped.count())))
    return int(count)


def _row(asked: Page, row: dict[str, Any]) -> dict[str, object]:
    point = f"{row['latitude']:.4f},{row['longitude']:.4f}"
    country = country_name(row["country"], asked.language.code) if row["country"] else ""
    cells = [country, asked.language.number(row["events"])]
    return {"name": row["place_name"], "url": asked.href(f"/places/{quote(point)}"), "cells": cells}
