"""From the accounts of the ledger, those of reports and those of datasets, to events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from khaldun import __version__
from khaldun.flow.linking import duplicate_free, parents, rows_of
from khaldun.model import Account, Event, Issue
from khaldun.reconcile import Redirect, reconcile
from khaldun.store.derived import Derived, Stand, read_derived, read_stand, write_derived
from khaldun.store.ledger import Ledger
from khaldun.store.listing import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The events that the accounts of a ledger make, and what changed since the last time.

    `accounts` counts all, those of datasets included. Of the events `alone` are single rows of datasets, which stay
    rows; `events` are the others.
    """

    accounts: int
    events: tuple[Event, ...]
    alone: int
    issues: tuple[Issue, ...]
    redirects: tuple[Redirect, ...]


def reconcile_home(home: Path, *, at: datetime) -> Result:
    """Derives the events of a ledger from all accounts that count, and puts them in the place of earlier ones."""
    earlier = read_derived(home)
    with Ledger.existing(home) as ledger:
        stand = Stand(through=ledger.through(), segments=len(listed(home)), khaldun=__version__)
        accounts = list(ledger.accounts())
        rows = rows_of(home, segments=earlier.stand.segments)
        made = reconcile(
            accounts,
            judgements=ledger.judgements(),
            previous=earlier.events,
            reports=ledger.reports(),
            duplicate_free=duplicate_free(home),
            ancestors=_ancestors(accounts),
            rows=rows,
        )
        leads = [(each.old, new, each.because) for each in made.redirects for new in each.new]
        ledger.add_redirects(leads, at=at)
    write_derived(home, Derived(stand=stand, events=made.events, judgements=made.judgements))
    told = len(accounts) + rows.table.num_rows
    alone = told - sum(len(event.accounts) for event in made.events)
    return Result(accounts=told, events=made.events, alone=alone, issues=made.issues, redirects=made.redirects)


def _ancestors(accounts: Iterable[Account]) -> dict[str, tuple[str, ...]]:
    known = {party.actor for account in accounts for party in account.parties if party.actor}
    return {actor: parents(actor) for actor in known}


def is_behind(home: Path) -> bool:
    """Whether codings or rows were added since the events were derived, or none were derived yet."""
    stand = read_stand(home)
    with Ledger.existing(home) as ledger:
        return stand is None or (stand.through, stand.segments) != (ledger.through(), len(listed(home)))


def holds_datasets(home: Path) -> bool:
    """Whether rows of datasets were read into the home folder."""
    return bool(listed(home))
