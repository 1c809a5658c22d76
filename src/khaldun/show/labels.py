"""What are types and actors called for a reader?"""

import re
from functools import cache

from khaldun.coding.codebook import types
from khaldun.identify import registry
from khaldun.identify.groups import OF_KIND
from khaldun.model import Account, KhaldunError

LONGEST_NAME = 24  # characters of a name that a table shows in full
GROUPS = ("civilians", "state_forces", "non_state_forces")
INITIALS = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Z-]*")


def type_label(code: str, *, language: str = "en") -> str:
    """The name that the codebook gives a type, the code itself where it gives none."""
    held = types().get(code)
    return held.label.get(language, code) if held else code


@cache
def actor_name(id: str) -> str:  # noqa: A002
    """The name of an actor of the registry, by its initials where it is long; its id where nobody holds it."""
    try:
        actor = registry().actor(id)
    except KhaldunError:
        return id
    initials = [alias for alias in actor.aliases.get("en", ()) if INITIALS.fullmatch(alias)]
    return min(initials, key=len) if initials and len(actor.name) > LONGEST_NAME else actor.name


def groups_of(account: Account) -> dict[str, str]:
    """The group of persons of each party, by actor id, or by name as told where no actor is known."""
    known = registry()
    found: dict[str, str] = {}
    for party in account.parties:
        actor = known.actor(party.actor) if party.actor else None
        group = OF_KIND.get(actor.kind) if actor else known.group(party.told)
        if group and group in GROUPS:
            found[party.actor or party.told] = group
    return found
