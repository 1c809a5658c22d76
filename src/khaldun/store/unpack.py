"""How is a packed file opened without trusting it: gzip and zip, with caps on size and on names?"""

import gzip
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from khaldun.model import KhaldunError
from khaldun.store.sheet import is_workbook, write_sheet

LARGEST = 32 * 2**30  # bytes that a file may unpack to
FREE = 64 * 2**20  # bytes below which the ratio does not matter
RATIO = 150  # times that a file may grow; text of rows grows 5 to 20 times
HEAD = 4096
_CHUNK = 2**20
_ZIP = b"PK\x03\x04"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


@contextmanager
def plain_file(path: Path, *, beside: Path, sheet: str | None = None) -> Iterator[Path]:
    """The file unpacked, or itself where it is not packed; what was unpacked is gone afterwards.

    Of a workbook the sheet of that name, or the only one, as CSV.

    Raises KhaldunError for a file that is empty, binary, UTF-16, or packed in a way that is not to be trusted.
    """
    head = _head(path)
    if head.startswith(b"\x1f\x8b"):
        with gzip.open(path) as zipped, _unpacked(zipped, path, beside) as plain:
            yield plain
    elif head.startswith(_ZIP) and is_workbook(path):
        with tempfile.NamedTemporaryFile(dir=beside, prefix="sheet-", suffix=".csv") as written:
            write_sheet(path, sheet, Path(written.name))
            _check_text(_head(Path(written.name)), path)
            yield Path(written.name)
    elif head.startswith(_ZIP):
        with _member(path) as member, _unpacked(member, path, beside) as plain:
            yield plain
    else:
        _check_text(head, path)
        yield path


@contextmanager
def _unpacked(packed: gzip.GzipFile | IO[bytes], path: Path, beside: Path) -> Iterator[Path]:
    with tempfile.NamedTemporaryFile(dir=beside, prefix="unpacked-") as plain:
        limit = min(LARGEST, max(FREE, RATIO * path.stat().st_size))
        try:
            _copy(packed, plain, limit, path)
        except (OSError, EOFError, zlib.error, zipfile.BadZipFile) as fault:
            raise KhaldunError(f"{path.name} is damaged ({fault}); fetch it again") from None
        plain.flush()
        _check_text(_head(Path(plain.name)), path)
        yield Path(plain.name)


def _copy(packed: gzip.GzipFile | IO[bytes], plain: IO[bytes], limit: int, path: Path) -> None:
    done = 0
    while chunk := packed.read(_CHUNK):
        done += len(chunk)
        if done > limit:
            raise KhaldunError(f"{path.name} unpacks to more than {limit} bytes; unpack it by hand if you trust it")
        plain.write(chunk)


@contextmanager
def _member(path: Path) -> Iterator[IO[bytes]]:
    try:
        archive = zipfile.ZipFile(path)
    except zipfile.BadZipFile as fault:
        raise KhaldunError(f"{path.name} is a damaged zip ({fault}); fetch it again") from None
    with archive, archive.open(_only_member(archive, path)) as packed:
        yield packed


def _only_member(archive: zipfile.ZipFile, path: Path) -> zipfile.ZipInfo:
    members = [member for member in archive.infolist() if not member.is_dir()]
    for member in members:
        name = PurePosixPath(member.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts:
            raise KhaldunError(f"{path.name} holds {member.filename!r}, a path that leads out of it; it is not read")
    if len(members) != 1:
        raise KhaldunError(f"{path.name} holds {len(members)} files; give a zip that holds one, or unpack it first")
    if members[0].flag_bits & 1:
        raise KhaldunError(f"{path.name} is encrypted; unpack it first")
    return members[0]


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as fault:
        raise KhaldunError(f"{path} cannot be read ({fault.strerror}); name a file that exists") from None


def _check_text(head: bytes, path: Path) -> None:
    if not head.strip():
        raise KhaldunError(f"{path.name} is empty")
    if head.startswith(_UTF16):
        raise KhaldunError(f"{path.name} is UTF-16; save it as UTF-8")
    if b"\x00" in head:
        raise KhaldunError(f"{path.name} is binary, not a table; give CSV, GeoJSON, or either as .gz or .zip")
