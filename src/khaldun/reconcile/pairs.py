"""How strongly do two accounts speak for one event, field by field?"""

from collections.abc import Mapping
from datetime import date, timedelta
from math import asin, cos, log2, radians, sin, sqrt

from khaldun.model import Account, Toll, Where
from khaldun.reconcile.tables import read_table, weights

EARTH_KM = 6371.0
PRECISE = ("site", "settlement")
Stretch = tuple[date, date]


def bits(left: Account, right: Account, published: Mapping[str, date]) -> dict[str, float] | None:
    """The bits of each field that two accounts of one event would agree on so, or null where they cannot be one."""
    day = _day(left, right, published)
    place = _place(left.where, right.where)
    kind = _type(left, right)
    if day is None or place is None or kind is None:
        return None
    fields = {"day": day, "place": place, "type": kind, "actor": _actor(left, right), "toll": _toll(left, right)}
    return {"prior": weights("prior")["bits"], **fields}


def _type(left: Account, right: Account) -> float | None:
    scale = weights("type")
    if left.type == right.type:
        return scale["same"]
    if left.family == right.family:
        return scale["family"] if left.family != "strategic" else None
    near = read_table("weights")["families"]["near"]
    return scale["near"] if any({left.family, right.family} <= set(group) for group in near) else None


def _stretch(account: Account, published: Mapping[str, date]) -> Stretch | None:
    """The days an account may mean; without a date, those just before its report came out."""
    if account.when.start is not None and account.when.end is not None:
        return account.when.start, account.when.end
    day = published.get(account.record)
    return None if day is None else (day - timedelta(days=weights("limits")["days"]), day)


def _day(left: Account, right: Account, published: Mapping[str, date]) -> float | None:
    scale = weights("day")
    ours, theirs = _stretch(left, published), _stretch(right, published)
    if ours is None or theirs is None:
        return scale["unknown"]
    apart = max((theirs[0] - ours[1]).days, (ours[0] - theirs[1]).days, 0)
    precisions = {left.when.precision, right.when.precision}
    for coarse in ("unknown", "year", "month", "week"):
        if coarse in precisions:
            return scale[coarse] if apart == 0 else None
    if apart and left.when.basis == right.when.basis == "explicit":
        return scale["explicit_apart"] if apart <= 1 else None
    named = {0: "same", 1: "one", 2: "two", 3: "three"}.get(apart)
    return scale[named] if named else None


def _place(left: Where | None, right: Where | None) -> float | None:  # noqa: PLR0911
    scale = weights("place")
    if left is None or right is None:
        return scale["unknown"]
    if left.id is not None and left.id == right.id:
        return scale["same_place"] if left.precision in PRECISE else scale["inside_country"]
    if left.country and right.country and left.country != right.country:
        return None
    apart = distance_km(left, right)
    if apart is None:
        return scale["unknown"]
    reach = max(_radius(left), _radius(right))
    if apart <= scale["at_hand_km"] and reach <= scale["precise_km"]:
        return scale["at_hand"]
    if left.precision in PRECISE and right.precision in PRECISE:
        return scale["other_village"] if apart <= reach + scale["near_km"] else None
    return scale["inside_admin1"] if apart <= reach else None


def _radius(where: Where) -> float:
    return where.radius_km if where.radius_km is not None else weights("radius_km")[where.precision]


def distance_km(left: Where, right: Where) -> float | None:
    """The great-circle distance between two positions, or null where one has none."""
    if left.latitude is None or left.longitude is None or right.latitude is None or right.longitude is None:
        return None
    lat1, lat2 = radians(left.latitude), radians(right.latitude)
    east = radians(right.longitude - left.longitude)
    chord = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(chord))


def _actor(left: Account, right: Account) -> float:
    scale = weights("actor")
    ours, theirs = ({p.actor or p.told.casefold() for p in account.parties} for account in (left, right))
    shared = len(ours & theirs)
    if not ours or not theirs:
        return scale["unknown"]
    return scale["both"] if shared > 1 else scale["one"] if shared else scale["unknown"]


def _toll(left: Account, right: Account) -> float:
    scale = weights("toll")
    ours, theirs = _killed(left), _killed(right)
    if not ours or not theirs:
        return 0.0
    equal = max((a.low for a in ours for b in theirs if a.low == b.low), default=0)
    if equal > 1:
        return min(log2(equal), scale["most"])
    if any(_overlap(a, b) for a in ours for b in theirs):
        return scale["overlap"]
    ratio = min((max(a.low, b.low) + 1) / (min(a.low, b.low) + 1) for a in ours for b in theirs)
    return (
        scale["close"]
        if ratio <= scale["close_ratio"]
        else scale["apart"]
        if ratio < scale["tenfold_ratio"]
        else scale["tenfold"]
    )


def _killed(account: Account) -> list[Toll]:
    return [toll for toll in account.tolls if toll.outcome == "killed" and toll.who != "attackers"]


def _overlap(left: Toll, right: Toll) -> bool:
    return (left.high is None or right.low <= left.high) and (right.high is None or left.low <= right.high)
