"""From files into the ledger: read, code, and add each report with its coding, both or neither."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from khaldun.flow.code import code_report, coder_of, read_paths
from khaldun.flow.places import dumps_of, gazetteer_of
from khaldun.model import Issue, Report
from khaldun.read.given import NOTHING_GIVEN, Given
from khaldun.read.reports import Document, content_id
from khaldun.store.ledger import Change, Coding, Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A report that was met, what that changed in the ledger, and the issues that coding it raised."""

    report: Report
    change: Change
    accounts: int = 0
    issues: tuple[Issue, ...] = ()


@dataclass(slots=True)
class Counts:
    """How many reports were met, and what they changed; `unreadable` are pieces that gave no report."""

    changes: Counter[str] = field(default_factory=Counter)
    accounts: int = 0
    issues: int = 0
    unreadable: int = 0

    @property
    def read(self) -> int:
        """How many reports were met."""
        return self.changes.total()

    def count(self, found: Added | Issue) -> None:
        """Takes one result of read_reports_into in."""
        if isinstance(found, Issue):
            self.issues += 1
            self.unreadable += found.kind == "unreadable"
            return
        self.changes[found.change] += 1
        self.accounts += found.accounts
        self.issues += len(found.issues)


def read_reports_into(
    home: Path, paths: Iterable[str], *, at: datetime, given: Given = NOTHING_GIVEN
) -> Iterator[Added | Issue]:
    """Adds the reports of the files to the ledger, one transaction each, and says of each what that changed.

    A report that this version of the coder has coded already is not coded again, so a run that was cut short is
    completed by running it again.
    """
    yield from add_documents(home, read_paths(paths, given=given), at=at)


def add_documents(home: Path, documents: Iterable[Document | Issue], *, at: datetime) -> Iterator[Added | Issue]:
    """Adds documents to the ledger as read_reports_into does, wherever they come from."""
    dumps = dumps_of(home)
    with Ledger(home) as ledger:
        for found in documents:
            if isinstance(found, Issue):
                ledger.add_issues([found], at=at)
                yield found
            else:
                yield from _add(ledger, found, dumps=dumps, at=at)


def _add(ledger: Ledger, document: Document, *, dumps: str, at: datetime) -> Iterator[Added | Issue]:
    report = document.report
    other = ledger.source_of(report.id)
    if other not in (None, report.source):
        own = content_id(report.source, report.text)
        what = f"the id {report.id!r} belongs to a report of {other!r} already; this one of {report.source!r} is {own}"
        yield Issue(where=report.id, what=what, kind="id")
        report = replace(report, id=own)
    yield _coded(ledger, report, document.raw, dumps=dumps, at=at)


def _coded(ledger: Ledger, report: Report, raw: bytes, *, dumps: str, at: datetime) -> Added:
    """Another set of country dumps is another coder, so a report is coded anew when one was added."""
    coder = f"{coder_of(report.language)}{dumps and '+'}{dumps}"
    if ledger.holds(report, coder=coder):
        return Added(report=report, change="unchanged")
    coded = code_report(report, places=gazetteer_of(ledger.home, dumps))
    coding = Coding(coder=coder, accounts=coded.accounts, statements=coded.statements, issues=coded.issues)
    change = ledger.add(report, coding, raw=raw, at=at)
    return Added(report=report, change=change, accounts=len(coded.accounts), issues=coded.issues)
