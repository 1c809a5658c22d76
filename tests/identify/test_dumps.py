"""Do country dumps of GeoNames enlarge the gazetteer?"""

import gzip
from functools import cache
from pathlib import Path

import pytest

from khaldun.identify import gazetteer
from khaldun.identify.dumps import Enlarged, with_dumps
from khaldun.identify.folding import sound
from khaldun.model import KhaldunError

SHARED = Path(__file__).parents[3] / "shared/data/geonames"
needs_dumps = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared GeoNames dumps are not on this machine")
MADE_UP = (
    "901\tXanaville\tXanaville\tXanavil,Ksanaville\t14.5\t-4.0\tP\tPPL\tML\t\t04\t\t\t\t0\t\t270\tAfrica/Bamako\t2014-01-01\n"
    "902\tXanaville\tXanaville\t\t11.5\t-6.0\tP\tPPL\tML\t\t06\t\t\t\t0\t\t270\tAfrica/Bamako\t2014-01-01\n"
    "903\tMare de Xana\tMare de Xana\tXana\t14.6\t-4.1\tH\tLK\tML\t\t04\t\t\t\t0\t\t270\tAfrica/Bamako\t2014-01-01\n"
    "904\tBroken\n"
)


@cache
def shared() -> Enlarged:
    return with_dumps(gazetteer(), SHARED)


@pytest.fixture
def made_up(tmp_path: Path) -> Enlarged:
    (tmp_path / "ML.txt.gz").write_bytes(gzip.compress(MADE_UP.encode()))
    return with_dumps(gazetteer(), tmp_path)


def test_a_broken_row_is_an_issue_and_the_others_count(made_up: Enlarged) -> None:
    assert made_up.rows == 3
    assert [issue.where for issue in made_up.issues] == ["ML.txt.gz, line 4"]


def test_one_name_in_two_places_far_apart_is_not_known_exactly(made_up: Enlarged) -> None:
    place = made_up.places.resolve("Xanaville", countries=["ML"])
    assert place is not None
    assert (place.precision, place.radius_km > 300) == ("unknown", True)


def test_a_place_near_by_tells_which_is_meant(made_up: Enlarged) -> None:
    mopti = made_up.places.resolve("Mopti", countries=["ML"])
    place = made_up.places.resolve("Xanaville", countries=["ML"], near=mopti)
    assert place is not None
    assert (place.id, place.precision) == ("geonames:901", "settlement")


def test_an_alternate_spelling_and_a_lake_are_found(made_up: Enlarged) -> None:
    found = [made_up.places.candidates(told, countries=["ML"])[0] for told in ("Ksanaville", "Xana")]
    assert [(candidate.place.id, candidate.found) for candidate in found] == [
        ("geonames:901", "alternate name"),
        ("geonames:903", "name of water"),
    ]


def test_a_folder_without_dumps_ends_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KhaldunError, match="no country dump in"):
        with_dumps(gazetteer(), tmp_path)


@needs_dumps
def test_the_dumps_are_read_whole() -> None:
    assert (shared().rows, shared().issues) == (107_833, ())


@needs_dumps
@pytest.mark.parametrize(
    ("told", "country", "latitude", "longitude"),
    [
        ("Tinzaouaten", "ML", 19.96, 2.86),
        ("Tin Zaouatine", "ML", 19.96, 2.86),
        ("Tinzawaten", "ML", 19.96, 2.86),
        ("Ti-n-Zaouatène", "ML", 19.96, 2.86),
        ("Ogossagou", "ML", 14.03, -3.46),
        ("Ogossogou", "ML", 14.03, -3.46),
        ("Yirimadio", "ML", 12.61, -7.91),
        ("Barsalogho", "BF", 13.41, -1.06),
        ("Arbinda", "BF", 14.23, -0.86),
        ("N'Tillit", "ML", 15.55, -0.46),
        ("I-n-Tillit", "ML", 15.55, -0.46),
        ("In Tillit", "ML", 15.55, -0.46),
        ("Tessit", "ML", 15.22, 0.29),
        ("Timbuktu", "ML", 16.77, -3.01),
        ("Tombouctou", "ML", 16.77, -3.01),
        ("Gossi", "ML", 15.82, -1.29),
        ("Ber", "ML", 16.83, -2.53),
        ("Farabougou", "ML", 14.89, -6.14),
        ("Faladié", "ML", 12.59, -7.95),
        ("Sénou", "ML", 12.52, -7.93),
        ("Ménaka", "ML", 15.92, 2.40),
        ("Hombori", "ML", 15.28, -1.70),
        ("Diafarabé", "ML", 14.14, -5.02),
    ],
)
def test_villages_are_found_in_whatever_spelling(told: str, country: str, latitude: float, longitude: float) -> None:
    place = shared().places.resolve(told, countries=[country])
    assert place is not None
    assert abs(place.latitude - latitude) + abs(place.longitude - longitude) < 0.2
    assert place.country == country


@needs_dumps
@pytest.mark.parametrize(
    ("told", "number"), [("Tinzawaten", 2476086), ("Tin Zaouatine", 2476086), ("In Tillit", 2596484)]
)
def test_a_like_sounding_spelling_is_found_in_the_dump_by_itself(told: str, number: int) -> None:
    rows = shared().places.tables[1]
    assert number in {int(rows.ids[row]) for row in rows.sounding(sound(told))}


@needs_dumps
def test_with_dumps_a_text_still_has_only_places_that_are_told_as_such() -> None:
    text = "Dolo said so. As Islam spread, nice people were reading. Gunmen raided the village of Dioura in Mali."
    assert [name.told for name in shared().places.names(text)] == ["Dioura", "Mali"]
