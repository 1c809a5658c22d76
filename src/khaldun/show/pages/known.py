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


def known_events(published: Published, accounts: Iterable[Account]) -> list[tuple[tuple[int, int], Row]]:
    """The words of each account of a text, with the published event that fits it best.

    An event fits that is of the same family, shares a day and lies within 12 km; nothing is said of a text's event
    whose day or place is known less well.
    """
    return [
        (span, row)
        for account in accounts
        if (span := _words(account)) is not None
        for row in _fitting(published, account)
    ]


def _words(account: Account) -> tuple[int, int] | None:
    """The words that tell of the event, where they are not the whole text."""
    spans = [one for one in account.evidence if isinstance(one, Span)]
    return (spans[0].start, spans[0].end) if spans else None


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
