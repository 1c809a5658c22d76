"""Which pages are there?"""

from fastapi import APIRouter

from khaldun.show.pages.actors import router as actors
from khaldun.show.pages.alerts import router as alerts
from khaldun.show.pages.check import router as check
from khaldun.show.pages.event import router as event
from khaldun.show.pages.explore import router as explore
from khaldun.show.pages.forecasts import router as forecasts
from khaldun.show.pages.places import router as places
from khaldun.show.pages.prose import router as prose
from khaldun.show.pages.questions import router as questions
from khaldun.show.pages.releases import router as releases
from khaldun.show.pages.sources import router as sources
from khaldun.show.pages.static_files import router as static

router = APIRouter(include_in_schema=False)
for part in (explore, event, actors, places, sources, questions, check, releases, forecasts, alerts, prose, static):
    router.include_router(part)

__all__ = ["router"]
