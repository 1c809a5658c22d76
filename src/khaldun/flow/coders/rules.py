"""How do the rules come to code a report? They need nothing told."""

from khaldun.flow.code import Coder, code_report
from khaldun.flow.coders.wish import CoderKind, Wish


def make(_wish: Wish) -> Coder:
    """The rules over a dependency parse."""
    return code_report


CODER = CoderKind(name="rules", title="rules over a dependency parse", make=make)
