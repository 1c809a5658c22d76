"""What do the pages of an actor, a place and a source have in common: their events, over time and on a map?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import ibis
from fastapi.responses import HTMLResponse

from khaldun.coding.codebook import families
from khaldun.show.filters import EventFilter
from khaldun.show.pages.event_places import places
from khaldun.show.pages.rendering import Page
from khaldun.show.pages.shown import shown
from khaldun.show.pages.timeline import timeline

ROWS, ON_MAP = 12, 200
TALL = 46

Cell = tuple[str, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A small table beside the events: heads, and rows whose first cell may lead somewhere."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def listed_page(
    asked: Page,
    chosen: EventFilter,
    *,
    title: str,
    back: Sequence[tuple[str, str]],
    facts: Sequence[tuple[str, Any]],
    tables: Sequence[Listing] = (),
    lede: str = "",
    notice: str = "",
) -> HTMLResponse:
    """The page of whatever a filter of events describes."""
    published, language = asked.published, asked.language
    rows = published.events(chosen, limit=ON_MAP).rows
    events = [shown(row, language) for row in rows]
    bars = timeline(published, chosen, language).bars
    return asked.render(
        "listing.html",
        title=title,
        lede=lede,
        notice=notice,
        back=back,
        facts=[(name, value) for name, value in facts if value],
        events=events[:ROWS],
        total=published.count(chosen),
        all="/?" + "&".join(filter(None, (chosen.query(), urlencode(asked.kept)))),
        spark=[
            {"x": b.x, "width": b.inner, "height": round(b.height * TALL / 52, 1), "title": b.title, "tick": b.tick}
            for b in bars
        ]
        if len(bars) > 1
        else [],
        places=places(events, asked),
        tables=[one for one in (*tables, _families(asked, chosen)) if one.rows],
        exports=[(name, f"/events.{kind}?{chosen.query()}") for name, kind in (("CSV", "csv"), ("GeoJSON", "geojson"))],
        citation=asked.cite(title),
    )


def _families(asked: Page, chosen: EventFilter) -> Listing:
    counts = asked.published.facets(chosen)["family"]
    language = asked.language
    names = {code: family.label[language.code] for code, family in families().items()}
    rows = [
        [
            (names.get(code, code), "/?" + chosen.query(family=code)),
            (language.number(count), None),
        ]
        for code, count in counts.items()
    ]
    heads = (language.say("filters.family"), language.say("field.events"))
    return Listing(title=language.say("listing.by_family"), heads=heads, rows=rows)


def most_met(asked: Page, rows: ibis.Table, column: str, *, limit: int) -> Iterator[tuple[str, int]]:
    """The values of a column in rows of events, with how many events have each, most first."""
    counted = rows.filter(rows[column].notnull()).group_by(column).aggregate(events=rows.event_id.nunique())
    ordered = counted.order_by(ibis.desc(counted.events), counted[column]).limit(limit)
    return ((row[column], int(row["events"])) for row in asked.published.rows(ordered))
