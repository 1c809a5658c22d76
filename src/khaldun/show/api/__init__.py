"""Which routes do programs ask? The API, the endpoints that other datasets' clients know, and OGC's."""

from fastapi import APIRouter

from khaldun.show.api import accounts, events, names, questions, releases

router = APIRouter()
for room in (events, accounts, names, questions, releases):
    router.include_router(room.router, prefix="/api/v1")

__all__ = ["router"]
