"""What has been read, coded and judged? The ledger: one SQLite database to which rows are only added."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, Self, TypeVar

from sqlalchemy import Connection, Select, Table, func, insert, select

from khaldun.model import Account, Issue, Judgement, KhaldunError, Report, Statement
from khaldun.store.nouns import from_json, to_json
from khaldun.store.opening import LEDGER, open_engine
from khaldun.store.raw import keep_raw
from khaldun.store.rows import (
    issue_row,
    newest_codings,
    newest_reports,
    report_of,
    report_row,
    time_text,
    version_of,
    withdrawn_accounts,
)
from khaldun.store.tables import accounts, codings, issues, judgements, redirects, reports, statements, withdrawals

Change = Literal["new", "changed", "recoded", "unchanged"]
Noun = TypeVar("Noun")


@dataclass(frozen=True, slots=True, kw_only=True)
class Coding:
    """What one coder, named with its version, made of one report."""

    coder: str
    accounts: Sequence[Account] = ()
    statements: Sequence[Statement] = ()
    issues: Sequence[Issue] = ()


class Ledger:
    """The ledger of a home folder.

    What counts of a report is the newest coding of its newest version, a person's before a machine's.
    """

    def __init__(self, home: Path) -> None:
        self.home = home
        self.engine = open_engine(home)

    @classmethod
    def existing(cls, home: Path) -> Self:
        """The ledger that the home folder holds; raises KhaldunError where it holds none."""
        if not (home / LEDGER).exists():
            raise KhaldunError(f"no ledger in {home}; make one with: khaldun read report PATH, or name another --home")
        return cls(home)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def holds(self, report: Report, *, coder: str) -> bool:
        """Whether that coder, in that version, has coded this version of the report."""
        coded = select(codings.c.seq).join(reports).where(reports.c.version == version_of(report))
        with self.engine.connect() as connection:
            return connection.scalar(coded.where(codings.c.coder == coder)) is not None

    def add(self, report: Report, coding: Coding, *, raw: bytes, at: datetime) -> Change:
        """Adds a report and its coding, both or neither, and says what that changed.

        `raw` is the bytes that the report was read from, `at` the time of reading.
        """
        if keep_raw(self.home, raw) != report.sha256:
            raise KhaldunError(f"report {report.id} was not read from the bytes that came with it")
        with self._writing() as connection:
            earlier = _versions(connection, report)
            held = earlier.get(version_of(report))
            seq = held or _insert(connection, reports, report_row(report, at=at))
            added = _add_coding(connection, seq, coding, at=at)
        if held:
            return "recoded" if added else "unchanged"
        return "changed" if earlier else "new"

    def recode(self, report: Report, coding: Coding, *, at: datetime) -> Change:
        """Adds one more coding of a report that the ledger holds, and says what that changed."""
        with self._writing() as connection:
            held = _versions(connection, report).get(version_of(report))
            if held is None:
                raise KhaldunError(f"no report {report.id!r} in the ledger; read it with: khaldun read report PATH")
            added = _add_coding(connection, held, coding, at=at)
        return "recoded" if added else "unchanged"

    def add_judgements(self, found: Iterable[Judgement], *, at: datetime) -> int:
        """Adds the judgements that the ledger does not hold yet, and says how many those were."""
        rows = [{"id": each.id, "body": to_json(each), "added_at": time_text(at)} for each in found]
        return self._add_missing(judgements, rows)

    def add_issues(self, found: Iterable[Issue], *, at: datetime) -> int:
        """Adds the issues met while reading that the ledger does not hold yet, and says how many those were."""
        return self._add_missing(issues, [issue_row(each, coding=None, at=at) for each in found])

    def add_redirects(self, found: Iterable[tuple[str, str, str]], *, at: datetime) -> int:
        """Adds where an event's id leads now: the old id, the new one, and why; says how many were not held yet."""
        rows = [{"old": old, "new": new, "because": because, "made_at": time_text(at)} for old, new, because in found]
        return self._add_missing(redirects, rows)

    def redirect(self, old: str) -> tuple[str, ...]:
        """The ids that an event's former id leads to, in the order of adding; none where it leads nowhere."""
        return tuple(row["new"] for row in self._rows(select(redirects).where(redirects.c.old == old)))

    def source_of(self, id: str) -> str | None:  # noqa: A002
        """The source of the report with that id, null where there is no such report."""
        return next((row["source"] for row in self._rows(select(reports).where(reports.c.id == id))), None)

    def reports(self) -> Iterator[Report]:
        """The newest version of each report, in the order of reading."""
        return map(report_of, self._rows(select(reports).where(reports.c.seq.in_(newest_reports()))))

    def report(self, id: str, *, source: str) -> Report:  # noqa: A002
        """The newest version of the report with that id; raises KhaldunError where there is none."""
        wanted = select(reports).where(reports.c.id == id, reports.c.source == source)
        found = [report_of(row) for row in self._rows(wanted)]
        if not found:
            raise KhaldunError(f"no report {id!r} of {source!r} in the ledger; read it with: khaldun read report PATH")
        return found[-1]

    def accounts(self, *, ids: Sequence[str] | None = None) -> Iterator[Account]:
        """The accounts that count, or those with these ids, withdrawn or not; in the order of coding."""
        chosen = accounts.c.id.not_in(withdrawn_accounts()) if ids is None else accounts.c.id.in_(ids)
        return self._bodies(select(accounts).where(accounts.c.coding.in_(newest_codings()), chosen), Account)

    def statements(self) -> Iterator[Statement]:
        """The statements that count, in the order of coding."""
        return self._bodies(select(statements).where(statements.c.coding.in_(newest_codings())), Statement)

    def said_in(self, report: Report) -> tuple[list[Account], list[Statement]]:
        """The accounts and statements of the newest coding of a report."""
        same = (reports.c.id == report.id) & (reports.c.source == report.source)
        mine = select(codings.c.seq).join(reports).where(same, codings.c.seq.in_(newest_codings()))
        return (
            list(self._bodies(select(accounts).where(accounts.c.coding.in_(mine)), Account)),
            list(self._bodies(select(statements).where(statements.c.coding.in_(mine)), Statement)),
        )

    def told_in(self, report: Report) -> list[Account]:
        """The accounts of every coding of every version of a report, those of the newest coding first."""
        same = (reports.c.id == report.id) & (reports.c.source == report.source)
        every = select(codings.c.seq).join(reports).where(same)
        return list(self._bodies(select(accounts).where(accounts.c.coding.in_(every)), Account))[::-1]

    def ids(self, start: str) -> tuple[list[str], list[str]]:
        """The ids of the accounts that count, and of the reports, that begin so."""
        counting = accounts.c.coding.in_(newest_codings())
        told = select(accounts).where(accounts.c.id.startswith(start, autoescape=True), counting)
        read = select(reports).where(reports.c.id.startswith(start, autoescape=True))
        return [row["id"] for row in self._rows(told)], list(dict.fromkeys(row["id"] for row in self._rows(read)))

    def judgements(self) -> Iterator[Judgement]:
        """All judgements in the order of adding, those withdrawn and those that withdraw them included."""
        return self._bodies(select(judgements), Judgement)

    def issues(self) -> Iterator[Issue]:
        """The issues met while reading, and those of the codings that count."""
        counts = issues.c.coding.is_(None) | issues.c.coding.in_(newest_codings())
        return self._bodies(select(issues).where(counts), Issue)

    def through(self) -> int:
        """How far the ledger has come: a number that grows whenever a coding or a withdrawal is added."""
        with self.engine.connect() as connection:
            lengths = [connection.scalar(select(func.max(table.c.seq))) or 0 for table in (codings, withdrawals)]
        return sum(lengths)

    def _rows(self, wanted: Select[Any]) -> Iterator[Mapping[Any, Any]]:
        in_order = wanted.order_by("seq")
        with self.engine.connect().execution_options(stream_results=True) as connection:
            yield from connection.execute(in_order).mappings()

    def _bodies(self, wanted: Select[Any], noun: type[Noun]) -> Iterator[Noun]:
        return (from_json(row["body"], noun) for row in self._rows(wanted))

    def _add_missing(self, table: Table, rows: Sequence[Mapping[str, object]]) -> int:
        if not rows:
            return 0
        count = select(func.count()).select_from(table)
        with self._writing() as connection:
            before = connection.scalar(count) or 0
            connection.execute(insert(table).prefix_with("OR IGNORE", dialect="sqlite"), rows)
            return (connection.scalar(count) or 0) - before

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """One transaction that is kept whole or not at all."""
        with self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            yield connection


def _versions(connection: Connection, report: Report) -> dict[str, int]:
    """The row numbers of the versions of a report that the ledger holds."""
    same = (reports.c.source == report.source) & (reports.c.id == report.id)
    return {row.version: row.seq for row in connection.execute(select(reports.c.version, reports.c.seq).where(same))}


def _insert(connection: Connection, table: Table, row: Mapping[str, object]) -> int:
    key = connection.execute(insert(table).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _add_coding(connection: Connection, report: int, coding: Coding, *, at: datetime) -> bool:
    """Adds a coding unless that coder has coded that version of the report; says whether it did."""
    same = (codings.c.report == report) & (codings.c.coder == coding.coder)
    if connection.scalar(select(codings.c.seq).where(same)) is not None:
        return False
    seq = _insert(connection, codings, {"report": report, "coder": coding.coder, "made_at": time_text(at)})
    told: list[tuple[Table, Sequence[Account | Statement]]] = [
        (accounts, coding.accounts),
        (statements, coding.statements),
    ]
    for table, nouns in told:
        _insert_all(connection, table, [{"coding": seq, "id": each.id, "body": to_json(each)} for each in nouns])
    _insert_all(connection, issues, [issue_row(each, coding=seq, at=at) for each in set(coding.issues)])
    return True


def _insert_all(connection: Connection, table: Table, rows: Sequence[Mapping[str, object]]) -> None:
    if rows:
        connection.execute(insert(table), rows)
