"""Which routes do programs ask? The API, the endpoints that other datasets' clients know, and OGC's."""

from fastapi import APIRouter

from khaldun.show.api.events import router as events

router = APIRouter()
router.include_router(events, prefix="/api/v1")

__all__ = ["router"]
