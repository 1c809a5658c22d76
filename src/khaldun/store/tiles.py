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


Tiles = dict[tuple[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Block:
    """Some tiles of the map side by side: their zoom, the column and row of the upper left one, how many each way.

    One look at the rows makes all of them: a map asks for neighbours.
    """

    z: int
    x: int
    y: int
    tiles: int

    @property
    def side(self) -> float:
        """The side of a tile in web-mercator metres."""
        return 2 * HALF / (1 << self.z)

    @property
    def edges(self) -> tuple[float, float, float, float]:
        """Its left, right, lower and upper edge in web-mercator metres; neighbours share theirs to the last bit."""
        return (
            self.x * self.side - HALF,
            (self.x + self.tiles) * self.side - HALF,
            HALF - (self.y + self.tiles) * self.side,
            HALF - self.y * self.side,
        )


def points(held: Held, rows: str, block: Block, *, shown: Sequence[str], layer: str) -> Tiles:
    """The tiles of a block, by column and row, with a point for each row of the SQL; `shown` are its properties."""
    columns = ", ".join(map(quoted, shown))
    return _encoded(held, f"SELECT {columns}, tx, ty, px, py FROM ({_placed(rows, block)})", shown, layer=layer)


def cells(held: Held, rows: str, block: Block, *, across: int, layer: str) -> Tiles:
    """The tiles of a block with so many cells across each: rows and killed of each, at the middle of its rows."""
    wide = EXTENT // across
    summed = (
        "SELECT count(*)::INTEGER AS events, sum(coalesce(killed_best, killed_low, 0))::INTEGER AS killed, tx, ty, "
        f"avg(px)::INTEGER AS px, avg(py)::INTEGER AS py FROM ({_placed(rows, block)}) "
        f"GROUP BY tx, ty, px // {wide}, py // {wide}"
    )
    return _encoded(held, summed, ("events", "killed"), layer=layer)


def _placed(rows: str, block: Block) -> str:
    """The rows of the block with their tile and their place in it, in steps from its upper left corner."""
    west, east, south, north = block.edges
    steps, last = EXTENT / block.side, EXTENT * block.tiles - 1
    inside = (
        f"SELECT *, least(floor((x - {west!r}) * {steps!r})::INTEGER, {last}) AS gx, "
        f"least(floor(({north!r} - y) * {steps!r})::INTEGER, {last}) AS gy "
        f"FROM ({rows}) WHERE x >= {west!r} AND x < {east!r} AND y <= {north!r} AND y > {south!r}"
    )
    return (
        f"SELECT *, gx // {EXTENT} + {block.x} AS tx, gy // {EXTENT} + {block.y} AS ty, "
        f"gx % {EXTENT} AS px, gy % {EXTENT} AS py FROM ({inside})"
    )


def _encoded(held: Held, placed: str, shown: Sequence[str], *, layer: str) -> Tiles:
    if not held.spatial:
        return encoded(held.arrow(placed), layer=layer)
    told = ", ".join(f"{literal(name)}: {quoted(name)}" for name in shown)
    feature = f"{{{told}, 'geometry': ST_Point(px, py)}}"
    tile = f"ST_AsMVT({feature}, {literal(layer)}, {EXTENT}, 'geometry')"
    asked = f"SELECT tx, ty, {tile} AS tile FROM ({placed}) GROUP BY tx, ty"
    return {(row["tx"], row["ty"]): bytes(row["tile"]) for row in held.arrow(asked).to_pylist()}


def encoded(rows: pa.Table, *, layer: str) -> Tiles:
    """The same tiles without DuckDB's spatial extension, some forty times as slow."""
    features: dict[tuple[int, int], list[dict[str, object]]] = {}
    for row in rows.to_pylist():
        where, point = (row.pop("tx"), row.pop("ty")), f"POINT({row.pop('px')} {row.pop('py')})"
        properties = {name: value for name, value in row.items() if value is not None}
        features.setdefault(where, []).append({"geometry": point, "properties": properties})
    form = {"y_coord_down": True, "extents": EXTENT}
    return {
        where: bytes(mapbox_vector_tile.encode([{"name": layer, "features": each}], default_options=form))
        for where, each in features.items()
    }
