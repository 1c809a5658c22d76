"""Which regions of a country see sudden weeks, in the classes of ACLED's volatility and risk?"""

from dataclasses import replace
from datetime import date, timedelta

from khaldun.ask.answer import Answer
from khaldun.ask.coverage import uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.statistics.weekly import RISK, WEEKS, baseline
from khaldun.ask.statistics.weekly import volatility as class_of
from khaldun.ask.tables import Tables
from khaldun.ask.verbs.trend import TESTS_NOTHING
from khaldun.ask.weeks import WEEK, weeks
from khaldun.model import KhaldunError


def volatility(tables: Tables, recipe: Recipe) -> Answer:
    """A row a first-order region: mean week, baseline, volatility and risk over the last 52 weeks.

    `with = {end = 2021-12-26}` names the last day of the last week. A region without an event in those weeks is not
    listed: its names are known from the rows alone.
    """
    end = recipe.parameter("end")
    asked = readings(recipe.selection, recipe.choices)[0].selection
    if not isinstance(end, date) or len(asked.countries) != 1:
        raise KhaldunError("name one country, and the last day of the last week: with = {end = 2021-12-26}")
    selection = replace(asked, start=end - timedelta(days=WEEK * WEEKS - 1), end=end)
    cannot = uncovered(tables, selection)
    if cannot:
        return Answer(cannot=cannot, searched=searched(tables, selection), drawing="none")
    regions = weeks(tables, selection, end=end, count=WEEKS, by="admin1")
    every = [week for series in regions.values() for week in series]
    rows = []
    for name, series in regions.items():
        base, sudden = baseline(series), class_of(series, every)
        rows.append(
            {
                "region": name,
                "mean_week": round(sum(series) / WEEKS, 2),
                "baseline": base,
                "volatility": sudden,
                "risk": RISK[base, sudden],
            }
        )
    return Answer(table=tuple(rows), caveats=(TESTS_NOTHING,), searched=searched(tables, selection), drawing="none")
