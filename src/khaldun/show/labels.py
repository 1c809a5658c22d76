"""What are types and actors called for a reader?"""

import re
from functools import cache

from khaldun.coding.codebook import types
from khaldun.identify import registry
from khaldun.model import KhaldunError

LONGEST_NAME = 24  # characters of a name that a table shows in full
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
