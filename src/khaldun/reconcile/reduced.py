"""What do events look like without some of their accounts?"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date

from khaldun.model import Account, Event
from khaldun.reconcile.identity import event_of_row, name_events
from khaldun.reconcile.merged import event_of
from khaldun.reconcile.profiles import evidence


def reduced(
    events: Sequence[Event], accounts: Mapping[str, Account], *, without: Collection[str], published: Mapping[str, date]
) -> list[Event]:
    """The events made anew from the accounts that are left; those of which none is left are gone.

    `accounts` holds at least those that are left of events that lose one. An event keeps its id unless it is
    named after an account that is gone.
    """
    left = {event.id: tuple(each for each in event.accounts if each not in without) for event in events}
    hidden = {event_of_row(each) for each in without}
    names = {old: _name(stay) if old in hidden else old for old, stay in left.items() if stay}
    made = []
    for event in events:
        if event.id in names:
            anew = event
            if len(left[event.id]) < len(event.accounts):
                told = [accounts[each] for each in left[event.id]]
                anew, _ = event_of(told, event_id=names[event.id], profile=evidence, published=published)
            made.append(replace(anew, part_of=names.get(event.part_of or "")))
    return made


def _name(accounts: tuple[str, ...]) -> str:
    names, _ = name_events([accounts], {})
    return names[accounts]
