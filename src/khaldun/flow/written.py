"""From a person's file into the ledger: a coding of a report, kept beside the others and counting first."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from khaldun.coding.carried import carried
from khaldun.coding.person.coder import coder_of
from khaldun.coding.person.written import Written
from khaldun.flow.coders.person import code_report_by_person, read_written
from khaldun.flow.read import Added
from khaldun.model import Issue, KhaldunError
from khaldun.store.ledger import Coding, Ledger


def read_codings(home: Path, path: Path, *, at: datetime) -> Iterator[Added | Issue]:
    """Adds what a person wrote down of reports that the ledger holds, one transaction a report.

    A line that is no coding, or of a report that was not read, is an issue. Reading the same file again adds nothing.
    """
    with Ledger.existing(home) as ledger:
        for each in read_written(path):
            found = each if isinstance(each, Issue) else _add(ledger, each, at=at)
            if isinstance(found, Issue):
                ledger.add_issues([found], at=at)
            yield found


def _add(ledger: Ledger, line: Written, *, at: datetime) -> Added | Issue:
    source = line.source or ledger.source_of(line.report)
    try:
        report = ledger.report(line.report, source=source or "")
    except KhaldunError as fault:
        return Issue(where=line.where, what=str(fault), kind="unreadable")
    coder = coder_of(line)
    if ledger.holds(report, coder=coder):
        return Added(report=report, change="unchanged")
    earlier = ledger.told_in(report)
    told = {str(row.get("id")) for row in line.accounts} & {account.id for account in earlier}
    coded = carried(code_report_by_person({report.id: line}, report), earlier, named=told)
    coding = Coding(coder=coder, accounts=coded.accounts, statements=coded.statements, issues=coded.issues)
    change = ledger.recode(report, coding, at=at)
    return Added(report=report, change=change, accounts=len(coded.accounts), issues=coded.issues)
