"""Which shape do answers have? The fields of the registry, so that API, exports and codebook say the same."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from fastapi import Response
from pydantic import BaseModel, ConfigDict, Field, create_model

from khaldun.show.fields import Noun, fields
from khaldun.show.leaving import Published, Row

TYPES: dict[str, Any] = {
    "text": str,
    "integer": int,
    "number": float,
    "date": date,
    "boolean": bool,
    "list": list[str],
}


def model_of(noun: Noun, **others: Any) -> type[BaseModel]:  # noqa: ANN401 - types of pydantic's own
    """The model of a noun: every field of the registry, null where it may be absent, and others besides."""
    found = {
        one.name: (TYPES[one.type] | None if one.absent else TYPES[one.type], Field(description=one.definition["en"]))
        for one in fields(noun)
    }
    made: type[BaseModel] = create_model(noun.capitalize(), **found, **others)  # type: ignore[call-overload]
    return made


def names(noun: Noun) -> tuple[str, ...]:
    """The fields of a noun, in their order."""
    return tuple(one.name for one in fields(noun))


def told(row: Row, noun: Noun) -> Row:
    """The public fields of a row."""
    return {name: row.get(name) for name in names(noun)}


class Answer(BaseModel):
    """From which release an answer comes, and for whom it was made."""

    model_config = ConfigDict(extra="forbid")
    release: str = Field(description="The tag of the release.")
    made: str = Field(description="When the release was made, ISO 8601.")
    profile: str = Field(description="The profile of readers.")


class Rows(Answer):
    """Some rows, how many there are in all, and where the next ones are."""

    total: int = Field(description="How many rows the query chooses in all.")
    next: str | None = Field(description="The address of the next rows; null after the last.")


def answer(published: Published, **said: Any) -> Response:  # noqa: ANN401 - whatever JSON can hold
    """A JSON answer that names its release."""
    stamp = {"release": published.tag, "made": published.made, "profile": published.profile.name}
    return as_json({**stamp, **said})


def as_json(said: Mapping[str, Any] | Iterable[Any], *, media_type: str = "application/json") -> Response:
    """JSON with days as ISO 8601; sums of whole numbers, which the engine counts wider, as whole numbers."""
    return Response(json.dumps(said, ensure_ascii=False, default=_plain), media_type=media_type)


def _plain(value: object) -> str | int:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value)
    raise TypeError(f"{type(value).__name__} has no place in JSON")
