"""How is anybody's own table of incidents read: a CSV or a sheet, through a mapping that its owner writes?

The mapping is a TOML file: which column holds what, which kinds mean which types, what is ignored and why. A column
that it does not name is an issue, and a kind that it does not name sets the row aside.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import ibis
import ibis.expr.types as ir

from khaldun.model import Source
from khaldun.read.columns import day, faults, looked_up, parties, party, position, real, told, toll, tolls, whole
from khaldun.read.dataset import Dataset
from khaldun.read.mapping import ORDERS, TEXTS, read_mapping

NO_TYPE = "a kind that the mapping gives no type"


def table_dataset(mapping: Path) -> Dataset:
    """The dataset that a mapping describes; raises KhaldunError, which says what is wrong, for one that does not."""
    return _dataset(read_mapping(mapping))


def _dataset(told: Mapping[str, Any]) -> Dataset:
    source, file, columns = told["source"], told.get("file", {}), told["columns"]
    named = [*_flat(columns.values()), *(one["column"] for one in told.get("party", []))]
    named += [one[end] for one in told.get("toll", []) for end in ("best", "low", "high") if end in one]
    return Dataset(
        source=Source(**source),
        coder=f"table/1 {source['name']}",
        scheme="own",
        codes=tuple(told["types"]),
        types=told["types"],
        accounts=lambda raw, types: _accounts(raw, types, told),
        needed=tuple(dict.fromkeys(named)),
        ignored=told.get("ignored", {}),
        delimiter=file.get("delimiter", ","),
        sheet=file.get("sheet"),
    )


def _accounts(raw: ibis.Table, types: Mapping[str, str], told_by: Mapping[str, Any]) -> ibis.Table:
    columns, order = told_by["columns"], ORDERS[told_by.get("file", {}).get("day", "YYYY-MM-DD")]
    table = raw.mutate(our_kind=told(raw[columns["type"]]))
    table = looked_up(table, "our_kind", types, name="our_type")
    start = _day(table[columns["start"]], order)
    end = _day(table[columns["end"]], order) if "end" in columns else start
    latitude, longitude = (_number(table, columns.get(name)) for name in ("latitude", "longitude"))
    table = table.mutate(
        our_start=start, our_end=ibis.coalesce(end, start), our_latitude=latitude, our_longitude=longitude
    )
    return _row(table, told_by)


def _row(t: ibis.Table, told_by: Mapping[str, Any]) -> ibis.Table:
    columns, fixed = told_by["columns"], told_by.get("fixed", {})
    dated = (t.our_start <= t.our_end).fill_null(False)  # noqa: FBT003
    placed = position(t.our_latitude, t.our_longitude).fill_null(False)  # noqa: FBT003
    first = [one for one in told_by.get("toll", []) if (one["outcome"], one.get("who", "all")) == ("killed", "all")][:1]
    texts = {name: told(t[columns[name]]) for name in TEXTS if name in columns}
    fallback = {
        name: ibis.coalesce(texts.get(name, ibis.null("string")), fixed[name])
        for name in ("country", "admin1")
        if name in fixed
    }
    return t.select(
        row=t.row,
        record=_record(t, columns["record"]),
        set_aside=ibis.ifelse(t.our_type.isnull(), NO_TYPE, ibis.null("string")),
        type=t.our_type,
        start=dated.ifelse(t.our_start, ibis.null("date")),
        end=dated.ifelse(t.our_end, ibis.null("date")),
        date_precision=dated.ifelse(fixed.get("date_precision", "day"), "unknown"),
        **{**texts, **fallback},
        place_name=texts.get("place_told", ibis.null("string")),
        latitude=placed.ifelse(t.our_latitude, ibis.null("float64")),
        longitude=placed.ifelse(t.our_longitude, ibis.null("float64")),
        place_precision=ibis.literal(fixed.get("place_precision", "unknown")),
        main=True,
        **{f"killed_{end}": whole(t[one.get(end, one["best"])]) for one in first for end in ("low", "best", "high")},
        parties=parties(*[_party(t, one) for one in told_by.get("party", [])]) if told_by.get("party") else ibis.null(),
        tolls=tolls(*[_toll(t, one) for one in told_by.get("toll", [])]) if told_by.get("toll") else ibis.null(),
        issues=_issues(t, told_by, dated=dated, placed=placed),
    )


def _party(t: ibis.Table, one: Mapping[str, str]) -> ir.StructValue:
    group = ibis.literal(one["group"]) if "group" in one else None
    return party(one["role"], told(t[one["column"]]), group=group)


def _toll(t: ibis.Table, one: Mapping[str, str]) -> ir.StructValue:
    ends = {end: whole(t[one[end]]) for end in ("low", "high") if end in one}
    return toll(one["outcome"], one.get("who", "all"), whole(t[one["best"]]), column=one["best"], **ends)


def _issues(
    t: ibis.Table, told_by: Mapping[str, Any], *, dated: ir.BooleanValue, placed: ir.BooleanValue
) -> ir.ArrayValue:
    figures = [t[one[end]] for one in told_by.get("toll", []) for end in ("best", "low", "high") if end in one]
    ordered = [
        (whole(t[one["low"]]) > whole(t[one["best"]])) if "low" in one else ibis.literal(False)  # noqa: FBT003
        for one in told_by.get("toll", [])
    ]
    above = [whole(t[one["best"]]) > whole(t[one["high"]]) for one in told_by.get("toll", []) if "high" in one]
    found = [
        (
            t.our_type.isnull(),
            "unknown-code",
            "the mapping gives no type for " + ibis.coalesce(t.our_kind, "an empty cell"),
        ),
        (~dated, "impossible-date", "the days are no stretch of days"),
    ]
    if "latitude" in told_by["columns"]:
        found.append((~placed, "impossible-position", "latitude and longitude are no position"))
    if figures:
        odd = ibis.or_(*[told(cell).notnull() & whole(cell).isnull() for cell in figures])
        found.append((odd, "no-figure", "a figure is no whole number"))
        found.append((ibis.or_(*ordered, *above), "interval-not-in-order", "low, best and high are not in order"))
    return faults(*found)


def _record(t: ibis.Table, named: str | Sequence[str]) -> ir.StringValue:
    """The id of a row: one column, or several joined where no column alone tells rows apart."""
    parts = [named] if isinstance(named, str) else named
    return ibis.literal("|").join([ibis.coalesce(told(t[name]), "") for name in parts]).nullif("|" * (len(parts) - 1))


def _day(cell: ir.StringValue, order: str) -> ir.DateValue:
    if not order:
        return day(cell)
    pattern = r"^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})"
    first, second, year = (told(cell).re_extract(pattern, n) for n in (1, 2, 3))
    days, months = (first, second) if order == "dm" else (second, first)
    return (year + "-" + months.lpad(2, "0") + "-" + days.lpad(2, "0")).try_cast("date")


def _number(table: ibis.Table, column: str | None) -> ir.FloatingValue:
    return ibis.null("float64") if column is None else real(table[column])


def _flat(values: Sequence[str | Sequence[str]] | Any) -> list[str]:  # noqa: ANN401
    return [name for value in values for name in ([value] if isinstance(value, str) else value)]
