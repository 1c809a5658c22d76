"""How are rows of any other table listed: by their key, some at a time?"""

from typing import Any

import ibis
from fastapi import Request, Response

from khaldun.show.api.paging import next_link
from khaldun.show.api.schema import answer
from khaldun.show.leaving import Published, Row


def listed(
    request: Request, published: Published, rows: ibis.Table, *, key: str, limit: int, cursor: str | None
) -> tuple[list[Row], dict[str, Any]]:
    """Rows in the order of their key, after the cursor's, and what the answer says besides."""
    total = published.rows(rows.aggregate(n=rows.count()))[0]["n"]
    later = rows if cursor is None else rows.filter(rows[key] > cursor)
    found = published.rows(later.order_by(key).limit(limit + 1))
    after = found[limit - 1][key] if len(found) > limit else None
    return found[:limit], {"total": total, "next": next_link(request, published.tag, after)}


def narrowed(rows: ibis.Table, **equal: Any) -> ibis.Table:  # noqa: ANN401 - a value of the column's type
    """The rows whose columns have these values; null asks nothing."""
    for name, value in equal.items():
        if value is not None:
            rows = rows.filter(rows[name] == value)
    return rows


def answered_rows(published: Published, data: list[Row], said: dict[str, Any]) -> Response:
    """The answer that holds the rows."""
    return answer(published, **said, data=data)
