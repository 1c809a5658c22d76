"""Do a coded and an annotated value mean the same?"""

import math
from collections.abc import Iterable, Sequence
from datetime import timedelta

from corpora.gold import Alternatives, GoldAccount, GoldPlace, GoldToll
from khaldun.model import Party, Toll, When, Where
from scoring.folding import folded

NEAR_KM = 25.0
EARTH_KM = 6371.0
SETTLED = ("site", "settlement")
FOLLOWING = timedelta(days=3)


def same_words(one: str, other: str) -> bool:
    """Whether one phrase holds all the meaning words of the other."""
    left, right = folded(one), folded(other)
    return bool(left and right) and (left <= right or right <= left)


def same_actor(alternatives: Alternatives, *, told: str, actor: str | None) -> bool:
    """Whether an actor id is among the alternatives or the words as told contain, or lie in, one of them."""
    if actor is not None and actor in alternatives:
        return True
    return any(same_words(told, each) for each in alternatives)


def names(party: Party, wanted: Sequence[Alternatives]) -> int | None:
    """Which of the wanted actors a party is, by position; null where it is none of them."""
    return next((n for n, each in enumerate(wanted) if same_actor(each, told=party.told, actor=party.actor)), None)


def kilometres(place: GoldPlace, where: Where) -> float | None:
    """The distance on the sphere; null where either has no position."""
    if place.latitude is None or place.longitude is None or where.latitude is None or where.longitude is None:
        return None
    p, q = math.radians(place.latitude), math.radians(where.latitude)
    across = math.radians(where.longitude - place.longitude)
    h = math.sin((q - p) / 2) ** 2 + math.cos(p) * math.cos(q) * math.sin(across / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(h))


def same_settlement(places: Iterable[GoldPlace], where: Where) -> bool:
    """Whether a place lies within 25 km of one of the settlements or, where either has no position, has its name."""
    return any(_same_settlement(place, where) for place in places)


def _same_settlement(place: GoldPlace, where: Where) -> bool:
    distance = kilometres(place, where)
    if distance is None:
        return same_words(place.name, where.told) or same_words(place.name, where.name or "")
    return distance <= NEAR_KM


def settled(where: Where | None) -> bool:
    """Whether a place is told as exactly as a settlement."""
    return where is not None and (where.precision in SETTLED or (where.precision == "unknown" and bool(where.told)))


def near_in_time(one: When, other: When) -> bool:
    """Whether two stretches of days lie at most three days apart."""
    if one.start is None or one.end is None or other.start is None or other.end is None:
        return False
    return one.start <= other.end + FOLLOWING and other.start <= one.end + FOLLOWING


def number(toll: Toll | GoldToll) -> int:
    """The number that the words give: best, else low, else high where only an upper bound is told."""
    if toll.best is not None:
        return toll.best
    return toll.low or toll.high or 0


def same_figure(gold: GoldToll, toll: Toll) -> bool:
    """Whether a toll has the outcome, the number and the openness of the annotated one.

    "More than 20" may be held as 20 or as 21, so the number of an open figure may be off by one.
    """
    differ = gold.bounded and (gold.high is None) != (toll.high is None)
    if gold.outcome != toll.outcome or differ:
        return False
    return abs(number(gold) - number(toll)) <= (1 if gold.high is None else 0)


def overlapping_figures(gold: GoldToll, toll: Toll) -> bool:
    """Whether two tolls of one outcome share a number of persons."""
    low, high = max(gold.low, toll.low), min(_top(gold), _top(toll))
    return gold.outcome == toll.outcome and low <= high


def _top(toll: Toll | GoldToll) -> float:
    return math.inf if toll.high is None else toll.high


def same_country(gold: GoldAccount, where: Where | None) -> bool | None:
    """Whether the countries agree; null where either is not told."""
    if where is None or where.country is None or not gold.countries:
        return None
    return where.country in gold.countries
