"""How many deaths may come, how sure is that, and how good were such forecasts before?"""

from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.forecast.outlook import ABOVE, Forecast, Month, Outlook
from khaldun.forecast.panel import first_day
from khaldun.forecast.past import PastScore
from khaldun.forecast.tables import UNITS
from khaldun.model import KhaldunError
from khaldun.show.languages import Language
from khaldun.show.leaving import foreseen
from khaldun.show.pages.rendering import page
from khaldun.show.pages.world import country_name
from khaldun.show.serving.asked import Asked

NEAREST, FURTHEST = 3, 14

router = APIRouter(include_in_schema=False)


@router.get("/forecasts", response_class=HTMLResponse)
def forecasts(
    request: Request,
    published: Asked,
    ahead: Annotated[int, Query(ge=NEAREST, le=FURTHEST)] = NEAREST,
    unit: str = "country",
) -> HTMLResponse:
    """The table of one month ahead, the most endangered first, beside the record of the model."""
    asked = page(request, published)
    try:
        found = foreseen(published, unit)
    except KhaldunError as fault:
        return asked.render("forecasts.html", cannot=str(fault))
    return asked.render("forecasts.html", cannot=None, **_told(found, asked.language, ahead=ahead, unit=unit))


def _told(found: Forecast, language: Language, *, ahead: int, unit: str) -> dict[str, Any]:
    at = ahead - NEAREST
    likely = [one for one in found.outlooks if one.months[at].chances[0] > 0]
    likely.sort(key=lambda one: (-one.months[at].median, *(-one.months[at].chances[above] for above in ABOVE)))
    months = [(n, _month(found.made_from + n, language)) for n in range(NEAREST, FURTHEST + 1)]
    return {
        "ahead": ahead,
        "unit": unit,
        "units": UNITS,
        "months": months,
        "month": months[at][1],
        "model": found.model,
        "made": _month(found.made_from, language),
        "thresholds": ABOVE,
        "rows": [_row(one, one.months[at], language, unit=unit) for one in likely],
        "others": len(found.outlooks) - len(likely),
        "record": [list(_record(one, language)) for one in found.record],
    }


def _row(one: Outlook, month: Month, language: Language, *, unit: str) -> dict[str, Any]:
    drivers = one.drivers
    worst = language.number(round(drivers.worst))
    return {
        "unit": country_name(one.unit, language.code) if unit == "country" else one.unit,
        "chances": [_chance(month.chances[above], language) for above in ABOVE],
        "median": language.number(round(month.median)),
        "interval": language.say("toll.to", low=round(month.low), high=round(month.high)),
        "last3": _mean(drivers.mean_3, language),
        "last12": _mean(drivers.mean_12, language),
        "deadly": drivers.deadly_months_of_12,
        "worst": f"{worst} ({_month(drivers.worst_month, language)})",
    }


def _chance(chance: float, language: Language) -> dict[str, Any]:
    words = language.percent(chance) if chance else language.say("forecasts.none")
    return {"words": words, "width": round(100 * chance, 1)}


def _mean(mean: float | None, language: Language) -> str:
    return "?" if mean is None else language.number(round(mean))


def _month(number: int, language: Language) -> str:
    day = first_day(number)
    return language.month(day.year, day.month)


def _record(score: PastScore, language: Language) -> Iterator[str]:
    yield language.word("unit_kind", score.kind)
    yield language.number(score.cells)
    for one in (score.crps, score.ignorance):
        low, high = (language.number(round(end, 2)) for end in (one.low, one.high))
        yield f"{language.number(round(one.mean, 2))} ({low}–{high})"
        yield language.number(round(one.benchmark, 2))
    yield from (language.percent(share, digits=1) for share in (score.covered.mean, score.said, score.happened))
