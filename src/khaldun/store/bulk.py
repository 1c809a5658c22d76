"""Which rows of datasets count, those of all sources together?"""

from collections.abc import Mapping
from pathlib import Path

from khaldun.store.database import literal, quoted
from khaldun.store.schema import BULK, sql_type
from khaldun.store.segments import newest_rows
from khaldun.store.withdrawn import standing_withdrawals

_KEPT = ("record", "version", "coder", "read_at", "edition")


def bulk(home: Path, shown: Mapping[str, str]) -> str:
    """The SQL that selects the newest rows of sources as one table, their account ids first.

    `shown` gives for each source what is selected of its rows: it names `source`, and may hide or add columns.
    Rows that are set aside are among them, withdrawn ones are not.
    """
    typed = {"source": "VARCHAR", "leaves": "VARCHAR", **dict.fromkeys(_KEPT, "VARCHAR"), "version": "INTEGER"}
    typed |= {name: sql_type(kind) for name, kind in BULK.items()}
    nothing = ", ".join(f"CAST(NULL AS {kind}) AS {quoted(name)}" for name, kind in typed.items())
    parts = [f"SELECT {nothing} WHERE false"]
    parts += [f"SELECT {cells} FROM ({newest_rows(home, source=source)})" for source, cells in shown.items()]
    rows = f"SELECT source || ':' || record AS account_id, * FROM ({' UNION ALL BY NAME '.join(parts)})"
    gone = ", ".join(literal(one.id) for one in standing_withdrawals(home) if one.kind == "account")
    return f"SELECT * FROM ({rows}) WHERE account_id NOT IN ({gone})" if gone else rows
