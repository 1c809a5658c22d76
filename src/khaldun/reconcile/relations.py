"""Which accounts are a part of a longer one, and which groups are too large to be one event without a person's word?"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from khaldun.model import Issue
from khaldun.reconcile.columns import Told
from khaldun.reconcile.keys import COUNTRY, Numbers, Spots
from khaldun.reconcile.tables import limits

LONG_DAYS, SHORT_DAYS = 7, 2
KM_A_DEGREE = 111.2


def spells(told: Told) -> tuple[Numbers, Numbers]:
    """Which accounts tell of a spell of fighting of more than a week, and which of a day or two.

    A stretch that only says how little is known of the day (precision week, month, year) is no spell, unless it counts
    so many dead that it sums up what happened in it.
    """
    table = told.table
    start, end = (table.column(name).cast(pa.int32()).fill_null(0).to_numpy() for name in ("start", "end"))
    precision = np.array(table.column("date_precision").to_pylist(), dtype=object)
    exact, vague = precision == "day", np.isin(precision, ["month", "year"])
    summed = vague & (table.column("killed_low").fill_null(0).to_numpy() >= limits()["spell_dead"])
    days = end - start + 1
    return (exact | summed) & (days > LONG_DAYS), exact & (days <= SHORT_DAYS)


def parts(told: Told, left: Numbers, right: Numbers) -> Numbers:
    """Which pairs are a short account and a longer one that it may be a part of: such two never merge."""
    long, short = spells(told)
    return np.asarray((long[left] & short[right]) | (short[left] & long[right]))


def too_large(told: Told, groups: Sequence[tuple[int, ...]], spot: Spots) -> list[Issue]:
    """An Issue for every group that spans more days or kilometres, or holds more accounts, than one event should.

    The middle of a whole country, or of a province as wide, says nothing of where an event was.
    """
    several = [group for group in groups if len(group) > 1]
    if not several:
        return []
    sizes = np.array([len(group) for group in several])
    rows = np.array([row for group in several for row in group], dtype=np.int64)
    first = np.cumsum(sizes) - sizes
    start = _known_days(told)[rows]
    days = np.fmax.reduceat(start, first) - np.fmin.reduceat(start, first)
    latitude, longitude = (
        np.where(spot.space < COUNTRY, told, np.nan)[rows] for told in (spot.latitude, spot.longitude)
    )
    shrunk = np.cos(np.radians(np.fmin.reduceat(latitude, first)))  # a degree of longitude where the group lies
    kilometres = np.nan_to_num(np.hypot(_span(latitude, first), _span(longitude, first) * shrunk))
    scale = limits()
    over = (sizes > scale["size"]) | (days > scale["days"]) | (kilometres > scale["diameter_km"])
    names = told.table.column("account_id")
    return [
        Issue(
            where=names[several[number][0]].as_py(),
            what=f"For review: {sizes[number]} accounts over {days[number]:.0f} days and {kilometres[number]:.0f} km.",
            kind="review",
        )
        for number in np.flatnonzero(over).tolist()
    ]


def _known_days(told: Told) -> Numbers:
    """The first day of accounts that name their days; not a number where a longer stretch leaves them open."""
    start, end = (told.table.column(name).cast(pa.int32()).fill_null(0).to_numpy() for name in ("start", "end"))
    known = ~told.table.column("start").is_null().to_numpy() & (end - start <= limits()["days"])
    return np.where(known, start.astype(np.float64), np.nan)


def _span(degrees: Numbers, first: Numbers) -> Numbers:
    """From the least to the greatest of each group, in kilometres."""
    return np.asarray((np.fmax.reduceat(degrees, first) - np.fmin.reduceat(degrees, first)) * KM_A_DEGREE)
