"""Is a recipe data, checked word by word, and does every one that ships run?"""

from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pytest

from khaldun.ask import Origin, ask, recipe, recipe_of, recipes, verify
from khaldun.ask.definitions import definition_of, definitions, readings
from khaldun.ask.recipe import recipe_from
from khaldun.ask.selection import Selection
from khaldun.model import KhaldunError

ROOT = Path(__file__).parents[2]
HERE = Origin(release="test", made="2021-12-31", code="0")
LEAST: dict[str, Any] = {"name": "n", "version": 1, "asks": "a", "verb": "count"}


def test_a_file_is_named_after_its_recipe_and_all_are_found() -> None:
    assert {path.stem for path in (ROOT / "recipes").glob("*.toml")} == set(recipes())
    assert all(name == one.name for name, one in recipes().items())


@pytest.mark.parametrize("name", [path.stem for path in (ROOT / "recipes").glob("*.toml")])
def test_every_recipe_that_ships_gives_an_answer_or_says_why_not(ucdp: dict[str, ibis.Table], name: str) -> None:
    told = ask(recipe(name), ucdp, origin=HERE).as_json()
    assert told["figure"] or told["table"] or told["cannot"]
    assert told["stamp"]["recipe"]["name"] == name


def test_verifying_counts_what_is_reproduced(ucdp: dict[str, ibis.Table]) -> None:
    found = verify(recipes().values(), ucdp, origin=HERE)
    assert found.words() == f"reproduced {found.tested} of {found.tested}, cannot be tested {found.untestable}"
    assert found.tested >= 13


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('nam = "x"', "no key of a recipe 'nam'; did you mean 'name'?"),
        ('name = "x"', "a recipe says its version, asks, verb"),
        ("name = ", "this recipe is not TOML"),
    ],
)
def test_a_faulty_recipe_says_what_to_mend(text: str, sentence: str) -> None:
    with pytest.raises(KhaldunError) as fault:
        recipe_of(text)
    assert str(fault.value).startswith(sentence)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ({"over": {"contry": "ML"}}, "no filter 'contry'; did you mean 'country'?"),
        ({"measure": {"count": "deahts"}}, "no thing to count 'deahts'; did you mean 'deaths'?"),
        ({"measure": {"by": "yaer"}}, "no grouping 'yaer'; did you mean 'year'?"),
        ({"select": {"estimate": "middle"}}, "no estimate 'middle'"),
        ({"over": {"from": date(2021, 2, 1), "to": date(2021, 1, 1)}}, "a question runs forward in time"),
    ],
)
def test_an_unknown_word_is_an_error_that_names_the_nearest(written: dict[str, Any], sentence: str) -> None:
    with pytest.raises(KhaldunError) as fault:
        recipe_from({**LEAST, **written})
    assert str(fault.value).startswith(sentence)


def test_an_unknown_verb_recipe_or_choice_names_the_nearest(ucdp: dict[str, ibis.Table]) -> None:
    with pytest.raises(KhaldunError, match="did you mean 'count'"):
        ask(recipe_from({**LEAST, "verb": "cuont"}), ucdp, origin=HERE)
    with pytest.raises(KhaldunError, match="did you mean 'gti-formula'"):
        recipe("gti-formular")
    with pytest.raises(KhaldunError, match="did you mean 'miles_30'"):
        readings(Selection(), {"distance": ["mile_30"]})
    with pytest.raises(KhaldunError, match="no recipe file"):
        recipe("nowhere.toml")


def test_every_choice_of_a_definition_says_where_it_comes_from() -> None:
    choices = [choice for definition in definitions().values() for choice in definition.choices]
    assert len(choices) >= 20
    assert all(choice.source.endswith((".", "/", ")")) or "http" in choice.source for choice in choices)
    assert all(choice.text.endswith(".") for choice in choices)


def test_thirty_miles_are_48_28_kilometres() -> None:
    assert definitions()["distance"].choice("miles_30").sets == {"distance_km": 48.28032}


def test_a_definition_that_sets_an_unknown_filter_is_refused() -> None:
    choice = {"id": "x", "text": "X.", "source": "Y.", "set": {"radius": 5}}
    with pytest.raises(KhaldunError, match="did you mean 'radius_km'"):
        definition_of({"id": "d", "version": 1, "asks": "?", "owner": "o", "choices": [choice]})


def test_more_than_500_readings_are_refused() -> None:
    six = [choice.id for choice in definitions()["distance"].choices]
    certain = [choice.id for choice in definitions()["certainty"].choices]
    estimates = [choice.id for choice in definitions()["estimate"].choices]
    capitals = [choice.id for choice in definitions()["capital"].choices]
    axes = {"distance": six, "certainty": certain, "estimate": estimates, "capital": capitals}
    assert len(readings(Selection(), axes)) == 288
    with pytest.raises(KhaldunError, match="1152 readings are more than 500"):
        readings(
            Selection(),
            {**axes, "participation": ["one_sided", "any_side"], "border_file": ["coarse", "natural_earth_10m"]},
        )
