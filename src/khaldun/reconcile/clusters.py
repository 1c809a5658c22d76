"""Which accounts make one event, given how strongly each pair speaks for it and what must stay apart?"""

from collections import defaultdict
from collections.abc import Iterable

from khaldun.reconcile.links import Links
from khaldun.reconcile.partition import best_partition


def cluster(links: Links) -> list[tuple[int, ...]]:
    """The groups of accounts that make one event each, every account in exactly one of them.

    Each connected component is solved by itself: exactly where it is small, else strongest merge first.
    """
    return sorted(group for component in _components(links) for group in best_partition(component, links))


def _components(links: Links) -> Iterable[tuple[int, ...]]:
    """The accounts joined by any pair with bits above 0 or judged together."""
    parent = list(range(len(links.exclusive)))
    for (left, right), bits in links.bits.items():
        if bits > 0:
            _join(parent, left, right)
    for left, right in links.together:
        _join(parent, left, right)
    members: dict[int, list[int]] = defaultdict(list)
    for number in range(len(parent)):
        members[_root(parent, number)].append(number)
    return (tuple(component) for component in members.values())


def _root(parent: list[int], number: int) -> int:
    while parent[number] != number:
        parent[number] = parent[parent[number]]
        number = parent[number]
    return number


def _join(parent: list[int], left: int, right: int) -> None:
    left, right = _root(parent, left), _root(parent, right)
    parent[max(left, right)] = min(left, right)
