"""What can go wrong, as a value when the data are wrong and as an exception when the caller is."""

from dataclasses import dataclass


class KhaldunError(Exception):
    """Misuse: its sentence says the cure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A fault in data: where it was met and what it is.

    `where` names the report, row, line or column; `what` is one sentence; `kind` groups issues of one sort.
    """

    where: str
    what: str
    kind: str = "data"
