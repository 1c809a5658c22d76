"""Are derived events put in the place of earlier ones, whole?"""

from pathlib import Path

import pytest

from khaldun.model import UNKNOWN_WHEN, Event, KhaldunError
from khaldun.store.derived import EVENTS, Stand, read_events, read_stand, write_events

STAND = Stand(through=7, khaldun="0.1.0")


def event(id: str) -> Event:  # noqa: A002
    return Event(id=id, type="battles.armed_clash", accounts=("a-1",), when=UNKNOWN_WHEN, where=None)


def test_a_home_that_was_never_reconciled_has_no_events(tmp_path: Path) -> None:
    assert read_stand(tmp_path) is None
    assert list(read_events(tmp_path)) == []


def test_events_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    write_events(tmp_path, [event("e-1"), event("e-2")], stand=STAND)
    write_events(tmp_path, [event("e-3")], stand=STAND)
    assert list(read_events(tmp_path)) == [event("e-3")]
    assert read_stand(tmp_path) == STAND
    assert [path.name for path in tmp_path.iterdir()] == [EVENTS]


def test_a_damaged_file_says_how_to_make_it_again(tmp_path: Path) -> None:
    write_events(tmp_path, [event("e-1")], stand=STAND)
    (tmp_path / EVENTS).write_text('{"through": 1, "khaldun": "0"}\n{"id"', encoding="utf-8")
    with pytest.raises(KhaldunError, match="khaldun reconcile"):
        list(read_events(tmp_path))
