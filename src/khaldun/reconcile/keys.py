"""Under which keys does an account ask for others, and under which does it answer?

An account asks at its own level of precision, in space and in time, and answers at every level. So a point and a
province meet under the province's key, and two accounts become candidates by equal keys alone.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

from khaldun.reconcile.columns import Told, codes
from khaldun.reconcile.tables import limits

Numbers = np.ndarray[Any, np.dtype[Any]]
CIRCUMFERENCE = 40_030.0  # km
CELL_KM = (85.0, 130.0, 320.0)  # each more than twice the reach of its level, so that four cells hold a circle
NEAR, MIDDLE, WIDE, COUNTRY, ANYWHERE = range(5)
DAYS, YEARS, EVER = range(3)
CELL_BITS = 20  # of the number of a cell
YEAR = 366
LONG = 31  # days above which an account is kept under years
LONGEST = 3 * YEAR
OFFSET = 1 << 21  # days are kept positive, before the common era too


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Rows and the keys they stand under, both as equally long arrays."""

    row: Numbers
    key: Numbers

    def table(self) -> pa.Table:
        """As a table of two columns."""
        return pa.table({"row": self.row, "key": self.key})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spots:
    """Where and when accounts stand, as numbers; made once and asked many times."""

    latitude: Numbers
    longitude: Numbers
    reach: Numbers
    country: Numbers
    start: Numbers
    end: Numbers
    space: Numbers
    time: Numbers


def spots(told: Told) -> Spots:
    """The positions and days of accounts, with the level of space and of time that each asks at."""
    table = told.table
    latitude, longitude = (table.column(name).to_numpy() for name in ("latitude", "longitude"))
    radius = np.nan_to_num(table.column("radius_km").to_numpy(), nan=600.0)
    placed = ~np.isnan(latitude) & ~np.isnan(longitude)
    country = codes(table.column("country"))
    within = [placed & (radius <= limits()[f"{level}_radius_km"]) for level in ("near", "middle", "wide")]
    space = np.select([*within, country >= 0], [NEAR, MIDDLE, WIDE, COUNTRY], ANYWHERE)
    dated = ~table.column("start").is_null().to_numpy()
    start, end = (table.column(name).cast(pa.int32()).fill_null(0).to_numpy() + OFFSET for name in ("start", "end"))
    time = np.select([dated & (end - start < LONG), dated & (end - start < LONGEST)], [DAYS, YEARS], EVER)
    return Spots(
        latitude=np.where(placed, latitude, 0.0),
        longitude=np.where(placed, longitude, 0.0),
        reach=np.where(space == NEAR, limits()["reach_km"], radius + limits()["slack_km"]),
        country=country,
        start=start.astype(np.int64),
        end=end.astype(np.int64),
        space=space,
        time=time,
    )


def answers(spot: Spots) -> Keys:
    """One key a row for each level of space and time at which any account asks."""
    rows = np.arange(len(spot.space), dtype=np.int64)
    if not len(rows):
        return Keys(row=rows, key=rows)
    levels = np.unique(spot.space * 4 + spot.time)
    there = {level: _answering(spot, level // 4, level % 4) for level in levels.tolist()}
    keys = [_answer(spot, level // 4, level % 4)[ok] for level, ok in there.items()]
    return Keys(row=np.concatenate([rows[ok] for ok in there.values()]), key=np.concatenate(keys))


def asks(spot: Spots, rows: Numbers, *, shift: int = 0, back: bool = True) -> Keys:
    """The keys that these rows ask for, their days moved by `shift`.

    Without `back` an account that knows its place and day asks only for those that start when it does or later: the
    earlier of two asks for the later.
    """
    pieces = [_asked(spot, rows[spot.space[rows] == level], level) for level in range(ANYWHERE + 1)]
    row, cell = (np.concatenate(part) for part in zip(*pieces, strict=True))
    row, cell, time = _when(spot, row, cell, shift=shift, back=back)
    return Keys(row=row, key=_pack(spot.space[row] * 4 + spot.time[row], cell, time))


def _pack(level: Numbers | int, cell: Numbers, time: Numbers) -> Numbers:
    return (np.asarray(cell, dtype=np.int64) << 27 | np.asarray(time, dtype=np.int64)) << 5 | level


def _answer(spot: Spots, space: int, time: int) -> Numbers:
    if space <= WIDE:
        cell = _cell(_band(spot.latitude, space), spot.longitude, space)
    else:
        cell = np.maximum(spot.country, 0) if space == COUNTRY else np.zeros_like(spot.country)
    when = {DAYS: spot.start, YEARS: spot.start // YEAR, EVER: np.zeros_like(spot.start)}[time]
    return _pack(space * 4 + time, cell, when)


def _answering(spot: Spots, space: int, time: int) -> Numbers:
    """Who can answer at a level: those with a position, a country, a date."""
    everybody = np.ones(len(spot.space), dtype=bool)
    where = spot.space <= WIDE if space <= WIDE else spot.country >= 0 if space == COUNTRY else everybody
    return where & ((spot.time < EVER) | (time == EVER))


def _band(latitude: Numbers, space: int) -> Numbers:
    return np.floor((latitude + 90.0) * (CIRCUMFERENCE / 360.0) / CELL_KM[space]).astype(np.int64)


def _columns(band: Numbers, space: int) -> Numbers:
    """How many cells go round the earth in a band: none is narrower than CELL_KM at its poleward edge."""
    height = CELL_KM[space] * 360.0 / CIRCUMFERENCE
    edge = np.maximum(np.abs(band * height - 90.0), np.abs((band + 1) * height - 90.0))
    around = CIRCUMFERENCE * np.cos(np.radians(np.minimum(edge, 90.0)))
    return np.maximum(1, np.floor(around / CELL_KM[space])).astype(np.int64)


def _cell(band: Numbers, longitude: Numbers, space: int) -> Numbers:
    columns = _columns(band, space)
    return band * 1024 + np.floor((longitude + 180.0) / 360.0 * columns).astype(np.int64) % columns


def _asked(spot: Spots, rows: Numbers, space: int) -> tuple[Numbers, Numbers]:
    """The cells that a circle of reach touches: those of its four corners, each once."""
    if space == COUNTRY:
        return rows, spot.country[rows].astype(np.int64)
    if space == ANYWHERE:
        return rows, np.zeros(len(rows), dtype=np.int64)
    latitude, longitude, reach = spot.latitude[rows], spot.longitude[rows], spot.reach[rows]
    north = reach * 360.0 / CIRCUMFERENCE
    east = north / np.maximum(0.02, np.cos(np.radians(np.minimum(89.0, np.abs(latitude) + north))))
    corners = [
        _cell(_band(np.clip(latitude + up * north, -90.0, 90.0), space), longitude + right * east, space)
        for up in (-1, 1)
        for right in (-1, 1)
    ]
    pairs = np.unique(np.tile(rows, 4) << CELL_BITS | np.concatenate(corners))
    return pairs >> CELL_BITS, pairs & ((1 << CELL_BITS) - 1)


def _when(spot: Spots, row: Numbers, cell: Numbers, *, shift: int, back: bool) -> tuple[Numbers, Numbers, Numbers]:
    """Each row and cell once for every day or year that the row may mean, late reports included."""
    lag = int(limits()["lag_days"])
    known = (spot.space[row] == NEAR) & (spot.time[row] == DAYS)
    first = spot.start[row] + shift - np.where(known & (not back), 0, lag)
    last = spot.end[row] + shift + lag
    first = np.select([spot.time[row] == DAYS, spot.time[row] == YEARS], [first, first // YEAR], 0)
    last = np.select([spot.time[row] == DAYS, spot.time[row] == YEARS], [last, last // YEAR], 0)
    count = last - first + 1
    again = np.repeat(np.arange(len(row)), count)
    step = np.arange(len(again)) - np.repeat(np.cumsum(count) - count, count)
    return row[again], cell[again], first[again] + step
