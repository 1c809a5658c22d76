"""At whom are a group's statements aimed, and does that change?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from khaldun.ask.answer import Answer
from khaldun.ask.recipe import Recipe
from khaldun.ask.tables import Tables, fetched
from khaldun.model import KhaldunError

KINDS = ("responsibility", "denial")


def rhetoric(tables: Tables, recipe: Recipe) -> Answer:
    """A row a year and opponent: in how many of the group's statements it is named, of how many, with their ids.

    `with = {speaker = "jnim"}` names the group as an actor of the registry. Statements are claims, denials and any
    other sentence that a report gives as said by the group; the quotes stand with the statements.
    """
    speaker = recipe.parameter("speaker")
    if not isinstance(speaker, str):
        raise KhaldunError("name whose statements are meant: with = {speaker = 'jnim'}")
    rows = _statements(tables, speaker)
    looked = {"speaker": speaker, "statements": len(rows)}
    if not rows:
        why = f"cannot be tested: no statements by {speaker} in store"
        return Answer(cannot=why, searched=looked, drawing="none")
    return Answer(table=_shares(rows), searched=looked)


def _statements(tables: Tables, speaker: str) -> list[dict[str, Any]]:
    if "statements" not in tables:
        return []
    statements = tables["statements"]
    own = statements.said_by == speaker
    claimed = statements.kind.isin(KINDS) & statements.perpetrators.contains(speaker)
    said = (own | claimed).fill_null(False)  # noqa: FBT003 - Ibis takes it by place alone
    return sorted(fetched(statements.filter(said)), key=lambda row: str(row["statement_id"]))


def _shares(rows: Sequence[Mapping[str, Any]]) -> tuple[Mapping[str, Any], ...]:
    of_year: Counter[str] = Counter(_year(row) for row in rows)
    named: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        for opponent in sorted(set(row["who"] or ())):
            named.setdefault((_year(row), opponent), []).append(row["statement_id"])
    return tuple(
        {
            "year": year,
            "opponent": opponent,
            "statements": len(ids),
            "of": of_year[year],
            "share": round(len(ids) / of_year[year], 4),
            "ids": ids,
        }
        for (year, opponent), ids in sorted(named.items())
    )


def _year(row: Mapping[str, Any]) -> str:
    return str(row["start"].year) if row["start"] else "not told"
