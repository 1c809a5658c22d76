"""`/api/v1/releases`: which releases are there?"""

from fastapi import APIRouter, Request, Response
from pydantic import BaseModel

from khaldun.show.api.schema import Answer, answer
from khaldun.show.serving.asked import Asked, shelf_of

router = APIRouter(tags=["releases"])


class Release(BaseModel):
    """A release: its tag, when it was made, by which version of the program, and whether it is the current one."""

    tag: str
    made: str
    code: str
    current: bool


class Releases(Answer):
    """All releases, the oldest first."""

    data: list[Release]


@router.get("/releases", responses={200: {"model": Releases}})
def releases(request: Request, published: Asked) -> Response:
    """Every release; any answer can be had of an older one with `?release=TAG`, or of a day with `?as_of=DAY`."""
    tags = shelf_of(request).tags
    now = tags.current()
    told = [{"tag": one.tag, "made": one.made, "code": one.code, "current": one.tag == now} for one in tags.made()]
    return answer(published, data=told)
