"""Which properties of an account does a pair compare?"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from khaldun.reconcile.columns import Told, codes
from khaldun.reconcile.keys import EVER, WIDE, Numbers, Spots
from khaldun.reconcile.tables import read_table
from khaldun.reconcile.tokens import actor, place, rarities, tokens, word

EARTH_KM = 6371.0
PRECISIONS = {"day": 0, "week": 1, "month": 2, "year": 3, "unknown": 0}  # unknown: as the stretch of its days says
PLACES = {"site": 0, "settlement": 0, "admin2": 1, "admin1": 2, "country": 3, "unknown": 0}
STRETCHES = (2, 10, 45)  # days up to which a stretch is as good as a day, a week, a month
LAND, NOWHERE = 3, 4  # the name of a country tells no place apart
MOST_WORDS = 24
MOST_NAMES = 12
Rarity = Mapping[str, Mapping[str, float]]


def features(told: Told, spot: Spots, rarity: Rarity | None = None) -> pa.Table:
    """One row an account, numbered in the order of ids, with what a pair compares; words carry their rarity.

    `rarity` gives the bits of words by field as a model keeps them; without it they are counted on these accounts.
    """
    table = told.table
    placed = spot.space <= WIDE
    at = _vector(spot, placed)
    low, high = (table.column(name) for name in ("killed_low", "killed_high"))
    actors = pc.utf8_lower(pc.fill_null(table.column("actors"), ""))
    place_level = _level(table.column("place_precision"), PLACES)
    return pa.table(
        {
            "row": np.arange(len(told), dtype=np.int64),
            "source": codes(table.column("source")),
            "exclusive": exclusive(told),
            "start": spot.start.astype(np.int32),
            "end": spot.end.astype(np.int32),
            "date_level": np.maximum(_level(table.column("date_precision"), PRECISIONS), _stretched(spot)),
            "dated": spot.time < EVER,
            "named_day": pc.fill_null(table.column("named_day"), fill_value=False),
            "published": pc.fill_null(table.column("published"), fill_value=False),
            "placed": placed,
            "x": at[0],
            "y": at[1],
            "z": at[2],
            "reach": spot.reach.astype(np.float32),
            "place_level": np.where(placed, place_level, np.where(place_level == LAND, LAND, NOWHERE)),
            "place": codes(table.column("place_id")),
            "country": spot.country,
            "kind": codes(table.column("type")),
            "family": _families(table.column("type")),
            "low": pc.fill_null(low, -1),
            "high": pc.fill_null(pc.coalesce(high, low), -1),
            "state": pc.match_substring_regex(actors, _any_of("state")),
            "civilians": pc.match_substring_regex(actors, _any_of("civilians")),
            "peopled": pc.not_equal(actors, ""),
            "actors": tokens(actors, most=MOST_NAMES, shape=actor, rarity=_of(rarity, "actors")),
            "words": tokens(_texts(table), most=MOST_WORDS, shape=word, rarity=_of(rarity, "text")),
            "names": tokens(
                pc.if_else(pa.array(place_level < LAND), table.column("place_name"), None),
                most=4,
                shape=place,
                rarity=_of(rarity, "place_name"),
            ),
        }
    )


def rarity_of(told: Told) -> dict[str, dict[str, float]]:
    """The rarity of the words of these accounts by field, for a model to keep."""
    table = told.table
    return {
        "actors": rarities(table.column("actors"), actor),
        "place_name": rarities(table.column("place_name"), place),
        "text": rarities(_texts(table), word),
    }


def _any_of(kind: str) -> str:
    """A pattern that finds any word of this kind of actor, in the singular or plural."""
    return rf"\b(?:{'|'.join(read_table('words')['actor'][kind])})s?\b"


def _texts(table: pa.Table) -> pa.ChunkedArray:
    """The text and the name of the place, which another account may tell in its text."""
    return pc.binary_join_element_wise(*(pc.fill_null(table.column(name), "") for name in ("text", "place_name")), " ")


def exclusive(told: Told) -> Numbers:
    """A number that accounts which cannot share an event have in common; each its own where nothing forbids.

    Rows of one source that promises one row an event share its number; so do the accounts of one report.
    """
    sources = told.table.column("source")
    free = pc.is_in(sources, value_set=pa.array(sorted(told.duplicate_free), type=pa.string())).to_numpy()
    record = pc.binary_join_element_wise(sources, pc.fill_null(told.table.column("record"), ""), "\x1f")
    return np.where(free, codes(sources), codes(record) + len(told)).astype(np.int64)


def _of(rarity: Rarity | None, field: str) -> Mapping[str, float] | None:
    return None if rarity is None else rarity[field]


def _vector(spot: Spots, placed: Numbers) -> Any:  # noqa: ANN401
    """Positions as points of a sphere in kilometres, so that a distance needs no angles."""
    north, east = np.radians(spot.latitude), np.radians(spot.longitude)
    flat = np.cos(north)
    return np.float32(EARTH_KM * np.stack([flat * np.cos(east), flat * np.sin(east), np.sin(north)]) * placed)


def _level(column: pa.ChunkedArray, scale: Mapping[str, int]) -> Numbers:
    words = list(scale)
    index = pc.index_in(column, value_set=pa.array(words)).fill_null(len(words) - 1).to_numpy()
    return np.asarray(np.array([scale[word] for word in words])[index])


def _stretched(spot: Spots) -> Numbers:
    """The precision that a stretch of days amounts to, whatever it is called."""
    days = np.where(spot.time < EVER, spot.end - spot.start + 1, 0)
    return np.searchsorted(np.array(STRETCHES), days)


def _families(types: pa.ChunkedArray) -> Numbers:
    """The families as their places in the list of families."""
    known = list(read_table("titles")["families"])
    family = pc.list_element(pc.split_pattern(types, "."), 0)
    return np.asarray(pc.index_in(family, value_set=pa.array(known)).fill_null(len(known)).to_numpy())
