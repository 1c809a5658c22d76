"""How does a noun lie in a row of the ledger, and which rows count?"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Literal

from sqlalchemy import Select, func, select, tuple_

from khaldun.model import Issue, Report
from khaldun.store.nouns import to_json
from khaldun.store.tables import codings, reports, withdrawals

Withdrawn = Literal["report", "account"]
BY_HAND = "person-"  # how the names of coders begin who are people


def version_of(report: Report) -> str:
    """The hash of all that a report holds: another text, day or title is another version."""
    return sha256(to_json(report).encode("utf-8", "surrogatepass")).hexdigest()


def time_text(at: datetime) -> str:
    """A time with its zone as ISO 8601 text in UTC, to the second, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def report_row(report: Report, *, at: datetime) -> dict[str, object]:
    """The row of a report that was read at that time."""
    names = ("id", "source", "sha256", "title", "language", "url", "text")
    published = report.published.isoformat() if report.published else None
    row = {name: getattr(report, name) for name in names}
    return {**row, "published": published, "version": version_of(report), "read_at": time_text(at)}


def report_of(row: Mapping[Any, Any]) -> Report:
    """The report that lies in a row."""
    names = ("id", "source", "sha256", "title", "language", "url", "text")
    published = date.fromisoformat(row["published"]) if row["published"] else None
    return Report(published=published, **{name: row[name] for name in names})


def issue_row(issue: Issue, *, coding: int | None, at: datetime) -> dict[str, object]:
    """The row of an issue of a coding, or of one met while reading where `coding` is null."""
    body = to_json(issue)
    digest = sha256(f"{coding} {body}".encode()).hexdigest()
    return {"coding": coding, "digest": digest, "body": body, "met_at": time_text(at)}


def newest_reports() -> Select[tuple[int]]:
    """The row numbers of the newest version of each report that nobody has withdrawn."""
    gone = select(withdrawals.c.source, withdrawals.c.id).where(withdrawals.c.seq.in_(standing("report")))
    same = (reports.c.source, reports.c.id)
    return select(func.max(reports.c.seq)).where(tuple_(*same).not_in(gone)).group_by(*same)


def standing(kind: Withdrawn) -> Select[tuple[int]]:
    """The row numbers of the withdrawals of reports, or of accounts, that were not taken back."""
    newest = select(func.max(withdrawals.c.seq)).group_by(withdrawals.c.kind, withdrawals.c.source, withdrawals.c.id)
    return select(withdrawals.c.seq).where(
        withdrawals.c.seq.in_(newest), withdrawals.c.back == 0, withdrawals.c.kind == kind
    )


def withdrawn_accounts() -> Select[tuple[str]]:
    """The ids of the accounts that count no longer."""
    return select(withdrawals.c.id).where(withdrawals.c.seq.in_(standing("account")))


def newest_codings() -> Select[tuple[int]]:
    """The row numbers of the coding that counts of the newest version of each report: a person's, else the newest."""
    by_hand = func.max(codings.c.seq).filter(codings.c.coder.startswith(BY_HAND))
    counting = func.coalesce(by_hand, func.max(codings.c.seq))
    return select(counting).where(codings.c.report.in_(newest_reports())).group_by(codings.c.report)
