"""Which pairs of accounts could be one event, and on which level does each field of theirs agree?

Table expressions only: the same functions run on every backend that Ibis speaks to. Joins are on equal keys alone.
"""

from collections.abc import Sequence
from typing import TypeAlias

import ibis
from ibis import _

from khaldun.reconcile.levels import NEAR_KM, Level, agreed
from khaldun.reconcile.tables import limits

Table: TypeAlias = ibis.Table


def possible(asks: Table, answers: Table, features: Table, *, shift: int = 0) -> Table:
    """Pairs under an equal key, within reach of one another in days and kilometres.

    `left` asks and `right` answers; `left` is moved by `shift` days. `apart` is in kilometres through the ground (at
    150 km four metres less than along it), -1 where a position is missing; `late` is in days. Either side brings what
    is measured with it: a join on keys alone, measured after, took seven times as long for the same pairs.
    """
    left = features.select(left="row", **{f"l_{name}": name for name in LIGHT})
    right = features.select(right="row", **{f"r_{name}": name for name in LIGHT})
    asking = asks.select("key", left="row").join(left, "left")
    answering = answers.select("key", right="row").join(right, "right")
    told = asking.join(answering, "key").filter(_.left != _.right)
    late = ibis.greatest(_.r_start - _.l_end - shift, _.l_start + shift - _.r_end, 0)
    apart = ibis.ifelse(_.l_placed & _.r_placed, _chord(), -1.0)
    measured = told.mutate(apart=apart, late=ibis.ifelse(_.l_dated & _.r_dated, late, 0))
    abroad = (_.apart > NEAR_KM) & (_.l_country >= 0) & (_.r_country >= 0) & (_.l_country != _.r_country)
    within = (_.apart <= ibis.greatest(_.l_reach, _.r_reach)) & (_.late <= _most_late())
    return measured.filter(within & ~abroad).select("left", "right", "apart", "late")


def _chord() -> Level:
    """The straight line between two positions in kilometres."""
    across = [_[f"l_{axis}"] - _[f"r_{axis}"] for axis in "xyz"]
    return (across[0] * across[0] + across[1] * across[1] + across[2] * across[2]).sqrt()


def _most_late() -> Level:
    """The days that two reports of one event may differ: fewer where a place is no more than a province."""
    wide = ibis.greatest(_.l_reach, _.r_reach) > limits()["middle_radius_km"] + limits()["slack_km"]
    return ibis.ifelse(wide, int(limits()["wide_lag_days"]), int(limits()["lag_days"]))


def unordered(pairs: Table) -> Table:
    """Every pair once, the smaller row to the left."""
    smaller, greater = ibis.least(_.left, _.right), ibis.greatest(_.left, _.right)
    return pairs.mutate(left=smaller, right=greater).distinct()


def compared(pairs: Table, features: Table) -> Table:
    """Possible pairs with the level of each field, and whether they cannot be one event whatever their levels."""
    return _joined(pairs, features, HEAVY).select(
        "left",
        "right",
        "apart",
        same_source=_.l_source == _.r_source,
        exclusive=_.l_exclusive == _.r_exclusive,
        **agreed(),
    )


LIGHT = ("start", "end", "dated", "placed", "x", "y", "z", "reach", "country")
HEAVY = (
    "source", "exclusive", "start", "end", "dated", "published", "date_level", "named_day", "place_level", "place",
    "country", "family", "kind", "low", "high", "peopled", "state", "civilians", "actors", "words", "names",
)  # fmt: skip


def _joined(pairs: Table, features: Table, names: Sequence[str]) -> Table:
    left = features.select("row", **{f"l_{name}": name for name in names})
    right = features.select("row", **{f"r_{name}": name for name in names})
    once = pairs.join(left, pairs.left == left.row).drop("row")
    return once.join(right, once.right == right.row).drop("row")
