"""Which events does a square of the map show?

Below some zoom as cells with counts, above it as points: a limit of rows per tile would draw steps of density at the
edges of tiles that are not there. The zoom from which points are shown depends on how many events are chosen, and is
the same in every tile.
"""

from math import ceil, log

from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published

DEEPEST = 22
POINTS_FROM = 7  # zoom
WORLD = 2  # the zoom up to which a window shows the world: always as cells before it
POINTS_AT_ONCE = 200_000  # chosen events up to which points are shown from that zoom; a fourth of them a zoom earlier
CELLS = 32  # along each side of a tile
SHOWN = ("event_id", "title", "family", "killed_best", "place_precision")


def tile(published: Published, chosen: EventFilter, *, z: int, x: int, y: int) -> bytes:
    """The vector tile with the chosen events: a layer `cells` (events, killed) or a layer `events` (`SHOWN`)."""
    if z < points_from(published.count(chosen)):
        return published.cells(chosen, (z, x, y), across=CELLS, layer="cells")
    return published.points(chosen, (z, x, y), shown=SHOWN, layer="events")


def points_from(events: int) -> int:
    """The zoom from which so many events are shown as points: one deeper for each four times as many."""
    return max(WORLD, POINTS_FROM + ceil(log(max(events, 1) / POINTS_AT_ONCE, 4)))
