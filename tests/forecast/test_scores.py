"""Are the scores those of the VIEWS challenge, down to the official benchmark figures?"""

from pathlib import Path

import numpy as np
import pytest

from khaldun.forecast.history import Conflictology, LastObservation, Pool
from khaldun.forecast.model import Model
from khaldun.forecast.panel import HORIZONS, Panel, from_wide_csv
from khaldun.forecast.scores import covered, crps, ignorance, interval_score
from khaldun.model.fault import KhaldunError

HISTORY = Path(__file__).parents[2] / "../shared/data/views/history_country_month_1990_2021.csv"
YEARS = (2018, 2019, 2020, 2021)
THREE_SD = {"crps": 0.015, "ignorance": 0.006, "interval": 0.45}
"""Three standard deviations of the mean over a year between two sets of 1,000 Poisson draws."""
ROUNDED = 0.0006


@pytest.fixture(scope="module")
def history() -> Panel:
    """Every month from 1990 to 2021; months before a country existed count as zero, as the challenge counts them."""
    if not HISTORY.exists():
        pytest.skip("the VIEWS history is not at ../shared/data/views")
    read = from_wide_csv(HISTORY.read_text(encoding="utf-8").splitlines())
    return Panel(units=read.units, first=read.first, deaths=np.nan_to_num(read.deaths))


def scored(model: Model, history: Panel, year: int) -> tuple[float, float, float]:
    october = (year - 1) * 12 + 10
    draws = model.draw(history.until(october), ahead=HORIZONS)
    actual = history.between(year * 12 + 1, year * 12 + 12).deaths
    found = crps(draws, actual), ignorance(draws, actual), interval_score(draws, actual)
    return tuple(float(each.mean()) for each in found)  # type: ignore[return-value]


def test_crps_is_the_distance_to_the_actual_less_half_the_spread() -> None:
    assert crps(np.array([[0.0, 2.0]]), np.array([1.0])) == pytest.approx([1 - 0.5])


def test_crps_of_draws_that_agree_is_the_absolute_error() -> None:
    assert crps(np.full((1, 10), 4.0), np.array([7.0])) == pytest.approx([3.0])


def test_ignorance_adds_one_draw_to_each_of_eleven_bins() -> None:
    draws = np.zeros((1, 1000))
    assert ignorance(draws, np.array([0.0])) == pytest.approx([-np.log2(1001 / 1011)])
    assert ignorance(draws, np.array([5000.0])) == pytest.approx([np.log2(1011)])


def test_a_left_edge_lies_inside_its_bin() -> None:
    draws = np.full((2, 1000), 2.5)
    assert ignorance(draws, np.array([2.5, 2.4])) == pytest.approx([-np.log2(1001 / 1011), np.log2(1011)])


def test_the_interval_score_adds_twenty_for_each_death_outside() -> None:
    draws = np.tile(np.arange(101.0), (3, 1))
    assert interval_score(draws, np.array([50.0, 98.0, 2.0])) == pytest.approx([90.0, 150.0, 150.0])


def test_the_ends_of_an_interval_belong_to_it() -> None:
    draws = np.tile(np.arange(101.0), (3, 1))
    assert covered(draws, np.array([5.0, 95.0, 96.0])).tolist() == [True, True, False]


def test_a_month_that_is_not_known_is_not_scored() -> None:
    with pytest.raises(KhaldunError, match="missing"):
        crps(np.zeros((1, 10)), np.array([np.nan]))


@pytest.mark.parametrize(
    ("year", "official"),
    [
        (2018, (20.041, 1.190, 378.08)),
        (2019, (9.641, 1.038, 175.83)),
        (2020, (13.698, 1.084, 256.18)),
        (2021, (37.129, 1.228, 722.67)),
    ],
)
def test_the_official_scores_of_the_last_observation_are_met(
    history: Panel, year: int, official: tuple[float, float, float]
) -> None:
    found = scored(LastObservation(), history, year)
    off = np.abs(np.subtract(found, official))
    assert (off <= [THREE_SD["crps"], THREE_SD["ignorance"], THREE_SD["interval"]]).all(), (found, official)


TWELVE = [(14.486, 0.738, 214.89), (9.225, 0.682, 81.33), (12.064, 0.623, 154.56), (27.632, 0.734, 441.91)]
POOL = [(13.765, 0.691, 137.52), (7.780, 0.595, 83.71), (12.556, 0.575, 155.96), (27.286, 0.695, 457.06)]


@pytest.mark.parametrize(("model", "exact"), [(Conflictology(months=12), TWELVE), (Pool(), POOL)])
def test_models_without_chance_give_the_exact_scores(
    history: Panel, model: Model, exact: list[tuple[float, float, float]]
) -> None:
    found = [scored(model, history, year) for year in YEARS]
    assert np.allclose(found, exact, rtol=0, atol=[ROUNDED, ROUNDED, 0.006]), found
