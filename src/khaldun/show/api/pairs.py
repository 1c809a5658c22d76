"""What does a filter of an ACLED-shaped query mean: columns, operators, several values?"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import ibis
import ibis.expr.types as ir

from khaldun.model import KhaldunError

OPERATORS = ("=", ">", "<", ">=", "<=", "LIKE", "BETWEEN")
WHERE = "_where"
LONGEST = 200
Condition = Callable[[ibis.Table], ir.BooleanValue]


def conditions(pairs: Iterable[tuple[str, str]], columns: Mapping[str, str]) -> list[Condition]:
    """The conditions that a query says over columns whose kinds are text, word, whole, real or day.

    `country=A|B` is any of them; `event_date=2021-01-01|2021-02-01` with `event_date_where=BETWEEN` a stretch. Raises
    KhaldunError with the cure for what means nothing.
    """
    said = dict(pairs)
    found = []
    for name, value in said.items():
        column = name.removesuffix(WHERE)
        if column not in columns:
            raise KhaldunError(f"there is no column {name[:40]!r}; there are: {', '.join(columns)}")
        if name == column and value != "":
            found.append(_condition(column, value, said.get(f"{name}{WHERE}"), columns[column]))
    return found


def _condition(column: str, value: str, operator: str | None, kind: str) -> Condition:
    chosen = (operator or ("LIKE" if kind == "text" else "=")).upper().strip()
    if chosen not in OPERATORS or len(value) > LONGEST:
        raise KhaldunError(f"{column}{WHERE}={chosen[:20]!r} is no operator; there are: {', '.join(OPERATORS)}")
    values = [_typed(column, each, kind) for each in value.split("|")]
    if chosen == "BETWEEN":
        if len(values) != 2:  # noqa: PLR2004 - a stretch has two ends
            raise KhaldunError(f"{column} with BETWEEN takes two values, as {column}=2021-01-01|2021-12-31")
        return lambda table: table[column].between(*values)
    return lambda table: ibis.or_(*(_compared(table[column], each, chosen) for each in values))


def _compared(cell: Any, value: Any, operator: str) -> ir.BooleanValue:  # noqa: ANN401 - of the column's kind
    compared: Mapping[str, Callable[[], Any]] = {
        "=": lambda: cell == value,
        ">": lambda: cell > value,
        "<": lambda: cell < value,
        ">=": lambda: cell >= value,
        "<=": lambda: cell <= value,
        "LIKE": lambda: cell.cast("string").lower().contains(str(value).strip("%").lower()),
    }
    found: ir.BooleanValue = compared[operator]()
    return found


def _typed(column: str, value: str, kind: str) -> Any:  # noqa: ANN401 - of the column's kind
    readers: Mapping[str, Callable[[str], Any]] = {
        "text": str,
        "word": str,
        "whole": int,
        "real": float,
        "day": lambda told: ibis.literal(date.fromisoformat(told)),
    }
    try:
        return _bounded(readers[kind](value.strip()))
    except ValueError:
        kinds = {"whole": "a whole number", "real": "a number", "day": "a day such as 2021-12-31"}
        raise KhaldunError(f"{column}={value[:40]!r} is not {kinds[kind]}") from None


def _bounded(value: Any) -> Any:  # noqa: ANN401 - of the column's kind
    if isinstance(value, int | float) and not abs(value) < 2**62:
        raise ValueError
    return value
