"""How deadly, dangerous and fragmented was each country's violence over twelve months?

The indicators of ACLED's Conflict Index as its methodology states them. How ACLED scales and combines them is not
published, so no combination is made here.
"""

from dataclasses import replace
from datetime import date

import ibis

from khaldun.ask.answer import Answer, Caveat
from khaldun.ask.chosen import chosen
from khaldun.ask.definitions import readings
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.tables import Tables, fetched, table
from khaldun.model import KhaldunError

VIOLENT = ("battles", "explosions", "violence_against_civilians")
NOT_THE_INDEX = Caveat(
    rule="indicators-only",
    text="These are indicators on the events in store. How the Conflict Index scales and joins them is not published.",
)
NO_DIFFUSION = Caveat(
    rule="no-diffusion",
    text="Diffusion is null: it needs a grid of population, which is not in store.",
)


def conflict_index(tables: Tables, recipe: Recipe) -> Answer:
    """A row a country: deaths, violent events that target civilians, and active armed groups that are not states.

    The twelve months end with the month that `with = {end = 2021-12-31}` names.
    """
    end = recipe.parameter("end")
    if not isinstance(end, date):
        raise KhaldunError("name the last day of the twelve months: with = {end = 2021-12-31}")
    asked = readings(recipe.selection, recipe.choices)[0].selection
    selection = replace(asked, start=_a_year_before(end), end=end)
    events = chosen(tables, selection)
    parties = table(tables, "event_parties").semi_join(events, "event_id")
    rows = fetched(_joined(events, parties))
    return Answer(
        table=tuple(sorted(({**row, "diffusion": None} for row in rows), key=lambda row: str(row["country"]))),
        caveats=(NOT_THE_INDEX, NO_DIFFUSION),
        searched=searched(tables, selection),
        drawing="none",
    )


def _a_year_before(end: date) -> date:
    month = end.year * 12 + end.month - 12
    return date(month // 12, month % 12 + 1, 1)


def _joined(events: ibis.Table, parties: ibis.Table) -> ibis.Table:
    """Deadliness, danger and fragmentation on one line a country."""
    violent = events.family.isin(VIOLENT)
    victims = parties.filter(parties.grp == "civilians").select(hurt="event_id").distinct()
    marked = events.left_join(victims, events.event_id == victims.hurt)
    at_civilians = violent & (marked.hurt.notnull() | (events.violence == "one-sided").fill_null(False))  # noqa: FBT003
    deadly = marked.group_by("country").aggregate(
        events=marked.count(),
        deadliness=marked.killed_best.sum().cast("int64"),
        danger=at_civilians.sum().cast("int64"),
    )
    groups = parties.filter(parties.grp == "non_state_forces")
    acting = groups.join(events.select("event_id", "country"), "event_id")
    who = ibis.coalesce(acting.actor, acting.actor_source_id, acting.told)
    counted = acting.group_by("country").aggregate(fragmentation=who.nunique())
    return deadly.left_join(counted, "country").select("country", "events", "deadliness", "danger", "fragmentation")
