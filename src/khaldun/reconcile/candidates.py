"""Which pairs of accounts could be one event, and on which level does each field of theirs agree?

Table expressions only: the same functions run on every backend that Ibis speaks to. Joins are on equal keys alone.
"""

from collections.abc import Sequence
from typing import TypeAlias

import ibis
from ibis import _

from khaldun.reconcile.levels import NEAR_KM, agreed, near_families
from khaldun.reconcile.tables import limits

Table: TypeAlias = ibis.Table
EARTH_KM = 6371.0


def met(asks: Table, answers: Table) -> Table:
    """Pairs of rows (`left` asks, `right` answers) that stand under an equal key."""
    right = answers.select(right="row", key="key")
    return asks.select(left="row", key="key").join(right, "key").filter(_.left != _.right).select("left", "right")


def unordered(pairs: Table) -> Table:
    """Every pair once, the smaller row to the left."""
    return pairs.select(left=ibis.least(_.left, _.right), right=ibis.greatest(_.left, _.right)).distinct()


def compared(pairs: Table, features: Table, *, shift: int = 0) -> Table:
    """Pairs that time and place allow, with the level of each field; `left` is moved by `shift` days."""
    near = _possible(_joined(pairs, features, LIGHT), shift)
    full = _joined(near, features, HEAVY)
    return full.select(
        "left",
        "right",
        "apart",
        "late",
        same_source=_.l_source == _.r_source,
        exclusive=_.l_exclusive == _.r_exclusive,
        **agreed(),
    )


LIGHT = (
    "source", "exclusive", "start", "end", "date_level", "dated", "named_day", "placed", "x", "y", "z", "radius",
    "place_level", "place", "country", "family",
)  # fmt: skip
HEAVY = ("kind", "low", "high", "actors", "words", "names")


def _joined(pairs: Table, features: Table, names: Sequence[str]) -> Table:
    left = features.select("row", **{f"l_{name}": name for name in names})
    right = features.select("row", **{f"r_{name}": name for name in names})
    once = pairs.join(left, pairs.left == left.row).drop("row")
    return once.join(right, once.right == right.row).drop("row")


def _possible(pairs: Table, shift: int) -> Table:
    """Pairs within reach of one another in days and kilometres, of families that may describe one event."""
    chord = (_.l_x - _.r_x) * (_.l_x - _.r_x) + (_.l_y - _.r_y) * (_.l_y - _.r_y) + (_.l_z - _.r_z) * (_.l_z - _.r_z)
    both = _.l_placed & _.r_placed
    half = ibis.least(1.0, chord.sqrt() / (2 * EARTH_KM))
    apart = ibis.ifelse(both, half.asin() * (2 * EARTH_KM), -1.0)
    late = ibis.greatest(_.r_start - _.l_end - shift, _.l_start + shift - _.r_end, 0)
    measured = pairs.mutate(apart=apart, late=ibis.ifelse(_.l_dated & _.r_dated, late, 0))
    within = _.apart <= ibis.greatest(_.l_radius, _.r_radius, limits()["reach_km"])
    abroad = both & (_.l_country >= 0) & (_.r_country >= 0) & (_.l_country != _.r_country) & (_.apart > NEAR_KM)
    far = ~near_families()
    return measured.filter((_.late <= int(limits()["lag_days"])) & within & ~abroad & ~far)
