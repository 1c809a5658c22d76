"""How does a delivered file become a table of text: CSV, gzip, zip or GeoJSON?

Nothing is typed, guessed or mended here. A line that is no row of the table is an issue; a file that is no table is
misuse, in one sentence.
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb
import ibis
from ibis.backends.duckdb import Backend

from khaldun.model import Issue, KhaldunError
from khaldun.store.database import count, literal, quoted
from khaldun.store.unpack import plain_file

LONGEST_LINE = 16 * 2**20  # bytes
WORST = 0.01  # share of lines that may be no row before the whole file is refused
ROW = "row"
_PLACE = ("longitude", "latitude")


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered:
    """A delivered file as a table of text, empty cells null, with the number of its rows and what was no row.

    `columns` are all that the file has; the table may hold fewer.
    """

    table: ibis.Table
    columns: tuple[str, ...]
    rows: int
    unreadable: tuple[Issue, ...] = ()


class WorseThanBoundError(KhaldunError):
    """The data were worse than the stated bound, so the work stopped and nothing was added."""


def text_table(
    db: Backend,
    path: Path,
    *,
    names: Sequence[str] = (),
    wanted: Sequence[str] = (),
    delimiter: str = ",",
    quote: str = '"',
    sheet: str | None = None,
) -> Delivered:
    """The rows of a file, all columns text, under the names of its first line or under `names`.

    Of its columns those that are `wanted`, or all where none is named. A column `row` counts from 1. Raises
    KhaldunError for a file that is no such table.
    """
    with plain_file(path, beside=_spill(db), sheet=sheet) as plain:
        try:
            if _is_json(plain):
                columns = _load_json(db, [plain], "features", inside="$.properties", point=_PLACE)
                unreadable: tuple[Issue, ...] = ()
            else:
                columns = tuple(names) or _header(plain, path, delimiter)
                kept = [name for name in columns if name in wanted] or columns
                form = _form(plain, columns, delimiter=delimiter, quote=quote)
                unreadable = _load_lines(db, plain, kept, form=form, told=path.name)
        except duckdb.Error as fault:
            raise KhaldunError(f"{path.name} cannot be read as a table: {_reason(fault)}") from None
    rows = count(db.con, "SELECT count(*) FROM delivered")
    _refuse_bad(path, rows, len(unreadable))
    return Delivered(table=db.table("delivered"), columns=columns, rows=rows, unreadable=unreadable)


def _spill(db: Backend) -> Path:
    row = db.con.execute("SELECT current_setting('temp_directory')").fetchone()
    return Path(row[0] if row else ".")


def _is_json(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def _header(plain: Path, path: Path, delimiter: str) -> tuple[str, ...]:
    try:
        with plain.open("rb") as file:
            lines = [file.readline(LONGEST_LINE).decode("utf-8-sig") for _ in range(2)]
    except UnicodeDecodeError:
        raise KhaldunError(f"{path.name} is not UTF-8; save it as UTF-8") from None
    first, second = (next(csv.reader([line], delimiter=delimiter), []) for line in lines)
    named = [name for name in first if name.strip()]
    if len(named) < len(first) or len(set(first)) < len(first):
        raise KhaldunError(f"{path.name} has columns without a name or two of one name; its first line must name each")
    if ROW in first:
        raise KhaldunError(f"{path.name} has a column called {ROW!r}, which counts the rows here; rename it")
    if first == second:
        raise KhaldunError(f"{path.name} has its header twice; take one of the two lines out")
    return tuple(first)


def _form(plain: Path, names: Sequence[str], *, delimiter: str, quote: str) -> str:
    """How DuckDB is to read the lines: nothing is left for it to guess."""
    columns = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in names)
    return (
        f"columns={{{columns}}}, delim={literal(delimiter)}, quote={literal(quote)}, escape={literal(quote)}, "
        f"nullstr='', auto_detect=false, store_rejects=true, rejects_limit=0, max_line_size={LONGEST_LINE}, "
        f"header={'false' if _headless(plain, names) else 'true'}"
    )


def _load_lines(db: Backend, plain: Path, kept: Sequence[str], *, form: str, told: str) -> tuple[Issue, ...]:
    """DuckDB reads the lines; those with too few or too many cells go into its table of rejects."""
    cells = ", ".join(map(quoted, kept))
    read = f"SELECT {cells}, row_number() OVER () AS row FROM read_csv({literal(plain)}, {form})"
    db.con.execute(f"CREATE OR REPLACE TEMP TABLE delivered AS {read}")
    found = db.con.execute("SELECT line, any_value(error_message) FROM reject_errors GROUP BY line ORDER BY line")
    return tuple(
        Issue(where=f"{told}, line {line}", what=f"the line is no row: {_first(what)}", kind="unreadable-line")
        for line, what in found.fetchall()
    )


def _headless(plain: Path, names: Sequence[str]) -> bool:
    with plain.open("rb") as file:
        return not file.readline(LONGEST_LINE).lstrip(b'\xef\xbb\xbf"').startswith(names[0].encode())


def page_table(db: Backend, paths: Sequence[Path], *, rows: str) -> Delivered:
    """The rows of pages of JSON, which each hold a list of flat objects under the key `rows`."""
    try:
        columns = _load_json(db, paths, rows, inside="$")
    except duckdb.Error as fault:
        raise KhaldunError(f"what was fetched cannot be read: {_reason(fault)}") from None
    return Delivered(table=db.table("delivered"), columns=columns, rows=count(db.con, "SELECT count(*) FROM delivered"))


def _load_json(
    db: Backend, paths: Sequence[Path], rows: str, *, inside: str, point: Sequence[str] = ()
) -> tuple[str, ...]:
    """The keys of the objects as columns; of GeoJSON the longitude and latitude of each point besides."""
    largest = max(path.stat().st_size for path in paths) + LONGEST_LINE
    files = ", ".join(map(literal, paths))
    read = f"read_json([{files}], columns={{{quoted(rows)}: 'JSON[]'}}, maximum_object_size={largest})"
    db.con.execute(f"CREATE OR REPLACE TEMP TABLE objects AS SELECT unnest({quoted(rows)}) AS o FROM {read}")
    keys = db.con.execute(f"SELECT DISTINCT unnest(json_keys(o, {literal(inside)})) AS k FROM objects ORDER BY k")
    names = [key for (key,) in keys.fetchall()]
    cells = [f"nullif(json_extract(o, {literal(inside)})->>{literal(name)}, '') AS {quoted(name)}" for name in names]
    places = [f"o->'geometry'->'coordinates'->>{n} AS {name}" for n, name in enumerate(point) if name not in names]
    listed = ", ".join([*cells, *places, "row_number() OVER () AS row"])
    db.con.execute(f"CREATE OR REPLACE TEMP TABLE delivered AS SELECT {listed} FROM objects")
    db.con.execute("DROP TABLE objects")
    return tuple(name for name in db.table("delivered").columns if name != "row")


def _refuse_bad(path: Path, rows: int, bad: int) -> None:
    if rows == 0:
        raise KhaldunError(f"{path.name} holds no row; is it the right file?")
    if bad > WORST * (rows + bad):
        raise WorseThanBoundError(
            f"{bad} of {rows + bad} lines of {path.name} are no rows, more than {WORST:.0%}; nothing was added"
        )


def _reason(fault: duckdb.Error) -> str:
    return _first(str(fault)).removeprefix("Invalid Input Error: ").removeprefix("CSV Error on ")


def _first(text: str) -> str:
    return next((line.strip() for line in text.splitlines() if line.strip()), "no reason given")
