"""Which routes do programs ask? The API, the endpoints that other datasets' clients know, and OGC's."""

from fastapi import APIRouter

from khaldun.show.api import accounts, acled, events, foreseen, hapi, names, ogc, questions, releases, ucdp

router = APIRouter()
for room in (events, accounts, names, questions, foreseen, releases):
    router.include_router(room.router, prefix="/api/v1")
for shaped in (acled, ucdp, hapi, ogc):
    router.include_router(shaped.router)

__all__ = ["router"]
