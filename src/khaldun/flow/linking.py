"""What do the accounts of datasets bring to reconciliation?"""

from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path

from khaldun.identify import registry
from khaldun.identify.actors import by_source
from khaldun.model import Account, Actor, KhaldunError, Party
from khaldun.reconcile import Rows
from khaldun.store.listing import sources_held
from khaldun.store.offered import accounts_of_rows, offered, offered_before


def rows_of(home: Path, *, segments: int) -> Rows:
    """The accounts of all datasets of a home folder; `segments` is how many there were when it was last reconciled."""
    return Rows(
        table=offered(home, actor_words),
        load=partial(known_accounts, home),
        held=partial(offered_before, home, segments=segments),
    )


def known_accounts(home: Path, ids: Collection[str]) -> list[Account]:
    """The accounts of rows with these ids, their parties with the registry's actors."""
    return [_known(account) for account in accounts_of_rows(home, ids)]


def _known(account: Account) -> Account:
    country = account.where.country if account.where else None
    return replace(account, parties=tuple(_named(party, country) for party in account.parties))


def _named(party: Party, country: str | None) -> Party:
    known = registry().by_source_id(*(party.source_id or ":").split(":", 1))
    actors = (known,) if known else _resolved(party.told, country)
    return replace(party, actor=party.actor or next((actor.id for actor in actors), None))


def duplicate_free(home: Path) -> tuple[str, ...]:
    """The datasets of a home folder whose publishers promise one row an event."""
    return tuple(one.name for one in sources_held(home) if one.duplicate_free)


def actor_words(told: str, source_id: str | None, country: str | None) -> str:
    """The words by which linkage compares a party: its name, the registry's actor where it is known, and its parents.

    A source's own id says more than the name, which may be shared.
    """
    actors = by_source().get(source_id or "", ()) or _resolved(told, country)
    ids = {actor.id for actor in actors} | {parent for actor in actors for parent in actor.parents}
    return " ".join([told, *sorted(f"@{each}".replace("-", "_") for each in ids)])


def _resolved(told: str, country: str | None) -> tuple[Actor, ...]:
    match = registry().resolve(told, countries=(country,) if country else ())
    return (match.actor,) if match.actor and match.actor.kind not in ("unidentified", "civilians") else ()


def parents(actor: str) -> tuple[str, ...]:
    """What an actor of the registry belongs to; one that it holds no longer belongs to nothing."""
    try:
        return registry().actor(actor).parents
    except KhaldunError:
        return ()
