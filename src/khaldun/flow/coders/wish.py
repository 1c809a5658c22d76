"""What must be told before somebody can code, and what does a coder give then?"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from khaldun.flow.code import Coder


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the user told of a coder: where a model answers, how it is called, its key; a file that a person wrote."""

    endpoint: str | None = None
    model: str | None = None
    key: str | None = None
    cache: Path | None = None
    written: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoderKind:
    """A kind of coder: its name, what it is in one phrase, and how it is made.

    `make` raises KhaldunError where the wish lacks something.
    """

    name: str
    title: str
    make: Callable[[Wish], Coder]
