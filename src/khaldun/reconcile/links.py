"""What speaks for and against pairs of accounts?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What speaks for and against pairs of accounts, which are numbered from 0 in an order that no input decides.

    `bits` are log-odds of pairs (smaller number first); a pair that it lacks counts `stranger`. Two accounts with the
    same `exclusive` number never share an event: rows of one duplicate-free source, or accounts of one report.
    `together` and `apart` are what people have judged. `spans` are the first and last day, where known, that the limit
    of days is held against.
    """

    bits: Mapping[Pair, float]
    exclusive: Sequence[int]
    stranger: float
    most_days: int
    most_accounts: int
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    spans: Sequence[tuple[int, int] | None] = ()
