"""`/api/v1/events`: which events are there?"""

from typing import Annotated, Any

from fastapi import APIRouter, Query

from khaldun.show.serving.asked import Asked, Chosen
from khaldun.show.serving.problems import MissingError

router = APIRouter(tags=["events"])


@router.get("/events")
def events(published: Asked, chosen: Chosen, *, limit: Annotated[int, Query(ge=1, le=1000)] = 100) -> dict[str, Any]:
    """Events that a filter chooses, newest first."""
    page = published.events(chosen, limit=limit)
    return {"release": published.tag, "total": published.count(chosen), "data": page.rows}


@router.get("/events/{id}")
def event(id: str, published: Asked) -> dict[str, Any]:  # noqa: A002
    """One event with its figures, parties, accounts and borders."""
    found = published.event(id)
    if found is None:
        raise MissingError(f"release {published.tag} publishes no event {id[:100]!r}")
    return {"release": published.tag, "data": found}
