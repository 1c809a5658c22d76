"""`/compat/acled`: what do clients of ACLED's API get, in its columns? Our events; no row of ACLED is among them.

Same shape, not affiliated. What we do not know is null or empty: the region, the scale of a source, the third-level
area; the killed are null where nobody tells of any.
"""

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import ibis
import ibis.expr.types as ir
from fastapi import APIRouter, Request, Response

from khaldun.coding.codebook import equivalent as in_terms_of
from khaldun.coding.codebook import types
from khaldun.model import KhaldunError
from khaldun.read.columns import numbered_countries, three_letters
from khaldun.show.api.pairs import conditions
from khaldun.show.api.parties import name_of, sides
from khaldun.show.api.schema import as_json
from khaldun.show.leaving import Published, Row
from khaldun.show.serving.asked import Asked, shelf_of

router = APIRouter(prefix="/compat/acled", tags=["shaped as ACLED's"])
MOST = 5000
PAGED = frozenset({"limit", "page", "cursor", "_format", "fields", "export_type", "inter_num", "with_total", "release",
                   "key", "email", "terms", "as_of", "population"})  # fmt: skip
COLUMNS: Mapping[str, str] = {
    "event_id_cnty": "text", "event_date": "day", "year": "whole", "time_precision": "whole", "disorder_type": "text",
    "event_type": "text", "sub_event_type": "text", "actor1": "text", "assoc_actor_1": "text", "inter1": "text",
    "actor2": "text", "assoc_actor_2": "text", "inter2": "text", "interaction": "text", "civilian_targeting": "text",
    "iso": "whole", "region": "word", "country": "word", "admin1": "text", "admin2": "text", "admin3": "text",
    "location": "text", "latitude": "real", "longitude": "real", "geo_precision": "whole", "source": "text",
    "source_scale": "text", "notes": "text", "fatalities": "whole", "tags": "text", "timestamp": "whole",
}  # fmt: skip
TIME = {"day": 1, "week": 2, "month": 3, "year": 3}
PLACE = {"site": 1, "settlement": 1, "admin2": 2, "admin1": 3, "country": 3}
DISORDER = {"protests": "Demonstrations", "riots": "Demonstrations", "strategic": "Strategic developments"}
SIDES = ("actor1", "actor2")
UNASKED = ("inter1", "inter2", "interaction", "assoc_actor_1", "assoc_actor_2")
ASKED = {name: kind for name, kind in COLUMNS.items() if name not in UNASKED}
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
EMPTY = ("region", "admin3", "source_scale", "tags")


@router.get("/api/acled/read")
def acled(request: Request, published: Asked) -> Response:
    """Events in ACLED's 31 columns, filtered as its API is: `<column>_where`, `A|B`, `limit`, `page`, `fields`."""
    said = dict(request.query_params.multi_items())
    if said.get("export_type", "dyadic") != "dyadic":
        raise KhaldunError("events are told dyadic only; leave export_type out")
    shaped = _shaped(published)
    pairs = [(name, value) for name, value in said.items() if name not in PAGED]
    for acting in _acting(published, pairs):
        shaped = shaped.filter(shaped.n.isin(acting.n))
    for condition in conditions(((n, v) for n, v in pairs if n.removesuffix("_where") not in SIDES), ASKED):
        shaped = shaped.filter(condition(shaped))
    rows, after = _page(published, shaped, said)
    found = sides(published, rows)
    told = [_row(row, *found[row["event_id"]], said) for row in rows]
    return _told(published, said, told, after=after)


@router.get("/api/deleted/read")
def deleted(request: Request, published: Asked) -> Response:
    """The ids of events that the release before had and this one has not: fuller than a silence."""
    said = dict(request.query_params.multi_items())
    shelf = shelf_of(request)
    older = [one for one in shelf.tags.made() if one.made < published.made]
    gone: list[Row] = []
    if older:
        before, now = shelf.published(older[-1].tag).table("events"), published.table("events")
        held = {row["event_id"] for row in published.rows(now.select("event_id"))}
        ids = (row["event_id"] for row in shelf.published(older[-1].tag).rows(before.select("event_id")))
        gone = [{"event_id_cnty": one, "deleted_timestamp": _seconds(published)} for one in ids if one not in held]
    since = said.get("deleted_timestamp", "0")
    kept = [row for row in gone if row["deleted_timestamp"] >= (int(since[:15]) if since.isdigit() else 0)]
    page, size = _whole(said, "page", 1), _whole(said, "limit", MOST) or MOST
    return _told(published, said, kept[(max(page, 1) - 1) * size :][: min(size, MOST)], after=None)


@router.get("/api/actor/read")
def actor(request: Request, published: Asked) -> Response:
    """Parties as they are told, with their first and last event."""
    said = dict(request.query_params.multi_items())
    parties = published.table("event_parties").filter(ibis._.told.notnull()).select("n", actor_name="told").distinct()
    counted = _counted(published, parties, "actor_name")
    kinds = {"actor_name": "text", "first_event_date": "day", "last_event_date": "day", "event_count": "whole"}
    return _listed(published, said, counted, kinds)


@router.get("/api/country/read")
def country(request: Request, published: Asked) -> Response:
    """Countries with their first and last event."""
    said = dict(request.query_params.multi_items())
    named = _shaped(published).filter(ibis._.iso.notnull()).select("n", "country", "iso", "iso3")
    counted = _counted(published, named, "country", "iso", "iso3")
    kinds = {"country": "word", "iso": "whole", "first_event_date": "day", "last_event_date": "day",
             "event_count": "whole"}  # fmt: skip
    return _listed(published, said, counted, kinds)


@router.get("/api/region/read")
def region(request: Request, published: Asked) -> Response:
    """No region: ours have none, and ACLED's are its own."""
    return _told(published, dict(request.query_params), [], after=None)


@router.post("/oauth/token")
def token() -> dict[str, str | int]:
    """A token for clients that ask for one; nothing rests on it, for all that is here may be read."""
    return {"token_type": "Bearer", "expires_in": 86400, "access_token": "open", "refresh_token": "open"}


def _shaped(published: Published) -> ibis.Table:
    """The events with ACLED's columns, as far as they follow from the event's own row."""
    events = published.table("events")
    terms = {code: in_terms_of(code, "acled") for code in types()}
    kinds = {code: one.event_type or "" for code, one in terms.items()}
    parts = {code: one.code or "" for code, one in terms.items()}
    numbers = {two: int(number) for number, two in numbered_countries().items()}
    return events.mutate(
        event_id_cnty=events.event_id,
        event_date=events.start,
        year=events.start.year().cast("int64"),
        time_precision=_looked_up(events.date_precision, TIME),
        disorder_type=ibis.coalesce(_looked_up(events.family, DISORDER), "Political violence"),
        event_type=_looked_up(events.type, kinds),
        sub_event_type=_looked_up(events.type, parts),
        civilian_targeting=(events.family == "violence_against_civilians").ifelse("Civilian targeting", ""),
        iso=_looked_up(events.country, numbers),
        iso3=_looked_up(events.country, {two: three for three, two in three_letters().items()}),
        country=_looked_up(events.country, _named()),
        location=events.place_name,
        geo_precision=_looked_up(events.place_precision, PLACE),
        source=events.sources.join("; "),
        notes=events.title,
        fatalities=ibis.coalesce(events.killed_best, events.killed_low),
        timestamp=ibis.literal(_seconds(published)),
        **dict.fromkeys(EMPTY, ibis.literal("")),
    )


def _acting(published: Published, pairs: list[tuple[str, str]]) -> list[ibis.Table]:
    """The numbers of the events whose parties a filter of actors asks for."""
    parties = published.table("event_parties")
    found = []
    for side in ("actor1", "actor2"):
        doers = parties.role == "perpetrator"
        shaped = parties.filter(doers if side == "actor1" else ~doers).mutate(**{side: parties.told})
        for condition in conditions(((n, v) for n, v in pairs if n.removesuffix("_where") == side), {side: "text"}):
            found.append(shaped.filter(condition(shaped)).select("n"))  # noqa: PERF401
    return found


def _page(published: Published, shaped: ibis.Table, said: Mapping[str, str]) -> tuple[list[Row], int | None]:
    size = min(_whole(said, "limit", MOST) or MOST, MOST)
    if said.get("cursor"):
        shaped, skipped = shaped.filter(shaped.n > _whole(said, "cursor", 0)), 0
    else:
        skipped = (max(_whole(said, "page", 1), 1) - 1) * size
    numbers = published.rows(shaped.select("n").order_by("n").limit(size + 1, offset=skipped))
    held = [one["n"] for one in numbers[:size]]
    rows = published.rows(_shaped(published).filter(ibis._.n.isin(held or [-1])).order_by("n"))
    return rows, held[-1] if len(numbers) > size else None


def _row(row: Row, first: Sequence[Row], second: Sequence[Row], said: Mapping[str, str]) -> Row:
    """A row in ACLED's columns, in their order."""
    one, other = ([party["told"] for party in side if party["told"]] for side in (first, second))
    acting = {
        "actor1": next(iter(one), ""),
        "assoc_actor_1": "; ".join(one[1:]),
        "actor2": next(iter(other), ""),
        "assoc_actor_2": "; ".join(other[1:]),
        **dict.fromkeys(("inter1", "inter2", "interaction")),
    }
    fields = [name for name in said.get("fields", "").split("|") if name]
    unknown = [name for name in fields if name not in COLUMNS]
    if unknown:
        raise KhaldunError(f"there is no column {unknown[0][:40]!r}; there are: {', '.join(COLUMNS)}")
    whole_row = {**row, **acting, "admin1": row["admin1"] or "", "admin2": row["admin2"] or ""}
    return {name: whole_row[name] for name in COLUMNS if not fields or name in fields}


def _counted(published: Published, named: ibis.Table, *keys: str) -> ibis.Table:
    """How many events each name has, and the first and last day of them."""
    days = published.table("events").select("n", "start")
    joined = named.join(days, "n")
    return joined.group_by(*keys).aggregate(
        first_event_date=joined.start.min(), last_event_date=joined.start.max(), event_count=joined.n.nunique()
    )


def _listed(published: Published, said: Mapping[str, str], rows: ibis.Table, kinds: Mapping[str, str]) -> Response:
    for condition in conditions(((name, value) for name, value in said.items() if name not in PAGED), kinds):
        rows = rows.filter(condition(rows))
    size = min(_whole(said, "limit", MOST) or MOST, MOST)
    skipped = (max(_whole(said, "page", 1), 1) - 1) * size
    return _told(
        published, said, published.rows(rows.order_by(rows.columns[0]).limit(size, offset=skipped)), after=None
    )


def _told(published: Published, said: Mapping[str, str], rows: list[Row], *, after: int | None) -> Response:
    """The envelope of ACLED's API, or CSV where that is asked for."""
    if said.get("_format") == "csv":
        return _csv(rows)
    return as_json(
        {
            "status": 200,
            "success": True,
            "last_update": published.made,
            "count": len(rows),
            "messages": ["Same shape as ACLED's API, not affiliated with it; no row of ACLED is here."],
            "data": rows,
            "filename": f"khaldun-{published.tag}",
            "data_query_restrictions": {},
            "next_cursor": None if after is None else str(after),
        }
    )


def _csv(rows: list[Row]) -> Response:
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]) if rows else list(COLUMNS), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    return Response(text.getvalue(), media_type="text/csv; charset=utf-8")


def _safe(value: object) -> object:
    """A text that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value.lstrip().startswith(FORMULA) else value


def _whole(said: Mapping[str, str], name: str, otherwise: int) -> int:
    value = said.get(name, "").strip()
    if value and not (value.isascii() and value.isdigit() and len(value) <= len(str(10**9))):
        raise KhaldunError(f"{name}={value[:40]!r} is not a whole number from 0; write it as 100")
    return int(value) if value else otherwise


def _looked_up(cell: ir.Value, terms: Mapping[str, Any]) -> ir.Value:
    """The term for a code; null where there is none."""
    return ibis.cases(*((cell == code, ibis.literal(term)) for code, term in terms.items()))


@cache
def _named() -> Mapping[str, str]:
    return {code: named for code in numbered_countries().values() if (named := name_of(code))}


def _seconds(published: Published) -> int:
    return int(datetime.fromisoformat(published.made).timestamp())
