"""Who are the parties of each of these rows: a list a role, as told, and their ids?"""

from collections.abc import Iterable, Mapping

from khaldun.identify import gazetteer
from khaldun.model import KhaldunError
from khaldun.show.api.schema import told
from khaldun.show.fields import Noun
from khaldun.show.leaving import Published, Row

ROLES: Mapping[str, str] = {
    "perpetrator": "perpetrators",
    "opponent": "opponents",
    "target": "targets",
    "victim": "victims",
    "supporter": "supporters",
}
TABLES: Mapping[Noun, tuple[str, str]] = {"event": ("event_parties", "event_id"), "account": ("parties", "account_id")}


def whole(published: Published, rows: list[Row], noun: Noun) -> list[Row]:
    """The public fields of events or accounts, those of their parties among them."""
    table, key = TABLES[noun]
    parties = _grouped(_of(published, table, key, rows), key)
    homes = _homes(published, rows) if noun == "account" else {}
    return [
        told({**row, **_lists(parties.get(row[key], ())), "event_id": row.get("event_id", homes.get(row[key]))}, noun)
        for row in rows
    ]


def sides(published: Published, rows: list[Row]) -> dict[str, tuple[list[Row], list[Row]]]:
    """The two sides of each event: who did it, or one opponent where nobody is said to have; and all others."""
    found = _grouped(_of(published, "event_parties", "event_id", rows), "event_id")
    return {row["event_id"]: _sides(found.get(row["event_id"], [])) for row in rows}


def name_of(country: str | None) -> str | None:
    """The English name of a country; null for a code that the gazetteer does not name."""
    try:
        return gazetteer().country_name(country) if country else None
    except KhaldunError:
        return None


def _sides(parties: list[Row]) -> tuple[list[Row], list[Row]]:
    ordered = sorted(parties, key=lambda one: (one["grp"] != "state_forces", one["told"] or ""))
    doers = [one for one in ordered if one["role"] == "perpetrator"] or ordered[:1]
    return doers, [one for one in ordered if one not in doers and one["role"] != "supporter"]


def _of(published: Published, table: str, key: str, rows: list[Row]) -> list[Row]:
    column = "n" if "n" in (rows[0] if rows else {}) else key
    return published.having(table, column, [row[column] for row in rows])


def _grouped(rows: Iterable[Row], key: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row[key], []).append(row)
    return found


def _homes(published: Published, rows: list[Row]) -> dict[str, str]:
    return {row["account_id"]: row["event_id"] for row in _of(published, "event_accounts", "account_id", rows)}


def _lists(parties: Iterable[Row]) -> dict[str, list[str]]:
    held = {field: {row["told"] for row in parties if row["role"] == role} - {None} for role, field in ROLES.items()}
    ids = {row["actor"] or row["actor_source_id"] for row in parties} - {None}
    return {name: sorted(found) for name, found in {**held, "actors": ids}.items()}
