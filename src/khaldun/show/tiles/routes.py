"""`/tiles/{z}/{x}/{y}.mvt`: the squares that a map asks for."""

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi.responses import Response

from khaldun.show.serving.asked import Asked, Chosen
from khaldun.show.serving.problems import MissingError
from khaldun.show.tiles import DEEPEST, tile

router = APIRouter(tags=["tiles"])


@router.get("/tiles/{z}/{x}/{y}.mvt", response_class=Response)
def square(
    z: Annotated[int, Path(ge=0, le=DEEPEST)],
    x: Annotated[int, Path(ge=0)],
    y: Annotated[int, Path(ge=0)],
    published: Asked,
    chosen: Chosen,
) -> Response:
    """A vector tile of the chosen events: `cells` with counts below zoom 7 or so, `events` as points above."""
    if max(x, y) >= 2**z:
        raise MissingError(f"zoom {z} has squares 0 to {2**z - 1} each way")
    told = tile(published, chosen, z=z, x=x, y=y)
    return Response(told, media_type="application/vnd.mapbox-vector-tile")
