"""Does a forecast show its interval, its drivers and its record wherever it shows a figure?"""

import io

import numpy as np
import pytest
from rich.console import Console, RenderableType

from khaldun.forecast.history import Conflictology
from khaldun.forecast.outlook import Forecast, forecast
from khaldun.forecast.panel import Panel
from khaldun.model import KhaldunError
from khaldun.show.forecasts import NO_RECORD, as_json, forecast_table, percent, record_table
from khaldun.show.reliability import reliability_chart


def made(months: int) -> Forecast:
    deaths = np.tile([20.0, 0.0], (months, 1))
    panel = Panel(units=("war", "peace"), first=2015 * 12 + 1, deaths=deaths)
    return forecast(panel, Conflictology(months=12))


def printed(view: RenderableType) -> str:
    console = Console(file=io.StringIO(), width=160)
    console.print(view)
    return str(console.file.getvalue())  # type: ignore[attr-defined]


def test_the_table_has_an_interval_beside_each_median_and_counts_the_units_it_leaves_out() -> None:
    shown = printed(forecast_table(made(72), ahead=0))
    assert "20 to 20" in shown
    assert "Units without a draw above zero: 1;" in shown


def test_the_record_names_the_benchmark_beside_the_model() -> None:
    shown = printed(record_table(made(72)))
    assert "conflictology 12" in shown
    assert "at war" in shown


def test_a_forecast_without_a_record_says_so() -> None:
    found = made(14)
    assert NO_RECORD in " ".join(printed(record_table(found)).split())
    assert as_json(found)["not_scored"] == NO_RECORD


def test_json_has_chances_interval_drivers_and_record() -> None:
    told = as_json(made(72))
    war = told["units"][0]
    assert war["months"][0]["interval"] == {"low": 20, "high": 20, "level": 0.9}
    assert war["months"][0]["chances"] == {"above_0": 1, "above_10": 1, "above_100": 0, "above_1000": 0}
    assert {each["kind"] for each in told["record"]} == {"at war", "at peace"}


@pytest.mark.parametrize(("chance", "said"), [(0, "none"), (0.004, "<1 %"), (0.256, "26 %"), (1, "100 %")])
def test_a_chance_that_no_draw_shows_is_not_called_nought_per_cent(chance: float, said: str) -> None:
    assert percent(chance) == said


def test_reliability_is_drawn_as_svg_and_png() -> None:
    found = made(72).scored
    assert b"<svg" in reliability_chart(found, kind="svg")
    assert reliability_chart(found, kind="png").startswith(b"\x89PNG")


def test_what_cannot_be_drawn_is_told_why() -> None:
    with pytest.raises(KhaldunError, match="svg or"):
        reliability_chart(made(72).scored, kind="gif")
    with pytest.raises(KhaldunError, match="longer history"):
        reliability_chart((), kind="svg")
