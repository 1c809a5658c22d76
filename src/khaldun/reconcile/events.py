"""Which events do these accounts tell of, and how many died in each?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from khaldun.model import Account, Event, Issue, Judgement, KhaldunError, Report
from khaldun.reconcile.columns import told_by_accounts
from khaldun.reconcile.copies import copies, judged, origins
from khaldun.reconcile.crowded import crowded
from khaldun.reconcile.explained import explain
from khaldun.reconcile.identity import Redirect
from khaldun.reconcile.linkage import link
from khaldun.reconcile.merged import event_of
from khaldun.reconcile.model import Model, assumed
from khaldun.reconcile.people import standing
from khaldun.reconcile.profiles import Profile, evidence
from khaldun.reconcile.rows import NO_ROWS, Rows, named
from khaldun.reconcile.tables import known_single
from khaldun.reconcile.wholes import exceeded, with_parts


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciled:
    """Events, the method's own judgements on the pairs inside them, faults, and where earlier event ids lead."""

    events: tuple[Event, ...]
    judgements: tuple[Judgement, ...]
    issues: tuple[Issue, ...]
    redirects: tuple[Redirect, ...] = ()


def reconcile(
    accounts: Iterable[Account],
    *,
    judgements: Iterable[Judgement] = (),
    previous: Iterable[Event] = (),
    reports: Iterable[Report] | None = None,
    profile: Profile = evidence,
    model: Model | None = None,
    duplicate_free: Iterable[str] | None = None,
    ancestors: Mapping[str, Iterable[str]] | None = None,
    rows: Rows = NO_ROWS,
) -> Reconciled:
    """The events of these accounts, each account in exactly one; the order of nothing given matters.

    `judgements` of people are kept; those of this method are made anew. `previous` are the events of the last run,
    whose ids live on. `reports` date the accounts that name no day, and of two that say the same one is a copy.
    `duplicate_free` names the sources that promise one row an event, those of data/sources.toml where it is not given.
    `ancestors` gives the parents of an actor id; `model` holds the weights, assumed ones without it. `rows` are
    accounts that stay rows of a table where nothing joins them.
    """
    by_id = _distinct(accounts)
    texts = list(reports or ())
    published = {report.id: report.published for report in texts if report.published}
    single = known_single() if duplicate_free is None else duplicate_free
    own = told_by_accounts(
        by_id.values(),
        duplicate_free=single,
        published=published,
        ancestors=ancestors,
        texts={report.id: report.text for report in texts},
    )
    told = own.beside(rows.table)
    people = standing(judgements, known=frozenset(told.strings("account_id")))
    linked = link(told, model=model, together=people.together, apart=people.apart + people.parts)
    linked_by = explain(linked, model or assumed())
    parts = [*people.parts, *_parts(linked_by)]
    lone = rows.ids.difference(*parts)
    names, redirects = named(linked.ids(), previous, rows=rows, lone=lone)
    wanted = {account for group in names for account in group} - by_id.keys()
    by_id |= {account.id: account for account in rows.load(wanted)}
    homes = {account.id: (account.source, account.record) for account in by_id.values()}
    coded = set(homes.values())
    repeated = copies(text for text in texts if (text.source, text.id) in coded)
    voices = origins(repeated)
    made = [
        event_of([by_id[i] for i in group], event_id=name, profile=profile, published=published, origins=voices)
        for group, name in names.items()
    ]
    events = sorted(with_parts([event for event, _ in made], parts), key=lambda event: event.id)
    faults = (issue for _, issues in made for issue in issues)
    return Reconciled(
        events=tuple(events),
        judgements=(*linked_by, *judged(repeated, events, homes)),
        issues=(*people.issues, *linked.issues, *crowded(told), *faults, *exceeded(events)),
        redirects=tuple(redirects),
    )


def _distinct(accounts: Iterable[Account]) -> dict[str, Account]:
    """The accounts by id; raises KhaldunError where two that differ share one."""
    by_id: dict[str, Account] = {}
    for account in accounts:
        if by_id.setdefault(account.id, account) != account:
            raise KhaldunError(f"two accounts are called {account.id}; give each its own id")
    return by_id


def _parts(judgements: Iterable[Judgement]) -> list[tuple[str, str]]:
    return [(judgement.left, judgement.right) for judgement in judgements if judgement.relation == "part_of"]
