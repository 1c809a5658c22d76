"""Does each model keep the contract: history in, draws out, and nothing later than the history looked at?"""

from pathlib import Path

import numpy as np
import pytest

import khaldun.forecast as room
from khaldun.forecast.analogues import Analogues, Figures
from khaldun.forecast.features import features, mean, quiet
from khaldun.forecast.history import Conflictology, Mixture
from khaldun.forecast.learned import Learned
from khaldun.forecast.model import Model
from khaldun.forecast.models import MODELS, model
from khaldun.forecast.panel import HORIZONS, Panel, from_wide_csv, named
from khaldun.forecast.stack import joined
from khaldun.model.fault import KhaldunError

ROOM = Path(room.__file__).parent


@pytest.fixture(scope="module")
def made() -> Panel:
    """Twelve years of thirty units made up: ten at peace, ten with a death now and then, ten at war."""
    chance = np.random.default_rng(5)
    rates = np.repeat([0.0, 0.3, 20.0], 10)
    deaths = chance.poisson(rates * chance.gamma(2, 0.5, size=(144, 30))).astype(float)
    return Panel(units=tuple(f"unit {n}" for n in range(30)), first=2000 * 12 + 1, deaths=deaths)


@pytest.mark.parametrize("each", MODELS, ids=lambda each: each.name)
def test_a_model_gives_draws_for_each_month_and_unit(made: Panel, each: Model) -> None:
    draws = each.draw(made, ahead=HORIZONS)
    assert draws.shape[:2] == (12, 30)
    assert 960 <= draws.shape[2] <= 1008
    assert (draws >= 0).all()


@pytest.mark.parametrize("each", MODELS, ids=lambda each: each.name)
def test_a_model_gives_the_same_draws_twice(made: Panel, each: Model) -> None:
    assert np.array_equal(each.draw(made, ahead=[3, 9]), each.draw(made, ahead=[3, 9]))


@pytest.mark.parametrize("each", MODELS, ids=lambda each: each.name)
def test_a_model_tells_war_from_peace(made: Panel, each: Model) -> None:
    typical = np.median(each.draw(made, ahead=[3]), axis=2)[0]
    assert typical[:10].max() == 0
    assert typical[20:].min() > 2


def test_the_names_of_models_are_distinct_and_found() -> None:
    assert [model(each.name).name for each in MODELS] == list(dict.fromkeys(each.name for each in MODELS))


def test_every_file_that_holds_a_model_is_registered() -> None:
    holding = {path.stem for path in ROOM.glob("*.py") if "\n    def draw(" in path.read_text(encoding="utf-8")}
    assert holding - {"model"} == {type(each).__module__.rsplit(".", 1)[1] for each in MODELS}


def test_an_unknown_model_is_told_the_names_that_there_are() -> None:
    with pytest.raises(KhaldunError, match="pool"):
        model("oracle")


def test_the_mixture_leaves_no_unit_without_a_chance(made: Panel) -> None:
    draws = Mixture().draw(made, ahead=[3])
    assert (draws[0, :10] > 0).mean() == pytest.approx(0.05)


def test_the_learned_model_says_when_there_is_too_little_to_learn_from(made: Panel) -> None:
    with pytest.raises(KhaldunError, match="pool"):
        Learned().draw(made.until(made.first + 30), ahead=HORIZONS)


def test_analogues_say_when_there_is_too_little_to_look_up(made: Panel) -> None:
    with pytest.raises(KhaldunError, match="pool"):
        Analogues().draw(made.until(made.first + 36), ahead=HORIZONS)


def test_analogues_follow_what_came_after_months_like_the_last_one() -> None:
    """A unit that dies in one month of every four, seen right after it, is quiet next month and deadly in three."""
    deaths = np.zeros((145, 8))
    deaths[::4] = 100.0
    draws = Analogues(neighbours=40).draw(_panel(deaths), ahead=[3, 4])
    assert draws[0].max() == 0
    assert np.median(draws[1]) == pytest.approx(100, rel=0.1)


def _panel(deaths: Figures) -> Panel:
    return Panel(units=tuple(f"unit {n}" for n in range(deaths.shape[1])), first=2000 * 12 + 1, deaths=deaths)


def test_shares_are_shares_of_the_draws() -> None:
    draws = joined([np.zeros((1, 1, 1000)), np.ones((1, 1, 960))], shares=(0.75, 0.25))
    assert draws.mean() == 0.25


def test_a_unit_that_was_not_observed_is_not_taken_for_one_at_peace() -> None:
    deaths = np.full((24, 2), 1.0)
    deaths[:20, 1] = np.nan
    panel = Panel(units=("old", "young"), first=2000 * 12 + 1, deaths=deaths)
    with pytest.raises(KhaldunError, match="observed"):
        Conflictology(months=12).draw(panel, ahead=[3])
    assert panel.observed(months=12).units == ("old",)


def test_months_outside_a_panel_are_refused(made: Panel) -> None:
    with pytest.raises(KhaldunError, match="2000-01 to 2011-12"):
        made.until(2012 * 12 + 1)


def test_features_of_a_month_do_not_see_later_months(made: Panel) -> None:
    whole, cut = features(made), features(made.until(made.first + 99))
    assert np.allclose(whole.values[:100], cut.values, equal_nan=True)
    assert np.allclose(whole.level[:100], cut.level)


def test_what_happened_around_a_unit_becomes_a_feature(made: Panel) -> None:
    beside = Panel(units=made.units, first=made.first, deaths=made.deaths, around={"neighbours": made.deaths[:, ::-1]})
    assert set(features(beside).names) - set(features(made).names) == {"neighbours, mean 3", "neighbours, mean 12"}


def test_a_mean_skips_months_that_were_not_observed() -> None:
    deaths = np.array([[np.nan], [2.0], [4.0], [6.0]])
    assert mean(deaths, months=2)[:, 0] == pytest.approx([np.nan, 2, 3, 5], nan_ok=True)


def test_quiet_counts_the_months_since_a_death() -> None:
    assert quiet(np.array([[0.0], [3.0], [0.0], [0.0]]))[:, 0].tolist() == [240, 0, 1, 2]


def test_the_challenge_file_is_read_with_its_noise_and_its_gaps() -> None:
    panel = from_wide_csv([",Mali,South Sudan", "504,137.99999999999997,", "505,0.0,3.0"])
    assert (panel.units, named(panel.first), named(panel.last)) == (("Mali", "South Sudan"), "2021-12", "2022-01")
    assert panel.deaths.tolist()[0][0] == 138
    assert np.isnan(panel.deaths[0, 1])
