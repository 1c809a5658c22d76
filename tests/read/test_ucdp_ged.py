"""Do rows of UCDP GED become accounts, faults and all?"""

from collections import Counter
from typing import Any

import ibis
import pyarrow as pa
import pytest

from khaldun.model import KhaldunError
from khaldun.read.ucdp_ged import DATASET

TYPES = {"1": "battles.armed_clash", "2": "battles.armed_clash", "3": "violence_against_civilians.attack"}
ROW = {
    "id": "1", "code_status": "Clear", "type_of_violence": "1", "active_year": "1",
    "dyad_name": "Government of Mali - JNIM", "side_a": "Government of Mali", "side_a_new_id": "72",
    "side_b": "JNIM", "side_b_new_id": "6716", "number_of_sources": "2", "where_prec": "1",
    "where_coordinates": "Somewhere", "where_description": "A place", "adm_1": "", "adm_2": "", "latitude": "14.5",
    "longitude": "-4.25", "country": "Mali", "country_id": "432", "event_clarity": "1", "date_prec": "1",
    "date_start": "2021-01-01 00:00:00.000", "date_end": "2021-01-01 00:00:00.000", "gwnoa": "432", "gwnob": "",
    "source_original": "", "deaths_a": "1", "deaths_b": "2", "deaths_civilians": "0", "deaths_unknown": "0",
    "best": "3", "low": "3", "high": "4",
}  # fmt: skip


def accounts(*changes: dict[str, str]) -> list[dict[str, Any]]:
    """The accounts of rows that differ from ROW in what is given."""
    rows = [{**ROW, "id": str(n), "row": n, **change} for n, change in enumerate(changes, 1)]
    raw = ibis.memtable(pa.Table.from_pylist(rows))
    told = DATASET.accounts(DATASET.prepared(raw), TYPES).order_by("row")
    found: list[dict[str, Any]] = told.to_pyarrow().to_pylist()
    return found


def kinds(account: dict[str, Any]) -> list[str]:
    return [one["kind"] for one in account["issues"]]


def test_a_clash_has_two_opponents_and_its_figures() -> None:
    (account,) = accounts({})
    assert [(p["role"], p["told"], p["actor_source_id"], p["grp"], p["country"]) for p in account["parties"]] == [
        ("opponent", "Government of Mali", "ucdp:72", "state_forces", "ML"),
        ("opponent", "JNIM", "ucdp:6716", "non_state_forces", None),
    ]
    assert [(t["who"], t["low"], t["best"], t["high"], t["told"]) for t in account["tolls"]] == [
        ("all", 3, 3, 4, "best"),
        ("state_forces", 1, 1, 1, "deaths_a"),
        ("non_state_forces", 2, 2, 2, "deaths_b"),
        ("civilians", 0, 0, 0, "deaths_civilians"),
        ("other", 0, 0, 0, "deaths_unknown"),
    ]
    assert (account["country"], account["violence"], account["type"]) == ("ML", "state-based", "battles.armed_clash")
    assert account["issues"] == []


def test_one_sided_violence_has_a_perpetrator_and_a_victim() -> None:
    (account,) = accounts({"type_of_violence": "3", "side_b": "Civilians"})
    assert [(p["role"], p["grp"]) for p in account["parties"]] == [
        ("perpetrator", "state_forces"),
        ("victim", "civilians"),
    ]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"best": "3", "high": "2", "low": "1"}, "best-above-high"),
        ({"low": "4", "high": "5"}, "low-above-best"),
        ({"low": "3", "high": "2"}, "low-above-high"),
        ({"deaths_b": "7"}, "parts-differ"),
        ({"best": "many"}, "no-figure"),
        ({"best": "2.5"}, "no-figure"),
        ({"side_b": "XXX432"}, "unknown-actor"),
        ({"date_end": "2021-01-03 00:00:00.000"}, "several-days"),
        ({"adm_1": "NULL"}, "null-word"),
        ({"where_prec": "5"}, "coarse-place"),
        ({"where_prec": "9"}, "unknown-code"),
        ({"date_prec": "0"}, "unknown-code"),
        ({"event_clarity": "3"}, "unknown-code"),
        ({"number_of_sources": "-1"}, "unknown-code"),
        ({"date_start": "2021-02-30"}, "impossible-date"),
        ({"date_start": "2021-05-01"}, "impossible-date"),
        ({"latitude": "91"}, "impossible-position"),
        ({"latitude": ""}, "impossible-position"),
        ({"country_id": "9999"}, "unknown-country"),
    ],
)
def test_a_fault_is_an_issue_of_its_kind(change: dict[str, str], kind: str) -> None:
    (account,) = accounts(change)
    assert kind in kinds(account)


def test_figures_out_of_order_are_kept_as_they_are() -> None:
    (account,) = accounts({"low": "18", "best": "53", "high": "46", "deaths_b": "52"})
    assert [account[f"killed_{end}"] for end in ("low", "best", "high")] == [18, 53, 46]


def test_an_impossible_position_is_null_and_not_mended() -> None:
    (account,) = accounts({"latitude": "91"})
    assert (account["latitude"], account["longitude"]) == (None, None)


def test_a_row_that_repeats_day_point_and_sides_is_flagged_and_kept() -> None:
    first, second = accounts({}, {"best": "9", "deaths_b": "8", "high": "9"})
    assert "repeated-row" not in kinds(first)
    assert "repeated-row" in kinds(second)


def test_a_row_of_no_known_violence_is_set_aside_by_a_named_rule() -> None:
    (account,) = accounts({"type_of_violence": "4"})
    assert account["set_aside"] == "no type of violence"


def test_a_missing_column_is_named() -> None:
    with pytest.raises(KhaldunError, match="it has no column best"):
        DATASET.prepared(ibis.memtable(pa.table({name: [""] for name in ROW if name != "best"})))


def test_an_unknown_column_is_an_issue() -> None:
    assert [issue.what for issue in DATASET.leftover([*ROW, "mood"])] == ["ucdp-ged does not know column 'mood'"]


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("GEDEvent_v21_01_21_12.csv.gz", "21.01.21.12"),
        ("GEDEvent_v22_0_2.csv.gz", "22.0.2"),
        ("GEDEvent_v23_1-central-african-republic.geojson.gz", "23.1"),
        ("ged.csv", None),
    ],
)
def test_the_edition_is_read_from_the_name(name: str, edition: str | None) -> None:
    assert DATASET.edition(name) == edition


def test_every_row_has_a_country_of_its_file() -> None:
    counted = Counter(row["country"] for row in accounts({}, {"country_id": "439"}, {"country_id": "436"}))
    assert counted == {"ML": 1, "BF": 1, "NE": 1}
