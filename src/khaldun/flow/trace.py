"""From an id back to reports and their words: what does a figure, an event, an account or a report rest on?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from khaldun.model import Account, Event, Figure, Judgement, KhaldunError, Report, Statement
from khaldun.store.derived import Derived, read_derived
from khaldun.store.ledger import Ledger
from khaldun.store.offered import accounts_of_rows

MOST_SHOWN = 5  # ids that an ambiguous beginning is answered with


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An account with the report that it was coded from; null where the ledger holds no text of it."""

    account: Account
    report: Report | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventTrace:
    """An event with its accounts and the judgements between them; `figures` are those asked for."""

    event: Event
    figures: tuple[Figure, ...]
    told: tuple[Told, ...]
    judgements: tuple[Judgement, ...]
    asked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountTrace:
    """An account with its report and the event that it is part of, null before the ledger is reconciled."""

    told: Told
    event: Event | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTrace:
    """A report and all that it says, with the event of each account where there is one."""

    report: Report
    accounts: tuple[Account, ...]
    statements: tuple[Statement, ...]
    events: tuple[Event, ...]


Trace = EventTrace | AccountTrace | ReportTrace


def figure_id(event: Event, figure: Figure) -> str:
    """The id by which one figure of an event can be traced."""
    return f"{event.id}:{figure.outcome}:{figure.who}"


def trace(home: Path, id: str) -> Trace:  # noqa: A002
    """What an event, figure, account or report rests on. The beginning of an id does where only one begins so.

    Raises KhaldunError where none does, or several do.
    """
    derived = read_derived(home)
    with Ledger.existing(home) as ledger:
        accounts, reports = ledger.ids(id)
        figures = {figure_id(event, each): (event, each) for event in derived.events for each in event.figures}
        events = {event.id: event for event in derived.events}
        kind, found = _choose(id, {"event": events, "figure": figures, "account": accounts, "report": reports}, ledger)
        if kind == "event":
            return _event(ledger, derived, events[found], events[found].figures, asked=found)
        if kind == "figure":
            event, figure = figures[found]
            return _event(ledger, derived, event, (figure,), asked=found)
        if kind == "account":
            return _account(ledger, derived, found)
        return _report(ledger, derived, found)


def events_of(home: Path) -> tuple[EventTrace, ...]:
    """The derived events with their accounts and without judgements, in the order of their days.

    Rows of datasets that nothing joins are not among them: each is an event by itself.
    """
    with Ledger.existing(home) as ledger:
        reports = {(each.source, each.id): each for each in ledger.reports()}
        accounts = list(ledger.accounts())
    derived = read_derived(home).events
    rows = {each for event in derived for each in event.accounts} - {each.id for each in accounts}
    accounts += accounts_of_rows(home, rows)
    told = {a.id: Told(account=a, report=reports.get((a.source, a.record))) for a in accounts}
    found = [_listed(event, told) for event in derived]
    return tuple(sorted(found, key=lambda each: (str(each.event.when.start or "9"), each.event.id)))


def _listed(event: Event, told: Mapping[str, Told]) -> EventTrace:
    inside = tuple(sorted((told[each] for each in event.accounts if each in told), key=_order))
    return EventTrace(event=event, figures=event.figures, told=inside, judgements=(), asked=event.id)


def reports_of(home: Path) -> tuple[ReportTrace, ...]:
    """The newest version of each report with all that it says, by day of publication."""
    derived = read_derived(home)
    with Ledger.existing(home) as ledger:
        found = [_report(ledger, derived, each.id) for each in ledger.reports()]
    return tuple(sorted(found, key=lambda each: (_day(each.report), each.report.id)))


def _choose(id: str, held: dict[str, Iterable[str]], ledger: Ledger) -> tuple[str, str]:  # noqa: A002
    """The kind and the whole of the one id meant: one that is equal, else the only one that begins so."""
    every = [(kind, each) for kind, ids in held.items() for each in dict.fromkeys(ids)]
    equal = [(kind, each) for kind, each in every if each == id]
    begin = [(kind, each) for kind, each in every if each.startswith(id)]
    shortest = [pair for pair in begin if not any(other != pair[1] and pair[1].startswith(other) for _, other in begin)]
    chosen = equal or shortest
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        some = ", ".join(each for _, each in chosen[:MOST_SHOWN])
        raise KhaldunError(f"{len(chosen)} ids begin with {id!r}: {some}; give more of it")
    heirs = ledger.redirect(id)
    lead = f"event {id} is now {' and '.join(heirs)}; trace that" if heirs else f"nothing has an id beginning {id!r}"
    raise KhaldunError(lead if heirs else f"{lead}; list the events with: khaldun events")


def _event(ledger: Ledger, derived: Derived, event: Event, figures: tuple[Figure, ...], *, asked: str) -> EventTrace:
    inside = set(event.accounts)
    judged = [each for each in (*derived.judgements, *ledger.judgements()) if {each.left, each.right} <= inside]
    return EventTrace(
        event=event,
        figures=figures,
        told=_told(ledger, event.accounts),
        judgements=tuple(judged),
        asked=asked,
    )


def _account(ledger: Ledger, derived: Derived, id: str) -> AccountTrace:  # noqa: A002
    (told,) = _told(ledger, [id])
    return AccountTrace(told=told, event=_home_of(derived, id))


def _report(ledger: Ledger, derived: Derived, id: str) -> ReportTrace:  # noqa: A002
    report = ledger.report(id, source=ledger.source_of(id) or "")
    accounts, statements = ledger.said_in(report)
    homes = {event.id: event for each in accounts if (event := _home_of(derived, each.id))}
    return ReportTrace(
        report=report, accounts=tuple(accounts), statements=tuple(statements), events=tuple(homes.values())
    )


def _home_of(derived: Derived, account: str) -> Event | None:
    return next((event for event in derived.events if account in event.accounts), None)


def _told(ledger: Ledger, ids: Sequence[str]) -> tuple[Told, ...]:
    """The accounts with their reports, by day of publication; those of datasets have none and stand last."""
    accounts = list(ledger.accounts(ids=ids))
    accounts += accounts_of_rows(ledger.home, set(ids) - {each.id for each in accounts})
    found = [Told(account=each, report=_text_of(ledger, each)) for each in accounts]
    return tuple(sorted(found, key=_order))


def _order(told: Told) -> tuple[str, str]:
    return _day(told.report), told.account.id


def _text_of(ledger: Ledger, account: Account) -> Report | None:
    try:
        return ledger.report(account.record, source=account.source)
    except KhaldunError:
        return None


def _day(report: Report | None) -> str:
    return report.published.isoformat() if report and report.published else "9"
