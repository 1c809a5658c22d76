"""Which accounts make one event, given how strongly each pair speaks for it and what must stay apart?"""

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from khaldun.reconcile.links import Links
from khaldun.reconcile.partition import Group, best_partition


def cluster(links: Links) -> list[Group]:
    """The groups of accounts that make one event each, every account in exactly one of them.

    Each connected component is solved by itself: exactly where it is small, else strongest merge first.
    """
    return sorted(group for component in components(links) for group in best_partition(component, links))


def components(links: Links) -> Iterable[Group]:
    """The accounts joined by any pair with bits above 0 or judged together."""
    size = len(links.exclusive)
    joined = [pair for pair, bits in links.bits.items() if bits > 0]
    pairs = np.array([*joined, *links.together], dtype=np.int64).reshape(-1, 2)
    graph = coo_array((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    label = connected_components(graph, directed=False)[1]
    order = np.argsort(label, kind="stable")
    ends = np.flatnonzero(np.diff(label[order], append=-1)) + 1
    rows = order.tolist()
    return (tuple(rows[start:end]) for start, end in pairwise((0, *ends.tolist())))
