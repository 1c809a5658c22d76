"""Over what was searched? A zero without its search space says nothing."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import Reach, first_day, last_day, reach
from khaldun.ask.selection import Selection
from khaldun.ask.tables import ALL_EVENTS, Tables, fetched, table

EVERYTHING = Selection()


def searched(tables: Tables, selection: Selection) -> Mapping[str, Any]:
    """Countries, days and number of rows looked at, with what the datasets in store cover of each country."""
    space = replace(EVERYTHING, countries=selection.countries, start=selection.start, end=selection.end)
    events = chosen({"events": tables.get(ALL_EVENTS, table(tables, "events"))}, space)
    (row,) = fetched(events.aggregate(events=events.count()))
    return {
        "countries": list(selection.countries),
        "from": selection.start.isoformat() if selection.start else None,
        "to": selection.end.isoformat() if selection.end else None,
        "events": int(row["events"]),
        "covered": [_covered(held) for held in reach(tables, selection.countries).values()],
    }


def _covered(held: Reach) -> Mapping[str, Any]:
    if not held.months:
        return {"country": held.country, "from": None, "to": None, "sources": []}
    first, last = first_day(min(held.months)), last_day(max(held.months))
    return {
        "country": held.country,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "sources": list(held.sources),
    }
