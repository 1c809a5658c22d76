"""What is unusual in the areas that are watched?"""

from collections.abc import Iterator, Sequence
from typing import Any

from fastapi import APIRouter
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.forecast.watch.inside import Row
from khaldun.model import KhaldunError
from khaldun.show.alerts import Bulletin, grounds, headline, notes, summary
from khaldun.show.alerts import shown as may_leave
from khaldun.show.languages import Language
from khaldun.show.leaving import Published, bulletin
from khaldun.show.pages.rendering import page
from khaldun.show.pages.shown import Shown, shown
from khaldun.show.serving.asked import Asked

MOST = 12

router = APIRouter(include_in_schema=False)


@router.get("/alerts", response_class=HTMLResponse)
def alerts(request: Request, published: Asked) -> HTMLResponse:
    """Each area watched, with its alerts, what they stand on, and their events."""
    asked = page(request, published)
    cannot, report = "", None
    try:
        report = bulletin(request.app.state.settings.home, published, asked.language.code)
    except KhaldunError as fault:
        cannot = str(fault)
    if report is None:
        return asked.render("alerts.html", cannot=cannot or asked.language.say("alerts.no_list"), summary=(), areas=())
    areas = list(_areas(report, published, asked.language))
    return asked.render("alerts.html", cannot="", summary=summary(report), areas=areas)


def _areas(report: Bulletin, published: Published, language: Language) -> Iterator[dict[str, Any]]:
    for area in report.found:
        yield {
            "name": area.area.name,
            "notes": notes(report, area),
            "alerts": [
                {
                    "says": headline(report, area, one),
                    "grounds": grounds(report, one),
                    "events": _events(published, may_leave(one.rows)[:MOST], language),
                }
                for one in area.alerts
            ],
        }


def _events(published: Published, rows: Sequence[Row], language: Language) -> list[Shown]:
    events = published.table("events")
    ids = [row.event_id for row in rows]
    found = published.rows(events.filter(events.event_id.isin(ids)).order_by("n")) if ids else []
    return [shown(row, language) for row in found]
