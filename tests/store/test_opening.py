"""Is a ledger opened, and is anything else left as it is?"""

import sqlite3
from pathlib import Path

import pytest

from khaldun.model import KhaldunError
from khaldun.store.ledger import Ledger
from khaldun.store.opening import LEDGER, VERSION


def pragma(path: Path, name: str) -> object:
    connection = sqlite3.connect(path)
    try:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]
    finally:
        connection.close()


def test_a_new_ledger_says_what_it_is_and_keeps_a_log(tmp_path: Path) -> None:
    with Ledger(tmp_path / "deep" / "home"):
        path = tmp_path / "deep" / "home" / LEDGER
        assert pragma(path, "user_version") == VERSION
        assert pragma(path, "journal_mode") == "wal"


def test_a_ledger_opens_again(tmp_path: Path) -> None:
    Ledger(tmp_path).engine.dispose()
    with Ledger.existing(tmp_path) as ledger:
        assert list(ledger.reports()) == []


def foreign_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE notes (words TEXT)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("content", [b"", b"dear diary\n" * 50, b"SQLite format 3\x00", b"\x00" * 4096, None])
def test_a_file_that_is_not_a_ledger_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / LEDGER
    if content is None:
        foreign_database(path)
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(KhaldunError, match="is not a ledger"):
        Ledger(tmp_path)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [LEDGER]


def test_a_damaged_ledger_is_refused_with_the_cure(tmp_path: Path) -> None:
    Ledger(tmp_path).engine.dispose()
    path = tmp_path / LEDGER
    path.write_bytes(path.read_bytes()[:100] + b"\xa5" * 8092)
    with pytest.raises(KhaldunError, match="restore a copy"):
        Ledger(tmp_path)


def test_a_ledger_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    Ledger(tmp_path).engine.dispose()
    path = tmp_path / LEDGER
    data = bytearray(path.read_bytes())
    data[60:64] = (VERSION + 1).to_bytes(4, "big")
    path.write_bytes(bytes(data))
    with pytest.raises(KhaldunError, match="newer version"):
        Ledger(tmp_path)


def test_a_home_that_is_a_file_is_misuse(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("words")
    with pytest.raises(KhaldunError, match="give --home a folder"):
        Ledger(tmp_path / "home")


def test_a_home_without_a_ledger_says_how_to_make_one_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(KhaldunError, match="khaldun read report PATH"):
        Ledger.existing(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
