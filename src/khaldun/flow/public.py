"""Which events are left for the public, once rows that may not leave the house are taken out?"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from khaldun.model import Account, Event, Source
from khaldun.reconcile import reduced
from khaldun.store.flat import NOTHING, source_of_row
from khaldun.store.offered import accounts_of_rows


def public_events(
    home: Path,
    events: Sequence[Event],
    *,
    accounts: Sequence[Account],
    sources: Sequence[Source],
    published: dict[str, date],
) -> tuple[Event, ...]:
    """The events, each that rests on a row that stays in the house made anew from its other accounts."""
    closed = {one.name for one in sources if one.leaves == NOTHING}
    if not closed:
        return tuple(events)
    known = {account.id: account for account in accounts}
    named = {each for event in events for each in event.accounts}
    without = {each for each in named if (known[each].source if each in known else source_of_row(each)) in closed}
    cut = {each for event in events if without.intersection(event.accounts) for each in event.accounts} - without
    known |= {account.id: account for account in accounts_of_rows(home, cut - known.keys())}
    return tuple(reduced(events, known, without=without, published=published))
