"""Which rows make a caveat fire? One condition a rule, over the rows behind a figure."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

Row = Mapping[str, Any]
EXACT = ("site", "settlement", "admin2")
SURE = ("reported", None)
ROUND_FROM = 15


def coarse(rows: Sequence[Row]) -> list[Row]:
    """Rows placed less exactly than a district."""
    return [row for row in rows if row["place_precision"] not in EXACT]


def spanning(rows: Sequence[Row]) -> list[Row]:
    """Rows that span more than one day."""
    return [row for row in rows if row["start"] and row["end"] and row["start"] != row["end"]]


def repeated(rows: Sequence[Row]) -> list[Row]:
    """Rows that share first day, point and title with another row, all copies of them."""
    seen: dict[object, list[Row]] = {}
    for row in rows:
        seen.setdefault((row["start"], row["latitude"], row["longitude"], row["title"]), []).append(row)
    return [row for same in seen.values() if len(same) > 1 and same[0]["latitude"] is not None for row in same]


def provisional(rows: Sequence[Row]) -> list[Row]:
    """Rows that their own source holds for unclear."""
    return [row for row in rows if row["clear"] is False]


def single(rows: Sequence[Row]) -> list[Row]:
    """Rows that rest on a single report."""
    return [row for row in rows if row["reports"] == 1]


def untold(rows: Sequence[Row]) -> list[Row]:
    """Rows that tell no figure of deaths."""
    return [row for row in rows if row["killed_best"] is None]


def contradictory(rows: Sequence[Row]) -> list[Row]:
    """Rows whose best figure lies outside their own low and high."""
    return [row for row in rows if _outside(row["killed_low"], row["killed_best"], row["killed_high"])]


def claimed(rows: Sequence[Row]) -> list[Row]:
    """Rows whose perpetrator rests on a claim or an accusation."""
    return [row for row in rows if row["stance"] not in SURE]


def _outside(low: int | None, best: int | None, high: int | None) -> bool:
    if low is None or best is None or high is None:
        return False
    return not low <= best <= high


RULES: tuple[tuple[str, Callable[[Sequence[Row]], list[Row]]], ...] = (
    ("precision", coarse),
    ("conflated", spanning),
    ("repeated", repeated),
    ("provisional", provisional),
    ("remote", single),
    ("untold", untold),
    ("contradictory", contradictory),
    ("sole-claim", claimed),
)
