"""How well and how fast are accounts linked, beside exact keys, windows and splink, on data that we generated?

    python bench/reconcile.py                      quality on made-up datasets of countries, perturbed rows
    python bench/reconcile.py --n N --speed-only   seconds and peak memory; exit 1 past the limits
    python bench/reconcile.py --n N --dense --speed-only
    python bench/reconcile.py --n N --new 1000      seconds that so many new ones take beside N

Nothing here is accuracy on real pairs: the datasets of four.py, houses.py and perturb.py are made up. Incidents, bursts
and places are real. Weights were fitted on the countries of fit_weights.DEV; those of KEPT_ASIDE were seen by no
setting.
"""

import argparse
import resource
import subprocess
import sys
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import ModuleType

import numpy as np

import four
import houses
from crowd import crowd
from fit_weights import DEV
from khaldun.flow.linking import parents
from khaldun.reconcile.calibration import calibrate
from khaldun.reconcile.columns import Told, told_by_accounts, told_by_table
from khaldun.reconcile.incremental import frozen, relink
from khaldun.reconcile.levels import LEVELS
from khaldun.reconcile.linkage import Linked, link
from khaldun.reconcile.model import assumed
from linkage_scores import calibration, deaths_in_error, scores
from perturb import incidents, perturbed

LIMITS = {100_000: (5.0, 3000), 1_000_000: (60.0, 3000)}  # seconds and MB
NEW_SECONDS = 2.0
DENSE_LIMITS = {300_000: (60.0, 3000)}
STRATA = {
    "Sahel (5 countries)": ("Nigeria", "Mali", "Burkina Faso", "Niger", "Cameroon"),
    "Syria, Yemen, Iraq": ("Syria", "Yemen (North Yemen)", "Iraq"),
    "Afghanistan": ("Afghanistan",),
    "Mexico (dense: cities, few names)": ("Mexico",),
}
KEPT_ASIDE = (
    "Ethiopia", "Yemen (North Yemen)", "Cameroon", "Iraq", "Mali", "Mozambique", "India", "Burkina Faso",
)  # fmt: skip
SWEEPS = {"precision x3": {"precision": 3.0}, "actors missing x2": {"missing": 2.0}, "no words": {"words": 0.0}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """One made-up world and the incident of every row."""

    told: Told
    truth: np.ndarray
    accounts: list
    deaths: int


def ground(countries: tuple[str, ...], seed: int, **sweep: float) -> Ground:
    """A world of these countries' incidents."""
    world = perturbed(incidents(countries), seed=seed, **sweep)
    told = told_by_accounts(world.accounts, duplicate_free=world.duplicate_free)
    names = told.strings("account_id")
    by_id = {account.id: account for account in world.accounts}
    truth = np.array([world.truth[name] for name in names])
    deaths = sum(world.incidents[number].best for number in set(truth.tolist()))
    return Ground(told=told, truth=truth, accounts=[by_id[name] for name in names], deaths=deaths)


def country(name: str, seed: int, *, made: ModuleType = four) -> Ground:
    """Four made-up datasets of one country-year; their deaths are not compared."""
    world = made.country_year(name, seed)
    actors = {party.actor for account in world.accounts for party in account.parties if party.actor}
    told = told_by_accounts(
        world.accounts, duplicate_free=world.duplicate_free, ancestors={actor: parents(actor) for actor in actors}
    )
    by_id = {account.id: account for account in world.accounts}
    names = told.strings("account_id")
    truth = np.array([world.truth[each] for each in names])
    return Ground(told=told, truth=truth, accounts=[by_id[each] for each in names], deaths=0)


def contenders(world: Ground, *, peers: bool) -> dict[str, tuple[list, float, Linked | None]]:
    """Groups and seconds by method; splink with the best of four thresholds, which flatters it."""
    from peers import WINDOWS, exact_key, window_rule  # noqa: PLC0415 - splink is an extra

    found: dict[str, tuple[list, float, Linked | None]] = {}
    began = time.perf_counter()
    model = calibrate(world.told)
    learnt = time.perf_counter()
    ours = link(world.told, model=model)
    done = time.perf_counter()
    found["khaldun, calibrated"] = (list(ours.groups), done - began, ours)
    plain = link(world.told)
    found["khaldun, assumed weights"] = (list(plain.groups), done - learnt, plain)
    found["exact day, place name, family"] = (exact_key(world.told), 0.0, None)
    for kilometres, days in WINDOWS:
        for types, words in ((1, ", family"), (len(LEVELS["type"]), "")):
            name = f"window {kilometres:.0f} km, {days} d{words}"
            groups = window_rule(world.told, ours.pairs, kilometres=kilometres, days=days, types=types)
            found[name] = (groups, 0.0, None)
    return found | (_splink(world, ours) if peers else {})


def _splink(world: Ground, ours: Linked) -> dict[str, tuple[list, float, Linked | None]]:
    from peers import by_splink  # noqa: PLC0415 - splink is an extra

    variants = {
        "splink 5, own blocks": (None, False),
        "splink 5, our blocks": (ours.pairs, False),
        "splink 5, our blocks and words": (ours.pairs, True),
    }
    found: dict[str, tuple[list, float, Linked | None]] = {}
    for name, (pairs, words) in variants.items():
        began = time.perf_counter()
        made = by_splink(world.told, pairs, words=words)
        took = time.perf_counter() - began
        best = max(made.values(), key=lambda groups: scores(groups, world.truth, 0.0).pair[2])
        found[name] = (best, took, None)
    return found


def quality(seeds: int, *, peers: bool) -> None:
    """Prints a table a stratum: means over seeds."""
    for stratum, countries in STRATA.items():
        _table(stratum, [ground(countries, seed) for seed in range(1, seeds + 1)], peers=peers)
    for sweep, change in SWEEPS.items():
        _table(f"Afghanistan, {sweep}", [ground(("Afghanistan",), 1, **change)], peers=False)


def country_years(seeds: int, *, peers: bool) -> None:
    """Prints the countries that weights were fitted on and those kept aside, apart, with the losses by country."""
    splits = (("fitted on", DEV), ("kept aside", KEPT_ASIDE))
    for made, (title, names) in product((four, houses), splits):
        worlds = [country(name, seed, made=made) for name in names for seed in range(1, seeds + 1)]
        by_world = _table(f"Country-years of {made.__name__}.py, {title} ({', '.join(names)})", worlds, peers=peers)
        for method in (name for name in by_world if name.startswith(("khaldun", "splink"))):
            means = np.array(by_world[method]).reshape(len(names), seeds).mean(axis=1)
            shown = "  ".join(f"{name} {mean:.3f}" for name, mean in zip(names, means, strict=True))
            print(f"  F by country, {method}: {shown}")


def _table(stratum: str, worlds: list[Ground], *, peers: bool) -> dict[str, list[float]]:
    """Prints the means over worlds by method, and gives F by method and world."""
    rows = defaultdict(list)
    bands: dict[str, list] = defaultdict(list)
    for world in worlds:
        for name, (groups, seconds, linked) in contenders(world, peers=peers).items():
            error = deaths_in_error(groups, world.accounts, world.deaths) if world.deaths else np.nan
            made = scores(groups, world.truth, error)
            rows[name].append([*made.pair, made.b_cubed[2], made.fused, made.cut, made.deaths, seconds])
            if linked is not None:
                free = ~linked.pairs.exclusive & ~linked.pairs.part
                right = world.truth[linked.pairs.left[free]] == world.truth[linked.pairs.right[free]]
                bands[name].append((linked.pairs.probability[free], right))
    accounts = np.mean([len(world.told) for world in worlds])
    print(f"\n{stratum}: {len(worlds)} worlds, {accounts:.0f} accounts each")
    print(f"{'':34}{'P':>7}{'R':>7}{'F':>7}{'+-':>6}{'B3 F':>7}{'fused':>7}{'cut':>7}{'deaths':>8}{'s':>7}")
    for name, values in rows.items():
        p, r, f, b, fused, cut, deaths, seconds = np.mean(values, axis=0)
        spread = np.std([value[2] for value in values])
        dead = f"{deaths:+8.1%}" if np.isfinite(deaths) else f"{'-':>8}"
        print(f"{name:34}{p:7.3f}{r:7.3f}{f:7.3f}{spread:6.3f}{b:7.3f}{fused:7.3f}{cut:7.3f}{dead}{seconds:7.1f}")
    for name, pairs in bands.items():
        probability, right = (np.concatenate(part) for part in zip(*pairs, strict=True))
        said = "  ".join(f"{mean:.2f}: {share:.2f} ({n})" for mean, share, n in calibration(probability, right))
        print(f"  calibration of {name}, probability: share of matches (pairs)  {said}")
    return {name: [value[2] for value in values] for name, values in rows.items()}


def speed(number: int, *, dense: bool) -> int:
    """Links so many made-up accounts; 1 if a limit was passed."""
    table = crowd(number, dense=dense)
    began, used = time.perf_counter(), time.process_time()
    told = told_by_table(table, ("monitor", "catalogue", "scholar"))
    linked = link(told, model=assumed())
    seconds, worked = time.perf_counter() - began, time.process_time() - used
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    limit = (DENSE_LIMITS if dense else LIMITS).get(number)
    beside = f" (limits {limit[0]:.0f} s, {limit[1]} MB)" if limit else ""
    pairs, events = len(linked.pairs.left), len(linked.groups)
    kind = "dense accounts" if dense else "accounts"
    print(
        f"{number:,} {kind}: {seconds:.1f} s ({worked:.1f} s of processor), peak {megabytes:,} MB{beside};"
        f" {pairs:,} pairs weighed, {events:,} events"
    )
    return int(limit is not None and (seconds > limit[0] or megabytes > limit[1]))


def extended(number: int, new: int) -> int:
    """Adds so many made-up accounts to a number of linked ones; 1 if the limit was passed."""
    table, houses = crowd(number + new, dense=False), ("monitor", "catalogue", "scholar")
    late = np.random.default_rng(0).permutation(number + new)[:new]
    early = np.setdiff1d(np.arange(number + new), late)
    before, now = (told_by_table(rows, houses) for rows in (table.take(early), table))
    model = frozen(before)
    earlier = link(before, model=model)
    changed = table.column("account_id").take(late).to_pylist()
    began, used = time.perf_counter(), time.process_time()
    relink(earlier, now, model=model, changed=changed)
    seconds, worked = time.perf_counter() - began, time.process_time() - used
    print(f"{new:,} new beside {number:,}: {seconds:.1f} s ({worked:.1f} s of processor; limit {NEW_SECONDS:.0f} s)")
    return int(seconds > NEW_SECONDS)


def main() -> int:
    """Runs what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--n", type=int)
    parser.add_argument("--dense", action="store_true")
    parser.add_argument("--new", type=int, default=0)
    parser.add_argument("--speed-only", action="store_true")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--no-peers", action="store_true")
    parser.add_argument("--quality-only", action="store_true")
    given = parser.parse_args()
    if given.new and given.n:
        return extended(given.n, given.new)
    if given.speed_only and given.n:
        return speed(given.n, dense=given.dense)
    if given.quality_only:
        country_years(given.seeds, peers=not given.no_peers)
        quality(given.seeds, peers=not given.no_peers)
        return 0
    here = Path(__file__)
    sizes = [["100000"], ["1000000"], ["300000", "--dense"], ["1000000", "--new", "1000"]]
    runs = [  # each in a process of its own, so that peaks of memory are apart
        subprocess.run(  # noqa: S603 - ourselves
            [sys.executable, here, "--speed-only", "--n", *size], check=False
        ).returncode
        for size in sizes
    ]
    if not given.speed_only:
        country_years(given.seeds, peers=not given.no_peers)
        quality(given.seeds, peers=not given.no_peers)
    return max(runs)


if __name__ == "__main__":
    sys.exit(main())
