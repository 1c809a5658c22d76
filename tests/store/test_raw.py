"""Are the bytes of a report kept as they were read?"""

from hashlib import sha256
from pathlib import Path

import pytest

from khaldun.model import KhaldunError
from khaldun.store.raw import keep_raw, raw_path, read_raw, write_whole


def test_bytes_lie_under_their_own_hash(tmp_path: Path) -> None:
    digest = keep_raw(tmp_path, b"\xff\x00words")
    assert digest == sha256(b"\xff\x00words").hexdigest()
    assert (tmp_path / "raw" / digest[:2] / digest[2:]).read_bytes() == b"\xff\x00words"
    assert read_raw(tmp_path, digest) == b"\xff\x00words"


def test_keeping_the_same_bytes_twice_adds_nothing(tmp_path: Path) -> None:
    assert keep_raw(tmp_path, b"once") == keep_raw(tmp_path, b"once")
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 1


def test_bytes_that_were_changed_are_not_given_out(tmp_path: Path) -> None:
    digest = keep_raw(tmp_path, b"true")
    raw_path(tmp_path, digest).write_bytes(b"false")
    with pytest.raises(KhaldunError, match="was changed"):
        read_raw(tmp_path, digest)


def test_bytes_that_nobody_kept_are_misuse(tmp_path: Path) -> None:
    with pytest.raises(KhaldunError, match="read the report again"):
        read_raw(tmp_path, "0" * 64)


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError, match="taken"):
        write_whole(tmp_path / "taken", b"words")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]
