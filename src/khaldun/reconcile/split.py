"""Do the figures for all and for the parts fit one another, and what do they leave open?"""

from collections.abc import Mapping
from itertools import combinations

PARTS = ("civilians", "state_forces", "non_state_forces", "other")
Bounds = tuple[int, int | None]
OPEN: Bounds = (0, None)


def propagate(told: Mapping[str, Bounds]) -> dict[str, Bounds] | None:
    """The tightest bounds of `all`, of each part and of `attackers`, or null where no whole numbers fit them.

    all = civilians + state_forces + non_state_forces + other; attackers cut across the parts and are at most all.
    """
    bounds = {name: told.get(name, OPEN) for name in ("all", *PARTS, "attackers")}
    for _ in range(2):
        bounds["all"] = _meet(bounds["all"], (sum(bounds[part][0] for part in PARTS), _sum_high(bounds, PARTS)))
        bounds["all"] = _meet(bounds["all"], (bounds["attackers"][0], None))
        for part in PARTS:
            bounds[part] = _meet(bounds[part], _left(bounds, part))
        bounds["attackers"] = _meet(bounds["attackers"], (0, bounds["all"][1]))
        if any(high is not None and high < low for low, high in bounds.values()):
            return None
    return bounds


def contradiction(told: Mapping[str, Bounds]) -> tuple[str, ...]:
    """The smallest set of groups whose figures cannot all hold; empty where they can."""
    names = sorted(told)
    for size in range(1, len(names) + 1):
        for chosen in combinations(names, size):
            if propagate({name: told[name] for name in chosen}) is None:
                return chosen
    return ()


def rest(told: Mapping[str, Bounds]) -> Bounds | None:
    """How many are of no group that has a figure: all less the parts told; null where that says nothing."""
    bounds = propagate(told)
    parts = [part for part in PARTS if part in told]
    if bounds is None or "all" not in told or not parts or len(parts) == len(PARTS):
        return None
    low, high = bounds["all"]
    most = _sum_high(bounds, parts)
    top = None if high is None else high - sum(bounds[part][0] for part in parts)
    return (0 if most is None else max(0, low - most), top)


def less(whole: Bounds, part: Bounds) -> Bounds:
    """The interval of a whole without a part that is counted in it."""
    low = 0 if part[1] is None else max(0, whole[0] - part[1])
    return (low, None if whole[1] is None else max(low, whole[1] - part[0]))


def plus(left: Bounds, right: Bounds) -> Bounds:
    """The interval of two groups that share nobody."""
    return (left[0] + right[0], None if left[1] is None or right[1] is None else left[1] + right[1])


def _meet(left: Bounds, right: Bounds) -> Bounds:
    highs = [high for high in (left[1], right[1]) if high is not None]
    return (max(left[0], right[0]), min(highs, default=None))


def _sum_high(bounds: Mapping[str, Bounds], parts: tuple[str, ...] | list[str]) -> int | None:
    highs = [bounds[part][1] for part in parts]
    known = [high for high in highs if high is not None]
    return sum(known) if len(known) == len(highs) else None


def _left(bounds: Mapping[str, Bounds], part: str) -> Bounds:
    """What `all` and the other parts leave for this one."""
    others = [name for name in PARTS if name != part]
    low, high = bounds["all"]
    most = _sum_high(bounds, others)
    top = None if high is None else high - sum(bounds[name][0] for name in others)
    return (0 if most is None else max(0, low - most), top)
