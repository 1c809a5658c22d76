"""Which events do these accounts tell of, and how many died in each?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import combinations

from khaldun.model import Account, Event, Issue, Judgement, KhaldunError, Report
from khaldun.reconcile.clusters import cluster
from khaldun.reconcile.identity import Redirect, name_events
from khaldun.reconcile.links import Links
from khaldun.reconcile.merged import event_of
from khaldun.reconcile.pairs import bits
from khaldun.reconcile.profiles import Profile, evidence
from khaldun.reconcile.tables import limits, weights

METHOD = "khaldun-linkage-1"


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
    judgements: Iterable[Judgement] = (),  # noqa: ARG001
    previous: Iterable[Event] = (),
    reports: Iterable[Report] | None = None,
    profile: Profile = evidence,
) -> Reconciled:
    """The events of these accounts, each account in exactly one; the order of nothing given matters.

    `judgements` of people are kept; those of this method are made anew. `previous` are the events of the last run,
    whose ids live on. `reports` date the accounts that name no day.
    """
    told = _distinct(accounts)
    published = {report.id: report.published for report in reports or () if report.published}
    links, reasons = _links(told, published)
    groups = [tuple(told[number].id for number in group) for group in cluster(links)]
    names, redirects = name_events(groups, previous)
    by_id = {account.id: account for account in told}
    made = [
        event_of([by_id[i] for i in group], event_id=names[group], profile=profile, published=published)
        for group in groups
    ]
    return Reconciled(
        events=tuple(sorted((event for event, _ in made), key=lambda event: event.id)),
        judgements=_judgements(told, groups, reasons),
        issues=tuple(issue for _, issues in made for issue in issues),
        redirects=tuple(redirects),
    )


def _distinct(accounts: Iterable[Account]) -> list[Account]:
    """The accounts in the order of their ids, each once."""
    by_id: dict[str, Account] = {}
    for account in accounts:
        if by_id.setdefault(account.id, account) != account:
            raise KhaldunError(f"two accounts are called {account.id}; give each its own id")
    return [by_id[key] for key in sorted(by_id)]


def _links(told: list[Account], published: Mapping[str, date]) -> tuple[Links, dict[tuple[int, int], dict[str, float]]]:
    reasons = {}
    for left, right in combinations(range(len(told)), 2):
        found = bits(told[left], told[right], published)
        if found is not None:
            reasons[(left, right)] = found
    homes = {key: number for number, key in enumerate(sorted({(a.source, a.record) for a in told}))}
    links = Links(
        bits={pair: sum(fields.values()) for pair, fields in reasons.items()},
        exclusive=[homes[(account.source, account.record)] for account in told],
        stranger=weights("accept")["stranger"],
        most_days=int(limits()["days"]),
        most_accounts=int(limits()["size"]),
    )
    return links, reasons


def _judgements(
    told: list[Account], groups: list[tuple[str, ...]], reasons: Mapping[tuple[int, int], Mapping[str, float]]
) -> tuple[Judgement, ...]:
    """What the method says of each pair inside an event, with its bits by field."""
    home = {account: group for group in groups for account in group}
    return tuple(
        _judgement(told[left].id, told[right].id, fields)
        for (left, right), fields in sorted(reasons.items())
        if home[told[left].id] is home[told[right].id]
    )


def _judgement(left: str, right: str, fields: Mapping[str, float]) -> Judgement:
    total = sum(fields.values())
    because = tuple(f"{field}: {value:+.1f} bits" for field, value in fields.items())
    return Judgement(
        id=f"judgement-{sha256(f'{METHOD}|{left}|{right}'.encode()).hexdigest()[:12]}",
        left=left,
        right=right,
        relation="same",
        by=METHOD,
        because=because,
        score=1 / (1 + 2**-total),
    )
