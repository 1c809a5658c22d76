"""Which rows make each table of a release? One SELECT a table, over the views that `building` has laid out.

The views: `bulk`, the rows of datasets; `told_*`, the rows made from nouns; `points`, the cells of each point; `near`,
the borders near each point; `accounts` and `events`, once they are written. A dataset's account that no judgement has
joined to another is an event of its own.
"""

from khaldun.store.schema import TABLES

_MONTH = "CAST(year({0}) * 12 + month({0}) AS INTEGER)"
_POINT = ("h3_5", "h3_7", "geometry")
_COMPUTED = {
    "family": "split_part(type, '.', 1)",
    "month": _MONTH.format('"start"'),
    "end_month": _MONTH.format('"end"'),
}
_SINGLE = "account_id NOT IN (SELECT account_id FROM told_event_accounts)"
_EVENT = "'event-' || account_id"
_ALONE = f"(SELECT * FROM bulk WHERE set_aside IS NULL AND {_SINGLE})"


def _columns(table: str, *, computed: dict[str, str]) -> str:
    names = (name for name in TABLES[table].names if name not in _POINT)
    return ", ".join(f'{computed[name]} AS "{name}"' if name in computed else f'"{name}"' for name in names)


def _placed(select: str) -> str:
    """The rows with the cells and the geometry of their point."""
    return f"SELECT * FROM ({select}) LEFT JOIN points USING (latitude, longitude)"


_TOLD_ACCOUNTS = "SELECT * EXCLUDE (h3_5, h3_7, geometry) FROM told_accounts"
_OWN = "SELECT event_id, min(violence) AS own FROM told_event_accounts JOIN bulk USING (account_id) GROUP BY event_id"
_TOLD_EVENTS = (
    "SELECT * EXCLUDE (h3_5, h3_7, geometry, own) REPLACE (coalesce(own, violence) AS violence) "
    f"FROM told_events LEFT JOIN ({_OWN}) USING (event_id)"
)
"""Events of nouns; the kind of violence that a row of theirs gives goes before the one that the crosswalk gives."""

PLACES = """
SELECT DISTINCT latitude, longitude FROM (
    SELECT latitude, longitude FROM bulk
    UNION ALL SELECT latitude, longitude FROM told_accounts
    UNION ALL SELECT latitude, longitude FROM told_events
) WHERE latitude IS NOT NULL AND longitude IS NOT NULL ORDER BY latitude, longitude
"""

ACCOUNTS = _placed(
    f"SELECT {_columns('accounts', computed=_COMPUTED)} FROM bulk WHERE set_aside IS NULL "
    f"UNION ALL BY NAME {_TOLD_ACCOUNTS}"
)

_LONE = {
    "event_id": _EVENT,
    "sources": "[source]",
    "n_accounts": "1",
    "attackers_killed_low": "NULL",
    "attackers_killed_best": "NULL",
    "attackers_killed_high": "NULL",
    "part_of": "NULL",
}
EVENTS = (
    f"SELECT {_columns('events', computed=_LONE)}, h3_5, h3_7, geometry FROM accounts "
    f"WHERE account_id IN (SELECT account_id FROM bulk) AND {_SINGLE} UNION ALL BY NAME {_placed(_TOLD_EVENTS)}"
)

_PARTY = "each.role, each.told, coalesce(each.actor, registered) AS actor, each.actor_source_id, each.grp, each.stance"
_KNOWN = "LEFT JOIN source_actors ON each.actor_source_id = source_actors.id"
_ORDERED = (
    "list_sort(list_filter([low, best, high], x -> x IS NOT NULL)) = list_filter([low, best, high], x -> x IS NOT NULL)"
)


def _lone_figure(who: str, column: str) -> str:
    return (
        f"SELECT event_id, 'killed' AS outcome, '{who}' AS who, {column}_low AS low, {column}_best AS best, "
        f"{column}_high AS high FROM events WHERE {column}_best IS NOT NULL AND event_id NOT IN "
        "(SELECT event_id FROM told_events)"
    )


REST = {
    "parties": (
        f"SELECT account_id, {_PARTY}, each.country "
        f"FROM (SELECT account_id, unnest(parties) AS each FROM bulk) {_KNOWN} "
        "UNION ALL BY NAME SELECT * FROM told_parties"
    ),
    "tolls": (
        "SELECT account_id, unnest(each) FROM (SELECT account_id, unnest(tolls) AS each FROM bulk) "
        "UNION ALL BY NAME SELECT * FROM told_tolls"
    ),
    "event_accounts": (
        f"SELECT {_EVENT} AS event_id, account_id FROM {_ALONE} UNION ALL BY NAME SELECT * FROM told_event_accounts"
    ),
    "event_parties": (
        f"SELECT event_id, {_PARTY} FROM (SELECT {_EVENT} AS event_id, unnest(parties) AS each FROM {_ALONE}) {_KNOWN} "
        "UNION ALL BY NAME SELECT * FROM told_event_parties"
    ),
    "figures": (
        "SELECT *, 'the one account' AS rule, false AS derived, "
        f"CASE WHEN {_ORDERED} THEN [] ELSE ['interval-not-in-order'] END AS flags "
        f"FROM ({_lone_figure('all', 'killed')} UNION ALL {_lone_figure('civilians', 'civilians_killed')}) "
        "UNION ALL BY NAME SELECT * FROM told_figures"
    ),
    "borders": "SELECT event_id, border, km, version FROM events JOIN near USING (latitude, longitude)",
    "issues": (
        'SELECT source, record AS "where", unnest(each) FROM '
        "(SELECT source, record, unnest(issues) AS each FROM bulk) UNION ALL BY NAME SELECT * FROM told_issues"
    ),
}
"""The tables that are not made of nouns alone."""
