"""How is a place shown that must not be shown exactly?

As the cell of half a degree (PRIO-GRID's) that it lies in: the same place always gives the same cell, so that nothing
averages out. Its names go down to the second-level area, and what would tell the rest goes: titles, notes, words.
"""

from collections.abc import Sequence
from math import pi

import ibis
import ibis.expr.types as ir

CELL = 0.5  # degrees
RADIUS_KM = 39.3  # half the diagonal of a cell at the equator
FINE = ("site", "settlement", "admin2")
EARTH = 20037508.342789244  # half the width of the web-mercator square, in metres
MOST_NORTH = 85.05112877980659


def coarsened(rows: ibis.Table, which: ir.BooleanValue, *, silent: Sequence[str]) -> ibis.Table:
    """The rows, those chosen with their place as a cell and without the columns that are told of it."""
    fine = which & rows.place_precision.isin(FINE)
    area = ibis.coalesce(rows.admin2, rows.admin1)
    changed = {
        "latitude": fine.ifelse(_middle(rows.latitude), rows.latitude),
        "longitude": fine.ifelse(_middle(rows.longitude), rows.longitude),
        "radius_km": fine.ifelse(ibis.literal(RADIUS_KM), rows.radius_km),
        "place_precision": fine.ifelse(ibis.literal("admin2"), rows.place_precision),
        "place_name": which.ifelse(area, rows.place_name),
        **{name: which.ifelse(ibis.null(rows[name].type()), rows[name]) for name in silent},
    }
    return rows.mutate(**changed)


def mercator(rows: ibis.Table) -> ibis.Table:
    """The rows with their point in web mercator, `x` and `y` in metres."""
    north = rows.latitude.clip(lower=-MOST_NORTH, upper=MOST_NORTH)
    y = ((90 + north) * (pi / 360)).tan().ln() * (EARTH / pi)
    return rows.mutate(x=rows.longitude * (EARTH / 180), y=y)


def _middle(degrees: ir.FloatingValue) -> ir.Value:
    return (degrees / CELL).floor() * CELL + CELL / 2
