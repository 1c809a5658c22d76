"""What would the formula of the Global Terrorism Index give over the rows in store? It is never the index itself."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from khaldun.ask.answer import Answer, Caveat, Measured
from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import MONTHS, uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.selection import Selection
from khaldun.ask.statistics.terrorism_index import YEARS, five_years, ranks, raw_total, score
from khaldun.ask.tables import Tables, fetched, table
from khaldun.model import KhaldunError

NOT_THE_INDEX = Caveat(
    rule="formula-on-this-store",
    text="This is the formula on the events in store. The index itself rests on a commercial list of incidents.",
)
NON_STATE_ONLY = Caveat(
    rule="non-state-only",
    text="Only acts of non-state actors count: what a state's forces did, however deadly, does not enter.",
)

DEATHS_ALONE = Caveat(
    rule="no-injured-no-hostages",
    text="Events in store tell no injured and no hostages: both are left out, so totals are lower than by the formula.",
)


def gti(tables: Tables, recipe: Recipe) -> Answer:
    """The score of each country in the year asked about, with its rank and raw totals.

    The recipe names the edition whose formula is meant, and the year. Scores of two editions are not comparable, so
    a recipe that names two is refused. The recipe may bring `raws`, five yearly raw totals a country, newest first.
    """
    edition = _edition(recipe)
    if recipe.parameter("raws"):
        raws = {country: tuple(values) for country, values in recipe.parameter("raws").items()}
        return _answer(raws, edition=edition, searched_in={"raws": "given by the recipe"})
    selection = _five_years(recipe)
    cannot = uncovered(tables, selection)
    if cannot:
        return Answer(cannot=cannot, searched=searched(tables, selection), drawing="none")
    found = _raws(tables, selection, year=recipe.parameter("year"))
    answer = _answer(found, edition=edition, searched_in=searched(tables, selection))
    return replace(answer, caveats=(*answer.caveats, DEATHS_ALONE))


def _edition(recipe: Recipe) -> str:
    edition = recipe.parameter("edition")
    if isinstance(edition, list):
        raise KhaldunError(
            "scores of two editions are not comparable, because weights and scaling differ; ask for one edition a time"
        )
    if edition is None:
        raise KhaldunError("the formula differs by edition; name one: with = {edition = '2025'}")
    return str(edition)


def _five_years(recipe: Recipe) -> Selection:
    year = recipe.parameter("year")
    if not isinstance(year, int):
        raise KhaldunError("name the year that is scored: with = {year = 2021}")
    chosen_by = readings(recipe.selection, recipe.choices)[0].selection
    return replace(chosen_by, start=date(year - YEARS + 1, 1, 1), end=date(year, 12, 31))


def _answer(raws: Mapping[str, tuple[float, ...]], *, edition: str, searched_in: Mapping[str, Any]) -> Answer:
    scores = {country: score(values, edition=edition) for country, values in raws.items()}
    ranked = ranks(scores)
    rows: list[dict[str, Any]] = [
        {
            "country": country,
            "best": scores[country],
            "rank": ranked[country],
            "raw": values[0],
            "five_years": round(five_years(values, edition=edition), 2),
            "edition": edition,
        }
        for country, values in raws.items()
    ]
    rows.sort(key=lambda row: (row["rank"], row["country"]))
    only = rows[0]["best"] if len(rows) == 1 else None
    return Answer(
        figure=Measured(best=only, low=None, high=None, unit="score") if only is not None else None,
        table=tuple(rows),
        caveats=(NOT_THE_INDEX, NON_STATE_ONLY),
        searched=searched_in,
    )


def _raws(tables: Tables, selection: Selection, *, year: int) -> dict[str, tuple[float, ...]]:
    """The raw totals of each country, newest year first, over events with a non-state perpetrator."""
    parties = table(tables, "event_parties")
    acting = parties.filter((parties.grp == "non_state_forces") & parties.role.isin(("perpetrator", "opponent")))
    events = chosen(tables, selection)
    dated = events.select("event_id", "country", "killed_best", year=(events.month - 1) // MONTHS)
    keyed = acting.select("event_id").join(dated, "event_id").distinct()
    sums = keyed.group_by(["country", "year"]).aggregate(incidents=keyed.count(), deaths=keyed.killed_best.sum())
    found: dict[str, dict[int, float]] = {}
    for row in fetched(sums):
        raw = raw_total(incidents=row["incidents"], deaths=float(row["deaths"] or 0), injured=0, hostages=0)
        found.setdefault(row["country"], {})[int(row["year"])] = raw
    return {
        country: tuple(by_year.get(year - back, 0.0) for back in range(YEARS))
        for country, by_year in sorted(found.items())
    }
