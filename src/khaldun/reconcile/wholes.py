"""Which events lie inside a longer one, and how much of a whole do its parts account for?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from khaldun.model import Event, Issue

DEAD = ("killed", "all")


@dataclass(frozen=True, slots=True, kw_only=True)
class Allocation:
    """What a total over several events comes to beside the sum of their own figures.

    `allocated` is the sum of the best figures of the parts and `unallocated` what the total holds beyond them: both in
    persons. A total below its parts has nothing unallocated and is an Issue.
    """

    total: int
    allocated: int
    unallocated: int
    issues: tuple[Issue, ...] = ()


def with_parts(events: Sequence[Event], parts: Iterable[tuple[str, str]]) -> list[Event]:
    """The events, each part marked with the event that holds it, so that no total counts both.

    `parts` are pairs of accounts, the part first. A part claimed by several wholes goes to the one that most of its
    accounts name, the smaller id where as many do. Nothing becomes a part of its own part.
    """
    home = {account: event.id for event in events for account in event.accounts}
    claims: dict[str, list[str]] = defaultdict(list)
    for part, whole in parts:
        if home[part] != home[whole]:
            claims[home[part]].append(home[whole])
    held: dict[str, str] = {}
    for part in sorted(claims):
        free = [whole for whole in claims[part] if part not in _above(whole, held)]
        held |= {part: _most(free)} if free else {}
    return [replace(event, part_of=held.get(event.id)) for event in events]


def _above(event_id: str, held: Mapping[str, str]) -> list[str]:
    """An event and those that hold it, from the inner to the outer."""
    above = [event_id]
    while above[-1] in held:
        above.append(held[above[-1]])
    return above


def _most(wholes: Sequence[str]) -> str:
    return min(wholes, key=lambda event_id: (-wholes.count(event_id), event_id))


def exceeded(events: Iterable[Event]) -> list[Issue]:
    """An Issue for every event whose parts come to more dead than it tells itself."""
    by_id = {event.id: event for event in events}
    parts: dict[str, list[Event]] = defaultdict(list)
    for event in by_id.values():
        if event.part_of is not None:
            parts[event.part_of].append(event)
    totals = {whole: [one for one in by_id[whole].figures if (one.outcome, one.who) == DEAD] for whole in parts}
    most = {whole: found[0].high for whole, found in totals.items() if found}
    return [
        issue
        for whole, high in sorted(most.items())
        if high is not None
        for issue in allocate(high, parts[whole], where=whole).issues
    ]


def allocate(
    total: int, parts: Sequence[Event], *, where: str, outcome: str = "killed", who: str = "all"
) -> Allocation:
    """How a total ("120 this week") divides into its member events and a rest that is never divided evenly.

    `where` names the statement or account that gives the total, for the Issue of a total that its parts exceed.
    """
    figures = [figure for event in parts for figure in event.figures if (figure.outcome, figure.who) == (outcome, who)]
    allocated = sum(figure.low if figure.best is None else figure.best for figure in figures)
    least = sum(figure.low for figure in figures)
    said = f"A total of {total} is less than the {least} that its parts come to at least."
    issues = (Issue(where=where, what=said, kind="tolls"),) if least > total else ()
    return Allocation(total=total, allocated=allocated, unallocated=max(0, total - allocated), issues=issues)
