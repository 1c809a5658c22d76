"""How do accounts, events and judgements become rows of a release?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import pyarrow as pa

from khaldun.model import (
    Account,
    Actor,
    Event,
    Figure,
    Issue,
    Judgement,
    Party,
    Report,
    Source,
    Statement,
    Toll,
    When,
    Where,
)
from khaldun.store.schema import TABLES

Row = dict[str, Any]
GROUPS = {"state_force": "state_forces", "government": "state_forces", "international_force": "state_forces"}
CIVILIANS = "civilians"
Audience = Literal["house", "public"]
NOTHING = "nothing"
RESTRICTION = ("everything", "facts", NOTHING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What a release holds besides the rows of bulk sources.

    `actors` are the registry's entries by id; `source_actors` leads from a source's own actor id, as "ucdp:6716", to
    a registry id. `violence` gives UCDP's term for accounts and events by id where there is one. Accounts of a source
    that is not in `sources` count as coded facts. `notes` are said in the manifest; `withheld`
    are the sources that a release for the public leaves out.
    """

    sources: Sequence[Source] = ()
    reports: Iterable[Report] = ()
    accounts: Sequence[Account] = ()
    statements: Iterable[tuple[str, Statement]] = ()
    judgements: Iterable[Judgement] = ()
    events: Sequence[Event] = ()
    issues: Iterable[Issue] = ()
    actors: Mapping[str, Actor] = field(default_factory=dict)
    source_actors: Mapping[str, str] = field(default_factory=dict)
    violence: Mapping[str, str] = field(default_factory=dict)
    read_at: Mapping[str, str] = field(default_factory=dict)
    notes: Sequence[str] = ()
    audience: Audience = "house"
    withheld: Sequence[str] = ()

    def leaves(self, source: str) -> str:
        """What of a source's rows may leave the house."""
        return next((one.leaves for one in self.sources if one.name == source), "facts")


def for_public(contents: Contents) -> Contents:
    """The contents without all that rests on a source whose rows may not leave the house."""
    kept = tuple(one for one in contents.accounts if contents.leaves(one.source) != NOTHING)
    gone = {one.id for one in contents.accounts} - {one.id for one in kept}
    return replace(
        contents,
        audience="public",
        sources=[one for one in contents.sources if one.leaves != NOTHING],
        accounts=kept,
        events=[one for one in contents.events if not gone & set(one.accounts)],
        judgements=[one for one in contents.judgements if not gone & {one.left, one.right}],
        withheld=tuple(one.name for one in contents.sources if one.leaves == NOTHING),
    )


def tables(contents: Contents) -> dict[str, pa.Table]:
    """The rows of the tables of a release; `h3_5`, `h3_7` and `geometry` are added where all rows are together."""
    rows: dict[str, Iterable[Row]] = {
        "accounts": (_account(one, contents) for one in contents.accounts),
        "parties": ({"account_id": a.id, **_party(p, contents)} for a in contents.accounts for p in a.parties),
        "tolls": ({"account_id": a.id, **_toll(t)} for a in contents.accounts for t in a.tolls),
        "events": _events(contents),
        "event_accounts": ({"event_id": e.id, "account_id": one} for e in contents.events for one in e.accounts),
        "event_parties": ({"event_id": e.id, **_party(p, contents)} for e in contents.events for p in e.parties),
        "figures": ({"event_id": e.id, **_figure(f)} for e in contents.events for f in e.figures),
        "judgements": ({"judgement_id": one.id, **_fields(one, "judgements")} for one in contents.judgements),
        "reports": map(_report, contents.reports),
        "statements": (_statement(report, one) for report, one in contents.statements),
        "sources": ({"source": one.name, **_fields(one, "sources")} for one in contents.sources),
        "issues": (_fields(one, "issues") for one in contents.issues),
    }
    return {name: _table(name, made) for name, made in rows.items()}


def _table(name: str, rows: Iterable[Row]) -> pa.Table:
    schema = TABLES[name]
    return pa.Table.from_pylist([{column: row.get(column) for column in schema.names} for row in rows], schema)


def _fields(noun: object, table: str) -> Row:
    """The noun's own fields that the table has a column for."""
    values = ((name, getattr(noun, name, None)) for name in TABLES[table].names)
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values if value is not None}


def _account(account: Account, contents: Contents) -> Row:
    return {
        **_fields(account, "accounts"),
        **_when(account.when),
        **_where(account.where),
        **_triple("killed", _told(account.tolls, "all")),
        **_triple("civilians_killed", _told(account.tolls, CIVILIANS)),
        "account_id": account.id,
        "version": 1,
        "violence": contents.violence.get(account.id),
        "read_at": contents.read_at.get(account.record),
        "leaves": contents.leaves(account.source),
        "title": "",
    }


def _told(tolls: Sequence[Toll], who: str) -> Toll | None:
    """The figure that stands for the account: the report's own before one that it quotes."""
    fitting = [toll for toll in tolls if toll.outcome == "killed" and toll.who == who]
    return min(fitting, key=lambda toll: toll.said_by is not None, default=None)


def _triple(name: str, interval: Toll | Figure | None) -> Row:
    return {f"{name}_{end}": getattr(interval, end, None) for end in ("low", "best", "high")}


def _when(when: When) -> Row:
    return {
        "start": when.start,
        "end": when.end,
        "date_precision": when.precision,
        "month": when.start and when.start.year * 12 + when.start.month,
        "end_month": when.end and when.end.year * 12 + when.end.month,
    }


def _where(where: Where | None) -> Row:
    if where is None:
        return {"place_precision": "unknown"}
    named = ("country", "admin1", "admin2", "latitude", "longitude", "radius_km")
    found = {"place_told": where.told, "place_name": where.name, "place_id": where.id}
    return {**found, "place_precision": where.precision, **{name: getattr(where, name) for name in named}}


def _party(party: Party, contents: Contents) -> Row:
    actor = contents.actors.get(party.actor or "")
    return {
        **_fields(party, "parties"),
        "actor_source_id": party.source_id,
        "grp": group_of(actor) or party.group,
        "country": actor.countries[0] if actor and actor.countries else None,
    }


def group_of(actor: Actor | None) -> str | None:
    """The group of persons that an actor belongs to; null for one that nobody has identified."""
    if actor is None or actor.kind == "unidentified":
        return None
    return CIVILIANS if actor.kind == "civilians" else GROUPS.get(actor.kind, "non_state_forces")


def _toll(toll: Toll) -> Row:
    return {**_fields(toll, "tolls"), "includes": list(toll.includes)}


def _figure(figure: Figure) -> Row:
    return {**_fields(figure, "figures"), "flags": list(figure.flags)}


def _events(contents: Contents) -> Iterator[Row]:
    sources = {account.id: account.source for account in contents.accounts}
    for event in contents.events:
        behind = sorted({sources.get(one) or source_of_row(one) for one in event.accounts})
        figures = {figure.who: figure for figure in event.figures if figure.outcome == "killed"}
        yield {
            **_fields(event, "events"),
            "event_id": event.id,
            "family": event.type.split(".")[0],
            "violence": contents.violence.get(event.id),
            **_when(event.when),
            **{name: value for name, value in _where(event.where).items() if name != "place_told"},
            **_triple("killed", figures.get("all")),
            **_triple("civilians_killed", figures.get(CIVILIANS)),
            **_triple("attackers_killed", figures.get("attackers")),
            "sources": behind,
            "n_accounts": len(event.accounts),
            "leaves": max((contents.leaves(one) for one in behind), key=RESTRICTION.index, default="facts"),
        }


def source_of_row(account_id: str) -> str:
    """The source of a dataset's account, which is the beginning of its id."""
    return account_id.partition(":")[0]


def _report(report: Report) -> Row:
    return {**_fields(report, "reports"), "report_id": report.id, "characters": len(report.text)}


def _statement(report: str, statement: Statement) -> Row:
    period = statement.period
    days = {"start": period.start, "end": period.end} if period else {}
    return {**_fields(statement, "statements"), "statement_id": statement.id, "report_id": report, **days}
