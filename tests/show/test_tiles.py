"""Does a tile show the events that are in it, each once, and nothing else?"""

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import mapbox_vector_tile
import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published, profile, publish
from khaldun.show.serving.app import create_app
from khaldun.show.serving.settings import Settings
from khaldun.show.tiles import points_from, tile
from khaldun.show.tiles.remembered import Remembered
from khaldun.store.tiles import Block, encoded

TODAY = date(2026, 1, 10)


@pytest.fixture(scope="module")
def published(planted: Path) -> Published:
    return publish(planted, profile("internal"), today=TODAY)


def features(told: bytes, layer: str) -> list[dict[str, Any]]:
    return list(mapbox_vector_tile.decode(told)[layer]["features"]) if told else []


def over(published: Published, z: int, layer: str) -> list[dict[str, Any]]:
    """The features of all tiles of a zoom that lie around Bamako and its neighbours."""
    scale = 2**z / 360
    x, y = int((180 - 8) * scale), int((180 - 12.8) * scale)
    near = [(x + i, y + j) for i in (-1, 0, 1) for j in (-1, 0, 1)] if z else [(0, 0)]
    return [each for x, y in near for each in features(tile(published, EventFilter(), z=z, x=x, y=y), layer)]


def test_cells_count_every_event_once(published: Published) -> None:
    placed = sum(row["latitude"] is not None for row in published.rows(published.table("events")))
    assert sum(each["properties"]["events"] for each in over(published, 0, "cells")) == placed == 5
    assert len(over(published, 6, "events")) == placed
    assert sum(each["properties"]["killed"] for each in over(published, 0, "cells")) > 10


def test_points_carry_what_the_map_tells(published: Published) -> None:
    told = over(published, 7, "events")
    assert {each["properties"]["event_id"] for each in told} >= {"event-open", "event-fresh"}
    assert len(told) == 5
    known = next(each["properties"] for each in told if each["properties"]["event_id"] == "event-open")
    assert (known["family"], known["killed_best"], known["place_precision"]) == ("battles", 4, "settlement")


def test_a_tile_knows_the_filter(published: Published) -> None:
    chosen = EventFilter.read([("country", "BF")])
    assert features(tile(published, chosen, z=0, x=0, y=0), "cells") == []


def test_without_the_extension_the_tile_says_the_same(published: Published) -> None:
    rows = pa.table(
        {"event_id": ["a", "b"], "killed": [3, None], "tx": [5, 5], "ty": [7, 7], "px": [10, 4000], "py": [20, 0]}
    )
    (told,) = encoded(rows, layer="events").values()
    assert [each["properties"] for each in features(told, "events")] == [
        {"event_id": "a", "killed": 3},
        {"event_id": "b"},
    ]
    held = mapbox_vector_tile.decode(told, default_options={"y_coord_down": True})
    assert [each["geometry"]["coordinates"] for each in held["events"]["features"]] == [[10, 20], [4000, 0]]
    assert published.held.spatial


def test_squares_of_a_zoom_join_without_gap_or_overlap() -> None:
    for n in range(2**11 - 4):
        assert Block(11, n, 0, 1).edges[1] == Block(11, n + 1, 0, 1).edges[0]
        assert Block(11, 0, n, 4).edges[2] == Block(11, 0, n + 4, 1).edges[3]


def test_more_events_are_shown_as_points_from_deeper_on() -> None:
    assert [points_from(events) for events in (200_000, 200_001, 1_000_000)] == [7, 8, 9]


def test_few_events_are_shown_as_points_from_further_away() -> None:
    assert [points_from(events) for events in (0, 500, 17_000)] == [2, 3, 6]


def test_what_may_not_leave_is_in_no_tile(planted: Path, marks: dict[str, str]) -> None:
    client = TestClient(create_app(Settings(home=planted, profile=profile("public"), today=lambda: TODAY)))
    for z in range(13):
        scale = 2**z / 360
        for lat, lon in ((12.65, -8.0), (12.75, -8.07)):
            y = int((180 - lat) * scale * 1.0)
            told = client.get(f"http://localhost/tiles/{z}/{int((180 + lon) * scale)}/{y}.mvt")
            assert told.status_code == 200
            assert [mark for mark in marks.values() if mark.encode() in told.content] == []
    assert client.get("http://localhost/tiles/3/8/0.mvt").status_code == 404
    assert client.get("http://localhost/tiles/40/0/0.mvt").status_code == 422


def test_what_is_remembered_has_a_bound() -> None:
    made: list[str] = []
    held: Remembered[str] = Remembered(150)

    def make(key: str) -> dict[tuple[int, int], bytes]:
        made.append(key)
        return {(0, 0): b"123456"}

    assert [held.get(key, partial(make, key))[0, 0] for key in ("a", "a", "b", "a")] == [b"123456"] * 4
    assert made == ["a", "b", "a"]
    assert held.bytes == 106


def test_a_tile_is_the_same_whether_alone_or_with_its_neighbours(published: Published) -> None:
    scale = 2**9 / 360
    x, y = int((180 - 8) * scale), 237
    alone = published.points(EventFilter(), (9, x, y, 1), shown=("event_id",), layer="events")
    beside = published.points(EventFilter(), (9, x - 2, y - 2, 4), shown=("event_id",), layer="events")
    assert features(alone[x, y], "events") == features(beside[x, y], "events") != []
