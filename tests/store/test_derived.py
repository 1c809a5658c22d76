"""Are derived events put in the place of earlier ones, whole?"""

from pathlib import Path

import pytest

from khaldun.model import UNKNOWN_WHEN, Event, Judgement, KhaldunError
from khaldun.store.derived import DERIVED, Derived, Stand, read_derived, read_stand, write_derived

STAND = Stand(through=7, khaldun="0.1.0")
JUDGEMENT = Judgement(id="j-1", left="a-1", right="a-2", relation="same", by="linkage", because=("day: +3.0 bits",))


def derived(*ids: str) -> Derived:
    events = [Event(id=i, type="battles.armed_clash", accounts=("a-1",), when=UNKNOWN_WHEN, where=None) for i in ids]
    return Derived(stand=STAND, events=tuple(events), judgements=(JUDGEMENT,))


def test_a_home_that_was_never_reconciled_has_no_events(tmp_path: Path) -> None:
    assert read_stand(tmp_path) is None
    assert read_derived(tmp_path).events == ()


def test_events_take_the_place_of_earlier_ones(tmp_path: Path) -> None:
    write_derived(tmp_path, derived("e-1", "e-2"))
    write_derived(tmp_path, derived("e-3"))
    assert read_derived(tmp_path) == derived("e-3")
    assert read_stand(tmp_path) == STAND
    assert [path.name for path in tmp_path.iterdir()] == [DERIVED]


@pytest.mark.parametrize("damaged", ["", "{}\n{", '{"through": "x"}\n'])
def test_a_damaged_file_says_how_to_make_it_again(tmp_path: Path, damaged: str) -> None:
    write_derived(tmp_path, derived("e-1"))
    (tmp_path / DERIVED).write_text(damaged, encoding="utf-8")
    with pytest.raises(KhaldunError, match="khaldun reconcile"):
        read_derived(tmp_path)
