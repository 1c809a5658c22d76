"""Is the server well, and how much has it done?"""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from pydantic import BaseModel

from khaldun.show.serving.asked import Asked
from khaldun.show.serving.logs import REGISTRY

router = APIRouter(tags=["server"])


class Health(BaseModel):
    """That the server answers, and from which release."""

    status: str
    release: str
    profile: str


@router.get("/healthz")
def healthz(published: Asked) -> Health:
    """Whether the server can answer; 503 where there is no release yet."""
    return Health(status="ok", release=published.tag, profile=published.profile.name)


@router.get("/metrics", response_class=Response)
def metrics() -> Response:
    """Counts and times of requests, as Prometheus reads them."""
    return Response(generate_latest(REGISTRY), media_type=CONTENT_TYPE_LATEST)
