"""Is a delivered file a table, or refused in one clear sentence?"""

import gzip
import io
import json
import zipfile
from pathlib import Path

import pytest

from khaldun.model import KhaldunError
from khaldun.store.database import working
from khaldun.store.tabular import WorseThanBoundError, text_table

ROWS = "id,name,best\n1,one,3\n2,,4\n"


def table(path: Path, **given: object) -> tuple[list[tuple[object, ...]], list[str]]:
    """The rows of a file as text, and what was no row."""
    with working(path.parent / "home") as db:
        found = text_table(db, path, **given)  # type: ignore[arg-type]
        rows = db.con.execute("SELECT * EXCLUDE (row) FROM delivered ORDER BY row").fetchall()
        return rows, [issue.where for issue in found.unreadable]


def written(folder: Path, data: bytes | str, name: str = "rows.csv") -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def zipped(members: dict[str, bytes | str]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return kept.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        ROWS.encode(),
        b"\xef\xbb\xbf" + ROWS.encode(),
        ROWS.replace("\n", "\r\n").encode(),
        gzip.compress(ROWS.encode(), mtime=0),
        zipped({"rows": ROWS}),
    ],
    ids=["plain", "byte order mark", "carriage returns", "gzip", "zip"],
)
def test_the_same_rows_come_out_however_they_are_packed(tmp_path: Path, data: bytes) -> None:
    rows, bad = table(written(tmp_path, data))
    assert rows == [("1", "one", "3"), ("2", None, "4")]
    assert bad == []


def test_a_geojson_gives_properties_and_the_point(tmp_path: Path) -> None:
    feature = {"properties": {"id": 7, "name": ""}, "geometry": {"type": "Point", "coordinates": [2.5, 13.5]}}
    rows, _ = table(written(tmp_path, json.dumps({"type": "FeatureCollection", "features": [feature]}), "a.geojson"))
    assert rows == [("7", None, "2.5", "13.5")]


def test_quotes_commas_and_line_ends_inside_a_cell_stay(tmp_path: Path) -> None:
    rows, _ = table(written(tmp_path, 'id,said\n1,"a ""b"", c\nd"\n'))
    assert rows == [("1", 'a "b", c\nd')]


def test_formulas_stay_text(tmp_path: Path) -> None:
    rows, _ = table(written(tmp_path, "id,said\n1,=1+1\n2,@SUM(A1)\n"))
    assert rows == [("1", "=1+1"), ("2", "@SUM(A1)")]


def test_a_line_that_is_no_row_is_an_issue_and_the_others_are_read(tmp_path: Path) -> None:
    lines = "".join(f"{n},x,1\n" for n in range(400))
    rows, bad = table(written(tmp_path, f"id,name,best\n{lines}1,2\n"))
    assert (len(rows), bad) == (400, ["rows.csv, line 402"])


def test_a_line_that_is_not_utf8_is_an_issue_and_the_others_are_read(tmp_path: Path) -> None:
    lines = "".join(f"{n},x,1\n" for n in range(400))
    rows, bad = table(written(tmp_path, f"id,name,best\n{lines}400,caf\u00e9,1\n".encode("latin-1")))
    assert (len(rows), bad) == (400, ["rows.csv, line 402"])


def test_a_file_with_more_bad_lines_than_the_bound_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(WorseThanBoundError, match=r"2 of 3 lines of rows\.csv are no rows, more than 1%"):
        table(written(tmp_path, "id,name\n1,a\n1\n1,2,3\n"))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "rows.csv is empty"),
        (b"  \n \n", "rows.csv is empty"),
        (b"id,name\n", "holds no row"),
        (bytes(range(256)) * 20, "is binary"),
        (ROWS.encode("utf-16"), "is UTF-16; save it as UTF-8"),
        ("id,caf\u00e9\n1,2\n".encode("latin-1"), "is not UTF-8"),
        ("id,name\nid,name\n1,a\n", "has its header twice"),
        ("id,id\n1,2\n", "two of one name"),
        ("id,,x\n1,2,3\n", "columns without a name"),
        (gzip.compress(ROWS.encode(), mtime=0)[:-12], "is damaged"),
        (b"PK\x03\x04 no zip at all", "is a damaged zip"),
        (zipped({"a": ROWS, "b": ROWS}), "holds 2 files"),
        (zipped({"../../out": ROWS}), "a path that leads out of it"),
        (zipped({"/etc/out": ROWS}), "a path that leads out of it"),
        (b'{"features": [', "cannot be read as a table"),
    ],
)
def test_bad_input_ends_in_one_sentence(tmp_path: Path, data: bytes | str, sentence: str) -> None:
    with pytest.raises(KhaldunError, match=sentence) as caught:
        table(written(tmp_path, data))
    assert "\n" not in str(caught.value)


def test_a_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(KhaldunError, match=r"nowhere\.csv cannot be read"):
        table(tmp_path / "nowhere.csv")


def test_a_decompression_bomb_is_stopped(tmp_path: Path) -> None:
    bomb = written(tmp_path, gzip.compress(b"0" * 200_000_000), "bomb.csv.gz")
    with pytest.raises(KhaldunError, match="unpacks to more than 67108864 bytes"):
        table(bomb)


def test_a_zip_bomb_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(KhaldunError, match="unpacks to more than"):
        table(written(tmp_path, zipped({"rows": b"0" * 200_000_000}), "bomb.zip"))


def test_a_line_longer_than_any_row_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, b"id,name\n1,a\n")
    with path.open("ab") as file:
        for _ in range(200):
            file.write(b"x" * 1_000_000)
    with pytest.raises(KhaldunError, match=r"rows\.csv"):
        table(path)
