"""XLSX: a workbook with the events, what each column says, and where they come from."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from khaldun.show.exports.cells import plain
from khaldun.show.exports.export import Export, Table
from khaldun.show.exports.format import Format, by_file

MOST = 100_000
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_GUESSED = ("=", "#")  # texts that openpyxl would take for formulas and faults


def _write(export: Export, path: Path) -> None:
    book = Workbook(write_only=True)
    events = book.create_sheet("events")
    events.freeze_panes = "B2"
    events.append([_bold(events, field.name) for field in export.events.fields])
    for row in _rows(export.events):
        events.append([_cell(events, value) for value in row])
    _explain(book, export)
    book.save(path)


def _rows(table: Table) -> Iterator[list[Any]]:
    for batch in table.batches:
        columns = [column.to_pylist() for column in plain(batch, raw=True).columns]
        yield from map(list, zip(*columns, strict=True))


def _explain(book: Workbook, export: Export) -> None:
    columns = book.create_sheet("columns")
    head = ("column", "label", "libellé", "says", "signifie", "null when", "nul quand", "HXL")
    columns.append([_bold(columns, name) for name in head])
    for field in export.events.fields:
        texts = [field.label, field.definition, field.absent]
        columns.append([field.name, *(text.get(code, "") for text in texts for code in ("en", "fr")), field.hxl])
    about = book.create_sheet("about")
    told = export.stamp.told()
    for key in ("release", "made", "khaldun", "profile", "filter", "note"):
        about.append([_bold(about, key), _cell(about, told[key])])
    about.append([_bold(about, name) for name in ("source", "title", "licence", "citation", "url")])
    for source in told["sources"]:
        about.append([_cell(about, value) for value in source.values()])


def _bold(sheet: Any, text: str) -> WriteOnlyCell:  # noqa: ANN401 - openpyxl has no types
    cell = WriteOnlyCell(sheet, value=text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, value: Any) -> Any:  # noqa: ANN401 - the same
    """A value as it is; a text always as a text, a control character in it as the escape that Excel reads."""
    if not isinstance(value, str):
        return value
    value = _CONTROL.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    if not value.startswith(_GUESSED):
        return value
    cell = WriteOnlyCell(sheet, value=value)
    cell.data_type = "s"
    return cell


FORMAT = Format(
    name="xlsx",
    suffix="xlsx",
    media_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    written=by_file("events.xlsx", _write),
    most=MOST,
)
