"""Who can code a report? A coder is one file of this room and its name in one tuple; all have one contract."""

from khaldun.flow.coders import llm, person, rules
from khaldun.flow.coders.wish import CoderKind
from khaldun.model import KhaldunError

CODERS: tuple[CoderKind, ...] = (rules.CODER, llm.CODER, person.CODER)


def coder_kind(name: str) -> CoderKind:
    """The coder with that name; raises KhaldunError, which names all, where there is none."""
    for each in CODERS:
        if each.name == name:
            return each
    raise KhaldunError(f"--coder {name!r} is not known; there are: {', '.join(each.name for each in CODERS)}")
