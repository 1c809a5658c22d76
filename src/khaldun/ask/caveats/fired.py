"""Which caveats fire for these rows, and which rows made them fire?"""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from khaldun.ask.answer import Caveat
from khaldun.ask.caveats.rules import ROUND_FROM, RULES, Row

HUNDRED = 100


def caveats_of(rows: Sequence[Row]) -> tuple[Caveat, ...]:
    """The caveats that the rows behind a figure call for."""
    if not rows:
        return ()
    found = [*_by_share(rows), *_rounded(rows), *_swing(rows)]
    return tuple(sorted(found, key=lambda caveat: caveat.rule))


@cache
def limits() -> Mapping[str, Mapping[str, Any]]:
    """The thresholds and sentences of caveats.toml, by rule."""
    text = files("khaldun.ask").joinpath("data", "caveats.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def caveat(rule: str, rows: Sequence[Row] = (), **values: object) -> Caveat:
    """The caveat of a rule with its sentence filled in."""
    return Caveat(rule=rule, text=limits()[rule]["text"].format(**values), rows=ids(rows))


def ids(rows: Sequence[Row]) -> tuple[str, ...]:
    """The ids of the rows, in order."""
    return tuple(sorted(str(row["event_id"]) for row in rows))


def _by_share(rows: Sequence[Row]) -> Iterator[Caveat]:
    for rule, fires in RULES:
        hit = fires(rows)
        if _enough(rule, len(hit), len(rows)):
            yield caveat(rule, hit, n=len(hit), all=len(rows))


def _enough(rule: str, hit: int, everything: int) -> bool:
    limit = limits()[rule]
    return bool(hit >= limit["rows"] and hit > limit["share"] * everything)


def _rounded(rows: Sequence[Row]) -> Iterator[Caveat]:
    large = [row for row in rows if row["killed_best"] is not None and row["killed_best"] >= ROUND_FROM]
    hit = [row for row in large if row["killed_best"] % 5 == 0]
    if large and _enough("rounded", len(hit), len(large)):
        yield caveat("rounded", hit, n=len(hit), all=len(large))


def _swing(rows: Sequence[Row]) -> Iterator[Caveat]:
    """The row that makes most of the distance from low to high, if it makes more than the share; leave one out."""
    told = [row for row in rows if None not in (row["killed_low"], row["killed_best"], row["killed_high"])]
    widths = {row["event_id"]: row["killed_high"] - row["killed_low"] for row in told}
    whole = sum(widths.values())
    if len(told) < 2 or whole <= 0:  # noqa: PLR2004 - one row is always the whole
        return
    widest = max(told, key=lambda row: (widths[row["event_id"]], row["event_id"]))
    part = widths[widest["event_id"]] / whole
    if part > limits()["swing"]["share"]:
        rest = {end: sum(row[f"killed_{end}"] for row in told if row is not widest) for end in ("best", "low", "high")}
        yield caveat("swing", [widest], percent=round(HUNDRED * part), **rest)
