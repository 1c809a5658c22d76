"""From the accounts of the ledger to events."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from khaldun import __version__
from khaldun.identify import registry
from khaldun.model import Account, Event, Issue, KhaldunError
from khaldun.reconcile import Redirect, reconcile
from khaldun.store.derived import Derived, Stand, read_derived, read_stand, write_derived
from khaldun.store.ledger import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """The events that the accounts of a ledger make, and what changed since the last time."""

    accounts: int
    events: tuple[Event, ...]
    issues: tuple[Issue, ...]
    redirects: tuple[Redirect, ...]


def reconcile_home(home: Path, *, at: datetime) -> Result:
    """Derives the events of a ledger from all accounts that count, and puts them in the place of earlier ones."""
    with Ledger.existing(home) as ledger:
        stand = Stand(through=ledger.through(), khaldun=__version__)
        accounts = list(ledger.accounts())
        made = reconcile(
            accounts,
            judgements=ledger.judgements(),
            previous=read_derived(home).events,
            reports=ledger.reports(),
            ancestors=_ancestors(accounts),
        )
        leads = [(each.old, new, each.because) for each in made.redirects for new in each.new]
        ledger.add_redirects(leads, at=at)
    write_derived(home, Derived(stand=stand, events=made.events, judgements=made.judgements))
    return Result(accounts=len(accounts), events=made.events, issues=made.issues, redirects=made.redirects)


def _ancestors(accounts: Iterable[Account]) -> dict[str, tuple[str, ...]]:
    """What the registry's actors in these accounts belong to; an actor that it holds no longer belongs to nothing."""
    known = {party.actor for account in accounts for party in account.parties if party.actor}
    return {actor: _parents(actor) for actor in known}


def _parents(actor: str) -> tuple[str, ...]:
    try:
        return registry().actor(actor).parents
    except KhaldunError:
        return ()


def is_behind(home: Path) -> bool:
    """Whether codings were added since the events were derived, or none were derived yet."""
    stand = read_stand(home)
    with Ledger.existing(home) as ledger:
        return stand is None or stand.through != ledger.through()
