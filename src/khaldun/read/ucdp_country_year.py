"""What does UCDP's Country-Year Dataset on Organized Violence say of a whole country and year?

Its rows are totals over many events, so each becomes statements, never an account: added to events they would count
twice. Columns: UCDP Country-Year Dataset codebook.
"""

import csv
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from khaldun.model import Cell, Issue, KhaldunError, Period, Report, Source, Statement
from khaldun.read.columns import gleditsch_ward

SOURCE = Source(
    name="ucdp-country-year",
    title="UCDP Country-Year Dataset on Organized Violence",
    licence="CC BY 4.0",
    citation="Davies, Shawn, et al., Organized violence, Journal of Peace Research, in the year of the edition",
    leaves="everything",
    duplicate_free=True,
    url="https://ucdp.uu.se/downloads/",
)
CODER = "ucdp-country-year/1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A figure of the dataset: the stem of its columns, the violence it counts, whose deaths, by whom."""

    stem: str
    violence: str
    who: str = "all"
    by: str | None = None
    bounded: bool = True


COLUMNS = (
    Column(stem="sb_total_deaths", violence="state-based"),
    Column(stem="sb_deaths_civilians", violence="state-based", who="civilians", bounded=False),
    Column(stem="ns_total_deaths", violence="non-state"),
    Column(stem="os_total_deaths", violence="one-sided", who="civilians"),
    Column(stem="os_main_govt_killings", violence="one-sided", who="civilians", by="main_govt"),
    Column(stem="os_any_govt_killings", violence="one-sided", who="civilians", by="state_forces"),
    Column(stem="os_nsgroup_killings", violence="one-sided", who="civilians", by="non_state_forces"),
)
NEEDED = ("country_id_cy", "country_cy", "year_cy", "main_govt_name_cy", "version")


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryYears:
    """The file as a report, its figures as statements, and what could not be taken."""

    report: Report
    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...]


def country_years(path: Path, content: bytes) -> CountryYears:
    """The figures of the dataset's CSV file, as UTF-8 bytes. Raises KhaldunError for any other file."""
    text = content.decode("utf-8-sig")
    rows = list(csv.DictReader(text.splitlines()))
    if not rows or not set(NEEDED) <= rows[0].keys():
        raise KhaldunError(f"{path.name} is not UCDP's country-year dataset; it lacks {', '.join(NEEDED)}")
    report = Report(
        id=f"ucdp-country-year:{rows[0]['version']}",
        text=text,
        sha256=hashlib.sha256(content).hexdigest(),
        source=SOURCE.name,
        title=f"{SOURCE.title}, version {rows[0]['version']}",
        language="en",
        url=SOURCE.url,
    )
    found = [one for row in rows for one in _row(row)]
    return CountryYears(
        report=report,
        statements=tuple(one for one in found if isinstance(one, Statement)),
        issues=tuple(one for one in found if isinstance(one, Issue)),
    )


def _row(row: Mapping[str, str]) -> Iterator[Statement | Issue]:
    record = f"{row['country_id_cy']}-{row['year_cy']}"
    country = gleditsch_ward().get(row["country_id_cy"])
    if country is None:
        yield Issue(
            where=f"{SOURCE.name} {record}", what=f"no ISO code for {row['country_cy']}", kind="unknown-country"
        )
    for column in COLUMNS:
        yield from _figure(row, column, record=record, country=country)


def _figure(row: Mapping[str, str], column: Column, *, record: str, country: str | None) -> Iterator[Statement | Issue]:
    ends = ("best", "low", "high") if column.bounded else ("",)
    names = [f"{column.stem}_{end}_cy" if end else f"{column.stem}_cy" for end in ends]
    told = [row.get(name, "") for name in names]
    if not all(value.isdigit() for value in told):
        yield Issue(where=f"{SOURCE.name} {record}", what=f"{names[0]} holds no whole number", kind="no-figure")
        return
    best, low, high = [int(value) for value in told] if column.bounded else [int(told[0])] * 3
    if not low <= best <= high:
        what = f"{column.stem}: best {best} lies outside low {low} and high {high}"
        yield Issue(where=f"{SOURCE.name} {record}", what=what, kind="best-outside-bounds")
    year = int(row["year_cy"])
    by = row["main_govt_name_cy"] if column.by == "main_govt" else column.by
    yield Statement(
        id=f"{SOURCE.name}:{row['version']}:{record}:{column.stem}",
        kind="aggregate",
        measure="killed",
        low=min(low, best, high),
        best=best,
        high=max(low, best, high),
        who=() if column.who == "all" else (column.who,),
        perpetrators=(by,) if by else (),
        place=row["country_cy"],
        countries=(country,) if country else (),
        period=Period(start=date(year, 1, 1), end=date(year, 12, 31)),
        said_by=f"UCDP Country-Year {row['version']}",
        violence=column.violence,
        evidence=tuple(Cell(record=record, column=name, value=row[name]) for name in names),
    )
