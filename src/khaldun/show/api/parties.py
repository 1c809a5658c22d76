"""Who are the parties of each of these rows: a list a role, as told, and their ids?"""

from collections.abc import Iterable, Mapping

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


def _of(published: Published, table: str, key: str, rows: list[Row]) -> list[Row]:
    column = "n" if "n" in (rows[0] if rows else {}) else key
    held = published.table(table)
    return published.rows(held.filter(held[column].isin([row[column] for row in rows]))) if rows else []


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
