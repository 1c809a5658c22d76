"""Do the events in store add up to the totals that were published for the same countries and years?"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from khaldun.ask.answer import Answer, Measured
from khaldun.ask.checking.totals import TOTALS
from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import MONTHS, month_of, reach
from khaldun.ask.definitions import readings
from khaldun.ask.measured import whole
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched

ENDS = ("best", "low", "high")
Key = tuple[str, int, str]


def agree(tables: Tables, recipe: Recipe) -> Answer:
    """A row a country, year and kind of violence in which events and published total differ, and how many are the same.

    A year counts where the rows in store cover all twelve months of it. Differences are revisions: the total is of
    one edition, the rows of others. The figure is the number of cells that agree in the best figure.
    """
    selection = readings(recipe.selection, recipe.choices)[0].selection
    looked = searched(tables, selection)
    published = _published(tables, selection)
    if not published:
        return Answer(cannot="cannot be tested: no published totals in store", searched=looked, drawing="none")
    summed = _summed(tables, selection)
    years = _whole_years(tables, sorted({country for country, _, _ in published}))
    rows = [
        _row(key, summed.get(key, dict.fromkeys(ENDS, 0)), total)
        for key, total in sorted(published.items())
        if key[1] in years.get(key[0], ())
    ]
    same = sum(row["difference"] == 0 for row in rows)
    return Answer(
        figure=Measured(best=same, low=None, high=None, unit="cells that agree"),
        table=tuple(row for row in rows if row["difference"]),
        tests=({"test": "agreement", "cells": len(rows), "same": same, "different": len(rows) - same},),
        searched=looked,
        drawing="none",
    )


def _summed(tables: Tables, selection: Selection) -> dict[Key, Mapping[str, int]]:
    events = chosen(tables, selection)
    keyed = events.mutate(year=((events.month - 1) // MONTHS).cast("int32"))
    sums = keyed.group_by(["country", "year", "violence"]).aggregate(
        **{end: keyed[f"killed_{end}"].sum() for end in ENDS}
    )
    return {
        (str(row["country"]), int(row["year"]), str(row["violence"])): {end: whole(row[end]) or 0 for end in ENDS}
        for row in fetched(sums.filter(sums.year.notnull()))
    }


def _published(tables: Tables, selection: Selection) -> dict[Key, Mapping[str, int]]:
    if "statements" not in tables:
        return {}
    held = tables["statements"]
    rows = fetched(held.filter(held.report_id.startswith(TOTALS) & (held.perpetrators.length() == 0)))
    found: dict[Key, Mapping[str, int]] = {}
    for row in rows:
        asked = _asked(row, selection)
        if asked and (row["violence"] == "one-sided" or not row["who"]):
            found[row["countries"][0], row["start"].year, row["violence"]] = {end: int(row[end]) for end in ENDS}
    return found


def _asked(row: Mapping[str, Any], selection: Selection) -> bool:
    countries = row["countries"] or []
    first: date = row["start"]
    inside = (not selection.start or selection.start <= first) and (not selection.end or first <= selection.end)
    return bool(countries) and inside and (not selection.countries or countries[0] in selection.countries)


def _whole_years(tables: Tables, countries: list[str]) -> dict[str, set[int]]:
    """The years of which every month is covered, by country."""
    found: dict[str, set[int]] = {}
    for country, held in reach(tables, countries).items():
        years = {(month - 1) // MONTHS for month in held.months}
        found[country] = {y for y in years if {month_of(date(y, m, 1)) for m in range(1, 13)} <= held.months}
    return found


def _row(key: Key, summed: Mapping[str, int], total: Mapping[str, int]) -> dict[str, Any]:
    return {
        "country": key[0],
        "year": key[1],
        "violence": key[2],
        **{f"rows_{end}": summed[end] for end in ENDS},
        **{f"published_{end}": total[end] for end in ENDS},
        "difference": summed["best"] - total["best"],
    }
