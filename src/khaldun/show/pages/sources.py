"""Where do the figures come from, and under which licences?"""

from typing import Any
from urllib.parse import quote

import ibis
from fastapi import APIRouter
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.show.filters import EventFilter
from khaldun.show.pages.account import web_address
from khaldun.show.pages.listed import listed_page
from khaldun.show.pages.rendering import Page, page
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

router = APIRouter(include_in_schema=False)


@router.get("/sources", response_class=HTMLResponse)
def sources(request: Request, published: Asked) -> HTMLResponse:
    """Every source that gives an account."""
    asked = page(request, published)
    found = _counted(asked)
    return asked.render("sources.html", sources=[_card(asked, name, count) for name, count in found.items()])


@router.get("/sources/{name}", response_class=HTMLResponse)
def source(request: Request, published: Asked, name: str) -> HTMLResponse:
    """One source with its licence, citation and events."""
    asked, language = page(request, published), page(request, published).language
    count = _counted(asked).get(name)
    held = next((row for row in published.licences if row["source"] == name), None)
    if count is None and held is None:
        raise MissingError(f"no source {name[:100]!r} is published; the list of sources is at /sources")
    address = web_address(held["url"]) if held else ""
    return listed_page(
        asked,
        EventFilter(sources=(name,)),
        title=held["title"] if held else name,
        back=[(language.say("nav.sources"), asked.href("/sources"))],
        lede=language.say("sources.counts", n=count or 0),
        facts=[
            (language.say("field.licence"), held["licence"] if held else ""),
            (language.say("field.citation"), held["citation"] if held else ""),
            (language.say("field.address"), [(address, address)] if address else ""),
        ],
        notice=language.say("sources.told", leaves=language.word("leaves", held["leaves"] if held else "facts")),
    )


def _counted(asked: Page) -> dict[str, int]:
    """How many published accounts each source gives, most first."""
    accounts = asked.published.table("accounts")
    counted = accounts.group_by("source").aggregate(accounts=accounts.count())
    rows = asked.published.rows(counted.order_by(ibis.desc(counted.accounts), counted.source))
    return {row["source"]: int(row["accounts"]) for row in rows}


def _card(asked: Page, name: str, count: int) -> dict[str, Any]:
    held = next((row for row in asked.published.licences if row["source"] == name), None)
    return {
        "name": name,
        "url": asked.href(f"/sources/{quote(name, safe='')}"),
        "title": held["title"] if held else "",
        "licence": held["licence"] if held else "",
        "leaves": asked.language.word("leaves", held["leaves"] if held else "facts"),
        "counts": asked.language.say("sources.counts", n=count),
    }
