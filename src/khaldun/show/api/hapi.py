"""`/compat/hapi`: how many events and deaths has each area in each month, in the shape of HDX HAPI?

The safest product for the public: no points, and where few events of a sensitive type make a cell, it is not told.
"""

from datetime import date, timedelta
from typing import Annotated, Any

import ibis
import ibis.expr.types as ir
from fastapi import APIRouter, Query, Response

from khaldun.identify import gazetteer
from khaldun.model import KhaldunError
from khaldun.read.columns import three_letters
from khaldun.show.api.parties import name_of
from khaldun.show.api.schema import as_json
from khaldun.show.leaving import Published, Row
from khaldun.show.reading import country, day
from khaldun.show.serving.asked import Asked

router = APIRouter(prefix="/compat/hapi/api/v2/coordination-context", tags=["shaped as HAPI's"])
MOST = 10_000
TYPES = ("civilian_targeting", "demonstration", "political_violence")
DEMONSTRATION = ("protests", "riots")
VIOLENCE = ("battles", "explosions", "violence_against_civilians")
Text = Annotated[str | None, Query(max_length=200)]


@router.get("/conflict-events")
def conflict_events(
    published: Asked,
    *,
    event_type: Text = None,
    location_code: Text = None,
    location_name: Text = None,
    admin1_name: Text = None,
    admin2_name: Text = None,
    start_date: Text = None,
    end_date: Text = None,
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    offset: Annotated[int, Query(ge=0, le=10**7)] = 0,
) -> Response:
    """Events and deaths by second-level area, month and type; null where a cell is too small to be told."""
    if event_type is not None and event_type not in TYPES:
        raise KhaldunError(f"event_type={event_type[:40]!r} is not known; there are: {', '.join(TYPES)}")
    cells = _cells(published)
    for column, value in (("admin1", admin1_name), ("admin2", admin2_name), ("event_type", event_type)):
        if value:
            cells = cells.filter(cells[column].lower() == value.lower())
    code = _code(location_code, location_name)
    if code is not None:
        cells = cells.filter(cells.country == code)
    if start_date:
        cells = cells.filter(cells.month >= _month(day("start_date", [start_date])))
    if end_date:
        cells = cells.filter(cells.month <= _month(day("end_date", [end_date])))
    order = ("country", "admin1", "admin2", "event_type", "month")
    rows = published.rows(cells.order_by(*order).limit(limit, offset=offset))
    return as_json({"data": [_row(row, least=published.profile.least_cell) for row in rows]})


def _cells(published: Published) -> ibis.Table:
    """Counts by area, month and type; a clash or an attack with its family counts under each type that it is."""
    events = published.table("events")
    dated = events.filter(events.month.notnull() & events.country.notnull())
    kinds: dict[str, ir.BooleanValue] = {
        "civilian_targeting": dated.family == "violence_against_civilians",
        "demonstration": dated.family.isin(DEMONSTRATION),
        "political_violence": dated.family.isin(VIOLENCE),
    }
    sensitive = list(published.profile.sensitive) or [""]
    parts = [
        dated.filter(chosen)
        .group_by("country", "admin1", "admin2", "month")
        .aggregate(
            events=lambda rows: rows.count(),
            fatalities=lambda rows: rows.killed_best.sum().cast("float64"),
            sensitive=lambda rows: rows.type.isin(sensitive).sum().cast("float64"),
        )
        .mutate(event_type=ibis.literal(name))
        for name, chosen in kinds.items()
    ]
    return ibis.union(*parts)


def _row(row: Row, *, least: int) -> dict[str, Any]:
    first = date((row["month"] - 1) // 12, (row["month"] - 1) % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    small = 0 < (row["sensitive"] or 0) < least
    return {
        "resource_hdx_id": None,
        "event_type": row["event_type"],
        "events": None if small else row["events"],
        "fatalities": None if small or row["fatalities"] is None else int(row["fatalities"]),
        "reference_period_start": f"{first}T00:00:00",
        "reference_period_end": f"{last}T00:00:00",
        "location_ref": None,
        "location_code": _codes().get(row["country"]),
        "location_name": name_of(row["country"]),
        "has_hrp": None,
        "in_gho": None,
        "admin1_ref": None,
        "admin2_ref": None,
        "admin1_code": None,
        "admin2_code": None,
        "admin1_name": row["admin1"],
        "admin2_name": row["admin2"],
        "provider_admin1_name": row["admin1"],
        "provider_admin2_name": row["admin2"],
        "admin_level": 2 if row["admin2"] else 1 if row["admin1"] else 0,
    }


def _codes() -> dict[str, str]:
    """Three letters by two."""
    return {two: three for three, two in three_letters().items()}


def _code(code: str | None, name: str | None) -> str | None:
    """The two letters of the country that is asked for by three letters or by its name; null where none is."""
    if code:
        return three_letters().get(code.upper()) or country("location_code", [code])[0]
    return (gazetteer().country(name) or "??") if name else None


def _month(of: date) -> int:
    return of.year * 12 + of.month
