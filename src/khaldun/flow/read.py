"""From files into the ledger: read, code, and add each report with its coding, both or neither."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path

from khaldun.coding.carried import carried
from khaldun.coding.coded import Coded
from khaldun.flow.code import SHARD, code_report, coder_of, read_paths
from khaldun.flow.places import dumps_of, gazetteer_of
from khaldun.flow.pool import shards, worked
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
    home: Path, paths: Iterable[str], *, at: datetime, given: Given = NOTHING_GIVEN, jobs: int = 1
) -> Iterator[Added | Issue]:
    """Adds the reports of the files to the ledger, one transaction each, and says of each what that changed.

    A report that this version of the coder has coded already is not coded again, so a run that was cut short is
    completed by running it again. `jobs` processes share the coding; this one alone writes.
    """
    yield from add_documents(home, read_paths(paths, given=given), at=at, jobs=jobs)


def add_documents(
    home: Path, documents: Iterable[Document | Issue], *, at: datetime, jobs: int = 1
) -> Iterator[Added | Issue]:
    """Adds documents to the ledger as read_reports_into does, wherever they come from."""
    dumps = dumps_of(home)
    with Ledger(home) as ledger:
        new = (_Met(found=each, new=_new(ledger, each, dumps=dumps)) for each in documents)
        work = partial(_code_shard, home.absolute(), dumps)
        for shard, codings in worked(work, shards(new, SHARD if jobs > 1 else 1), jobs=jobs):
            for met, coded in zip(shard, codings, strict=True):
                yield from _add(ledger, met.found, coded=coded, dumps=dumps, at=at)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """What was read, and whether it is a report that is still to be coded."""

    found: Document | Issue
    new: bool


def _new(ledger: Ledger, found: Document | Issue, *, dumps: str) -> bool:
    if isinstance(found, Issue) or ledger.source_of(found.report.id) not in (None, found.report.source):
        return False
    return not ledger.holds(found.report, coder=_coder(found.report, dumps))


def _coder(report: Report, dumps: str) -> str:
    """Another set of country dumps is another coder, so a report is coded anew when one was added."""
    return f"{coder_of(report.language)}{dumps and '+'}{dumps}"


def _code_shard(home: Path, dumps: str, shard: Sequence[_Met]) -> tuple[Coded | None, ...]:
    """The codings of what is to be coded, null for the rest."""
    places = gazetteer_of(home, dumps)
    return tuple(
        code_report(met.found.report, places=places) if met.new and isinstance(met.found, Document) else None
        for met in shard
    )


def _add(
    ledger: Ledger, document: Document | Issue, *, coded: Coded | None, dumps: str, at: datetime
) -> Iterator[Added | Issue]:
    if isinstance(document, Issue):
        ledger.add_issues([document], at=at)
        yield document
        return
    report = document.report
    other = ledger.source_of(report.id)
    if other not in (None, report.source):
        own = content_id(report.source, report.text)
        what = f"the id {report.id!r} belongs to a report of {other!r} already; this one of {report.source!r} is {own}"
        yield Issue(where=report.id, what=what, kind="id")
        report, coded = replace(report, id=own), None
    yield _coded(ledger, report, document.raw, coded=coded, dumps=dumps, at=at)


def _coded(ledger: Ledger, report: Report, raw: bytes, *, coded: Coded | None, dumps: str, at: datetime) -> Added:
    """Adds a report; `coded` is null where it was held when it was met, or has another id than it had then.

    Its accounts keep their ids through codings, because people's judgements speak of them.
    """
    coder = _coder(report, dumps)
    if ledger.holds(report, coder=coder):
        return Added(report=report, change="unchanged")
    made = coded or code_report(report, places=gazetteer_of(ledger.home, dumps))
    coded = carried(made, ledger.told_in(report))
    coding = Coding(coder=coder, accounts=coded.accounts, statements=coded.statements, issues=coded.issues)
    change = ledger.add(report, coding, raw=raw, at=at)
    return Added(report=report, change=change, accounts=len(coded.accounts), issues=coded.issues)
