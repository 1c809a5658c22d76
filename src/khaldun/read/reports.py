"""Which reports do these files hold?"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from khaldun.model import Issue, Report
from khaldun.read.encoding import decode, whole
from khaldun.read.given import NOTHING_GIVEN, Given, day_of, first_given, given_by, no_day
from khaldun.read.language import language_of
from khaldun.read.page import page_of
from khaldun.read.pdf import UnreadableError, pdf_text
from khaldun.read.raw import Form, Raw, open_raw

LONGEST_TITLE = 200
SENTENCE_ENDS = (".", "!", "?", "…", ":", ";", ",", "”", '"', "»")
UNKNOWN_SOURCE = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A report with the bytes that it was read from."""

    report: Report
    raw: bytes


def read_reports(
    path: str, *, published: date | None = None, source: str | None = None, language: str | None = None
) -> Iterator[Report | Issue]:
    """The reports of a file, a folder or standard input (`-`), and an issue for whatever could not be read.

    `published`, `source` and `language` are what the caller knows of these reports. They go before what a page says
    of itself and after what a line of JSON Lines says, because a line speaks of one report and the caller of many.
    """
    for found in read_documents(path, given=Given(published=published, source=source, language=language)):
        yield found.report if isinstance(found, Document) else found


def read_documents(path: str, *, given: Given = NOTHING_GIVEN) -> Iterator[Document | Issue]:
    """As read_reports, each report with its bytes. The same issue is given once."""
    met: set[Issue] = set()
    for raw in open_raw(path):
        for found in [raw] if isinstance(raw, Issue) else read_piece(raw, given):
            if isinstance(found, Document):
                yield found
            elif found not in met:
                met.add(found)
                yield found


def read_piece(raw: Raw, given: Given) -> Iterator[Document | Issue]:
    """The report of a piece of bytes, behind the issues that it raises."""
    try:
        told, text, issues = _READERS[raw.form](raw, given)
    except _NotReadError as fault:
        yield from fault.issues
        return
    if not text.strip():
        yield Issue(where=raw.where, what="holds no words", kind="unreadable")
        return
    yield from issues
    yield Document(report=_report(raw, told, text), raw=raw.data)


def _report(raw: Raw, told: Given, text: str) -> Report:
    source = told.source or UNKNOWN_SOURCE
    return Report(
        id=told.id or content_id(source, text),
        text=text,
        sha256=sha256(raw.data).hexdigest(),
        source=source,
        title=told.title or _headline(text),
        published=told.published,
        language=told.language or language_of(text),
        url=told.url,
    )


def content_id(source: str, text: str) -> str:
    """The id of a report that nobody gave one: the same source and words, the same id."""
    return "r-" + sha256(f"{source}\x00{text}".encode()).hexdigest()[:16]


def _headline(text: str) -> str | None:
    """The first line, where it stands alone as a headline does: short, without a full stop, and text after it."""
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    alone = rest.strip() and len(first) <= LONGEST_TITLE and not first.endswith(SENTENCE_ENDS)
    return first if alone else None


class _NotReadError(Exception):
    """Nothing of the piece can be read; the issues say why."""

    def __init__(self, issues: list[Issue]) -> None:
        super().__init__(issues)
        self.issues = issues


_Read = tuple[Given, str, list[Issue]]


def _read_text(raw: Raw, given: Given) -> _Read:
    text, issues = _decoded(raw)
    return given, text, issues


def _read_page(raw: Raw, given: Given) -> _Read:
    source, issues = _decoded(raw)
    page = page_of(source)
    if page is None:
        raise _NotReadError([*issues, _fault(raw, "is a page without running text")])
    day = day_of(page.published) if page.published else None
    if page.published and day is None:
        issues.append(no_day(page.published, where=raw.where))
    told = Given(title=page.title, published=day, source=page.publisher, url=page.url)
    return first_given(given, told), page.text, issues


def _read_pdf(raw: Raw, given: Given) -> _Read:
    try:
        return given, whole(pdf_text(raw.data)), []
    except UnreadableError as fault:
        raise _NotReadError([_fault(raw, str(fault))]) from None


def _read_line(raw: Raw, given: Given) -> _Read:
    line, issues = _decoded(raw)
    row = _row(raw, line)
    told, faults = given_by(row, where=raw.where, file=raw.file)
    text = row.get("text")
    if not isinstance(text, str):
        raise _NotReadError([_fault(raw, "has no text; a line holds one report with at least the key 'text'")])
    if whole(text) != text:
        faults.append(Issue(where=raw.where, what="holds half characters, now U+FFFD", kind="encoding"))
    return first_given(told, given), whole(text), [*issues, *faults]


def _row(raw: Raw, line: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as fault:
        raise _NotReadError([_fault(raw, f"is not JSON ({fault.msg} at character {fault.pos})")]) from None
    except (RecursionError, ValueError):
        raise _NotReadError([_fault(raw, "is JSON of a depth or size that no report has")]) from None
    if not isinstance(row, dict):
        raise _NotReadError([_fault(raw, "is JSON but not an object with a report's keys")])
    return row


def _decoded(raw: Raw) -> tuple[str, list[Issue]]:
    text, issues = decode(raw)
    if text is None:
        raise _NotReadError(issues)
    return text, issues


def _fault(raw: Raw, what: str) -> Issue:
    return Issue(where=raw.where, what=what, kind="unreadable")


_READERS: dict[Form, Callable[[Raw, Given], _Read]] = {
    "text": _read_text,
    "page": _read_page,
    "pdf": _read_pdf,
    "line": _read_line,
}
