"""`/api/v1/forecasts` and `/api/v1/alerts`: what may come, and what of the newest is unusual?"""

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response

from khaldun.show.alerts import as_json as alerts_json
from khaldun.show.api.schema import Answer, answer
from khaldun.show.forecasts import as_json as forecasts_json
from khaldun.show.leaving import bulletin, foreseen
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

router = APIRouter(tags=["forecasts"])


class Foreseen(Answer):
    """Forecasts with the model's past score, in the shape of `khaldun forecast --format json`."""

    data: dict[str, Any]


class Alerts(Answer):
    """Alerts with the false alarms to expect, in the shape of `khaldun watch --format json`."""

    data: dict[str, Any]


@router.get("/forecasts", responses={200: {"model": Foreseen}})
def forecasts(
    published: Asked, *, unit: Annotated[Literal["country", "admin1", "cell"], Query()] = "country"
) -> Response:
    """Deaths that may come in each unit and month, with intervals, chances and the model's past score."""
    return answer(published, data=forecasts_json(foreseen(published, unit)))


@router.get("/alerts", responses={200: {"model": Alerts}})
def alerts(request: Request, published: Asked, *, lang: Annotated[Literal["en", "fr"], Query()] = "en") -> Response:
    """What is unusual in the areas of the home folder's list, `areas.toml`."""
    found = bulletin(request.app.state.settings.home, published, lang)
    if found is None:
        raise MissingError("no areas are watched; put a list of them into the home folder as areas.toml")
    return answer(published, data=alerts_json(found))
