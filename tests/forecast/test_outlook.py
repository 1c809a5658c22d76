"""Does an outlook give chances with intervals, what drove them, and the record of the model?"""

import numpy as np
import pytest

from khaldun.forecast.history import Conflictology, Pool
from khaldun.forecast.outlook import forecast, kind
from khaldun.forecast.panel import Panel


@pytest.fixture
def panel() -> Panel:
    """Six years: a war of 20 deaths a month that once killed 500, a unit with a death long ago, and peace."""
    deaths = np.tile([20.0, 0.0, 0.0], (72, 1))
    deaths[70, 0] = 500
    deaths[30, 1] = 1
    return Panel(units=("war", "once", "peace"), first=2015 * 12 + 1, deaths=deaths)


def test_chances_are_shares_of_the_draws(panel: Panel) -> None:
    war = forecast(panel, Conflictology(months=12)).outlooks[0].months[0]
    assert war.chances == {0: 1, 10: 1, 100: pytest.approx(1 / 12), 1000: 0}
    assert (war.median, war.low, war.high) == (20, 20, 500)


def test_months_are_three_to_fourteen_ahead(panel: Panel) -> None:
    months = [each.month for each in forecast(panel, Pool()).outlooks[0].months]
    assert months == list(range(panel.last + 3, panel.last + 15))


def test_units_are_told_apart_by_their_past(panel: Panel) -> None:
    assert kind(panel) == ("at war", "at times", "at peace")


def test_what_drove_it_is_the_past_itself(panel: Panel) -> None:
    war, once, peace = (each.drivers for each in forecast(panel, Pool()).outlooks)
    assert (war.mean_3, war.mean_12, war.deadly_months_of_12) == (180, 60, 12)
    assert (war.worst, war.worst_month) == (500, panel.first + 70)
    assert (once.last_death, peace.last_death) == (panel.first + 30, None)


def test_the_record_stands_by_kind_of_unit_beside_the_benchmark(panel: Panel) -> None:
    record = {each.kind: each for each in forecast(panel, Conflictology(months=12)).record}
    war = record["at war"]
    assert (war.windows, war.cells) == (3, 36)
    assert war.crps.mean == war.crps.benchmark
    assert war.crps.low <= war.crps.mean <= war.crps.high


def test_a_short_history_has_no_record(panel: Panel) -> None:
    assert forecast(panel.between(panel.last - 13, panel.last), Conflictology(months=12)).record == ()
