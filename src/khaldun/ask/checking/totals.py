"""Which totals did a dataset publish for the same country, year and perpetrators?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from khaldun.ask.checking.verdicts import Tested
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables, fetched
from khaldun.model import Statement

TOTALS = "ucdp-country-year"
GROUPS = ("state_forces", "non_state_forces")


def totals(statement: Statement, selection: Selection, tables: Tables) -> tuple[Tested, ...]:
    """The totals of UCDP's Country-Year dataset that answer the statement, if they are in store and fit its slots.

    They fit one country and one whole year, deaths, and no place or distance. Civilians killed by a state are given
    twice: those of one-sided violence, and those with the civilians killed in the fighting of that state added.
    """
    if not _fits(statement, selection) or "statements" not in tables:
        return ()
    rows = _rows(tables, selection)
    return tuple(_civilians(tables, selection, rows) if "civilians" in statement.who else _everybody(selection, rows))


def _fits(statement: Statement, selection: Selection) -> bool:
    start, end = selection.start, selection.end
    whole_year = start and end and (start.month, start.day, end.month, end.day) == (1, 1, 12, 31)
    alone = len(selection.countries) == 1 and selection.radius_km is None and statement.near is None
    return bool(statement.measure == "killed" and whole_year and alone and start and end and start.year == end.year)


def _rows(tables: Tables, selection: Selection) -> list[dict[str, Any]]:
    held = tables["statements"]
    fits = held.report_id.startswith(TOTALS) & (held.start == selection.start) & (held.end == selection.end)
    rows = fetched(held.filter(fits & held.countries.contains(selection.countries[0])))
    return sorted(rows, key=lambda row: str(row["statement_id"]))


def _civilians(tables: Tables, selection: Selection, rows: Sequence[Mapping[str, Any]]) -> Iterator[Tested]:
    names = _names(tables, selection)
    for row in rows:
        by = set(row["perpetrators"] or ())
        if row["violence"] != "one-sided" or not (by & set(names) if names else not by):
            continue
        yield _tested(row, "one-sided", [row])
        fighting = _fighting(rows, edition=row["said_by"])
        if fighting and by and not by & {"non_state_forces"}:
            yield _tested(row, "one-sided and civilians killed in fighting", [row, fighting])


def _fighting(rows: Sequence[Mapping[str, Any]], *, edition: str) -> Mapping[str, Any] | None:
    civilians = [row for row in rows if row["violence"] == "state-based" and list(row["who"] or ()) == ["civilians"]]
    return next((row for row in civilians if row["said_by"] == edition), None)


def _everybody(selection: Selection, rows: Sequence[Mapping[str, Any]]) -> Iterator[Tested]:
    """All deaths of all three kinds of violence, where nobody is named as killer."""
    if selection.actors or selection.groups:
        return
    for edition in sorted({str(row["said_by"]) for row in rows}):
        parts = [row for row in rows if row["said_by"] == edition and not row["perpetrators"] and _whole(row)]
        if len(parts) == 3:  # noqa: PLR2004 - state-based, non-state and one-sided
            yield _tested(parts[0], "all three kinds of violence", parts)


def _whole(row: Mapping[str, Any]) -> bool:
    return row["violence"] != "state-based" or not row["who"]


def _names(tables: Tables, selection: Selection) -> tuple[str, ...]:
    """The names under which rows hold the actors asked about, and the groups asked about."""
    if not selection.actors:
        return selection.groups
    parties = tables["event_parties"]
    asked = parties.actor.isin(selection.actors) | parties.actor_source_id.isin(selection.actors)
    rows = fetched(parties.filter(asked).select("told").distinct())
    return (*sorted(str(row["told"]) for row in rows), *selection.groups)


def _tested(row: Mapping[str, Any], words: str, parts: Sequence[Mapping[str, Any]]) -> Tested:
    best, low, high = (sum(int(part[end]) for part in parts) for end in ("best", "low", "high"))
    by = ", ".join(row["perpetrators"] or ())
    told = f"{row['said_by']}: {words}" + (f", by {by}" if by else "")
    return Tested(
        definition=told,
        choices={"source": str(row["said_by"]), "participation": words},
        best=best,
        low=low,
        high=high,
        rows=tuple(str(part["statement_id"]) for part in parts),
    )
