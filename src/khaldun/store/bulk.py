"""Which rows of datasets count, those of all sources together?"""

from collections.abc import Mapping
from pathlib import Path

from khaldun.store.database import quoted
from khaldun.store.schema import BULK, sql_type
from khaldun.store.segments import newest_rows

_KEPT = ("record", "version", "coder", "read_at", "edition")


def bulk(home: Path, shown: Mapping[str, str]) -> str:
    """The SQL that selects the newest rows of sources as one table, their account ids first.

    `shown` gives for each source what is selected of its rows: it names `source`, and may hide or add columns.
    Rows that are set aside are among them.
    """
    typed = {"source": "VARCHAR", "leaves": "VARCHAR", **dict.fromkeys(_KEPT, "VARCHAR"), "version": "INTEGER"}
    typed |= {name: sql_type(kind) for name, kind in BULK.items()}
    nothing = ", ".join(f"CAST(NULL AS {kind}) AS {quoted(name)}" for name, kind in typed.items())
    parts = [f"SELECT {nothing} WHERE false"]
    parts += [f"SELECT {cells} FROM ({newest_rows(home, source=source)})" for source, cells in shown.items()]
    return f"SELECT source || ':' || record AS account_id, * FROM ({' UNION ALL BY NAME '.join(parts)})"
