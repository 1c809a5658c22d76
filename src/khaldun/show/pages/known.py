"""Which events of a text are known here: the same day or days, near the same place?"""

from collections.abc import Iterable, Iterator
from typing import Any

from khaldun.model import Account, Span
from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published
from khaldun.show.reading import Near

NEAR_KM = 12.0
EXACT = ("day", "week")
CLOSE = ("site", "settlement")

Row = dict[str, Any]
Spans = list[tuple[int, int]]


def known_events(published: Published, accounts: Iterable[Account]) -> list[tuple[Spans, Row]]:
    """The words of each account of a text, with the published event that fits it best.

    An event fits that is of the same family, shares a day and lies within 12 km; nothing is said of a text's event
    whose day or place is known less well.
    """
    return [(_words(account), row) for account in accounts for row in _fitting(published, account)]


def _words(account: Account) -> Spans:
    """Where the text tells of the event: the words of the event itself first, then those of its tolls and place."""
    where = account.where.evidence if account.where else ()
    every = (*account.evidence, *(one for toll in account.tolls for one in toll.evidence), *where)
    return [(one.start, one.end) for one in (*every, *account.when.evidence) if isinstance(one, Span)]


def _fitting(published: Published, account: Account) -> Iterator[Row]:
    when, where = account.when, account.where
    if when.start is None or when.end is None or when.precision not in EXACT or where is None:
        return
    if where.latitude is None or where.longitude is None or where.precision not in CLOSE:
        return
    near = EventFilter(
        start=when.start,
        end=when.end,
        families=(account.family,),
        near=Near(where.latitude, where.longitude, NEAR_KM),
    )
    yield from published.events(near, order="deadliest", limit=1).rows
