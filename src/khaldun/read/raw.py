"""Which bytes does a path stand for, one piece a report?"""

import os
import sys
from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader, BytesIO, TextIOWrapper
from pathlib import Path
from typing import Literal

from khaldun.model import Issue, KhaldunError

Form = Literal["text", "page", "pdf", "line"]

STANDARD_INPUT = "-"
LARGEST = 20_000_000  # bytes of one report
FORMS: dict[str, Form] = {
    ".txt": "text",
    ".html": "page",
    ".htm": "page",
    ".pdf": "pdf",
    ".jsonl": "line",
}
MARKS = {
    b"PK\x03\x04": "a zip archive (a .zip, .docx or .xlsx?)",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"SQLite format 3": "a database",
    b"\x7fELF": "a program",
    b"PAR1": "a Parquet file",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The bytes of one report as they were met: a file, or a line of a JSON Lines file.

    `where` names the file, with the number of the line where there is one.
    """

    where: str
    file: str
    form: Form
    data: bytes


def open_raw(path: str) -> Iterator[Raw | Issue]:
    """The pieces behind a path: a file, each readable file of a folder by name, or `-` for standard input.

    Raises KhaldunError where nothing is there. What cannot be a report is an issue.
    """
    if path == STANDARD_INPUT:
        with os.fdopen(sys.stdin.fileno(), "rb", closefd=False) as file:
            yield from _pieces(file, "standard input", form=None)
    elif Path(path).is_dir():
        yield from _folder(Path(path))
    elif Path(path).exists():
        yield from _file(Path(path))
    else:
        raise KhaldunError(f"there is no file or folder {path!r}; name a .txt, .html, .pdf or .jsonl file, or - ")


def _folder(folder: Path) -> Iterator[Raw | Issue]:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    others = [path.name for path in files if path.suffix.lower() not in FORMS]
    if not files:
        yield Issue(where=str(folder), what="the folder holds no file", kind="unreadable")
    if others:
        told = ", ".join(others[:5]) + (", …" if len(others) > len(others[:5]) else "")
        what = f"{len(others)} files are not .txt, .html, .pdf or .jsonl and were not read: {told}"
        yield Issue(where=str(folder), what=what, kind="unreadable")
    for path in files:
        if path.suffix.lower() in FORMS:
            yield from _file(path)


def _file(path: Path) -> Iterator[Raw | Issue]:
    try:
        with path.open("rb") as file:
            yield from _pieces(file, str(path), form=FORMS.get(path.suffix.lower()))
    except OSError as fault:
        yield Issue(where=str(path), what=f"cannot be read: {fault.strerror}", kind="unreadable")


def _pieces(file: BufferedReader, name: str, *, form: Form | None) -> Iterator[Raw | Issue]:
    if form == "line":
        yield from _lines(file, name)
        return
    data = file.read(LARGEST + 1)
    fault = _unreadable(data)
    if fault:
        yield Issue(where=name, what=fault, kind="unreadable")
        return
    form = _form(data, named=form)
    if form == "line":
        yield from _lines(BufferedReader(BytesIO(data)), name)
    else:
        yield Raw(where=name, file=name, form=form, data=data)


def _unreadable(data: bytes) -> str | None:
    """Why the bytes cannot be a report, in words, or null."""
    if len(data) > LARGEST:
        return f"is larger than {LARGEST // 1_000_000} MB, more than one report can be; as .jsonl it may be any size"
    if not data.strip():
        return "is empty"
    return next((f"is {kind}, not a report" for mark, kind in MARKS.items() if data.startswith(mark)), None)


def _form(data: bytes, *, named: Form | None) -> Form:
    """What the bytes themselves say, where they do, else what the name of the file said, else text."""
    start = data[:1024].removeprefix(BOM_UTF8).lstrip().lower()
    if start.startswith(b"%pdf-"):
        return "pdf"
    if named:
        return named
    if start.startswith((b"<!doctype html", b"<html")):
        return "page"
    return "line" if start.startswith(b"{") else "text"


def _lines(file: BufferedReader, name: str) -> Iterator[Raw | Issue]:
    number = 0
    for number, data in enumerate(_split(file), start=1):
        where = f"{name}:{number}"
        if len(data) > LARGEST:
            yield Issue(where=where, what=f"a line of more than {LARGEST // 1_000_000} MB was not read", kind="line")
        elif data.strip():
            yield Raw(where=where, file=name, form="line", data=data.strip())
    if not number:
        yield Issue(where=name, what="is empty", kind="unreadable")


def _split(file: BufferedReader) -> Iterator[bytes]:
    """The lines of a file, in UTF-8 where a byte-order mark says that it is UTF-16; a line too long is cut."""
    if file.peek(2).startswith((b"\xff\xfe", b"\xfe\xff")):
        text = TextIOWrapper(file, encoding="utf-16", errors="replace", newline="\n")
        yield from (line.encode() for line in text)
        text.detach()  # whoever opened the file closes it
        return
    if file.peek(3).startswith(BOM_UTF8):
        file.read(len(BOM_UTF8))
    while line := file.readline(LARGEST + 1):
        yield line
        while len(line) > LARGEST and not line.endswith(b"\n"):
            line = file.readline(LARGEST + 1) or b"\n"
