"""Do the rows in store reach the place and days asked about? Missing rows are an answer, never a zero."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

from khaldun.ask.selection import Selection
from khaldun.ask.tables import ALL_ACCOUNTS, Tables, fetched, table

MONTHS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """The months that the datasets in store cover for one country, as `year * 12 + month`, and which datasets."""

    country: str
    months: frozenset[int]
    sources: tuple[str, ...]


def reach(tables: Tables, countries: Sequence[str]) -> dict[str, Reach]:
    """What is covered of each country.

    A dataset with fewer rows than the threshold covers nothing: single reports do not tell us what did not happen. A
    dataset covers a month of a country if the month lies between two in which it has rows there, or if it has rows
    of many countries in that month. The thresholds are data (coverage.toml).
    """
    limits = _limits()
    accounts = tables[ALL_ACCOUNTS] if ALL_ACCOUNTS in tables else table(tables, "accounts")
    dated = accounts.filter(accounts.month.notnull())
    counted = dated.group_by(["source", "country", "month"]).aggregate(n=dated.count())
    by_source: dict[str, list[tuple[str | None, int, int]]] = {}
    for row in fetched(counted):
        by_source.setdefault(row["source"], []).append((row["country"], int(row["month"]), int(row["n"])))
    datasets = {s: rows for s, rows in by_source.items() if sum(n for _, _, n in rows) >= limits["dataset_rows"]}
    watching = {source: _watched(rows, wide=limits["wide_countries"]) for source, rows in datasets.items()}
    return {country: _reach(country, datasets, watching) for country in countries}


def uncovered(tables: Tables, selection: Selection) -> str | None:
    """Why the days and countries of a selection cannot be answered from the rows in store, or null if they can."""
    if not selection.countries:
        return None
    for country, held in reach(tables, selection.countries).items():
        reason = _gap(held, selection, country)
        if reason:
            return f"cannot be tested: {reason}"
    return None


def month_of(day: date) -> int:
    """The month of a day as `year * 12 + month`."""
    return day.year * MONTHS + day.month


def first_day(month: int) -> date:
    """The first day of a month given as `year * 12 + month`."""
    year, rest = divmod(month - 1, MONTHS)
    return date(year, rest + 1, 1)


def last_day(month: int) -> date:
    """The last day of a month given as `year * 12 + month`."""
    return first_day(month + 1) - timedelta(days=1)


@cache
def _limits() -> Mapping[str, int]:
    text = files("khaldun.ask").joinpath("data", "coverage.toml").read_text(encoding="utf-8")
    return {name: int(entry["value"]) for name, entry in tomllib.loads(text).items()}


def _watched(rows: Sequence[tuple[str | None, int, int]], *, wide: int) -> set[int]:
    """The months in which a dataset has rows of many countries, so that it watches the world."""
    countries: dict[int, set[str | None]] = {}
    for where, month, _ in rows:
        countries.setdefault(month, set()).add(where)
    return {month for month, names in countries.items() if len(names) >= wide}


def _reach(
    country: str,
    datasets: Mapping[str, list[tuple[str | None, int, int]]],
    watching: Mapping[str, set[int]],
) -> Reach:
    months: set[int] = set()
    sources = []
    for source, rows in datasets.items():
        here = [month for where, month, _ in rows if where == country]
        covered = watching[source] | (set(range(min(here), max(here) + 1)) if here else set())
        months |= covered
        if covered:
            sources.append(source)
    return Reach(country=country, months=frozenset(months), sources=tuple(sorted(sources)))


def _gap(held: Reach, selection: Selection, country: str) -> str | None:
    if not held.months:
        return f"no dataset in store covers {country}"
    first, last = min(held.months), max(held.months)
    start = month_of(selection.start) if selection.start else first
    end = month_of(selection.end) if selection.end else last
    inside = [month for month in range(max(start, first), min(end, last) + 1) if month not in held.months]
    gaps = []
    if start < first:
        gaps.append(f"before {first_day(first)}")
    if inside:
        gaps.append(f"in {len(inside)} months from {first_day(inside[0])} to {last_day(inside[-1])}")
    if end > last:
        gaps.append(f"after {last_day(last)}")
    return f"no rows for {country} {' and '.join(gaps)}" if gaps else None
