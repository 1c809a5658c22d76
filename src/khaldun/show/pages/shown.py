"""What does a list show of an event, in the reader's language?"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import log10
from typing import Any

from khaldun.show.labels import type_label
from khaldun.show.languages import Language
from khaldun.show.pages.world import country_name

VAGUE = ("admin1", "country", "unknown")
EXACT = ("site", "settlement")
MOST = 1000  # persons at the end of the small scale of a list

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Low, best and high on the small scale of a list, in per cent of its width; it grows by powers of ten."""

    low: float
    best: float | None
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """An event as lists and tables show it, every field in words."""

    id: str
    title: str
    type: str
    family: str
    vague: bool
    days: str
    place: str
    precision: str
    precision_note: str
    accounts: int
    status: str
    best: int | None
    low_words: str
    best_words: str
    high_words: str
    interval: str
    span: Span | None
    latitude: float | None
    longitude: float | None
    radius_km: float | None


def shown(row: Row, language: Language) -> Shown:
    """A row of the published events, in a language."""
    low, best, high = (row[f"killed_{end}"] for end in ("low", "best", "high"))
    precision = row["place_precision"] or "unknown"
    told = best if best is not None else low
    interval = language.interval(low, best, high)
    return Shown(
        id=row["event_id"],
        title=title(row, language),
        type=type_label(row["type"], language=language.code),
        family=row["family"],
        vague=precision in VAGUE,
        days=language.days(row["start"], row["end"], precision=row["date_precision"]),
        place=place(row, language),
        precision=language.word("place_precision", precision),
        precision_note="" if precision in EXACT else language.word("place_precision", precision),
        accounts=row["n_accounts"] or 1,
        status=language.word("status", row["status"]),
        best=told,
        low_words=_number(low, language),
        best_words=_number(told, language),
        high_words=_number(high, language),
        interval=interval if interval != _number(told, language) else "",
        span=_span(low, best, high),
        latitude=None if row["latitude"] is None else round(row["latitude"], 4),
        longitude=None if row["longitude"] is None else round(row["longitude"], 4),
        radius_km=row["radius_km"],
    )


def title(row: Row, language: Language) -> str:
    """A dataset's own name for the event; else its type and place, which every language can say."""
    if row["title"] and row["status"] == "dataset":
        return str(row["title"])
    kind = type_label(row["type"], language=language.code)
    where = row["place_name"] or row["admin2"] or row["admin1"]
    return f"{kind}, {where}" if where else kind


def place(row: Row, language: Language) -> str:
    """The place with its country's name in the language."""
    country = country_name(row["country"], language.code) if row["country"] else None
    names = dict.fromkeys(filter(None, (row["place_name"] or row["admin2"] or row["admin1"], country)))
    return ", ".join(names) or language.word("place_precision", "unknown")


def _number(value: int | None, language: Language) -> str:
    return "" if value is None else language.number(value)


def _span(low: int | None, best: int | None, high: int | None) -> Span | None:
    known = [value for value in (low, best, high) if value is not None]
    if not known:
        return None
    return Span(
        low=_at(min(known)), best=None if best is None else _at(best), high=100.0 if high is None else _at(max(known))
    )


def _at(value: int) -> float:
    return round(min(100.0, 100 * log10(1 + value) / log10(1 + MOST)), 1)
