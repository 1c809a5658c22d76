"""Is a model scored on what it had not seen, and is the difference to another told with its interval?"""

import numpy as np
import pytest

from khaldun.forecast.history import Conflictology, LastObservation
from khaldun.forecast.panel import Panel, named
from khaldun.forecast.record import backtest, differences, past_cuts
from khaldun.forecast.reliability import reliability
from khaldun.forecast.scores import spread_coverage


@pytest.fixture
def steady() -> Panel:
    """Sixty months in which one unit counts 5 a month and one is at peace."""
    return Panel(units=("war", "peace"), first=2000 * 12 + 1, deaths=np.tile([5.0, 0.0], (60, 1)))


def test_a_forecast_that_is_right_loses_nothing(steady: Panel) -> None:
    found = backtest(Conflictology(months=12), steady, cut=2003 * 12 + 10)
    assert found.means[0] == 0
    assert found.inside.all()
    assert found.risky[0].tolist() == [True, False]


def test_a_forecast_is_made_from_months_up_to_the_cut_alone(steady: Panel) -> None:
    later = steady.deaths.copy()
    later[46:] = 99
    changed = Panel(units=steady.units, first=steady.first, deaths=later)
    assert backtest(LastObservation(), changed, cut=2003 * 12 + 10).means[0] > 50


def test_past_windows_end_before_the_panel_does(steady: Panel) -> None:
    cuts = past_cuts(steady, windows=4, fewest=24)
    assert [named(cut) for cut in cuts] == ["2002-10", "2003-10"]


def test_a_model_does_not_differ_from_itself(steady: Panel) -> None:
    found = [backtest(Conflictology(months=12), steady, cut=2003 * 12 + 10)]
    assert {(each.mean, each.low, each.high) for each in differences(found, found)} == {(0, 0, 0)}


def test_a_better_model_has_a_difference_below_zero() -> None:
    deaths = np.tile(np.resize([2.0, 6.0], 60)[:, None], (1, 5))
    panel = Panel(units=tuple("abcde"), first=2000 * 12 + 1, deaths=deaths)
    good, bad = (backtest(each, panel, cut=2003 * 12 + 10) for each in (Conflictology(months=12), LastObservation()))
    crps = differences([good], [bad])[0]
    assert crps.high < 0
    assert crps.better_in == 1


def test_a_right_forecast_of_zeros_holds_nine_tenths() -> None:
    draws = np.repeat([[0.0] * 9 + [4.0]], 10, axis=0)
    actual = np.array([0.0] * 9 + [4.0])
    assert spread_coverage(draws, actual).mean() == pytest.approx(0.9)


def test_reliability_sets_what_was_said_beside_what_happened() -> None:
    chance = np.array([0.0, 0.05, 0.05, 0.95, 0.95, 0.95, 0.95])
    happened = np.array([0, 0, 1, 1, 1, 1, 0], dtype=bool)
    bins = reliability(chance, happened)
    assert [(b.cells, round(b.said, 3), b.happened) for b in bins] == [(3, 0.033, 1 / 3), (4, 0.95, 0.75)]
    assert all(b.low <= b.happened <= b.high for b in bins)
