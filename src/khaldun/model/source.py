"""Who published it, under which licence, and what of it may leave the house?"""

from dataclasses import dataclass
from typing import Literal

Leaves = Literal["everything", "facts", "nothing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A publisher or dataset.

    `leaves` says what may be passed on: whole rows (everything), coded facts with short quotes (facts), or nothing.
    `duplicate_free` is true where the publisher itself promises one row an event.
    """

    name: str
    title: str
    licence: str
    citation: str
    leaves: Leaves
    duplicate_free: bool = False
    url: str | None = None
