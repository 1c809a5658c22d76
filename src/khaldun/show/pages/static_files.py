"""Under which addresses do pages fetch their files?"""

from fastapi import APIRouter, Request, Response

from khaldun.model import KhaldunError
from khaldun.show.languages import preferred
from khaldun.show.pages.assets import asset, edition
from khaldun.show.pages.world import world
from khaldun.show.serving.problems import MissingError

YEAR = "public, max-age=31536000, immutable"
router = APIRouter(include_in_schema=False)


@router.get("/static/{made}/world.json")
def base_map(request: Request, made: str) -> Response:
    """The land, borders and names under a map."""
    code = preferred(request.query_params.get("lang"), request.headers.get("accept-language", ""))
    kept = YEAR if made == edition() and "lang" in request.query_params else "no-cache"
    return Response(world(code), media_type="application/json", headers={"Cache-Control": kept})


@router.get("/static/{made}/{name}")
def static(made: str, name: str) -> Response:
    """A style sheet, a script or a picture."""
    try:
        held, kind = asset(name)
    except KhaldunError as fault:
        raise MissingError(str(fault)) from fault
    return Response(held, media_type=kind, headers={"Cache-Control": YEAR if made == edition() else "no-cache"})
