"""Do the forecasts keep their promises on the four windows of the VIEWS challenge, 2018 to 2021?

Every model's scores on ../shared/data/views, the difference to conflictology with its interval, coverage, reliability
and time. Exits 1 where a figure is missed. With --weigh it finds the stack's shares again on the years before.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter

import numpy as np

from khaldun.forecast.models import BENCHMARK, MODELS, model
from khaldun.forecast.panel import HORIZONS, Panel, from_wide_csv
from khaldun.forecast.record import Scored, backtest, differences, scored
from khaldun.forecast.reliability import reliability
from khaldun.forecast.stack import SHARES, Stack, best_shares, joined

HISTORY = Path(__file__).parents[1] / "../shared/data/views/history_country_month_1990_2021.csv"
YEARS = range(2018, 2022)
EARLIER = range(2004, 2017)
OFFICIAL = {2018: (20.04, 1.19, 378), 2019: (9.64, 1.04, 176), 2020: (13.70, 1.08, 256), 2021: (37.13, 1.23, 723)}
NOISE = (0.02, 0.011, 1.0)
"""Three standard deviations of Poisson draws, and the rounding of the published figures."""
LIMITS = {"pool": (15.5, 0.65, 210.0), "stack": (14.9, 0.565, 180.0)}
COVERAGE = (0.87, 0.95)
SECONDS = 120
Found = Mapping[str, Sequence[Scored]]


def history() -> Panel:
    """The challenge's country-months; months before a country existed count as zero, as the challenge counts them."""
    read = from_wide_csv(HISTORY.read_text(encoding="utf-8").splitlines())
    return Panel(units=read.units, first=read.first, deaths=np.nan_to_num(read.deaths))


def october(year: int) -> int:
    """The month at whose end the forecast for a year is made: October of the year before."""
    return (year - 1) * 12 + 10


def checked(label: str, held: bool) -> bool:  # noqa: FBT001
    """Prints one promise and whether it is kept."""
    print(f"  {'held  ' if held else 'MISSED'} {label}")
    return held


def scores(found: Found) -> list[bool]:
    """Each model's mean scores a year, and the promises on them."""
    print(f"\n{'CRPS / ignorance / interval score':26}" + "".join(f"{year:>24}" for year in YEARS) + f"{'mean':>24}")
    for name, windows in found.items():
        rows = [*(one.means for one in windows), tuple(np.mean([one.means for one in windows], axis=0))]
        print(f"{name:26}" + "".join(f"{crps:10.3f} {bits:5.3f} {width:7.2f}" for crps, bits, width in rows))
    print()
    held = []
    for one, (year, official) in zip(found["last observation"], OFFICIAL.items(), strict=True):
        met = bool((np.abs(np.subtract(one.means, official)) <= NOISE).all())
        held.append(checked(f"official last observation {year}: {official} within {NOISE}", met))
    for name, limits in LIMITS.items():
        means = np.mean([one.means for one in found[name]], axis=0)
        for score, mean, limit in zip(("CRPS", "ignorance", "interval score"), means, limits, strict=True):
            held.append(checked(f"{name}: mean {score} {mean:.3f}, limit {limit}", bool(mean <= limit)))
    return held


def compared(found: Found) -> None:
    """The difference of each model to conflictology, with its interval over countries."""
    print(f"\nless {BENCHMARK}, mean of four years (95 % interval, countries resampled; better in so many that differ)")
    for name in ("pool", "gradient boosting", "analogues", "stack"):
        _differences(name, found[name], found[BENCHMARK])
    _differences("stack less pool", found["stack"], found["pool"])


def _differences(label: str, mine: Sequence[Scored], theirs: Sequence[Scored]) -> None:
    for each in differences(mine, theirs):
        interval = f"({each.low:.3f} to {each.high:.3f}; {each.better_in:.0%})"
        print(f"  {label:18} {each.score:10} {each.mean:8.3f} {interval}")


def coverage(found: Found) -> list[bool]:
    """The share of actuals in their 90 % intervals, read three ways, a window."""
    print("\nCoverage of 90 % intervals, 2018 to 2021")
    readings: dict[str, Callable[[Scored], float]] = {
        "countries with a death in the five years before": lambda one: float(one.inside[one.risky].mean()),
        "all countries, ends by their probability": lambda one: float(one.held.mean()),
        "all countries, ends counted whole": lambda one: float(one.inside.mean()),
    }
    held = []
    for name in ("pool", "stack"):
        for label, reading in readings.items():
            shares = [reading(one) for one in found[name]]
            figures = " ".join(f"{share:.3f}" for share in shares)
            inside = all(COVERAGE[0] <= share <= COVERAGE[1] for share in shares)
            held.append(checked(f"{name}, {label}: {figures}, limits {COVERAGE}", inside))
    return held


def reliable(found: Found) -> None:
    """What was said of "any deaths", beside what happened."""
    for name in ("pool", "stack"):
        chance = np.concatenate([one.chance.ravel() for one in found[name]])
        happened = np.concatenate([one.happened.ravel() for one in found[name]])
        print(f"\nAny deaths, {name}: said, happened (95 % interval), cells")
        for each in reliability(chance, happened):
            print(f"  {each.said:6.3f} {each.happened:6.3f} ({each.low:.3f} to {each.high:.3f}) {each.cells:6}")


def weigh(panel: Panel) -> None:
    """The stack's shares from the windows before 2018, those whose last month lies before the first forecast."""
    members = Stack().members
    losses: dict[tuple[float, ...], list[tuple[float, float, float]]] = {shares: [] for shares in SHARES}
    benchmark = []
    for year in EARLIER:
        past, actual = panel.until(october(year)), panel.between(year * 12 + 1, year * 12 + 12).deaths
        drawn = [each.draw(past, ahead=HORIZONS) for each in members]
        for shares in SHARES:
            losses[shares].append(scored(joined(drawn, shares=shares), actual, name="stack", past=past).means)
        benchmark.append(backtest(model(BENCHMARK), panel, cut=october(year)).means)
    arrays = {shares: np.array(each) for shares, each in losses.items()}
    for shares, each in arrays.items():
        ratio = each.mean(axis=0) / np.mean(benchmark, axis=0)
        print(shares, each.mean(axis=0).round(4), f"sum of ratios {ratio.sum():.4f}")
    print("best shares of gradient boosting, analogues and pool:", best_shares(arrays, benchmark=np.array(benchmark)))


def main() -> int:
    """Prints everything and says whether every promise is kept."""
    if not HISTORY.exists():
        print("skipped: bench/forecast.py needs the VIEWS history at ../shared/data/views")
        return 0
    panel = history()
    if "--weigh" in sys.argv:
        weigh(panel)
        return 0
    began = perf_counter()
    found = {each.name: [backtest(each, panel, cut=october(year)) for year in YEARS] for each in MODELS}
    seconds = perf_counter() - began
    held = scores(found)
    compared(found)
    held += coverage(found)
    reliable(found)
    print()
    label = f"four windows, {len(MODELS)} models trained and scored in {seconds:.0f} seconds, limit {SECONDS}"
    held.append(checked(label, seconds < SECONDS))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
