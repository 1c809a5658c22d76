"""Where did an event happen, from all that its tellings say of places?"""

from collections import Counter
from collections.abc import Sequence

from khaldun.coding.telling import Telling
from khaldun.coding.whereabouts import PlaceTold
from khaldun.model import Gazetteer, Place, Span, Where

RANK = {"settlement": 0, "site": 0, "admin2": 2, "admin1": 3, "country": 4}
BESIDE_KM = 15.0
COUNTRY_KM = 600.0


def where(tellings: Sequence[Telling], *, gazetteer: Gazetteer, country: PlaceTold | None) -> Where | None:
    """The place of an event: the most exact one told, the oftener and earlier told before the others.

    `country` is what the sentence or the report leaves where no place is told: a country named beside the event.
    """
    told = [place for telling in tellings for place in telling.places]
    located = [place for place in told if place.place is not None]
    sites = _sites(told)
    if located:
        return _found(_best(located), told, sites=sites, gazetteer=gazetteer)
    unknown = next((place for place in told if not place.site and place.country is None), None)
    countries = [place for place in told if place.country] or ([country] if country else [])
    if unknown:
        return _unknown(unknown, countries, sites=sites)
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
    return Where(
        told=best.told,
        name=place.name,
        id=place.id,
        country=place.country,
        latitude=place.latitude,
        longitude=place.longitude,
        precision=place.precision,
        radius_km=place.radius_km + BESIDE_KM * best.beside,
        sites=sites,
        evidence=_spans(evidence),
    )


def _settlement(place: Place, gazetteer: Gazetteer) -> Place:
    """The settlement that a site lies in, or the place itself."""
    return gazetteer.place(place.parent) if place.precision == "site" and place.parent else place


def _same(left: PlaceTold, right: PlaceTold) -> bool:
    return left.place is not None and right.place is not None and left.place.id == right.place.id


def _spans(places: Sequence[PlaceTold]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(Span(start=p.start, end=p.end, quote=p.told) for p in places))


def _unknown(told: PlaceTold, countries: Sequence[PlaceTold], *, sites: tuple[str, ...]) -> Where:
    """A place that the gazetteer does not hold: as told, in the country named beside it."""
    country = countries[0].country if countries else None
    return Where(told=told.told, country=country, sites=sites, evidence=_spans([told, *countries[:1]]))


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
