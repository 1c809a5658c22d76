"""`/compat/ucdp`: what do clients of UCDP's API get, in its columns? Events that have one of its three kinds.

Same shape, not affiliated. A row that UCDP alone tells keeps UCDP's id; another event has a number made of its own id,
which stands in `relid`. What we do not know is null: conflicts, dyads, the deaths of each side.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import urlencode

import ibis
from fastapi import APIRouter, Path, Request, Response

from khaldun.model import KhaldunError
from khaldun.read.columns import gleditsch_ward
from khaldun.show.api.parties import name_of, sides
from khaldun.show.api.schema import as_json
from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published, Row
from khaldun.show.reading import day
from khaldun.show.serving.asked import published_as

router = APIRouter(prefix="/compat/ucdp/api", tags=["shaped as UCDP's"])
KINDS = {"1": "state-based", "2": "non-state", "3": "one-sided"}
CODES = {term: int(code) for code, term in KINDS.items()}
PLACES = {"site": 1, "settlement": 2, "admin2": 3, "admin1": 4, "country": 6}
DATES = {"day": 1, "week": 2, "month": 4, "year": 5}
MOST = 1000
ALONE = "event-ucdp-ged:"
ASKED = {"pagesize", "page", "id", "country", "geography", "startdate", "enddate", "typeofviolence", "dyad", "actor"}
COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip


@router.get("/gedevents/{version}")
def gedevents(request: Request, version: Annotated[str, Path(max_length=100)]) -> Response:
    """Events in the 49 columns of UCDP GED; the version is a release's tag, or `current`. Pages begin at 0."""
    published = published_as(request, None if version == "current" else version)
    said = {name.lower(): value for name, value in request.query_params.items()}
    unknown = set(said) - ASKED
    if unknown:
        raise KhaldunError(f"there is no filter {min(unknown)[:40]!r}; there are: {', '.join(sorted(ASKED))}")
    size, page = min(_whole(said, "pagesize", 100) or 1, MOST), _whole(said, "page", 0)
    events = _chosen(published, said)
    total = published.rows(events.aggregate(n=events.count()))[0]["n"]
    rows = published.rows(events.order_by("n").limit(size, offset=page * size))
    pages = -(-total // size)
    found = sides(published, rows)
    return as_json(
        {
            "TotalCount": total,
            "TotalPages": pages,
            "PreviousPageUrl": _page(request, page - 1) if page > 0 else "",
            "NextPageUrl": _page(request, page + 1) if page + 1 < pages else "",
            "Result": [_row(row, *found[row["event_id"]]) for row in rows],
        }
    )


def _chosen(published: Published, said: Mapping[str, str]) -> ibis.Table:
    pairs = []
    if said.get("geography"):
        south, west, north, east = _corners(said["geography"])
        pairs.append(("bbox", f"{west},{south},{east},{north}"))
    pairs += [("actor", f"ucdp:{one}") for one in _parts(said, "actor")]
    pairs += [("country", gleditsch_ward().get(one, "XX")) for one in _parts(said, "country")]
    kinds = [KINDS[one] for one in _parts(said, "typeofviolence") if one in KINDS] or list(CODES)
    pairs += [("violence", ",".join(kinds))]
    events = EventFilter.read(pairs).chosen(published.tables)
    if said.get("startdate"):
        events = events.filter(events.end >= ibis.literal(day("StartDate", [said["startdate"]])))
    if said.get("enddate"):
        events = events.filter(events.end <= ibis.literal(day("EndDate", [said["enddate"]])))
    if said.get("id"):
        events = events.filter(events.event_id.isin([f"{ALONE}{one}" for one in _parts(said, "id")]))
    return events.filter(events.sources.length() < 0) if said.get("dyad") else events


def _row(row: Row, doers: Sequence[Row], others: Sequence[Row]) -> Row:
    """A row in UCDP's columns; the first side is who did it, the second the first of the others."""
    first, second = (next(iter(side), {}) for side in (doers, others))
    both = [one["told"] for one in (first, second) if one.get("told")]
    known = {
        "id": _number(row["event_id"]),
        "relid": row["event_id"],
        "year": row["start"].year if row["start"] else None,
        "type_of_violence": CODES[row["violence"]],
        "dyad_name": row["title"] or " - ".join(both) or None,
        "side_a": first.get("told"),
        "side_a_new_id": _actor(first),
        "side_b": second.get("told"),
        "side_b_new_id": _actor(second),
        "number_of_sources": row["n_accounts"],
        "where_prec": PLACES.get(row["place_precision"], 7),
        "where_coordinates": row["place_name"],
        "where_description": None,
        "adm_1": row["admin1"],
        "adm_2": row["admin2"],
        "latitude": row["latitude"],
        "longitude": row["longitude"],
        "geom_wkt": None if row["latitude"] is None else f"POINT ({row['longitude']} {row['latitude']})",
        "priogrid_gid": _cell(row["latitude"], row["longitude"]),
        "country": name_of(row["country"]),
        "country_id": _numbers().get(row["country"]),
        "date_prec": DATES.get(row["date_precision"]),
        "date_start": row["start"] and f"{row['start']}T00:00:00",
        "date_end": row["end"] and f"{row['end']}T00:00:00",
        "deaths_civilians": row["civilians_killed_best"],
        "best": row["killed_best"],
        "high": row["killed_high"],
        "low": row["killed_low"],
    }
    return {name: known.get(name) for name in COLUMNS}


def _number(event: str) -> int:
    """UCDP's own id where UCDP alone tells of it, else a number made of the event's id."""
    own = event.removeprefix(ALONE)
    return int(own) if own != event and own.isdigit() else int(sha256(event.encode()).hexdigest()[:12], 16)


def _actor(party: Row) -> int | None:
    """UCDP's number of a party, where UCDP tells of it."""
    number = (party.get("actor_source_id") or "").removeprefix("ucdp:")
    return int(number) if number.isdigit() else None


def _cell(latitude: float | None, longitude: float | None) -> int | None:
    """The number of the PRIO-GRID cell of half a degree, counted from the south-west."""
    if latitude is None or longitude is None:
        return None
    return int((latitude + 90) * 2) * 720 + int((longitude + 180) * 2) + 1


@cache
def _numbers() -> Mapping[str, int]:
    """The number of Gleditsch and Ward of each country: the highest where it had several."""
    return {code: int(number) for number, code in sorted(gleditsch_ward().items(), key=lambda pair: int(pair[0]))}


def _parts(said: Mapping[str, str], name: str) -> list[str]:
    return [one.strip() for one in said.get(name, "").split(",") if one.strip()]


def _corners(told: str) -> tuple[str, str, str, str]:
    numbers = told.replace(",", " ").split()
    if len(numbers) != 4:  # noqa: PLR2004 - two corners of two numbers
        raise KhaldunError("geography takes two corners, latitude longitude,latitude longitude, as 10 -12,25 4")
    return numbers[0], numbers[1], numbers[2], numbers[3]


def _whole(said: Mapping[str, str], name: str, otherwise: int) -> int:
    value = said.get(name, "").strip()
    if value and not (value.isascii() and value.isdigit() and len(value) <= len(str(10**8))):
        raise KhaldunError(f"{name}={value[:40]!r} is not a whole number from 0; write it as 100")
    return int(value) if value else otherwise


def _page(request: Request, page: int) -> str:
    said: list[tuple[str, Any]] = [(n, v) for n, v in request.query_params.multi_items() if n.lower() != "page"]
    return f"{request.url.replace(query=urlencode([*said, ('page', page)]))}"
