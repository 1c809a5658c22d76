"""Does counting give the figures that UCDP's own rows hold?"""

from pathlib import Path

import ibis
import pytest

from khaldun.ask import Origin, Recipe, Result, as_bytes, ask, recipe_of
from khaldun.ask.result import spread

RECIPES = Path(__file__).parents[2] / "recipes"
HERE = Origin(release="test", made="2021-12-31", code="0")
Tables = dict[str, ibis.Table]


def asked(name: str, tables: Tables) -> Result:
    return ask(shipped(name), tables, origin=HERE)


def shipped(name: str) -> Recipe:
    return recipe_of((RECIPES / f"{name}.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def mali(ucdp: Tables) -> Result:
    return asked("mali-2021-civilians-by-government", ucdp)


def test_malis_forces_killed_24_to_61_in_2021(mali: Result) -> None:
    assert mali.as_json()["figure"] == {"best": 24, "low": 24, "high": 61, "unit": "deaths"}
    assert len(mali.answer.rows) == 9


def test_a_multiverse_holds_24_readings_of_which_9_count_soldiers_too(mali: Result) -> None:
    sound, unsound = mali.sound, [reading for reading in mali.answer.readings if not reading.sound]
    assert spread(sound) == {"min": 21, "max": 77, "over": 15}
    assert spread(unsound) == {"min": 631, "max": 843, "over": 9}


def test_751_is_named_as_wrong_to_use_and_77_is_not(mali: Result) -> None:
    by_figure = {reading.figure.best: reading for reading in mali.answer.readings}
    assert "soldiers and fighters too" in (by_figure[751].because or "")
    assert by_figure[77].sound
    assert by_figure[77].events == 140


def test_the_published_figure_is_reproduced_and_acleds_is_met_by_every_sound_reading(mali: Result) -> None:
    assert [met.verdict for met in mali.reproduces] == ["reproduced", "reproduced"]


def test_one_row_makes_most_of_the_interval(mali: Result) -> None:
    caveat = next(caveat for caveat in mali.caveats if caveat.rule == "swing")
    assert caveat.rows == ("ucdp-ged:417025",)
    assert "without it the figure is 21 (21 to 25)" in caveat.text


def test_the_same_stamp_gives_the_same_bytes(ucdp: Tables) -> None:
    first, second = (as_bytes(asked("mali-2021-civilians-by-government", ucdp)) for _ in range(2))
    assert first == second


def test_days_without_rows_cannot_be_tested_and_are_no_zero(ucdp: Tables) -> None:
    text = (RECIPES / "mali-2021-civilians-by-government.toml").read_text(encoding="utf-8")
    result = ask(recipe_of(text.replace("2021-", "2023-")), ucdp, origin=HERE)
    assert result.answer.cannot == "cannot be tested: no rows for ML after 2021-12-31"
    assert result.answer.figure is None
    assert {met.verdict for met in result.reproduces} == {"cannot be tested"}


def test_a_country_without_rows_in_a_world_dataset_is_a_zero_with_its_search_space(ucdp: Tables) -> None:
    text = (RECIPES / "mali-2021-civilians-by-government.toml").read_text(encoding="utf-8")
    result = ask(recipe_of(text.replace('"ML"', '"SN"')), ucdp, origin=HERE)
    assert result.answer.figure is not None
    assert result.answer.figure.best == 0
    assert result.answer.searched["covered"][0]["sources"] == ["ucdp-ged"]


def test_three_events_with_six_deaths_lie_within_30_miles_of_four_borders(ucdp: Tables) -> None:
    result = asked("mali-2021-near-borders", ucdp)
    default = result.answer.readings[0]
    assert (default.events, default.deaths.best) == (3, 6)
    assert result.answer.searched["by_border"] == {"CI|ML": 0, "GN|ML": 1, "ML|MR": 2, "ML|SN": 0}
    inside = {row["event_id"]: row["km"] for row in result.answer.table if row["inside"]}
    assert inside == {"ucdp-ged:374495": 0.7, "ucdp-ged:378909": 0.7, "ucdp-ged:396788": 42.6}


def test_distance_moves_the_count(ucdp: Tables) -> None:
    readings = asked("mali-2021-near-borders", ucdp).answer.readings
    moved = {
        reading.choices["distance"]: (reading.events, reading.deaths.best)
        for reading in readings
        if reading.choices["border_file"] == "natural_earth_10m"
    }
    assert moved == {
        "miles_20": (2, 4),
        "miles_25": (2, 4),
        "miles_30": (3, 6),
        "miles_35": (4, 6),
        "miles_40": (7, 14),
        "miles_50": (13, 56),
        "miles_30_less_5_km": (3, 6),
        "miles_30_plus_5_km": (4, 6),
    }
    coarse = next(one for one in readings if one.choices == {"distance": "miles_30", "border_file": "coarse"})
    assert (coarse.events, coarse.deaths.best) == (2, 4)
