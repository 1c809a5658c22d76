"""Do rows of ACLED's shape become accounts? All rows here are made up."""

from typing import Any

import ibis
import pyarrow as pa
import pytest

from khaldun.coding.codebook import from_acled
from khaldun.read.acled import DATASET, NO_TYPE

TYPES = {code: kind for code in DATASET.codes if (kind := from_acled(*code.split("|")))}
ROW = dict.fromkeys(DATASET.needed) | {
    "event_id_cnty": "XYZ1", "event_date": "2021-01-05", "time_precision": "1", "event_type": "Battles",
    "sub_event_type": "Armed clash", "actor1": "Military Forces of Examplia", "inter1": "1",
    "actor2": "Example Front", "inter2": "2", "iso": "466", "admin1": "North", "admin2": "Far North",
    "location": "Exampleville", "latitude": "14.0", "longitude": "-4.0", "geo_precision": "1",
    "source": "Example Herald; Example Times", "notes": "Made up.", "fatalities": "4",
}  # fmt: skip


def accounts(*changes: dict[str, str | None]) -> list[dict[str, Any]]:
    rows = [{**ROW, "event_id_cnty": f"XYZ{n}", "row": n, **change} for n, change in enumerate(changes, 1)]
    schema = pa.schema({name: pa.string() for name in ROW} | {"row": pa.int64()})
    raw = ibis.memtable(pa.Table.from_pylist(rows, schema))
    found: list[dict[str, Any]] = (
        DATASET.accounts(DATASET.prepared(raw), TYPES).order_by("row").to_pyarrow().to_pylist()
    )
    return found


def test_every_pair_of_terms_has_a_type() -> None:
    assert set(TYPES) == set(DATASET.codes)


def test_a_battle_has_two_opponents_and_one_figure() -> None:
    (account,) = accounts({})
    assert [(p["role"], p["told"], p["grp"]) for p in account["parties"]] == [
        ("opponent", "Military Forces of Examplia", "state_forces"),
        ("opponent", "Example Front", "non_state_forces"),
    ]
    assert [(t["who"], t["low"], t["best"], t["high"]) for t in account["tolls"]] == [("all", 4, 4, 4)]
    assert (account["country"], account["n_sources"], account["issues"]) == ("ML", 2, [])


def test_violence_against_civilians_has_victims_and_who_is_with_them() -> None:
    change: dict[str, str | None] = {
        "event_type": "Violence against civilians", "sub_event_type": "Attack", "actor2": "Civilians (Examplia)",
        "inter2": "7", "assoc_actor_2": "Farmers (Examplia)",
    }  # fmt: skip
    (account,) = accounts(change)
    assert [(p["role"], p["grp"]) for p in account["parties"]] == [
        ("perpetrator", "state_forces"),
        ("victim", "civilians"),
        ("victim", "civilians"),
    ]


def test_codes_may_be_names_and_days_may_be_written_out() -> None:
    (account,) = accounts({"inter1": "State Forces", "inter2": "Rebel Groups", "event_date": "5 January 2021"})
    assert [p["grp"] for p in account["parties"]] == ["state_forces", "non_state_forces"]
    assert str(account["start"]) == "2021-01-05"


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"event_date": "31 February 2021"}, "impossible-date"),
        ({"latitude": "99"}, "impossible-position"),
        ({"fatalities": "some"}, "no-figure"),
        ({"geo_precision": "3"}, "coarse-place"),
        ({"geo_precision": "7"}, "unknown-code"),
        ({"iso": "0"}, "unknown-country"),
        ({"sub_event_type": "Duel"}, "unknown-code"),
    ],
)
def test_a_fault_of_such_a_row_is_an_issue_of_its_kind(change: dict[str, str | None], kind: str) -> None:
    (account,) = accounts(change)
    assert kind in [one["kind"] for one in account["issues"]]


def test_an_unknown_pair_is_set_aside_by_a_named_rule() -> None:
    (account,) = accounts({"event_type": "Duels", "sub_event_type": "Duel"})
    assert account["set_aside"] == NO_TYPE


@pytest.mark.parametrize(
    "columns",
    [
        ["data_id", "event_id_no_cnty", "iso3", "year", "interaction", "region", "country", "admin3", "source_scale"],
        ["disorder_type", "civilian_targeting", "tags", "year", "interaction", "region", "country", "timestamp"],
    ],
    ids=["to March 2023", "after"],
)
def test_both_generations_of_columns_are_known(columns: list[str]) -> None:
    assert DATASET.leftover([*DATASET.needed, *columns]) == ()


def test_nothing_of_it_leaves_the_house() -> None:
    assert DATASET.source.leaves == "nothing"
