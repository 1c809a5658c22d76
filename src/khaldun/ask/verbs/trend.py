"""Was the last week above or below the weeks before it, in the words of ACLED's Trendfinder?"""

from dataclasses import replace
from datetime import date, timedelta

from khaldun.ask.answer import Answer, Caveat
from khaldun.ask.coverage import uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.statistics.weekly import trend as class_of
from khaldun.ask.tables import Tables
from khaldun.ask.weeks import WEEK, weeks
from khaldun.model import KhaldunError

SPANS = (4, 52)
TESTS_NOTHING = Caveat(
    rule="no-test",
    text="The classes compare two numbers and test nothing: bursts alone give large increases. See the verb compare.",
)


def trend(tables: Tables, recipe: Recipe) -> Answer:
    """A row a country: events in the last week, means of the 4 and 52 weeks before, and the class by each.

    `with = {end = 2021-12-26}` names the last day of the last week.
    """
    end = recipe.parameter("end")
    if not isinstance(end, date):
        raise KhaldunError("name the last day of the last week: with = {end = 2021-12-26}")
    asked = readings(recipe.selection, recipe.choices)[0].selection
    selection = replace(asked, start=end - timedelta(days=WEEK * (SPANS[-1] + 1) - 1), end=end)
    cannot = uncovered(tables, selection)
    if cannot:
        return Answer(cannot=cannot, searched=searched(tables, selection), drawing="none")
    rows = []
    for country, series in weeks(tables, selection, end=end, count=SPANS[-1] + 1, by="country").items():
        row: dict[str, object] = {"country": country, "last_week": series[-1]}
        for span in SPANS:
            row |= {f"mean_{span}": round(sum(series[-span - 1 : -1]) / span, 2)}
            row |= {f"class_{span}": class_of(series[-1], series[-span - 1 : -1])}
        rows.append(row)
    looked = searched(tables, selection)
    return Answer(table=tuple(rows), caveats=(TESTS_NOTHING,), searched=looked, drawing="none")
