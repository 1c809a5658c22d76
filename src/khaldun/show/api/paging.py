"""Where do the next rows begin? A cursor holds the release, so that a walk through pages sees one release only."""

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import Query, Request

from khaldun.model import KhaldunError
from khaldun.show.filters import PARAMETERS

MOST = 1000
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many rows at most.")]
Cursor = Annotated[str | None, Query(max_length=300, description="Where to go on: from `next` of the rows before.")]

FILTERED: dict[str, Any] = {
    "parameters": [
        {
            "name": name,
            "in": "query",
            "description": one.what,
            "schema": {"type": "string"},
            "example": one.example,
        }
        for name, one in PARAMETERS.items()
    ]
}
"""What OpenAPI says of the filter of events."""


def next_link(request: Request, release: str, after: object) -> str | None:
    """The address of the next rows; null where there are none."""
    if after is None:
        return None
    said = [(name, value) for name, value in request.query_params.multi_items() if name not in ("cursor", "release")]
    return f"{request.url.path}?{urlencode([*said, ('release', release), ('cursor', str(after))])}"


def rank(cursor: str | None) -> int | None:
    """The rank that a cursor of events says."""
    if cursor is None:
        return None
    if not (cursor.isascii() and cursor.isdigit()) or len(cursor) > len(str(2**53)):
        raise KhaldunError(f"cursor={cursor[:40]!r} is none of ours; take it from `next`, or begin without one")
    return int(cursor)
