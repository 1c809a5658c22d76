"""What does a request ask for: which release, which events? Routes declare it by these two words.

    @router.get("/somewhere")
    def somewhere(published: Asked, chosen: Chosen) -> ...:

`Asked` is the Published of `?release=TAG`, else the current one. `Chosen` is the EventFilter of the query string,
without the names that `OTHERS` lists for routes' own use.
"""

from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request

from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published
from khaldun.show.serving.problems import MissingError, NotModifiedError, NotYetError
from khaldun.show.serving.shelf import Shelf

OTHERS = frozenset(
    {
        "release",
        "as_of",
        "order",
        "cursor",
        "limit",
        "format",
        "lang",
        "after",
        "page",
        "raw",
        "view",
        "theme",
        "fields",
    }
)


def shelf_of(request: Request) -> Shelf:
    """The shelf that the server has."""
    shelf: Shelf = request.app.state.shelf
    return shelf


Tag = Annotated[str | None, Query(max_length=100, description="Another release than the current one, by its tag.")]
AsOf = Annotated[date | None, Query(description="The newest release that was made on this day or before it.")]


def asked(request: Request, release: Tag = None, as_of: AsOf = None) -> Published:
    """The published release that the request asks for; a client that has it is told so."""
    return _fresh(request, _published(request, release, as_of))


def published_as(request: Request, tag: str | None) -> Published:
    """The release with that tag, the current one where there is none; for routes that say it in their path."""
    return _fresh(request, _published(request, tag, None))


def _fresh(request: Request, found: Published) -> Published:
    """What was found, unless the client says that it has it."""
    request.state.etag = f'"{found.etag}"'
    if request.method == "GET" and request.state.etag in request.headers.get("if-none-match", ""):
        raise NotModifiedError
    return found


def _published(request: Request, release: str | None, as_of: date | None) -> Published:
    shelf = shelf_of(request)
    there = shelf.tags.every()
    if not there:
        raise NotYetError("there is no release yet; make one with: khaldun release")
    if release and release not in there:
        raise MissingError(f"there is no release {release[:100]!r}; there are: {', '.join(there)}")
    tag = shelf.tags.as_of(as_of) if as_of and not release else release or None
    if as_of and tag is None:
        raise MissingError(f"no release was made by {as_of}; there are: {', '.join(there)}")
    return shelf.published(tag)


def chosen(request: Request) -> EventFilter:
    """The filter that the query string says."""
    return EventFilter.read((name, value) for name, value in request.query_params.multi_items() if name not in OTHERS)


Asked = Annotated[Published, Depends(asked)]
Chosen = Annotated[EventFilter, Depends(chosen)]

__all__ = ["OTHERS", "Asked", "Chosen", "asked", "chosen", "published_as", "shelf_of"]
