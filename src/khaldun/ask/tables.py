"""Which tables does a question see? It is handed them as Ibis tables, whatever engine stands behind them."""

from collections.abc import Mapping
from typing import Any

import ibis

from khaldun.model import KhaldunError

Tables = Mapping[str, ibis.Table]
ALL_EVENTS, ALL_ACCOUNTS = "all_events", "all_accounts"  # as they were, where a question has cut them


def table(tables: Tables, name: str) -> ibis.Table:
    """The table with that name, or KhaldunError with the names that there are."""
    if name not in tables:
        raise KhaldunError(f"this release has no table {name!r}; it has: {', '.join(sorted(tables))}")
    return tables[name]


def fetched(expression: ibis.Table) -> list[dict[str, Any]]:
    """The rows of an expression as dictionaries: the one place where a question leaves the engine."""
    rows: list[dict[str, Any]] = expression.to_pyarrow().to_pylist()
    return rows
