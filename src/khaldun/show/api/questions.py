"""`/api/v1/questions` and `/api/v1/check`: what do the rows answer, and do a text's own figures hold?"""

from datetime import date
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Body, Path, Query, Response
from pydantic import BaseModel

from khaldun.ask import recipes
from khaldun.read.given import Given
from khaldun.show.api.schema import Answer, answer
from khaldun.show.leaving import answered, checked
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

router = APIRouter(tags=["questions"])


class Question(BaseModel):
    """A question that ships: its name and what it asks."""

    name: str
    version: int
    asks: str
    source: str


class Questions(Answer):
    """The questions that ship."""

    data: list[Question]


class Answered(Answer):
    """The answer to a question, in the shape of `khaldun ask --format json`."""

    data: dict[str, Any]


class Checked(Answer):
    """Each statement of a text with its verdict, in the shape of `khaldun check --format json`."""

    data: list[dict[str, Any]]


@router.get("/questions", responses={200: {"model": Questions}})
def questions(published: Asked) -> Response:
    """The questions that can be asked."""
    told = [{name: getattr(one, name) for name in Question.model_fields} for one in recipes().values()]
    return answer(published, data=told)


@router.get("/questions/{name}", responses={200: {"model": Answered}})
def question(name: Annotated[str, Path(max_length=100)], published: Asked) -> Response:
    """The answer to one question: figure, range over definitions, rows, tests, caveats and stamp."""
    if name not in recipes():
        raise MissingError(f"no question {name[:100]!r}; there are: {', '.join(recipes())}")
    return answer(published, data=answered(published, recipes()[name]).as_json())


@router.post("/check", responses={200: {"model": Checked}})
def check(
    published: Asked,
    text: Annotated[str, Body(media_type="text/plain", min_length=1, max_length=200_000)],
    *,
    on: Annotated[date | None, Query(alias="published", description="The day of publication.")] = None,
    language: Annotated[Literal["en", "fr"] | None, Query(description="Recognised where not given.")] = None,
) -> Response:
    """Every statement with a figure in a text, with a verdict; nothing of the text is kept."""
    found = checked(published, text.encode("utf-8", "replace"), given=Given(published=on, language=language))
    return answer(published, data=[one.as_json() for one in found.checked])
