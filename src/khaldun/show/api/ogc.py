"""`/ogc`: how do QGIS, GDAL and other GIS read the events? OGC API Features 1, as GeoJSON in WGS 84."""

from collections.abc import Iterable
from typing import Any

from fastapi import APIRouter, Request, Response

from khaldun.show.api.paging import FILTERED, MOST, next_link, rank
from khaldun.show.api.parties import whole
from khaldun.show.api.schema import as_json, names
from khaldun.show.fields import fields
from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published, Row
from khaldun.show.reading import number
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

router = APIRouter(prefix="/ogc", tags=["OGC API Features"])
GEOJSON = "application/geo+json"
OPENAPI = "application/vnd.oai.openapi+json;version=3.0"
CRS = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CONFORMS = [f"http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/{part}" for part in ("core", "geojson", "oas30")]
FIXED = ("bbox", "datetime", "limit", "cursor", "f", "release", "as_of", "bbox-crs", "crs")
TYPES = {"integer": "integer", "number": "number", "list": "string"}


@router.get("")
@router.get("/")
def landing(request: Request, published: Asked) -> Response:
    """Where everything is."""
    here = _at(request)
    links = [
        _link(here, "self", "application/json"),
        _link(f"{request.base_url}openapi.json", "service-desc", OPENAPI),
        _link(f"{here}/conformance", "conformance", "application/json"),
        _link(f"{here}/collections", "data", "application/json"),
    ]
    return as_json({"title": "Khaldun", "description": f"Release {published.tag}", "links": links})


@router.get("/conformance")
def conformance() -> Response:
    """Which parts of the standard hold."""
    return as_json({"conformsTo": CONFORMS})


@router.get("/collections")
def collections(request: Request, published: Asked) -> Response:
    """The one collection."""
    link = _link(f"{_at(request)}/collections", "self", "application/json")
    return as_json({"links": [link], "collections": [_collection(request, published)]})


@router.get("/collections/{collection}")
def one_collection(request: Request, collection: str, published: Asked) -> Response:
    """What the collection of events is."""
    _known(collection)
    return as_json(_collection(request, published))


@router.get("/collections/{collection}/queryables")
def queryables(request: Request, collection: str) -> Response:
    """Which fields features have."""
    _known(collection)
    told = {one.name: {"title": one.label["en"], "type": TYPES.get(one.type, "string")} for one in fields("event")}
    schema = "https://json-schema.org/draft/2019-09/schema"
    return as_json({"$schema": schema, "$id": str(request.url), "type": "object", "properties": told})


@router.get("/collections/{collection}/items", openapi_extra=FILTERED)
def items(request: Request, collection: str, published: Asked) -> Response:
    """Events as features, filtered by `bbox`, `datetime` and every filter of events."""
    _known(collection)
    said = dict(request.query_params.multi_items())
    chosen = EventFilter.read(_pairs(request.query_params.multi_items()))
    limit = min(number("limit", [said["limit"]]) or 1, MOST) if said.get("limit") else 100
    page = published.events(chosen, after=rank(said.get("cursor")), limit=limit)
    links = [_link(str(request.url), "self", GEOJSON)]
    if page.after is not None:
        path = str(next_link(request, published.tag, page.after))
        links.append(_link(f"{request.base_url}{path.lstrip('/')}", "next", GEOJSON))
    features = [_feature(row) for row in whole(published, page.rows, "event")]
    told = {"type": "FeatureCollection", "features": features, "links": links, "timeStamp": published.made}
    counts = {"numberMatched": published.count(chosen), "numberReturned": len(features)}
    return as_json(told | counts, media_type=GEOJSON)


@router.get("/collections/{collection}/items/{id}")
def item(request: Request, collection: str, id: str, published: Asked) -> Response:  # noqa: A002
    """One event as a feature."""
    _known(collection)
    found = published.event(id)
    if found is None:
        raise MissingError(f"release {published.tag} publishes no event {id[:100]!r}")
    links = [
        _link(str(request.url), "self", GEOJSON),
        _link(f"{_at(request)}/collections/events", "collection", "application/json"),
    ]
    return as_json(_feature(whole(published, [found], "event")[0]) | {"links": links}, media_type=GEOJSON)


def _pairs(said: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The filter of events in the words of the standard: a box may have heights, a stretch of days open ends."""
    pairs = []
    for name, value in said:
        if name == "bbox":
            corners = value.split(",")
            flat = corners[:2] + corners[3:5] if len(corners) == 6 else corners  # noqa: PLR2004 - with heights
            pairs.append((name, ",".join(flat)))
        elif name == "datetime":
            pairs += _days(value)
        elif name not in FIXED:
            pairs.append((name, value))
    return pairs


def _days(told: str) -> list[tuple[str, str]]:
    first, slash, last = told.partition("/")
    ends = (("from", first), ("to", last if slash else first))
    return [(name, end[:10]) for name, end in ends if end not in ("", "..")]


def _feature(row: Row) -> dict[str, Any]:
    point = None
    if row["latitude"] is not None:
        point = {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}
    told = {name: "; ".join(row[name]) if isinstance(row[name], list) else row[name] for name in names("event")}
    return {"type": "Feature", "id": row["event_id"], "geometry": point, "properties": told}


def _collection(request: Request, published: Published) -> dict[str, Any]:
    here = f"{_at(request)}/collections/events"
    events = published.table("events")
    bounds = events.aggregate(
        west=events.longitude.min(), south=events.latitude.min(), east=events.longitude.max(),
        north=events.latitude.max(), first=events.start.min(), last=events.end.max(),
    )  # fmt: skip
    (found,) = published.rows(bounds)
    days = [f"{day}T00:00:00Z" if day else None for day in (found["first"], found["last"])]
    box = [found[side] if found[side] is not None else 0 for side in ("west", "south", "east", "north")]
    return {
        "id": "events",
        "title": f"Events of release {published.tag}",
        "description": "Events of political violence; see docs/fields.md for the fields.",
        "itemType": "feature",
        "crs": [CRS],
        "extent": {"spatial": {"bbox": [box], "crs": CRS}, "temporal": {"interval": [days]}},
        "links": [
            _link(here, "self", "application/json"),
            _link(f"{here}/items", "items", GEOJSON),
            _link(f"{here}/queryables", "http://www.opengis.net/def/rel/ogc/1.0/queryables", "application/schema+json"),
        ],
    }


def _known(collection: str) -> None:
    if collection != "events":
        raise MissingError(f"there is no collection {collection[:40]!r}; there are: events")


def _at(request: Request) -> str:
    return f"{request.base_url}ogc"


def _link(href: str, rel: str, kind: str) -> dict[str, str]:
    return {"href": href, "rel": rel, "type": kind}
