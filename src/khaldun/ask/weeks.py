"""How many events in each week before a day?"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from khaldun.ask.chosen import chosen
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched

WEEK = 7


def weeks(tables: Tables, selection: Selection, *, end: date, count: int, by: str) -> Mapping[str, list[int]]:
    """Events in each of the last `count` weeks up to `end`, oldest first, by the values of a column."""
    start = end - timedelta(days=WEEK * count - 1)
    events = chosen(tables, replace(selection, start=start, end=end))
    found: dict[str, list[int]] = {}
    for row in fetched(events.group_by([by, "start"]).aggregate(n=events.count())):
        series = found.setdefault(row[by] or "not told", [0] * count)
        series[(row["start"] - start).days // WEEK] += int(row["n"])
    return dict(sorted(found.items()))
