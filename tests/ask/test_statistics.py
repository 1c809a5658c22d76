"""Do the tests keep their promise: few false alarms, planted changes found, published figures met?"""

import csv
from pathlib import Path

import numpy as np
import pytest

from khaldun.ask.statistics.intervals import block_bootstrap, exact_ratio
from khaldun.ask.statistics.permutation import autocorrelation, can_reject, more_than_before
from khaldun.ask.statistics.segments import changes, interval
from khaldun.ask.statistics.space_time import knox, scan
from khaldun.ask.statistics.terrorism_index import five_years, raw_total, score
from khaldun.ask.statistics.weekly import baseline, trend, volatility
from khaldun.model import KhaldunError

HISTORY = Path(__file__).parents[2].parent / "shared/data/views/history_country_month_1990_2021.csv"
MONTHS, LAST = 96, 12


def deaths(country: str) -> tuple[list[float], list[float]]:
    """State-based deaths by month, 2014 to 2020 and 2021 (VIEWS months 409 to 504)."""
    if not HISTORY.exists():
        pytest.skip(f"no history at {HISTORY}")
    with HISTORY.open(encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    column = header.index(country)
    series = {int(row[0]): float(round(float(row[column] or 0))) for row in rows}
    return [series[month] for month in range(409, 493)], [series[month] for month in range(493, 505)]


@pytest.mark.parametrize(
    ("country", "ratio", "orders", "without"),
    [("Mali", 1.98, 414, 0.088), ("Burkina Faso", 7.25, 37, 0.0043), ("Niger", 1.82, 5243, 0.306)],
)
def test_blocks_of_three_give_the_exact_p(country: str, ratio: float, orders: int, without: float) -> None:
    before, now = deaths(country)
    found = more_than_before(before, now, block=3)
    assert found.orders == 35_960
    assert round(found.p * 35_960) == orders
    assert sum(now) / 12 / (sum(before) / 84) == pytest.approx(ratio, abs=0.005)
    rest = [0.0 if value == max(now) else value for value in now]
    assert more_than_before(before, rest, block=3).p == pytest.approx(without, abs=0.0005)


def test_months_alike_to_their_neighbours_are_rotated_and_others_go_in_blocks() -> None:
    persistent = [float(month // 12) for month in range(MONTHS)]
    assert more_than_before(persistent[:-12], persistent[-12:]).block is None
    alternating = [float(month % 2) for month in range(MONTHS)]
    found = more_than_before(alternating[:-12], alternating[-12:])
    assert (found.block, found.orders) == (3, 35_960)


def test_a_series_that_never_varies_shows_no_change() -> None:
    assert more_than_before([2.0] * 84, [2.0] * 12).p == 1.0
    assert autocorrelation(np.full(5, 2.0)) == 0.0


def clustered(generator: np.random.Generator) -> list[float]:
    """Independent months of a negative binomial with mean 1 and k .5."""
    return [float(n) for n in generator.negative_binomial(0.5, 1 / 3, size=MONTHS)]


def persistent(generator: np.random.Generator, rho: float) -> list[float]:
    """Poisson months whose log rate has a standard deviation of 1.2 and remembers the month before."""
    shocks = generator.normal(size=MONTHS)
    levels = [shocks[0]]
    for shock in shocks[1:]:
        levels.append(rho * levels[-1] + np.sqrt(1 - rho**2) * shock)
    return [float(n) for n in generator.poisson(3 * np.exp(1.2 * np.asarray(levels) - 0.72))]


@pytest.mark.parametrize("rho", [None, 0.5, 0.8])
def test_few_unchanged_series_are_called_changed(rho: float | None) -> None:
    generator = np.random.default_rng(2024)
    alarms = 0
    for _ in range(200):
        series = clustered(generator) if rho is None else persistent(generator, rho)
        alarms += more_than_before(series[:-LAST], series[-LAST:]).p <= 0.05
    assert 2 <= alarms <= 18  # 3 to 7 in 100, give or take two standard errors


def test_a_planted_change_is_found() -> None:
    generator = np.random.default_rng(5)
    found = 0
    for _ in range(50):
        series = clustered(generator)
        found += more_than_before(series[:-LAST], [month * 3 + 3 for month in series[-LAST:]]).p <= 0.05
    assert found >= 48


def test_windows_too_short_cannot_reject() -> None:
    assert not can_reject(3, 3)
    assert not can_reject(12, 6)
    assert can_reject(84, 12)


def test_the_exact_interval_of_24_against_2_in_seven_years() -> None:
    assert exact_ratio(24, 2, now_time=1, before_time=7) == pytest.approx((20.85, 733.3), abs=0.1)
    low, high = exact_ratio(24, 0, now_time=1, before_time=7)
    assert low == pytest.approx(42.1, abs=0.1)
    assert high is None
    assert exact_ratio(24, 5, now_time=1, before_time=7) == pytest.approx((12.6, 112.7), abs=0.1)


def test_a_ratio_to_nothing_has_no_interval() -> None:
    assert block_bootstrap([0.0] * 12, [1.0] * 12) is None
    bounds = block_bootstrap([1.0, 2.0, 1.0, 2.0], [4.0, 5.0, 4.0, 5.0])
    assert bounds is not None
    assert bounds[0] <= 3.0 <= bounds[1]


def test_a_planted_change_of_level_is_found_with_its_interval() -> None:
    generator = np.random.default_rng(12)
    before = generator.negative_binomial(0.5, 1 / 3, size=60)
    after = generator.negative_binomial(0.5, 1 / 9, size=36)
    counts = [float(n) for n in (*before, *after)]
    found = changes(counts)
    assert found
    low, high = interval(counts, found[0])
    assert low <= 60 <= high
    assert changes([3.0] * 60) == []


def test_knox_counts_pairs_near_and_soon() -> None:
    found = knox([0.0, 0.0, 5.0, 5.0], [0.0, 0.1, 0.0, 0.1], [1, 2, 100, 101], km=25, within_days=7, runs=19)
    assert (found.pairs, found.close) == (6, 2)
    assert found.expected == pytest.approx(2 * 2 / 6)


def test_a_scan_finds_a_planted_cluster() -> None:
    generator = np.random.default_rng(3)
    north = [*generator.uniform(0, 10, 60), *[5.0] * 12]
    east = [*generator.uniform(0, 10, 60), *[5.0] * 12]
    weeks = [*generator.integers(0, 50, 60), *[30] * 12]
    found = scan(north, east, [int(week) for week in weeks], radii=(20, 50), longest=4, runs=19)
    assert found is not None
    assert set(range(60, 72)) <= set(found.members)
    assert found.p == 0.05


def test_weeks_fall_into_the_published_classes() -> None:
    assert trend(13, [10, 10, 10, 10]) == "large increase"
    assert trend(12, [10, 10, 10, 10]) == "moderate increase"
    assert trend(9, [10, 10, 10, 10]) == "limited"
    assert trend(7, [10, 10, 10, 10]) == "large decrease"
    assert trend(5, [2, 2, 2, 2]) == "limited"
    quiet = [0.0] * 52
    assert volatility([0.0] * 46 + [9.0] * 6, [*quiet, *quiet, *[1.0] * 9]) == "high"
    assert volatility(quiet, [0.0, 1.0] * 26) == "low"
    assert baseline([2.0] * 52) == "high"


def test_the_formula_gives_the_seven_published_scores() -> None:
    histories = {0.233: (0, 1, 0, 0, 0), 0.423: (1, 0, 0, 0, 0), 0.582: (1.5, 0, 0, 0, 0), 0.720: (2, 0, 0, 0, 0)}
    assert {score(raws, edition="2025") for raws in histories.values()} == set(histories)
    assert five_years((0, 1, 0, 0, 0), edition="2025") == 0.26
    assert raw_total(incidents=1, deaths=2, injured=3, hostages=4) == 10.5
    with pytest.raises(KhaldunError, match="no edition of the index's formula '2022'"):
        score((1, 0, 0, 0, 0), edition="2022")
    with pytest.raises(KhaldunError, match="five years"):
        score((1, 0), edition="2025")
