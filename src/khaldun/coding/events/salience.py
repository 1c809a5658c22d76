"""How well does a telling fit an event told before? Places, days, actors and nearness in the text, weighed."""

from collections.abc import Sequence

from khaldun.coding.casualties.counted import Count
from khaldun.coding.events.telling import Telling
from khaldun.coding.events.worlds import fits
from khaldun.coding.places.whereabouts import PlaceTold
from khaldun.model import Role, When

JOIN = 1.0  # the weight from which a telling joins an event
LEAD = 2  # the sentences of headline and lead, which speak of one event
NEXT = 1  # sentences between one sentence and the one that goes on
DOERS: tuple[Role, ...] = ("perpetrator",)
STRUCK: tuple[Role, ...] = ("target", "victim", "opponent")
EXACT = ("day", "week")
PLACED = ("site", "settlement")


def weight(earlier: Sequence[Telling], telling: Telling, *, when: When, main: bool) -> float | None:
    """How well the telling fits the event that `earlier` tell of; null where something speaks against it."""
    if not fits(_world(earlier), telling.world) or _moved(earlier, telling):
        return None
    parts = (
        _days(earlier, when, telling),
        _places(earlier, telling),
        _actors(earlier, telling),
        _tolls(earlier, telling),
    )
    if any(part is None for part in parts):
        return None
    total = sum(part for part in parts if part is not None)
    if telling.another and (total < 2 * JOIN or _tolls(earlier, telling) < 0):
        return None
    if _background(when, telling, main=main) and not _near(earlier, telling) and not _same_spot(earlier, telling):
        return None
    return total + _nearness(earlier, telling) + _pointing(telling, main=main)


def _world(earlier: Sequence[Telling]) -> str:
    worlds = [each.world for each in earlier if each.mentions]
    return worlds[0] if worlds else "violence"


def _moved(earlier: Sequence[Telling], telling: Telling) -> bool:
    """Whether one side tells of a place that changed hands, and the other of fighting somewhere else or nowhere."""
    worlds = {_world(earlier), telling.world}
    if "territory" not in worlds or len(worlds) == 1:
        return False
    follows = 0 <= telling.sentence.index - earlier[-1].sentence.index <= 2 * NEXT
    return not (_settlements(earlier) & _settlements([telling]) or follows)


def _days(earlier: Sequence[Telling], when: When, telling: Telling) -> float | None:
    """Agreement in days; a year that is told does not settle a day whose year is not ("last month", "Sept. 17")."""
    undated = any(each.dates for each in earlier) and when.start is None
    if (undated and telling.when.precision == "year") or (when.precision == "year" and _unsettled(telling)):
        return None
    overlap = when.overlaps(telling.when)
    if overlap is None:
        return 0.0
    if not overlap:
        return None
    return 2.0 if when.precision in EXACT and telling.when.precision in EXACT else 1.0


def _unsettled(telling: Telling) -> bool:
    """Whether dates are told that nothing known settles."""
    return bool(telling.dates) and telling.when.start is None


def _places(earlier: Sequence[Telling], telling: Telling) -> float | None:
    """Agreement in place: the same settlement speaks for one event, another one or another country against it."""
    here, there = _settlements([telling]), _settlements(earlier)
    if here and there:
        return 2.0 if here & there else None
    countries = (_countries([telling]), _countries(earlier))
    if all(countries):
        return 0.5 if countries[0] & countries[1] else None
    return 0.0


def _settlements(tellings: Sequence[Telling]) -> set[str]:
    told = (place for telling in tellings for place in telling.places)
    return {spot for place in told if (spot := _spot(place))}


def _spot(told: PlaceTold) -> str | None:
    """The settlement that a place is or lies in."""
    if told.place is None or told.place.precision not in PLACED:
        return None
    return told.place.parent or told.place.id


def _countries(tellings: Sequence[Telling]) -> set[str]:
    return {place.country for telling in tellings for place in telling.places if place.country}


def _actors(earlier: Sequence[Telling], telling: Telling) -> float:
    """Agreement in who did it: a shared actor speaks for one event, two that share none against it.

    Who struck in one telling and is struck in the other fought back.
    """
    here, there = _named([telling], DOERS), _named(earlier, DOERS)
    if not here or not there:
        return 0.0
    if here & there:
        return 1.0
    return 0.5 if here & _named(earlier, STRUCK) or there & _named([telling], STRUCK) else -1.5


def _named(tellings: Sequence[Telling], roles: tuple[Role, ...]) -> set[str]:
    """The known actors in some roles, with those they belong to."""
    parties = (party for telling in tellings for party in telling.parties if party.role in roles)
    actors = [party.match.actor for party in parties if party.named and party.match.actor]
    return {name for actor in actors for name in (actor.id, *actor.parents)}


def _tolls(earlier: Sequence[Telling], telling: Telling) -> float:
    """Agreement in figures: the same one speaks for one event, a different closed one of the same sort against it."""
    here = _closed([telling])
    there = _closed(earlier)
    if {(c.toll.outcome, c.toll.low) for c in here} & {(c.toll.outcome, c.toll.low) for c in there}:
        return 1.5
    clash = any(a.toll.outcome == b.toll.outcome and a.whom == b.whom for a in here for b in there)
    return -0.75 if clash else 0.0


def _closed(tellings: Sequence[Telling]) -> list[Count]:
    """The exact figures that are no part of others."""
    return [count for each in tellings for count in each.counts if count.toll.high == count.toll.low]


def _background(when: When, telling: Telling, *, main: bool) -> bool:
    """Whether an event known only to its year, or to its month and not the main one, meets a telling without a day."""
    rough = when.precision == "year" or (when.precision == "month" and not main)
    return rough and telling.when.start is None and telling.world in ("violence", "unrest")


def _near(earlier: Sequence[Telling], telling: Telling) -> bool:
    last = earlier[-1].sentence
    here = telling.sentence
    return here.paragraph == last.paragraph and here.index - last.index <= NEXT and not telling.definite


def _same_spot(earlier: Sequence[Telling], telling: Telling) -> bool:
    """Whether both name the same site, which is more than the same town."""
    sites = [{p.told.lower() for each in side for p in each.places if p.site} for side in (earlier, [telling])]
    return bool(sites[0] & sites[1])


def _nearness(earlier: Sequence[Telling], telling: Telling) -> float:
    here = telling.sentence
    if here.index < LEAD and earlier[0].sentence.index < LEAD:
        return 1.5
    distance = min(abs(here.index - each.sentence.index) for each in earlier)
    paragraph = any(each.sentence.paragraph == here.paragraph for each in earlier)
    return max(0.0, 1.25 - 0.25 * distance) + 0.25 * paragraph


def _pointing(telling: Telling, *, main: bool) -> float:
    """Words that point back ("the attack"), and the dead and injured by themselves, look for an event told before."""
    consequence = all(mention.trigger.dependent for mention in telling.mentions)
    if telling.mentions and not telling.definite and not consequence:
        return 0.25 * main
    return 0.5 + (0.75 if telling.mentions else 0.25) * main
