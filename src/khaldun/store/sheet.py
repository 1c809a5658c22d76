"""How does a sheet of a workbook become lines, as a person would save it?"""

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from khaldun.model import KhaldunError

LARGEST = 2**29  # bytes that a workbook may unpack to


def is_workbook(path: Path) -> bool:
    """Whether the file, which is a zip, is a workbook of Office Open XML."""
    try:
        with ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except BadZipFile:
        return False


def write_sheet(path: Path, sheet: str | None, plain: Path) -> None:
    """Writes the sheet, or the only one, as CSV. Formulas count as the value that was saved with them.

    Raises KhaldunError for a workbook that cannot be read, or for a sheet that it does not hold.
    """
    _refuse_bomb(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (InvalidFileException, BadZipFile, KeyError, ValueError, OSError) as fault:
        raise KhaldunError(f"{path.name} cannot be read as a workbook ({fault}); save it as CSV") from None
    try:
        name = _chosen(book.sheetnames, sheet, path)
        with plain.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(_rows(book[name].iter_rows(values_only=True)))
    finally:
        book.close()


def _refuse_bomb(path: Path) -> None:
    with ZipFile(path) as archive:
        size = sum(member.file_size for member in archive.infolist())
    if size > LARGEST:
        raise KhaldunError(f"{path.name} unpacks to {size} bytes; save the sheet as CSV if you trust it")


def _chosen(names: Sequence[str], sheet: str | None, path: Path) -> str:
    if sheet is None and len(names) == 1:
        return names[0]
    if sheet is None or sheet not in names:
        asked = f"no sheet {sheet!r}" if sheet else f"{len(names)} sheets"
        raise KhaldunError(f"{path.name} has {asked}; name one under [file] of the mapping: {', '.join(names)}")
    return sheet


def _rows(rows: Iterator[Sequence[object]]) -> Iterator[list[str]]:
    """The cells as text; empty rows, and empty columns behind the last heading, are what a sheet has by itself."""
    width: int | None = None
    for row in rows:
        cells = [_text(cell) for cell in row]
        if not any(cells):
            continue
        last = max(n for n, cell in enumerate(cells, 1) if cell)
        width = width or last
        yield (cells + [""] * width)[: max(width, last)]


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
