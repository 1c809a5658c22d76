"""Who fights whom, and who stands beside whom, year by year?"""

from collections.abc import Mapping
from typing import Any

import ibis

from khaldun.ask.answer import Answer, Caveat
from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import MONTHS, uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.tables import Tables, fetched, table

INFERRED = Caveat(
    rule="inferred-ties",
    text="A tie is inferred from roles in single events: two attackers stand together, two opponents clash.",
)


def network(tables: Tables, recipe: Recipe) -> Answer:
    """A row a pair of armed actors, year and sign: `clash` where they stood against each other, `joint` side by side.

    Pairs with fewer events than `with = {least = 2}` are left out. An actor that is a placeholder for unknown hands
    (`XXX`) is never a side of a tie.
    """
    selection = readings(recipe.selection, recipe.choices)[0].selection
    looked = searched(tables, selection)
    cannot = uncovered(tables, selection)
    if cannot:
        return Answer(cannot=cannot, searched=looked, drawing="none")
    pairs = _pairs(tables, chosen(tables, selection))
    tied = pairs.group_by(["left", "right", "sign", "year"]).aggregate(
        events=pairs.event_id.nunique(), best=pairs.killed_best.sum().cast("int64")
    )
    kept = tied.filter(tied.events >= recipe.parameter("least", 1))
    rows = sorted(fetched(kept), key=lambda row: (-row["events"], row["left"], row["right"], row["year"]))
    return Answer(
        table=tuple(_row(row) for row in rows),
        rows=tuple(sorted(row["event_id"] for row in fetched(pairs.select("event_id").distinct()))),
        caveats=(INFERRED,),
        searched=looked,
        drawing="none",
    )


def _row(row: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**row, "year": int(row["year"]), "unit": "deaths"}


def _pairs(tables: Tables, events: ibis.Table) -> ibis.Table:
    """Every two armed parties of an event, the first in alphabetical order, with the sign of their tie."""
    parties = table(tables, "event_parties").semi_join(events, "event_id")
    armed = parties.filter(parties.grp.isin(("state_forces", "non_state_forces")) & ~parties.told.startswith("XXX"))
    left = armed.select("event_id", left="told", left_role="role")
    right = armed.select("event_id", right="told", right_role="role")
    both = left.join(right, "event_id")
    ordered = both.filter(both.left < both.right)
    joint = (ordered.left_role == "perpetrator") & (ordered.right_role == "perpetrator")
    signed = ordered.mutate(sign=joint.ifelse("joint", "clash")).distinct()
    held = events.select("event_id", "month", "killed_best")
    joined = signed.join(held, "event_id")
    return joined.mutate(year=((joined.month - 1) // MONTHS).cast("int32"))
