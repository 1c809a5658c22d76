"""`/api/v1/events`: which events are there, what is known of one, and how many are there of each kind?"""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response
from pydantic import BaseModel, Field

from khaldun.show.api.paging import FILTERED, Cursor, Limit, next_link, rank
from khaldun.show.api.parties import whole
from khaldun.show.api.schema import Answer, Rows, answer, model_of, told
from khaldun.show.leaving import explained
from khaldun.show.serving.asked import Asked, Chosen
from khaldun.show.serving.problems import MissingError

router = APIRouter(tags=["events"])
Event = model_of("event")
Party = model_of("party")
Figure = model_of("figure", because=(list[str], Field(description="Why, step by step; empty where nothing is told.")))
Id = Annotated[str, Path(max_length=200)]


class Events(Rows):
    """Events in their order."""

    data: list[Event]  # type: ignore[valid-type]


class Border(BaseModel):
    """A land border near an event."""

    border: str
    km: float
    version: str


class WholeEvent(Event):  # type: ignore[valid-type, misc]
    """An event with its figures, parties, accounts and borders."""

    figures: list[Figure]  # type: ignore[valid-type]
    parties: list[Party]  # type: ignore[valid-type]
    accounts: list[str] = Field(description="Ids of the accounts that tell of it.")
    borders: list[Border]


class OneEvent(Answer):
    """One event."""

    data: WholeEvent


class Facets(Answer):
    """How many events there are of each kind."""

    total: int
    data: dict[str, dict[str, int]]


@router.get("/events", openapi_extra=FILTERED, responses={200: {"model": Events}})
def events(
    request: Request,
    published: Asked,
    chosen: Chosen,
    *,
    order: Annotated[Literal["newest", "oldest", "deadliest"], Query(description="Their order.")] = "newest",
    limit: Limit = 100,
    cursor: Cursor = None,
) -> Response:
    """The events that the filter chooses."""
    page = published.events(chosen, order=order, after=rank(cursor), limit=limit)
    return answer(
        published,
        total=published.count(chosen),
        next=next_link(request, published.tag, page.after),
        data=whole(published, page.rows, "event"),
    )


@router.get("/facets", openapi_extra=FILTERED, responses={200: {"model": Facets}})
def facets(published: Asked, chosen: Chosen) -> Response:
    """How many of the chosen events each country, family, type, status and precision has."""
    return answer(published, total=published.count(chosen), data=published.facets(chosen))


@router.get("/events/{id}", responses={200: {"model": OneEvent}})
def event(request: Request, id: Id, published: Asked) -> Response:  # noqa: A002
    """One event with its figures and why they follow, its parties, accounts and borders."""
    found = published.event(id)
    if found is None:
        raise MissingError(f"release {published.tag} publishes no event {id[:100]!r}")
    why = explained(request.app.state.settings.home, published, id)
    reasons = {(one.outcome, one.who): list(one.because) for one in why.figures} if why else {}
    figures = [
        {**told({**row, "event_id": id}, "figure"), "because": reasons.get((row["outcome"], row["who"]), [])}
        for row in found["figures"]
    ]
    said = {
        **whole(published, [found], "event")[0],
        "figures": figures,
        "parties": [told({**row, "event_id": id}, "party") for row in found["parties"]],
        "accounts": sorted(row["account_id"] for row in found["accounts"]),
        "borders": found["borders"],
    }
    return answer(published, data=said)
