"""Which events does a square of the map show?

Below some zoom as cells with counts, above it as points: a limit of rows per tile would draw steps of density at the
edges of tiles that are not there. The zoom from which points are shown depends on how many events are chosen, and is
the same in every tile.
"""

from collections.abc import Mapping
from math import ceil, log
from pathlib import Path

from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published
from khaldun.show.tiles.remembered import Remembered

DEEPEST = 22
POINTS_FROM = 7  # zoom
WORLD = 2  # the zoom up to which a window shows the world: always as cells before it
POINTS_AT_ONCE = 200_000  # chosen events up to which points are shown from that zoom; a fourth of them a zoom earlier
CELLS = 32  # along each side of a tile
ABREAST = 4  # tiles that are made at once, each way
MOST = 64 * 2**20  # bytes of tiles that are remembered
SHOWN = ("event_id", "title", "family", "killed_best", "place_precision")

_KEPT: Remembered[tuple[Path, str, EventFilter, int, int, int]] = Remembered(MOST)


def tile(published: Published, chosen: EventFilter, *, z: int, x: int, y: int) -> bytes:
    """The vector tile with the chosen events: a layer `cells` (events, killed) or a layer `events` (`SHOWN`).

    Its neighbours are made with it and remembered: a map asks for them next.
    """
    corner = (z, x // ABREAST * ABREAST, y // ABREAST * ABREAST)
    key = (published.held.path, published.etag, chosen, *corner)
    return _KEPT.get(key, lambda: _block(published, chosen, corner)).get((x, y), b"")


def _block(published: Published, chosen: EventFilter, corner: tuple[int, int, int]) -> Mapping[tuple[int, int], bytes]:
    if corner[0] < points_from(published.count(chosen)):
        return published.cells(chosen, (*corner, ABREAST), across=CELLS, layer="cells")
    return published.points(chosen, (*corner, ABREAST), shown=SHOWN, layer="events")


def points_from(events: int) -> int:
    """The zoom from which so many events are shown as points: one deeper for each four times as many."""
    return max(WORLD, POINTS_FROM + ceil(log(max(events, 1) / POINTS_AT_ONCE, 4)))
