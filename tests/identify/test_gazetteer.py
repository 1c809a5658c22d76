"""Is the place found that a name means?"""

import pytest

from khaldun.identify import gazetteer
from khaldun.model import Gazetteer, KhaldunError


def test_the_gazetteer_keeps_its_promise() -> None:
    promised: Gazetteer = gazetteer()
    assert promised.country_name("ML") == "Mali"


@pytest.mark.parametrize("told", ["Tinzaouaten", "Tin Zaouatine", "Tinzawaten", "Ti-n-Zaouâtene", "Tinzaouatène"])
def test_every_spelling_of_a_village_is_the_village(told: str) -> None:
    place = gazetteer().resolve(told, countries=["ML"])
    assert place is not None
    assert (place.id, place.country) == ("geonames:2476086", "ML")


@pytest.mark.parametrize(
    ("told", "countries", "expected"),
    [
        ("Kidal", [], "geonames:2455290"),
        ("Tripoli", ["LB"], "geonames:266826"),
        ("Tripoli", [], "geonames:2210247"),
        ("Paris", ["ML"], "geonames:2988507"),
        ("Mopti", ["ML"], "geonames:2453348"),
        ("Mopti region", ["ML"], "admin1:ML.04"),
        ("région de Mopti", ["ML"], "admin1:ML.04"),
        ("Sahel Region", ["BF"], "admin1:BF.12"),
        ("CHALATENANGO DEPARTMENT", ["SV"], "admin1:SV.03"),
        ("Mali", [], "country:ML"),
        ("Sonora", [], "admin1:MX.26"),
        ("Borno", [], "admin1:NG.27"),
        ("Takhar", [], "admin1:AF.26"),
        ("Zacatecas", [], "geonames:3979844"),
        ("Gaza", ["PS"], "khaldun:ps-gaza"),
        ("Gaza City", ["PS"], "geonames:281133"),
        ("Darfur", ["SD"], "khaldun:sd-darfur"),
        ("el salvador", [], "country:SV"),
        ("san salvador", ["SV"], "geonames:3583361"),
        ("Radisson Blu", ["ML"], "khaldun:ml-radissonblu"),
    ],
)
def test_of_many_places_with_one_name_the_likeliest_is_meant(told: str, countries: list[str], expected: str) -> None:
    place = gazetteer().resolve(told, countries=countries)
    assert place is not None
    assert place.id == expected
    assert gazetteer().place(place.id) == place


def test_a_name_that_nobody_bears_is_no_place() -> None:
    assert gazetteer().resolve("Xyzzyqua", countries=["ML"]) is None
    assert gazetteer().resolve("", countries=["ML"]) is None


def test_a_misspelling_is_forgiven_only_in_the_countries_spoken_of() -> None:
    place = gazetteer().resolve("Tinzaoueten", countries=["ML"])
    assert place is not None
    assert place.id == "geonames:2476086"
    assert gazetteer().resolve("Tinzaoueten", countries=["PE"]) is None


@pytest.mark.parametrize(
    ("told", "code"),
    [("Malian", "ML"), ("malienne", "ML"), ("Burkinabè", "BF"), ("Cote d’Ivoire", "CI"), ("RDC", "CD")],
)
def test_a_country_is_known_by_its_names_and_its_people(told: str, code: str) -> None:
    assert gazetteer().country(told) == code


def test_capitals_and_areas_have_an_honest_radius() -> None:
    capital = gazetteer().capital("ML")
    assert capital is not None
    assert (capital.name, 5 < capital.radius_km < 20) == ("Bamako", True)
    assert gazetteer().place("admin1:ML.04").radius_km > 50
    assert gazetteer().place("country:ML").radius_km > 500


def test_an_id_that_is_not_there_ends_in_a_sentence() -> None:
    with pytest.raises(KhaldunError, match="no place 'geonames:1'"):
        gazetteer().place("geonames:1")
