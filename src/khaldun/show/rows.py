"""How does a row of a dataset look, with its versions and what is at fault with it?"""

from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from khaldun.flow.rows import RowTrace
from khaldun.store.history import Version

PLACE = ("place_told", "admin2", "admin1", "country")


def row_view(found: RowTrace) -> Iterator[RenderableType]:
    """The newest delivery of the row first; of others, when they came and what they said was killed."""
    *earlier, newest = found.versions
    yield Text(f"{found.id}  {found.source.title}, {found.source.licence}", style="bold")
    yield from _version(newest)
    for one in reversed(earlier):
        yield Text(f"  before, {_delivery(one)}: {_killed(one.cells)}")
    if found.event:
        yield Text(f"  part of {found.event.id}: {found.event.title}")
    yield Text(f"  cite: {found.source.citation}")


def _version(one: Version) -> Iterator[Text]:
    cells = one.cells
    yield Text(f"  {_delivery(one)}")
    if cells["set_aside"] is not None:
        yield Text(f"  no account: {cells['set_aside']}")
    else:
        yield Text(f"  {cells['type']}, {cells['start']} to {cells['end']} ({cells['date_precision']})")
        place = ", ".join(cells[name] for name in PLACE if cells[name])
        yield Text(f"  {place} ({cells['place_precision']})")
        yield Text(f"  {_killed(cells)}")
    for party in cells["parties"] or ():
        yield Text(f"  {party['role']}: {party['told']} ({party['actor_source_id'] or 'no id'})")
    for toll in cells["tolls"] or ():
        yield Text(f"  {toll['outcome']}, {toll['who']}: {toll['best']} in column {toll['told']}")
    for issue in cells["issues"] or ():
        yield Text(f"  issue: {issue['what']}")


def _delivery(one: Version) -> str:
    segment = one.segment
    bytes_kept = f", bytes {segment.raw[:12]}" if segment.raw else ""
    edition = f", edition {segment.edition}" if segment.edition else ""
    return f"version {one.number}, read {segment.read_at[:10]} from {segment.delivered}{edition}{bytes_kept}"


def _killed(cells: Mapping[str, Any]) -> str:
    best, low, high = (cells[f"killed_{end}"] for end in ("best", "low", "high"))
    return "no figure of killed" if best is None else f"killed {best}, low {low}, high {high}, as the row has them"
