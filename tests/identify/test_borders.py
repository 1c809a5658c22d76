"""Are distances to borders those that the maps give?"""

import csv
import gzip
from pathlib import Path

import numpy as np
import pytest

from khaldun.identify import borders
from khaldun.identify.border_lines import border_lines, packed
from khaldun.identify.borders import THIRTY_MILES_KM, near_the_threshold
from khaldun.identify.data_files import DATA
from khaldun.identify.geodesy import geodesic_km
from khaldun.model import KhaldunError

EVENTS = Path(__file__).parents[3] / "shared/data/ucdp/GEDEvent_v21_01_21_12.csv.gz"
SOURCE = Path(__file__).parents[3] / "shared/data/natural-earth/ne_10m_admin_0_boundary_lines_land.json.gz"


@pytest.mark.parametrize(
    ("where", "border", "low", "high"),
    [
        ((12.65, -8.0), "GN|ML", 108, 111),  # Bamako
        ((12.53, -7.95), "GN|ML", 110, 112),  # Sénou
        ((11.93, -8.42), "GN|ML", 39, 42),  # Kangaba
        ((11.18, -8.15), "GN|ML", 24, 26.5),  # Yanfolila
        ((11.95, -8.7833), "GN|ML", 1, 3),  # Kourémalé
        ((14.45, -11.44), "ML|MR", 62, 65),  # Kayes
        ((15.23, -9.59), "ML|MR", 22, 24),  # Nioro
        ((11.32, -5.67), "CI|ML", 90, 93),  # Sikasso
        ((15.4085, -10.2225), "ML|MR", 0.6, 0.8),  # Kirané
        ((12.4824, -8.598), "GN|ML", 42.5, 42.7),  # Nana Kéniéba
    ],
)
def test_towns_of_mali_lie_where_maps_have_them(
    where: tuple[float, float], border: str, low: float, high: float
) -> None:
    assert low <= dict(borders().distances(*where))[border] <= high


@pytest.mark.parametrize(
    ("border", "km"),
    [("GN|ML", 856), ("ML|SN", 401), ("CI|ML", 496), ("ML|MR", 2169), ("DZ|ML", 1266), ("BF|ML", 1212), ("ML|NE", 843)],
)
def test_the_borders_of_mali_are_as_long_as_in_the_source(border: str, km: float) -> None:
    lengths = [
        geodesic_km(line[:-1, 1], line[:-1, 0], to_latitude=line[1:, 1], to_longitude=line[1:, 0]).sum()
        for line in border_lines().lines[border]
    ]
    assert sum(lengths) == pytest.approx(km, abs=0.6)


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [
        ((0.0, 0.0), (0.0, 1.0), 111.319491),
        ((0.0, 0.0), (1.0, 0.0), 110.574389),
        ((-37.95103342, 144.42486789), (-37.65282114, 143.92649553), 54.972271),  # Flinders Peak to Buninyong
        ((12.0, -8.0), (12.0, -8.0), 0.0),
    ],
)
def test_geodesics_have_their_published_length(one: tuple[float, float], other: tuple[float, float], km: float) -> None:
    ends = [np.array([value]) for value in (*one, *other)]
    assert geodesic_km(ends[0], ends[1], to_latitude=ends[2], to_longitude=ends[3])[0] == pytest.approx(km, abs=2e-4)


def test_many_points_have_the_distances_of_each() -> None:
    latitude, longitude = np.array([12.65, np.nan, 0.0, 12.65, 15.23]), np.array([-8.0, 1.0, -30.0, -8.0, -9.59])
    found = borders().table(latitude, longitude, within_km=150)
    columns = zip(found.point, found.border, found.km, strict=True)
    alone = {at: sorted(borders().distances(latitude[at], longitude[at], within_km=150)) for at in (0, 3, 4)}
    assert [(int(at), (found.names[border], round(float(km), 3))) for at, border, km in columns] == [
        (at, pair) for at, pairs in alone.items() for pair in pairs
    ]


def test_no_points_have_no_distances() -> None:
    assert len(borders().table(np.array([]), np.array([])).km) == 0


def test_a_place_close_to_thirty_miles_is_marked() -> None:
    assert [near_the_threshold(km) for km in (42.6, 43.5, 48.28, 51.8, 53.5)] == [False, True, True, True, False]


def test_a_distance_that_cannot_be_looked_within_ends_in_a_sentence() -> None:
    with pytest.raises(KhaldunError, match="no distance to look within"):
        borders().distances(12.0, -8.0, within_km=0)


def test_the_version_names_map_and_file() -> None:
    assert borders().version.startswith("natural_earth_10m-")
    assert {"GN|ML", "ML|SN", "CI|ML", "ML|MR"} <= set(borders().names)


@pytest.mark.skipif(not SOURCE.exists(), reason="the shared Natural Earth file is not on this machine")
def test_the_packaged_file_is_made_again_from_its_source() -> None:
    assert packed(SOURCE) == DATA.joinpath("borders.npz").read_bytes()


@pytest.mark.skipif(not EVENTS.exists(), reason="the shared UCDP file is not on this machine")
def test_three_events_with_six_deaths_lie_within_thirty_miles_of_four_borders_of_mali_in_2021() -> None:
    with gzip.open(EVENTS, "rt", encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["country"] == "Mali"]
    places = [np.array([float(row[column]) for row in rows]) for column in ("latitude", "longitude")]
    found = borders().table(*places, within_km=60)
    named = np.isin(np.array(found.names)[found.border], ["GN|ML", "CI|ML", "ML|SN", "ML|MR"])
    inside = named & (found.km <= THIRTY_MILES_KM)
    assert [sorted(np.round(found.km[inside], 1)), sum(int(rows[at]["best"]) for at in found.point[inside])] == [
        [0.7, 0.7, 42.6],
        6,
    ]
    assert round(float(found.km[named & ~inside].min()), 1) == 51.8
