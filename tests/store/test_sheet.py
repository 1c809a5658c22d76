"""Is a sheet of a workbook read as a person would save it?"""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from khaldun.model import KhaldunError
from khaldun.store.database import working
from khaldun.store.tabular import text_table


def workbook(folder: Path, **sheets: list[list[object]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(folder / "log.xlsx")
    return folder / "log.xlsx"


def rows(path: Path, sheet: str | None = None) -> list[tuple[object, ...]]:
    with working(path.parent / "home") as db:
        text_table(db, path, sheet=sheet)
        found: list[tuple[object, ...]] = db.con.execute("SELECT * EXCLUDE (row) FROM delivered").fetchall()
        return found


def test_days_and_numbers_become_text_as_they_are_written(tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        log=[
            ["id", "day", "dead"],
            [1, date(2024, 1, 5), 3.0],
            [],
            [2, datetime.fromisoformat("2024-01-06T07:30"), None],
            ["x", "a", "=1+1"],
        ],
    )
    assert rows(path) == [("1", "2024-01-05", "3"), ("2", "2024-01-06 07:30:00", None), ("x", "a", None)]


def test_a_sheet_is_chosen_by_name(tmp_path: Path) -> None:
    path = workbook(tmp_path, one=[["id"], [1]], two=[["id"], [2]])
    assert rows(path, "two") == [("2",)]


@pytest.mark.parametrize(("sheet", "sentence"), [(None, "has 2 sheets"), ("three", "has no sheet 'three'")])
def test_a_sheet_that_is_not_named_is_asked_for(tmp_path: Path, sheet: str | None, sentence: str) -> None:
    path = workbook(tmp_path, one=[["id"], [1]], two=[["id"], [2]])
    with pytest.raises(KhaldunError, match=sentence):
        rows(path, sheet)
