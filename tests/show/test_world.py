"""Does the base map hold land, borders and names, from this program's own files alone?"""

import json
import re

import pytest

from khaldun.model import KhaldunError
from khaldun.show.pages.assets import asset, edition, names
from khaldun.show.pages.world import country_name, world

ELSEWHERE = re.compile(rb"""(?:href|src|import|url)\s*[=(]?\s*["'(]\s*https?://""")


def line(steps: list[int]) -> list[tuple[float, float]]:
    x = y = 0
    found = []
    for east, north in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + east, y + north
        found.append((x / 100, y / 100))
    return found


def test_lines_lie_on_the_globe_and_bamako_is_named() -> None:
    told = json.loads(world("en"))
    rings = [line(ring) for polygon in told["land"] for ring in polygon]
    assert all(abs(x) <= 180.01 and abs(y) <= 90.01 for ring in rings for x, y in ring)
    assert all(ring[0] == ring[-1] for ring in rings)
    assert len(told["borders"]) > 300
    (bamako,) = [each for each in told["names"] if each[0] == "Bamako"]
    assert abs(bamako[1] + 8.0) < 0.1
    assert abs(bamako[2] - 12.65) < 0.1


def test_countries_are_named_in_the_readers_language() -> None:
    assert "CÔTE D'IVOIRE" in {each[0].replace("’", "'") for each in json.loads(world("fr"))["names"]}
    assert country_name("ML", "fr") == "Mali"
    assert country_name("DZ", "fr") == "Algérie"
    assert country_name("??", "en") == "??"


def test_no_file_of_ours_fetches_anything_from_another_host() -> None:
    assert {name: ELSEWHERE.findall(asset(name)[0]) for name in names() if ELSEWHERE.search(asset(name)[0])} == {}


def test_a_file_has_its_kind_and_one_that_is_not_there_is_misuse() -> None:
    assert asset("app.css")[1] == "text/css"
    assert asset("maplibre-gl.js")[0].startswith(b"/**")
    assert len(edition()) == 10
    with pytest.raises(KhaldunError, match="no file"):
        asset("../world.py")
