"""Where did an event happen, from all that its tellings say of places?"""

from collections import Counter
from collections.abc import Sequence

from khaldun.coding.events.telling import Telling
from khaldun.coding.places.whereabouts import PlaceTold
from khaldun.model import Gazetteer, Place, PlacePrecision, Span, Where

RANK = {"settlement": 0, "site": 0, "admin2": 2, "admin1": 3, "country": 4}
AREAS = ("admin1", "admin2", "country")
BESIDE_KM = 15.0
COUNTRY_KM = 600.0


def where(
    tellings: Sequence[Telling], *, gazetteer: Gazetteer, around: PlaceTold | None, country: PlaceTold | None
) -> Where | None:
    """The place of an event: the most exact one told, the oftener and earlier told before the others.

    `around` and `country` are what the sentences before it, or the report, leave where no place is told: a settlement
    in force, a country named beside the event.
    """
    told = [place for telling in tellings for place in telling.places] + ([around] if around else [])
    located = [place for place in told if place.place is not None]
    sites = _sites(told)
    unknown = next((place for place in told if not place.site and place.place is None and place.country is None), None)
    if located and (unknown is None or not all(_vague(place) for place in located)):
        return _found(_best(located), told, sites=sites, gazetteer=gazetteer)
    countries = [place for place in told if place.country] or ([country] if country else [])
    if unknown:
        return _unknown(unknown, located or countries, sites=sites)
    return _country(countries[0], sites=sites, gazetteer=gazetteer) if countries else _site_only(told, sites=sites)


def _sites(told: Sequence[PlaceTold]) -> tuple[str, ...]:
    """The sites as told, without those whose words lie inside another's."""
    names = list(dict.fromkeys(place.told for place in told if place.site))
    return tuple(name for name in names if not any(name != other and name.lower() in other.lower() for other in names))


def _best(located: Sequence[PlaceTold]) -> PlaceTold:
    counted = Counter(place.place.id for place in located if place.place)
    return min(located, key=lambda told: _order(told, counted))


def _order(told: PlaceTold, counted: Counter[str]) -> tuple[int, bool, int, int]:
    assert told.place is not None
    return RANK.get(told.place.precision, 5), told.beside, -counted[told.place.id], told.start


def _found(best: PlaceTold, told: Sequence[PlaceTold], *, sites: tuple[str, ...], gazetteer: Gazetteer) -> Where:
    assert best.place is not None
    place = _settlement(best.place, gazetteer)
    evidence = [spot for spot in told if spot is best or spot.site or _same(spot, best)]
    return place.where(best.told, further_km=BESIDE_KM * best.beside, sites=sites, evidence=_spans(evidence))


def _settlement(place: Place, gazetteer: Gazetteer) -> Place:
    """The settlement that a site lies in, or the place itself."""
    return gazetteer.place(place.parent) if place.precision == "site" and place.parent else place


def _same(left: PlaceTold, right: PlaceTold) -> bool:
    return left.place is not None and right.place is not None and left.place.id == right.place.id


def _spans(places: Sequence[PlaceTold]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(Span(start=p.start, end=p.end, quote=p.told) for p in places))


def _vague(told: PlaceTold) -> bool:
    """Whether a place only says near what, or in which region, another one lies."""
    return told.beside or (told.place is not None and told.place.precision in AREAS)


def _unknown(told: PlaceTold, around: Sequence[PlaceTold], *, sites: tuple[str, ...]) -> Where:
    """A place that the gazetteer does not hold: as told, at the place or in the area that is named around it."""
    nearest = min(around, key=lambda place: _extent(place.place), default=None)
    place = nearest.place if nearest else None
    return Where(
        told=told.told,
        country=nearest.country if nearest else None,
        latitude=place.latitude if place else None,
        longitude=place.longitude if place else None,
        precision=_precision(place),
        radius_km=_extent(place) + BESIDE_KM if place else None,
        sites=sites,
        evidence=_spans([told, nearest] if nearest else [told]),
    )


def _extent(place: Place | None) -> float:
    return place.radius_km if place else COUNTRY_KM


def _precision(place: Place | None) -> PlacePrecision:
    if place is None:
        return "unknown"
    return place.precision if place.precision in AREAS else "admin2"


def _country(told: PlaceTold, *, sites: tuple[str, ...], gazetteer: Gazetteer) -> Where:
    assert told.country is not None
    return Where(
        told=told.told,
        name=gazetteer.country_name(told.country),
        country=told.country,
        precision="country",
        radius_km=COUNTRY_KM,
        sites=sites,
        evidence=_spans([told]),
    )


def _site_only(told: Sequence[PlaceTold], *, sites: tuple[str, ...]) -> Where | None:
    return Where(told=sites[0], sites=sites, evidence=_spans(told)) if sites else None
