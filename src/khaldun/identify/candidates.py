"""Which of several places of one name is meant?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from khaldun.identify.data_files import rows, split
from khaldun.model import Place

Found = Literal["listed", "name", "alternate name", "like-sounding name", "similar name", "name of water"]
FITS: dict[Found, float] = {
    "listed": 1.7,
    "name": 1.0,
    "alternate name": 0.85,
    "like-sounding name": 0.6,
    "similar name": 0.3,
    "name of water": 0.15,
}
EXACTLY: tuple[Found, ...] = ("listed", "name", "alternate name")
PRECISIONS = {"settlement": 0.3, "admin1": 0.0, "admin2": 0.1, "site": 0.0, "country": 0.7, "unknown": 0.2}
WORTH_OF_TENFOLD = 0.25  # a tenfold population outweighs this much of the other reasons
FIRST_COUNTRY, LATER_COUNTRY, NEIGHBOUR = 1.2, 0.05, 0.3
NEARNESS_KM = 200.0
AREA_TOLD = 3.0
YIELDED = 1.8
TOWN_IN_AREA = 50  # a town comes before its area if the area holds at most so many times its people
AREA_BY_HEART = 0.9  # Gaza is first the strip, Darfur first the land
MARGIN = 0.05  # of score, within which nothing tells two places apart
FAR_APART_KM = 50.0
EARTH_KM = 6371.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A place that a name may mean, how it was found, and its score."""

    place: Place
    found: Found
    score: float


def scored(
    place: Place,
    found: Found,
    *,
    countries: Sequence[str],
    near: Place | None,
    capital: bool,
    area: bool = False,
    yields: bool = False,
    likeness: float = 1.0,
) -> Candidate:
    """The candidate with its score: fit of the name, population, country, neighbourhood, kind of place.

    `area` says that the words speak of a region or province, not of a town; `yields` that a town of this name is large
    enough to come first.
    """
    score = FITS[found] * likeness + WORTH_OF_TENFOLD * math.log10(max(place.population, 100))
    score += _country(place.country, countries)
    score += AREA_BY_HEART if _by_heart(place) else PRECISIONS[place.precision]
    score += 0.3 if capital else 0.0
    score += AREA_TOLD if area and place.precision in ("admin1", "admin2") else 0.0
    score -= YIELDED if yields and not area else 0.0
    if near is not None:
        score += math.exp(-kilometres(place, near) / NEARNESS_KM)
    return Candidate(place=place, found=found, score=round(score, 4))


def _by_heart(place: Place) -> bool:
    return place.precision == "admin1" and place.id.startswith("khaldun:")


def comes_after(area: Place, towns: Sequence[Place]) -> bool:
    """Whether a first-level area gives way to a town of its name, as Mopti region does to Mopti and Sonora to none."""
    if not area.id.startswith("admin1:"):
        return False
    return any(t.country == area.country and t.population * TOWN_IN_AREA >= area.population for t in towns)


def likeliest(ranked: Sequence[Candidate]) -> Place | None:
    """The place of the best of ranked candidates; null if there is none.

    Where others of the name are as likely and far away, the place is not known: its precision is `unknown`, and its
    radius reaches all of them.
    """
    if not ranked:
        return None
    best = ranked[0]
    rivals = [other for other in ranked[1:] if best.score - other.score < MARGIN]
    apart = max((kilometres(best.place, rival.place) for rival in rivals), default=0.0)
    if apart < FAR_APART_KM:
        return best.place
    return replace(best.place, precision="unknown", radius_km=float(math.ceil(apart)))


def _country(country: str, countries: Sequence[str]) -> float:
    if country in countries:
        return FIRST_COUNTRY - LATER_COUNTRY * min(list(countries).index(country), 8)
    return NEIGHBOUR if countries and country in neighbours().get(countries[0], ()) else 0.0


def kilometres(one: Place, other: Place) -> float:
    """The distance of two places on a sphere."""
    a, b = math.radians(one.latitude), math.radians(other.latitude)
    across = math.sin(math.radians(other.longitude - one.longitude) / 2) ** 2
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * across
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


@cache
def neighbours() -> dict[str, tuple[str, ...]]:
    """The codes of the countries beside each country."""
    return {row["code"]: split(row["neighbours"]) for row in rows("countries.csv")}
