"""`/events.csv`, `/events.xlsx`, …: the chosen events as a file."""

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import Response, StreamingResponse

from khaldun.show.exports import FORMATS, format_named
from khaldun.show.exports.chosen import export
from khaldun.show.serving.asked import Asked, Chosen
from khaldun.show.serving.problems import MissingError

router = APIRouter(tags=["exports"])
SUFFIXES = {one.suffix: one for one in FORMATS}


@router.get("/events.{suffix}", response_class=Response)
def events(
    suffix: str,
    published: Asked,
    chosen: Chosen,
    *,
    raw: Annotated[bool, Query(description="Without the quote before what a spreadsheet takes for a formula.")] = False,
) -> Response:
    """The events that a filter chooses, newest first, as a file of the format that the suffix names."""
    if suffix not in SUFFIXES:
        raise MissingError(f"events are in no file of that kind; there are: {', '.join(SUFFIXES)}")
    form = format_named(suffix)
    chunks = form.chunks(export(published, chosen, beside=form.name == "package", raw=raw))
    name = f"khaldun-{published.tag}-events.{suffix}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(chunks, media_type=form.media_type, headers=headers)
