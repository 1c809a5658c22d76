"""Does a release become a panel in which nothing is counted twice, guessed or lost in silence?"""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
import pyarrow as pa
import pytest

from khaldun.forecast.tables import counted, with_spillover
from khaldun.model import KhaldunError

MARCH = 2021 * 12 + 3


def tables(rows: Sequence[Mapping[str, Any]]) -> dict[str, ibis.Table]:
    """A release's tables with the columns that a panel reads."""
    plain = {"country": "ML", "admin1": "Mopti", "h3_5": 0x8558DA77FFFFFFF, "violence": "state-based"}
    whole = [{"event_id": f"e{n}", **plain, "month": MARCH, "killed_best": 1, **row} for n, row in enumerate(rows)]
    text = ("event_id", "country", "admin1", "violence")
    numbers = ("h3_5", "month", "killed_best")
    schema = pa.schema([(name, pa.string()) for name in text] + [(name, pa.int64()) for name in numbers])
    borders = [{"event_id": "e0", "border": "BF|ML", "km": 20.0}, {"event_id": "e1", "border": "BF|ML", "km": 180.0}]
    return {"events": ibis.memtable(pa.Table.from_pylist(whole, schema=schema)), "borders": ibis.memtable(borders)}


def test_deaths_are_summed_by_unit_and_month() -> None:
    found = counted(
        tables(
            [{}, {"killed_best": 4}, {"month": MARCH + 1, "killed_best": 0}, {"month": MARCH + 2}, {"country": "BF"}]
        ),
        unit="country",
    )
    assert found.panel.units == ("BF", "ML")
    assert found.panel.first == MARCH
    assert found.panel.deaths.tolist() == [[1, 5], [0, 0], [0, 1]]
    assert found.issues == ()


@pytest.mark.parametrize(("unit", "name"), [("admin1", "ML Mopti"), ("cell", "8558da77fffffff")])
def test_units_are_also_regions_and_cells(unit: str, name: str) -> None:
    assert counted(tables([{}]), unit=unit).panel.units == (name,)


def test_one_kind_of_violence_can_be_chosen() -> None:
    rows: list[dict[str, Any]] = [{"killed_best": 2}, {"killed_best": 3, "violence": "one-sided"}]
    assert counted(tables(rows), unit="country", violence="one-sided").panel.deaths.tolist() == [[3]]


def test_a_panel_begins_after_the_last_month_of_which_nothing_was_read() -> None:
    found = counted(tables([{"month": MARCH - 40}, {}, {"month": MARCH + 1}]), unit="country")
    assert (found.panel.first, len(found.panel.deaths)) == (MARCH, 2)
    assert found.issues[0].what == "1 events lie before 2021-03, beyond a month without any event, and are not counted"


def test_what_cannot_be_counted_is_told() -> None:
    issues = counted(tables([{}, {"country": None}, {"month": None}, {"killed_best": None}]), unit="country").issues
    assert [each.what.split(" ", 1)[0] for each in issues] == ["2", "1"]


def test_deaths_just_beyond_a_border_stand_beside_the_neighbour() -> None:
    held = tables([{"killed_best": 7}, {"killed_best": 9}, {"country": "BF"}])
    panel = with_spillover(counted(held, unit="country").panel, held)
    assert panel.around["beyond its borders"].tolist() == [[7, 0]]


def test_an_unknown_unit_is_told_the_known_ones() -> None:
    with pytest.raises(KhaldunError, match="admin1"):
        counted(tables([{}]), unit="village")
