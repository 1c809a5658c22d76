"""In which words is it told, and why do the figures follow? What the ledger holds beside a release, for one event.

The house is shown whole reports. Others are shown the quotes of what they are shown, no longer than a sentence, and of
sensitive events none.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path

from khaldun.model import Account, Event, KhaldunError, Report, Span
from khaldun.show.leaving.published import Published, Row
from khaldun.store.derived import cached_derived
from khaldun.store.ledger import Ledger

LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a report and what they are evidence of: a field of the account, such as `when` or `tolls.0`."""

    field: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An account that is published, its quotes by their place in the report, and the report's text for the house."""

    row: Row
    report: Row | None
    quotes: tuple[Quote, ...]
    text: str | None


def told(home: Path, published: Published, event: str) -> tuple[Told, ...]:
    """The accounts of a published event with their words, by day of publication; a dataset's row has none."""
    accounts, links = published.tables["accounts"], published.tables["event_accounts"]
    inside = accounts.semi_join(links.filter(links.event_id == event), "account_id")
    found = [_told(home, published, row) for row in published.rows(inside)]
    return tuple(sorted(found, key=lambda one: (str((one.report and one.report["published"]) or "9"), _id(one.row))))


def told_account(home: Path, published: Published, account: str) -> Told | None:
    """An account that is published, with its words; null where none is."""
    accounts = published.tables["accounts"]
    rows = published.rows(accounts.filter(accounts.account_id == account))
    return _told(home, published, rows[0]) if rows else None


def explained(home: Path, published: Published, event: str) -> Event | None:
    """The event with the sentences by which its figures follow.

    Null where they rest on other accounts than are published, and where the event is shown coarsely.
    """
    events = published.tables["events"]
    if published.rows(events.filter(events.event_id == event, events.coarse).select("n")):
        return None
    links = published.tables["event_accounts"]
    accounts = {row["account_id"] for row in published.rows(links.filter(links.event_id == event))}
    found = cached_derived(home).get(event)
    return found if found is not None and set(found.accounts) == accounts and accounts else None


def _told(home: Path, published: Published, row: Row) -> Told:
    reports = published.tables["reports"]
    kept = published.rows(reports.filter(reports.report_id == row["record"], reports.source == row["source"]))
    if not kept:
        return Told(row=row, report=None, quotes=(), text=None)
    whole = published.profile.words == "whole"
    found = _in_ledger(home, row) if whole or not row["coarse"] else None
    if found is None:
        return Told(row=row, report=kept[0], quotes=(), text=None)
    account, report = found
    quotes = [one for one in _quotes(account, "") if whole or len(one.span.quote) <= LONGEST_QUOTE]
    ordered = sorted(set(quotes), key=lambda one: (one.span.start, one.span.end, one.field))
    return Told(row=row, report=kept[0], quotes=tuple(ordered), text=report.text if whole else None)


def _in_ledger(home: Path, row: Row) -> tuple[Account, Report] | None:
    try:
        with Ledger.existing(home) as ledger:
            account = next(ledger.accounts(ids=[_id(row)]), None)
            report = ledger.report(row["record"], source=row["source"])
    except KhaldunError:
        return None
    held = account is not None and all(report.holds(one.span) for one in _quotes(account, ""))
    return (account, report) if held and account is not None else None


def _id(row: Row) -> str:
    return str(row["account_id"])


def _quotes(noun: object, name: str) -> Iterator[Quote]:
    """The spans in a noun, each with the name of the field that it is evidence of."""
    if isinstance(noun, Span):
        yield Quote(field=name or "account", span=noun)
    elif isinstance(noun, tuple):
        for n, each in enumerate(noun):
            yield from _quotes(each, name if isinstance(each, Span) else f"{name}.{n}")
    elif is_dataclass(noun) and not isinstance(noun, type):
        for field in fields(noun):
            inner = name if field.name == "evidence" else ".".join(filter(None, (name, field.name)))
            yield from _quotes(getattr(noun, field.name), inner)
