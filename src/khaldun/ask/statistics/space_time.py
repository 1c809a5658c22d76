"""Do events cluster in space and time together, beyond what each does alone?

Knox 1964 for pairs; Kulldorff et al. 2005 for the space-time permutation scan. Both put the dates in other orders over
the same places, so neither needs a population.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

EARTH_KM = 6371.0088
Values = NDArray[np.float64]
Marks = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs both near and soon, how many chance would give, and the share of permutations with at least as many."""

    events: int
    pairs: int
    close: int
    expected: float
    p: float
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """The zone and weeks least like the rest: members by index, expected number, log likelihood ratio, p."""

    members: tuple[int, ...]
    radius_km: float
    first_week: int
    last_week: int
    observed: int
    expected: float
    ratio: float
    p: float
    runs: int


def distances_km(latitude: Values, longitude: Values) -> Values:
    """Great-circle kilometres between every two points, on a sphere of radius 6371.0088 km."""
    north, east = np.radians(latitude), np.radians(longitude)
    half = np.sin((north[:, None] - north) / 2) ** 2
    half += np.cos(north[:, None]) * np.cos(north) * np.sin((east[:, None] - east) / 2) ** 2
    kilometres: Values = 2 * EARTH_KM * np.arcsin(np.sqrt(half))
    return kilometres


def knox(
    latitude: Sequence[float], longitude: Sequence[float], days: Sequence[int],
    *, km: float, within_days: int, runs: int = 999, seed: int = 1,
) -> Pairs:  # fmt: skip
    """Pairs at most `km` and `within_days` apart, against the same dates given to other events."""
    upper = np.triu_indices(len(days), 1)
    near = distances_km(np.asarray(latitude, dtype=float), np.asarray(longitude, dtype=float))[upper] <= km
    when = np.asarray(days, dtype=np.int64)
    first, second = upper[0][near], upper[1][near]
    soon = int((np.abs(when[upper[0]] - when[upper[1]]) <= within_days).sum())
    observed = _close(when, first, second, within_days)
    generator = np.random.default_rng(seed)
    drawn = [_close(generator.permutation(when), first, second, within_days) for _ in range(runs)]
    return Pairs(
        events=len(when),
        pairs=len(near),
        close=observed,
        expected=float(near.sum()) * soon / len(near) if len(near) else 0.0,
        p=(1 + sum(close >= observed for close in drawn)) / (1 + runs),
        runs=runs,
    )


def scan(
    latitude: Sequence[float], longitude: Sequence[float], weeks: Sequence[int],
    *, radii: Sequence[float], longest: int, least: int = 2, runs: int = 99, seed: int = 1,
) -> Cluster | None:  # fmt: skip
    """The most unusual cylinder of a zone and consecutive weeks; null where no cylinder holds more than expected.

    Zones are circles of each radius around each place of an event, with at most half of all events. Windows are 1 to
    `longest` weeks. `least` is the smallest number of events that is called a cluster.
    """
    zones, sizes = _zones(np.asarray(latitude, dtype=float), np.asarray(longitude, dtype=float), radii)
    when = np.asarray(weeks, dtype=np.int64)
    span = int(when.max()) + 1
    ratio, best, counts = _greatest(zones, when, span, longest=longest, least=least)
    if ratio <= 0:
        return None
    generator = np.random.default_rng(seed)
    drawn = [_greatest(zones, generator.permutation(when), span, longest=longest, least=least)[0] for _ in range(runs)]
    zone, start, length = best
    inside = zones[zone] & (when >= start) & (when < start + length)
    return Cluster(
        members=tuple(int(index) for index in np.flatnonzero(inside)),
        radius_km=sizes[zone],
        first_week=start,
        last_week=start + length - 1,
        observed=int(inside.sum()),
        expected=counts,
        ratio=ratio,
        p=(1 + sum(value >= ratio for value in drawn)) / (1 + runs),
        runs=runs,
    )


def _close(when: NDArray[np.int64], first: NDArray[np.intp], second: NDArray[np.intp], within: int) -> int:
    return int((np.abs(when[first] - when[second]) <= within).sum())


def _zones(latitude: Values, longitude: Values, radii: Sequence[float]) -> tuple[Marks, list[float]]:
    """Which events each circle holds, and its radius; circles with more than half of all events are left out."""
    _places, index = np.unique(np.stack([latitude, longitude], axis=1), axis=0, return_index=True)
    apart = distances_km(latitude, longitude)[index]
    rows, sizes = [], []
    for radius in radii:
        for row in apart <= radius:
            rows.append(row)
            sizes.append(float(radius))
    marks = np.asarray(rows)
    kept = marks.sum(axis=1) <= len(latitude) / 2
    return marks[kept], [size for size, keep in zip(sizes, kept, strict=True) if keep]


def _greatest(
    zones: Marks, when: NDArray[np.int64], span: int, *, longest: int, least: int
) -> tuple[float, tuple[int, int, int], float]:
    """The highest log likelihood ratio over all zones and windows, where it is, and the number expected there."""
    size = len(when)
    by_week = np.zeros((size, span))
    by_week[np.arange(size), when] = 1
    running = np.concatenate([np.zeros((len(zones), 1)), (zones @ by_week).cumsum(axis=1)], axis=1)
    weekly = np.concatenate([[0.0], by_week.sum(axis=0).cumsum()])
    members = zones.sum(axis=1, keepdims=True)
    top, where, mean = 0.0, (0, 0, 0), 0.0
    for length in range(1, longest + 1):
        seen = running[:, length:] - running[:, :-length]
        expected = members * (weekly[length:] - weekly[:-length]) / size
        ratio = np.where((seen > expected) & (seen >= least), _ratio(seen, expected, size), 0.0)
        zone, start = np.unravel_index(ratio.argmax(), ratio.shape)
        if ratio[zone, start] > top:
            top, where, mean = float(ratio[zone, start]), (int(zone), int(start), length), float(expected[zone, start])
    return top, where, mean


def _ratio(seen: Values, expected: Values, size: int) -> Values:
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = np.where(seen > 0, seen * np.log(seen / expected), 0.0)
        outside = np.where(seen < size, (size - seen) * np.log((size - seen) / (size - expected)), 0.0)
    ratio: Values = np.nan_to_num(inside + outside)
    return ratio
