"""Which events are there, where, when, and how many died: the map, the time line and the list of one filter."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Query
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.coding.codebook import families
from khaldun.show.filters import PARAMETERS, EventFilter
from khaldun.show.labels import actor_name, type_label
from khaldun.show.leaving import Published
from khaldun.show.pages.rendering import Page, page
from khaldun.show.pages.shown import shown
from khaldun.show.pages.timeline import timeline
from khaldun.show.pages.world import country_name
from khaldun.show.serving.asked import Asked, Chosen

ROWS = 50
OPTIONS = 40
REMEMBERED = 1000  # filters whose sums are kept
FACETS = ("family", "country", "type", "place_precision", "date_precision", "status")
EXPORTS = (("CSV", "csv"), ("XLSX", "xlsx"), ("GeoJSON", "geojson"), ("JSON", "jsonl"))
ALL_LAND = (-170.0, -55.0, 180.0, 75.0)
MARGIN = 0.4  # degrees around the events

router = APIRouter(include_in_schema=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """A value that a filter can take, its name, how many events have it, and whether it is chosen."""

    value: str
    name: str
    count: str
    chosen: bool


@router.get("/", response_class=HTMLResponse)
def explore(
    request: Request,
    published: Asked,
    chosen: Chosen,
    *,
    after: Annotated[int | None, Query(ge=0)] = None,
    view: str = "list",
) -> HTMLResponse:
    """The map, the time line and the list of the events that the address asks for."""
    asked = page(request, published)
    found = published.events(chosen, after=after, limit=ROWS)
    bars = timeline(published, chosen, asked.language)
    summary = published.sums(chosen)
    return asked.render(
        "explore.html",
        events=[shown(row, asked.language) for row in found.rows],
        total=published.count(chosen),
        told=_told(asked, summary),
        bounds=_bounds(summary),
        tiles=f"/tiles/{{z}}/{{x}}/{{y}}.mvt?{_query(chosen, published)}",
        older=asked.here(after=found.after) if found.after is not None else None,
        paged=after is not None,
        view="table" if view == "table" else "list",
        step=bars.step,
        bars=[_bar(asked, chosen, bar) for bar in bars.bars],
        first_day=bars.bars[0].start if bars.bars else "",
        last_day=bars.bars[-1].end if bars.bars else "",
        exports=[(name, f"/events.{kind}?{_query(chosen, published)}") for name, kind in EXPORTS],
        citation=asked.cite(asked.language.say("explore.count", n=published.count(chosen))),
        **_form(asked, chosen),
    )


def _form(asked: Page, chosen: EventFilter) -> dict[str, Any]:
    """What the form of filters shows: what is set, and what can be chosen with how many events."""
    facets = asked.published.facets(chosen)
    return {
        "chosen": {name: one.tell(getattr(chosen, one.field)) or "" for name, one in PARAMETERS.items()},
        "chips": list(_chips(asked, chosen)),
        "groups": [group for name in FACETS if (group := _group(asked, chosen, name, facets[name]))["options"]],
        "actor_options": _actors(asked.published),
        "open_filters": False,
    }


def _group(asked: Page, chosen: EventFilter, name: str, counts: Mapping[str, int]) -> dict[str, Any]:
    taken = getattr(chosen, PARAMETERS[name].field)
    values = [*dict.fromkeys([*taken, *counts])][:OPTIONS]
    if name == "family":
        values = [code for code in families() if code in values]
    options = [
        Option(
            value=value,
            name=label(asked, name, value),
            count=asked.language.number(counts.get(value, 0)),
            chosen=value in taken,
        )
        for value in values
    ]
    return {"field": name, "name": asked.language.say(f"filters.{name}"), "options": options}


def label(asked: Page, name: str, value: str) -> str:
    """What a value of a filter is called in the reader's language."""
    language = asked.language
    if name == "family":
        return families()[value].label[language.code] if value in families() else value
    if name == "type":
        return type_label(value, language=language.code)
    if name == "country":
        return country_name(value, language.code)
    if name == "actor":
        return actor_name(value)
    return language.word(name, value)


def _chips(asked: Page, chosen: EventFilter) -> Iterator[dict[str, str]]:
    """Each filter that is set, in words, with the address that goes without it."""
    for name, one in PARAMETERS.items():
        held = getattr(chosen, one.field)
        for value in held if isinstance(held, tuple) else [held] if one.tell(held) else []:
            rest = [other for other in held if other != value] if isinstance(held, tuple) else []
            left = asked.here(**{name: None, "after": None})
            more = "".join(f"&{name}={quote(str(other))}" for other in rest)
            joined = left + more if "?" in left else left + more.replace("&", "?", 1)
            yield {"name": _chip(asked, name, value), "url": joined}


def _chip(asked: Page, name: str, value: Any) -> str:  # noqa: ANN401 - the values of a filter are of many kinds
    language = asked.language
    if name in ("from", "to"):
        return f"{language.say(f'filters.{name}')} {language.day(value)}"
    if name in ("min_killed", "max_killed"):
        return language.say(f"filters.{name}", n=value)
    if name == "near":
        return language.say("filters.near", km=value.km, place=f"{value.latitude}, {value.longitude}")
    if name == "q":
        return language.say("filters.q", words=value)
    if name in ("bbox", "reports"):
        return language.say(f"filters.{name}") + (f" ≥ {value}" if name == "reports" else "")
    return label(asked, name, str(value))


@lru_cache(maxsize=8)
def _actors(published: Published) -> list[tuple[str, str]]:
    """The actors met most often, as suggestions."""
    parties = published.table("event_parties")
    counted = parties.filter(parties.actor.notnull()).group_by("actor").aggregate(n=parties.event_id.nunique())
    rows = published.rows(counted.order_by(counted.n.desc(), counted.actor).limit(200))
    return [(row["actor"], actor_name(row["actor"])) for row in rows]


def _told(asked: Page, summary: Mapping[str, Any]) -> str:
    """How many died by the best figures, how many events tell none, and over which days."""
    language, untold = asked.language, int(summary["untold"] or 0)
    span = ""
    if summary["start"] is not None:
        ends = {name: language.day(summary[name]) for name in ("start", "end")}
        span = language.say("explore.span", **ends) + "."
    said = [language.say("explore.told", killed=int(summary["killed"] or 0), span=span)]
    return " ".join([*said, *([language.say("explore.untold", n=untold)] if untold else [])])


def _bounds(summary: Mapping[str, Any]) -> list[float]:
    if summary["west"] is None:
        return list(ALL_LAND)
    west, south, east, north = (summary[end] for end in ("west", "south", "east", "north"))
    return [west - MARGIN, max(south - MARGIN, -85), east + MARGIN, min(north + MARGIN, 85)]


def _query(chosen: EventFilter, published: Published) -> str:
    """The filter and the release as a query string, for tiles and files."""
    told = chosen.query()
    return (told + "&" if told else "") + urlencode({"release": published.tag})


def _bar(asked: Page, chosen: EventFilter, bar: Any) -> dict[str, Any]:  # noqa: ANN401
    span = {"from": bar.start.isoformat(), "to": bar.end.isoformat()}
    outside = bool(chosen.start and bar.end < chosen.start) or bool(chosen.end and bar.start > chosen.end)
    return {**asdict(bar), **span, "url": asked.here(**span, after=None), "outside": outside}
