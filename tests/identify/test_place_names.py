"""Are places found in the words of reports, and are other words left alone?"""

import pytest

from khaldun.identify import gazetteer


def told(text: str, *, language: str = "en") -> list[str]:
    names = gazetteer().names(text, language=language)
    assert [text[name.start : name.end] for name in names] == [name.told for name in names]
    return [name.told for name in names]


@pytest.mark.parametrize(
    "text",
    [
        "So what? As Islam spread, nice people were reading.",
        "Nice weather for them. Man fights man. Reading is fun.",
        "In March, General Motors and Human Rights Watch agreed.",
        "Djeneba Dolo spoke. Dolo said she was tired.",
        "Chad Smith left. Jordan Peterson stayed.",
        "The soldiers went along the Indian Ocean.",
    ],
)
def test_words_that_are_also_places_are_no_places_without_a_cue(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Gunmen raided the village of So in Benin.", "en", ["So", "Benin"]),
        ("He died in Nice.", "en", ["Nice"]),
        ("KIDAL (Agency) - They left Kidal region for Menaka.", "en", ["KIDAL", "Kidal region", "Menaka"]),
        ("L'attaque de Djibo, au Burkina Faso.", "fr", ["Djibo", "Burkina Faso"]),
        ("dans la région de Mopti, selon l'armée malienne", "fr", ["région de Mopti", "malienne"]),
        ("dans la zone des trois frontières, à Boulkessi", "fr", ["zone des trois frontières", "Boulkessi"]),
        ("Mali’s capital and the U.S. embassy in N'Djamena", "en", ["Mali", "U.S.", "N'Djamena"]),
        ("Papua New Guinea, Guinea-Bissau and Guinea", "en", ["Papua New Guinea", "Guinea-Bissau", "Guinea"]),
    ],
)
def test_places_are_found_as_told(text: str, language: str, expected: list[str]) -> None:
    assert told(text, language=language) == expected


def test_in_wire_copy_all_in_capitals_a_place_needs_a_cue() -> None:
    text = "SAN SALVADOR, 3 JAN 90 -- THEY ATTACKED THE TOWN OF CHALATENANGO. IN LIMA, THE MAYOR OF HUANTA DIED."
    assert told(text) == ["SAN SALVADOR", "CHALATENANGO", "LIMA", "HUANTA"]


def test_a_site_counts_only_where_its_country_is_spoken_of() -> None:
    assert told("The attack at the Radisson Blu in Bamako, Mali") == ["Radisson Blu", "Bamako", "Mali"]
    assert told("The attack at the Radisson Blu in Bamako") == ["Radisson Blu", "Bamako"]
    assert told("The meeting at the Radisson Blu in Oslo, Norway") == ["Oslo", "Norway"]


def test_a_demonym_carries_the_country() -> None:
    names = gazetteer().names("des soldats nigériens et nigérians", language="fr")
    assert [(name.kind, name.ids) for name in names] == [("demonym", ("NE",)), ("demonym", ("NG",))]


def test_in_text_without_any_capital_two_words_are_no_place_of_one() -> None:
    text = "they had to go to war in el salvador, us officials said. a grenade hit the farm that they made an hour ago."
    assert told(text) == ["el salvador"]


def test_a_name_that_goes_on_is_another_name() -> None:
    assert told("They fled from San Juan de Abajo to Bamako.") == ["Bamako"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nigeria's army said that Borno was calm.", ("admin1:NG.27",)),
        ("Palestinians fled to the south of Gaza.", ("khaldun:ps-gaza", "geonames:281133")),
        ("Mopti was shelled, Mali's army said.", ("geonames:2453348", "admin1:ML.04")),
    ],
)
def test_a_shared_name_carries_the_ids_in_the_country_spoken_of(text: str, expected: tuple[str, ...]) -> None:
    assert next(name.ids for name in gazetteer().names(text) if name.kind == "place") == expected
