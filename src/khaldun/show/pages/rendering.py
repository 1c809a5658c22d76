"""How is a page made of a template: in which language, with which addresses, over which release?"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from khaldun.coding.codebook import families
from khaldun.show.languages import LANGUAGES, Language, language, preferred
from khaldun.show.leaving import Published
from khaldun.show.pages.assets import edition

NAVIGATION = (
    ("/", "explore"),
    ("/actors", "actors"),
    ("/places", "places"),
    ("/sources", "sources"),
    ("/questions", "questions"),
    ("/check", "check"),
    ("/forecasts", "forecasts"),
    ("/alerts", "alerts"),
    ("/releases", "releases"),
)
KEPT = ("lang", "release")  # what an address hands on to the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a route knows of its request: its language, what it is shown, and how addresses go on."""

    request: Request
    published: Published
    language: Language

    @property
    def kept(self) -> dict[str, str]:
        """What of the query goes on to other pages: a language and a release that were asked for."""
        asked = self.request.query_params
        return {name: asked[name] for name in KEPT if asked.get(name)}

    def href(self, path: str, **query: object) -> str:
        """An address on this server that keeps language and release."""
        told = {**query, **self.kept}
        return f"{path}?{urlencode(told)}" if told else path

    def here(self, **changed: object) -> str:
        """The page's own address with names of its query replaced or, where null, left out."""
        pairs = [(name, value) for name, value in self.request.query_params.multi_items() if name not in changed]
        pairs += [(name, str(value)) for name, value in changed.items() if value is not None]
        return self.request.url.path + (f"?{urlencode(pairs)}" if pairs else "")

    def made(self, iso: str) -> str:
        """The day of an ISO time, in the language."""
        return self.language.day(datetime.fromisoformat(iso).date())

    def render(self, template: str, *, status: int = HTTPStatus.OK, **values: object) -> HTMLResponse:
        """The page that a template makes of values."""
        published, path = self.published, self.request.url.path
        context: dict[str, Any] = {
            "lang": self.language,
            "say": self.language.say,
            "href": self.href,
            "here": self.here,
            "asset": asset_url,
            "languages": LANGUAGES,
            "navigation": NAVIGATION,
            "section": "/" + path.strip("/").split("/")[0].replace("events", ""),
            "families": [(code, family.label[self.language.code]) for code, family in families().items()],
            "kept": self.kept,
            "release": {
                "tag": published.tag,
                "day": self.made(published.made),
                "profile": published.profile.name,
                "older": bool(self.kept.get("release")),
            },
        }
        text = environment().get_template(template).render({**context, **values})
        headers = {"Content-Language": self.language.code, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
        return HTMLResponse(text, status_code=status, headers=headers)

    def cite(self, what: str) -> str:
        """How to cite what stands on this page."""
        url = str(self.request.url.replace(query=urlencode({"release": self.published.tag})))
        made = self.made(self.published.made)
        return self.language.say("listing.citation", what=what, tag=self.published.tag, made=made, url=url)


def page(request: Request, published: Published) -> Page:
    """The page that a request asks for, in the language of its address, else of its browser."""
    code = preferred(request.query_params.get("lang"), request.headers.get("accept-language", ""))
    return Page(request=request, published=published, language=language(code))


def asset_url(name: str) -> str:
    """The address of a static file, which is another when the file is."""
    return f"/static/{edition()}/{name}"


@cache
def environment() -> Environment:
    """The templates, with everything escaped that is not written in them."""
    return Environment(
        loader=PackageLoader("khaldun.show.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
