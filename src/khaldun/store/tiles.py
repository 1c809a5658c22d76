"""How do rows with web-mercator metres `x`, `y` become a vector tile: by DuckDB, or by Python where it cannot?

Each row lies in exactly one tile, and in one cell of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import mapbox_vector_tile
import pyarrow as pa

from khaldun.store.database import literal, quoted
from khaldun.store.published import Held

EXTENT = 4096  # steps along each side of a tile
HALF = 20037508.342789244  # half the width of the web-mercator square, in metres


@dataclass(frozen=True, slots=True)
class Square:
    """A tile of the map: its zoom, and its column and row from the upper left."""

    z: int
    x: int
    y: int

    @property
    def side(self) -> float:
        """Its side in web-mercator metres."""
        return 2 * HALF / (1 << self.z)

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Its left, right, lower and upper edge in web-mercator metres; neighbours share theirs to the last bit."""
        return (
            self.x * self.side - HALF,
            (self.x + 1) * self.side - HALF,
            HALF - (self.y + 1) * self.side,
            HALF - self.y * self.side,
        )


def points(held: Held, rows: str, square: Square, *, shown: Sequence[str], layer: str) -> bytes:
    """A tile with a point for each of the rows that the SQL chooses, and the columns `shown` as its properties."""
    columns = ", ".join(map(quoted, shown))
    return _encoded(held, f"SELECT {columns}, px, py FROM ({_placed(rows, square)})", layer=layer)


def cells(held: Held, rows: str, square: Square, *, across: int, layer: str) -> bytes:
    """A tile with as many cells across: the rows and the killed of each, at the middle of its rows."""
    wide = EXTENT // across
    summed = (
        "SELECT count(*)::INTEGER AS events, sum(coalesce(killed_best, killed_low, 0))::INTEGER AS killed, "
        f"avg(px)::INTEGER AS px, avg(py)::INTEGER AS py FROM ({_placed(rows, square)}) "
        f"GROUP BY px // {wide}, py // {wide}"
    )
    return _encoded(held, summed, layer=layer)


def _placed(rows: str, square: Square) -> str:
    """The rows of the square with their place in it, in steps from its upper left corner."""
    west, east, south, north = square.edges
    steps = EXTENT / square.side
    return (
        f"SELECT *, least(floor((x - {west!r}) * {steps!r})::INTEGER, {EXTENT - 1}) AS px, "
        f"least(floor(({north!r} - y) * {steps!r})::INTEGER, {EXTENT - 1}) AS py "
        f"FROM ({rows}) WHERE x >= {west!r} AND x < {east!r} AND y <= {north!r} AND y > {south!r}"
    )


def _encoded(held: Held, placed: str, *, layer: str) -> bytes:
    if not held.spatial:
        return encoded(held.arrow(placed), layer=layer)
    geometry = f"SELECT * EXCLUDE (px, py), ST_Point(px, py) AS geometry FROM ({placed})"
    asked = f"SELECT ST_AsMVT(t, {literal(layer)}, {EXTENT}, 'geometry') AS tile FROM ({geometry}) AS t"
    (tile,) = held.arrow(asked)["tile"].to_pylist()
    return bytes(tile or b"")


def encoded(rows: pa.Table, *, layer: str) -> bytes:
    """The same tile without DuckDB's spatial extension, some forty times as slow."""
    features = [
        {
            "geometry": f"POINT({row.pop('px')} {row.pop('py')})",
            "properties": {name: value for name, value in row.items() if value is not None},
        }
        for row in rows.to_pylist()
    ]
    told = [{"name": layer, "features": features}] if features else []
    return bytes(mapbox_vector_tile.encode(told, default_options={"y_coord_down": True, "extents": EXTENT}))
