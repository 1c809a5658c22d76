"""What do the accounts of datasets bring to reconciliation?"""

from functools import partial
from pathlib import Path

from khaldun.identify import registry
from khaldun.identify.actors import by_source
from khaldun.model import Actor, KhaldunError
from khaldun.reconcile import Rows
from khaldun.store.listing import sources_held
from khaldun.store.offered import accounts_of_rows, offered, offered_before


def rows_of(home: Path, *, segments: int) -> Rows:
    """The accounts of all datasets of a home folder; `segments` is how many there were when it was last reconciled."""
    return Rows(
        table=offered(home, actor_words),
        load=partial(accounts_of_rows, home),
        held=partial(offered_before, home, segments=segments),
    )


def duplicate_free(home: Path) -> tuple[str, ...]:
    """The datasets of a home folder whose publishers promise one row an event."""
    return tuple(one.name for one in sources_held(home) if one.duplicate_free)


def actor_words(told: str, source_id: str | None, country: str | None) -> str:
    """The words by which linkage compares a party: its name, the registry's actor where it is known, and its parents.

    A source's own id says more than the name, which may be shared.
    """
    actors = by_source().get(source_id or "", ()) or _resolved(told, country)
    ids = {actor.id for actor in actors} | {parent for actor in actors for parent in actor.parents}
    return " ".join([told, *sorted(f"@{each}" for each in ids)])


def _resolved(told: str, country: str | None) -> tuple[Actor, ...]:
    match = registry().resolve(told, countries=(country,) if country else ())
    return (match.actor,) if match.actor and match.actor.kind not in ("unidentified", "civilians") else ()


def parents(actor: str) -> tuple[str, ...]:
    """What an actor of the registry belongs to; one that it holds no longer belongs to nothing."""
    try:
        return registry().actor(actor).parents
    except KhaldunError:
        return ()
