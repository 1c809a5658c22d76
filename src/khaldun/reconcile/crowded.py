"""Which blocks hold more accounts than a block should?"""

import numpy as np

from khaldun.model import Issue
from khaldun.reconcile.columns import Told
from khaldun.reconcile.keys import answers, asks, spots
from khaldun.reconcile.tables import limits


def crowded(told: Told) -> list[Issue]:
    """An Issue for every key under which there are more pairs than among the limit's number of accounts.

    All pairs of such a block are weighed none the less: it is slow, and it is where chains of weak pairs arise.
    """
    spot = spots(told)
    held = answers(spot)
    keys, first, number = np.unique(held.key, return_index=True, return_counts=True)
    asked, times = np.unique(asks(spot, np.arange(len(told), dtype=np.int64)).key, return_counts=True)
    asking = np.zeros(len(keys), dtype=np.int64)
    asking[np.isin(keys, asked)] = times[np.isin(asked, keys)]
    names = told.table.column("account_id")
    return [
        Issue(
            where=names[int(held.row[first[place]])].as_py(),
            what=f"{number[place]} accounts stand in one block of places and days, and every pair of them was weighed.",
            kind="block",
        )
        for place in np.flatnonzero(asking * number > limits()["block"] ** 2).tolist()
    ]
