"""On which level does each field of two accounts agree?

Every level is an expression over a pair whose columns are those of both accounts, `l_` and `r_`; thresholds are named
here and shown in weights.toml beside the bits that a level counts.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import ibis
from ibis import _

from khaldun.reconcile.tables import read_table
from khaldun.reconcile.tokens import QUARTERS, STEPS

Level: TypeAlias = Any  # an expression of Ibis, which has no types of its own
FIELDS = ("day", "place", "name", "type", "sides", "actor", "toll", "words")
LEVELS: dict[str, tuple[str, ...]] = {
    "day": (
        "same", "one", "two", "three", "named_apart", "same_start", "week", "month", "year", "unknown", "reported_same",
        "reported_next", "reported_few", "reported_apart", "printed_same", "printed_next", "printed_few",
        "printed_apart",
    ),
    "place": (
        "at_hand", "near", "close", "edge", "beyond", "one_admin2", "in_admin2", "one_admin1", "in_admin1",
        "in_country", "unknown",
    ),
    "name": ("unknown", "same", "part", "wider", "other"),
    "type": ("same", "family", "near", "far", "unknown"),
    "sides": ("unknown", "same", "civilians_apart", "state_apart", "apart"),
    "actor": ("unknown", "other", "some", "half", "most", "most_rare"),
    "toll": (
        "unknown", "equal_many", "equal_some", "equal_few", "both_none", "overlap", "close", "twofold", "apart",
        "tenfold", "none_few", "none_some",
    ),
    "words": ("unknown", "none", "little", "some", "much", "most", "copy"),
}  # fmt: skip
"""The levels on which two accounts may agree, by field; a pair holds the place of its level in these lists."""


AT_HAND_KM, NEAR_KM, CLOSE_KM, EDGE_KM = 1.5, 5.0, 12.0, 25.0
WEEK, MONTH, UP_TO_YEAR = 1, 2, 3  # the coarser precision of two dates
FEW_DAYS = 3
DISTRICT, PROVINCE, LAND, NO_PLACE = 1, 2, 3, 4  # the coarser precision of two places
MANY, SOME = 10, 3  # dead
CLOSE, TWOFOLD, TENFOLD = 1.25, 2, 10
FEW_BITS, NAME_BITS, RARE_BITS, TEXT_BITS, SHARED_BITS = 1, 3, 6, 12, 4
DAYS_APART = ("same", "one", "two", "three")


def agreed() -> dict[str, Level]:
    """The level of each field as its place in LEVELS."""
    levels = {
        "day": _day(),
        "place": _place(),
        "name": _shared("names", _names),
        "type": _type(),
        "sides": _sides(),
        "actor": _shared("actors", _actors),
        "toll": _toll(),
        "words": _shared("words", _words),
    }
    return {field: _coded(field, level) for field, level in levels.items()}


def _near_families() -> Level:
    """Whether two families may describe one event, as a condition on a pair."""
    known = list(read_table("titles")["families"])
    condition = _.l_family == _.r_family
    for group in read_table("weights")["families"]["near"]:
        numbers = [known.index(family) for family in group]
        condition |= _.l_family.isin(numbers) & _.r_family.isin(numbers)
    return condition


def _coded(field: str, level: Level) -> Level:
    """The name of a level as its place in LEVELS."""
    names = LEVELS[field]
    return level.cases(*((name, names.index(name)) for name in names), else_=-1).cast("int8")


def _day() -> Level:
    coarse = ibis.greatest(_.l_date_level, _.r_date_level)
    return ibis.cases(
        (~_.l_dated | ~_.r_dated, ibis.ifelse(coarse == UP_TO_YEAR, "year", "unknown")),
        (coarse == UP_TO_YEAR, "year"),
        (coarse == MONTH, "month"),
        (_.l_published & _.r_published, _lag("printed", (_.l_end - _.r_end).abs())),
        (_.l_published, _lag("reported", _after(_.l_end, _.r_start, _.r_end))),
        (_.r_published, _lag("reported", _after(_.r_end, _.l_start, _.l_end))),
        ((coarse == WEEK) & (_.l_start == _.r_start), "same_start"),
        (coarse == WEEK, "week"),
        ((_.late > 0) & _.l_named_day & _.r_named_day, "named_apart"),
        *((_.late == days, name) for days, name in enumerate(DAYS_APART)),
        else_="three",
    )


def _after(published: Level, start: Level, end: Level) -> Level:
    """How many days after an event a report came out; many where it came out before."""
    return ibis.ifelse(published < start, FEW_DAYS + 1, ibis.greatest(published - end, 0))


def _lag(how: str, days: Level) -> Level:
    return ibis.cases(
        (days == 0, f"{how}_same"),
        (days == 1, f"{how}_next"),
        (days <= FEW_DAYS, f"{how}_few"),
        else_=f"{how}_apart",
    )


def _place() -> Level:
    coarse = ibis.greatest(_.l_place_level, _.r_place_level)
    return ibis.cases(
        ((_.l_place >= 0) & (_.l_place == _.r_place) & (coarse == 0), "at_hand"),
        (coarse == NO_PLACE, "unknown"),
        ((coarse == LAND) & (_.l_country == _.r_country), "in_country"),
        (_.apart < 0, "unknown"),
        ((coarse == PROVINCE) & (_.apart <= NEAR_KM), "one_admin1"),
        (coarse == PROVINCE, "in_admin1"),
        ((coarse == DISTRICT) & (_.apart <= NEAR_KM), "one_admin2"),
        (coarse == DISTRICT, "in_admin2"),
        (_.apart <= AT_HAND_KM, "at_hand"),
        (_.apart <= NEAR_KM, "near"),
        (_.apart <= CLOSE_KM, "close"),
        (_.apart <= EDGE_KM, "edge"),
        else_="beyond",
    )


def _type() -> Level:
    unknown = len(read_table("titles")["families"])  # a type of no family that the codebook has
    return ibis.cases(
        ((_.l_kind < 0) | (_.r_kind < 0), "unknown"),
        (_.l_kind == _.r_kind, "same"),
        ((_.l_family == unknown) | (_.r_family == unknown), "unknown"),
        (_.l_family == _.r_family, "family"),
        (_near_families(), "near"),
        else_="far",
    )


def _sides() -> Level:
    """Whether the state and civilians are in both accounts or in neither."""
    return ibis.cases(
        (~_.l_peopled | ~_.r_peopled, "unknown"),
        ((_.l_state == _.r_state) & (_.l_civilians == _.r_civilians), "same"),
        (_.l_state == _.r_state, "civilians_apart"),
        (_.l_civilians == _.r_civilians, "state_apart"),
        else_="apart",
    )


def _toll() -> Level:
    overlap = (_.l_low <= _.r_high) & (_.r_low <= _.l_high)
    more, less = ibis.greatest(_.l_low, _.r_low), ibis.least(_.l_high, _.r_high)
    ratio = (more + 1) / (less + 1)
    return ibis.cases(
        ((_.l_low < 0) | (_.r_low < 0), "unknown"),
        ((_.l_low == _.r_low) & (_.l_low == 0), "both_none"),
        ((_.l_low == _.r_low) & (_.l_low >= MANY), "equal_many"),
        ((_.l_low == _.r_low) & (_.l_low >= SOME), "equal_some"),
        (_.l_low == _.r_low, "equal_few"),
        (overlap, "overlap"),
        ((less == 0) & (more < SOME), "none_few"),
        (less == 0, "none_some"),
        ((more - less <= 1) | (ratio <= CLOSE), "close"),
        (ratio <= TWOFOLD, "twofold"),
        (ratio < TENFOLD, "apart"),
        else_="tenfold",
    )


def _bits(words: Level) -> Level:
    """The rarity of a list of words in bits, added up."""
    return words.map(lambda token: token % STEPS).sums().fill_null(0) / QUARTERS


def _shared(column: str, levels: Callable[[Level, Level], Level]) -> Level:
    """The level on which two lists of words agree: by the bits they share and the share of the shorter list's bits."""
    left, right = _[f"l_{column}"], _[f"r_{column}"]
    least = ibis.least(_bits(left), _bits(right))
    return levels(_bits(left.intersect(right)), least)


def _names(shared: Level, least: Level) -> Level:
    coarse = ibis.greatest(_.l_place_level, _.r_place_level)
    return ibis.cases(
        (least < FEW_BITS, "unknown"),
        (shared >= 0.8 * least, "same"),
        (shared > 0, "part"),
        (coarse > 0, "wider"),
        else_="other",
    )


def _actors(shared: Level, least: Level) -> Level:
    return ibis.cases(
        (least < FEW_BITS, "unknown"),
        (shared < 0.15 * least, "other"),
        (shared < 0.4 * least, "some"),
        (shared < 0.7 * least, "half"),
        (shared < RARE_BITS, "most"),
        else_="most_rare",
    )


def _words(shared: Level, least: Level) -> Level:
    return ibis.cases(
        (least < TEXT_BITS, "unknown"),
        (shared < SHARED_BITS, "none"),
        (shared < 2 * SHARED_BITS, "little"),
        (shared < 4 * SHARED_BITS, "some"),
        (shared < 7 * SHARED_BITS, "much"),
        (shared < 0.8 * least, "most"),
        else_="copy",
    )
