"""Does each form of result draw itself, as a specification, SVG and PNG?"""

from typing import Any

import pytest

from khaldun.ask import Answer, Measured, Origin, Reading, Result
from khaldun.ask.recipe import recipe_from
from khaldun.show.charts import SOUND, UNSOUND, chart, png, svg

HERE = Origin(release="first", made="2021-12-31", code="0")
LEAST: dict[str, Any] = {"name": "n", "version": 1, "asks": "How many?", "verb": "count"}


def reading(name: str, best: int | None, *, sound: bool = True) -> Reading:
    figure = Measured(best=best, low=best, high=best and best + 10, unit="deaths")
    choices = {"estimate": name}
    return Reading(
        definition=f"estimate={name}", choices=choices, figure=figure, deaths=figure, events=1, untold=0, sound=sound
    )


def result(answer: Answer, **written: Any) -> Result:  # noqa: ANN401 - a recipe holds any kind of value
    recipe = recipe_from({**LEAST, **written})
    return Result(recipe=recipe, answer=answer, caveats=(), reproduces=(), origin=HERE)


def place(event_id: str, longitude: float, *, inside: bool) -> dict[str, Any]:
    return {"event_id": event_id, "latitude": 12.5, "longitude": longitude, "best": 2, "inside": inside}


NEAR = {
    "over": {"country": "ML"},
    "select": {"border": ["GN|ML"]},
    "choices": {"distance": ["miles_30"]},
}
FORMS = {
    "bars": result(Answer(readings=(reading("best", 24), reading("low", 751, sound=False)), drawing="bars")),
    "series": result(
        Answer(
            table=tuple(
                {"month": f"2021-{n:02}", "window": "now", "best": n, "low": n, "high": n + 2, "unit": "deaths"}
                for n in range(1, 4)
            ),
            drawing="series",
        )
    ),
    "groups": result(
        Answer(
            table=tuple(
                {"perpetrator": name, "year": 2021, "best": 5, "low": 5, "high": 8, "unit": "deaths"} for name in "ab"
            ),
            drawing="series",
        )
    ),
    "intervals": result(
        Answer(
            table=({"start": "2021-12-29", "title": "x - y", "place": "Guire", "best": 53, "low": 18, "high": 46},),
            drawing="intervals",
        )
    ),
    "map": result(
        Answer(
            table=(place("a", -8.6, inside=True), place("b", -7.9, inside=False)),
            readings=(reading("best", 3),),
            drawing="map",
        ),
        **NEAR,
    ),
}


@pytest.mark.parametrize("form", FORMS)
def test_a_result_draws_itself_with_question_recipe_and_release(form: str) -> None:
    spec = chart(FORMS[form])
    assert spec is not None
    assert spec["title"]["text"] == "How many?"
    assert "release first" in spec["title"]["subtitle"]
    assert svg(spec).startswith("<svg")
    assert png(spec).startswith(b"\x89PNG")


def test_a_reading_that_answers_another_question_is_grey() -> None:
    spec = chart(FORMS["bars"])
    assert spec is not None
    scale = spec["layer"][0]["encoding"]["color"]["scale"]
    assert scale == {"domain": ["sound", "another question"], "range": [SOUND, UNSOUND]}


def test_a_best_figure_outside_its_bounds_is_inside_the_line_drawn() -> None:
    spec = chart(FORMS["intervals"])
    assert spec is not None
    (row,) = spec["data"]["values"] if "data" in spec else spec["layer"][0]["data"]["values"]
    assert (row["least"], row["best"], row["most"]) == (18, 53, 53)


def test_a_map_has_the_border_as_a_band_and_a_line() -> None:
    spec = chart(FORMS["map"])
    assert spec is not None
    lines = [layer["mark"] for layer in spec["layer"] if layer["mark"]["type"] == "line"]
    assert len(lines) == 2
    assert lines[0]["strokeWidth"] > 100
    assert lines[1]["strokeWidth"] == 1


@pytest.mark.parametrize("answer", [Answer(drawing="none"), Answer(drawing="bars"), Answer(drawing="map")])
def test_nothing_to_draw_is_no_chart(answer: Answer) -> None:
    assert chart(result(answer)) is None
