"""Which bits does every level of every field count in country-years whose matches are known?

    python bench/fit_weights.py        prints the tables of bits of weights.toml

Fitted on the made-up houses of houses.py in the countries of DEV, three seeds; the other countries are kept aside for
tests. log2(m / u) after Fellegi and Sunter (1969), m and u counted over the pairs that blocking brings together. Levels
that too few pairs show, and those that datasets do not have (no date, words that name a day), keep the bits that stand
in weights.toml.
"""

from collections import defaultdict

import ibis
import numpy as np

from houses import country_year
from khaldun.reconcile.candidates import compared, possible, unordered
from khaldun.reconcile.columns import Told, told_by_accounts
from khaldun.reconcile.features import features
from khaldun.reconcile.keys import answers, asks, spots
from khaldun.reconcile.levels import FIELDS, LEVELS
from khaldun.reconcile.model import assumed
from khaldun.reconcile.relations import parts

DEV = ("Nigeria", "DR Congo (Zaire)", "Myanmar (Burma)", "Somalia")
SEEDS = (1, 2, 3)
FEWEST = 40  # pairs below which a level keeps its bits
MOST = 4.5  # bits: the houses are made up, and no level of one field should settle a pair
SHARED = {"day": 1.5, "place": 1.5}  # bits moved from the prior, so that pairs without a day or a place stand lower


def levels_of(told: Told) -> tuple[np.ndarray, np.ndarray, dict[str, np.ndarray]]:
    """Rows and levels of all pairs that blocking brings together and nothing bars."""
    spot = spots(told)
    table = ibis.memtable(features(told, spot))
    asking = asks(spot, np.arange(len(told), dtype=np.int64), back=False)
    near = possible(ibis.memtable(asking.table()), ibis.memtable(answers(spot).table()), table)
    found = compared(unordered(near), table).to_pyarrow()
    left, right = (found.column(name).to_numpy() for name in ("left", "right"))
    free = ~found.column("exclusive").to_numpy(zero_copy_only=False).astype(bool) & ~parts(told, left, right)
    return left[free], right[free], {name: found.column(name).to_numpy()[free].astype(int) for name in FIELDS}


def main() -> None:
    """Prints what was fitted."""
    counts = {name: np.zeros((2, len(LEVELS[name]))) for name in FIELDS}
    pairs = defaultdict(int)
    for country in DEV:
        for seed in SEEDS:
            world = country_year(country, seed)
            told = told_by_accounts(world.accounts, duplicate_free=world.duplicate_free)
            truth = np.array([world.truth[name] for name in told.strings("account_id")])
            left, right, levels = levels_of(told)
            same = truth[left] == truth[right]
            for of in (True, False):
                pairs[of] += int((same == of).sum())
                for name in FIELDS:
                    counts[name][int(of)] += np.bincount(levels[name][same == of], minlength=len(LEVELS[name]))
    prior = np.log2(pairs[True] / pairs[False])
    print(f"[prior]\nbits = {prior - sum(SHARED.values()):.1f}")
    for name, (strange, agreed) in counts.items():
        print(f"\n[bits.{name}]")
        m, u = (agreed + 0.5) / agreed.sum(), (strange + 0.5) / strange.sum()
        for place, level in enumerate(LEVELS[name]):
            seen = int(agreed[place] + strange[place])
            bits = np.clip(np.log2(m[place] / u[place]), -MOST, MOST) + SHARED.get(name, 0.0)
            kept = f"{bits:.1f} # {agreed[place]:.0f} matches, {strange[place]:.0f} others"
            print(f"{level} = {kept if seen >= FEWEST else f'{assumed().bits[name][place]} # kept'}")


if __name__ == "__main__":
    main()
