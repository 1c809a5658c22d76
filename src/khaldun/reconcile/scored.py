"""What was found of each candidate pair?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

import numpy as np

from khaldun.reconcile.keys import Numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Candidate pairs as equally long arrays, in the order of `left`, then `right`: rows, levels, bits, probability.

    `exclusive` marks pairs that cannot be one event whatever their bits: two rows of a source that promises one row an
    event, or two accounts of one report. `part` marks a day and a longer spell that may hold it; they never merge.
    """

    left: Numbers
    right: Numbers
    levels: Mapping[str, Numbers]
    apart: Numbers
    exclusive: Numbers
    part: Numbers
    bits: Numbers
    probability: Numbers

    def taken(self, chosen: Numbers) -> "Scored":
        """The pairs at these places, or where a mask is true."""
        return self._each(lambda column: column[chosen])

    def renumbered(self, rows: Numbers) -> "Scored":
        """The same pairs, each row number replaced by what stands at its place in `rows`."""
        return Scored(**{**self._columns(), "left": rows[self.left], "right": rows[self.right]})

    def joined(self, other: "Scored") -> "Scored":
        """The pairs of both, in the order of `left`, then `right`."""
        both = {name: _append(column, getattr(other, name)) for name, column in self._columns().items()}
        made = Scored(**both)
        return made.taken(np.lexsort((made.right, made.left)))

    def _columns(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def _each(self, change: Callable[[Numbers], Numbers]) -> "Scored":
        levels = {name: change(column) for name, column in self.levels.items()}
        others = {name: change(column) for name, column in self._columns().items() if name != "levels"}
        return Scored(levels=levels, **others)


def _append(left: Any, right: Any) -> Any:  # noqa: ANN401 - a column, or the columns of levels
    if isinstance(left, Mapping):
        return {name: np.append(column, right[name]) for name, column in left.items()}
    return np.append(left, right)
