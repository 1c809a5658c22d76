"""Which points and days does a question about clusters see?"""

from collections.abc import Mapping
from typing import Any

from khaldun.ask.chosen import chosen
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched

DAYS_EXACT = ("day", "week")


def points(tables: Tables, selection: Selection, *, dated: bool) -> list[Mapping[str, Any]]:
    """The chosen events with a place and a first day, in order of day and id.

    With `dated`, events whose day is known no better than to a month are left out.
    """
    rows = fetched(chosen(tables, selection))
    held = [row for row in rows if row["latitude"] is not None and row["start"] is not None]
    if dated:
        held = [row for row in held if row["date_precision"] in DAYS_EXACT]
    return sorted(held, key=lambda row: (row["start"], row["event_id"]))
