"""What does one event look like, made of its accounts?"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from types import MappingProxyType

from khaldun.model import UNKNOWN_WHEN, Account, Event, Figure, Issue, Party, Responsibility, When, Where
from khaldun.reconcile.figures import figures
from khaldun.reconcile.profiles import Profile
from khaldun.reconcile.tables import read_table

DATE_ORDER = ("day", "week", "month", "year", "unknown")
PLACE_ORDER = ("site", "settlement", "admin2", "admin1", "country", "unknown")
NO_COPIES: Mapping[tuple[str, str], str] = MappingProxyType({})
BASIS_ORDER = ("explicit", "source", "anchored", "published", "none")


def event_of(
    accounts: Sequence[Account],
    *,
    event_id: str,
    profile: Profile,
    published: Mapping[str, date],
    origins: Mapping[tuple[str, str], str] = NO_COPIES,
) -> tuple[Event, tuple[Issue, ...]]:
    """The event that these accounts make, and what contradicts itself in its figures. Order does not matter.

    `origins` names the source whose voice an account of a copied report carries, by the account's source and record.
    """
    told = sorted(accounts, key=lambda account: account.id)
    heard = [replace(one, source=origins.get((one.source, one.record), one.source)) for one in told]
    made, issues = figures(heard, profile=profile, published=published)
    return _event(told, made, event_id), issues


def _event(told: list[Account], made: tuple[Figure, ...], event_id: str) -> Event:
    kind, when, where = _type(told), _when(told), _where(told)
    return Event(
        id=event_id,
        type=kind,
        accounts=tuple(account.id for account in told),
        when=when,
        where=where,
        parties=_parties(told),
        responsibility=_responsibility(told),
        figures=made,
        title=_title(kind, when, where),
    )


def _type(told: Sequence[Account]) -> str:
    """The type most accounts give, a general type having half a say."""
    general = set(read_table("titles")["general"]["types"])
    say = Counter[str]()
    for account in told:
        say[account.type] += 1 if account.type in general else 2
    return min(say, key=lambda kind: (-say[kind], kind))


def _when(told: Sequence[Account]) -> When:
    """The days that most of the most precise accounts give; words that name them go first, then the earliest."""
    known = [account.when for account in told if account.when.start is not None]
    if not known:
        return UNKNOWN_WHEN
    finest = min(DATE_ORDER.index(when.precision) for when in known)
    fine = [when for when in known if DATE_ORDER.index(when.precision) == finest]
    says = Counter((when.start, when.end) for when in fine)
    return min(
        fine,
        key=lambda w: (-says[(w.start, w.end)], BASIS_ORDER.index(w.basis), w.start or date.max, w.end or date.max),
    )


def _where(told: Sequence[Account]) -> Where | None:
    """The most precise place that most accounts give, with the sites that any of them names."""
    places = [account.where for account in told if account.where is not None]
    if not places:
        return None
    says = Counter((where.id or where.name or where.told) for where in places)
    best = min(
        places,
        key=lambda w: (
            w.latitude is None,
            PLACE_ORDER.index(w.precision),
            -says[w.id or w.name or w.told],
            w.radius_km or 0.0,
            w.name or w.told,
        ),
    )
    sites = dict.fromkeys(site for where in places for site in where.sites)
    return Where(
        told=best.told,
        name=best.name,
        id=best.id,
        country=best.country,
        latitude=best.latitude,
        longitude=best.longitude,
        precision=best.precision,
        radius_km=best.radius_km,
        sites=tuple(sorted(sites)),
        evidence=best.evidence,
        admin1=best.admin1 or _most_told([where.admin1 for where in places if where.country == best.country]),
        admin2=best.admin2 or _most_told([where.admin2 for where in places if where.country == best.country]),
    )


def _most_told(names: Sequence[str | None]) -> str | None:
    told = Counter(name for name in names if name)
    return min(told, key=lambda name: (-told[name], name), default=None)


def _parties(told: Sequence[Account]) -> tuple[Party, ...]:
    """Every party in every role and stance that any account gives it, said once."""
    parties: dict[tuple[str, str, str], Party] = {}
    for account in told:
        for party in account.parties:
            parties.setdefault((party.role, party.actor or party.told.casefold(), party.stance), party)
    return tuple(parties[key] for key in sorted(parties))


def _responsibility(told: Sequence[Account]) -> tuple[Responsibility, ...]:
    said: dict[tuple[str, str, str], Responsibility] = {}
    for account in told:
        for entry in account.responsibility:
            said.setdefault((entry.stance, entry.actor or entry.told.casefold(), entry.said_by or ""), entry)
    return tuple(said[key] for key in sorted(said))


def _title(kind: str, when: When, where: Where | None) -> str:
    names = read_table("titles")
    what: str = names["types"].get(kind) or names["families"].get(kind.split(".", maxsplit=1)[0], "Event")
    place = f" in {where.name or where.told}" if where else ""
    return f"{what}{place}{_day(when)}"


def _day(when: When) -> str:
    if when.start is None:
        return ""
    if when.precision == "year":
        return f", {when.start.year}"
    if when.precision == "month":
        return f", {when.start:%B %Y}"
    return f", {when.start.day} {when.start:%B %Y}"
