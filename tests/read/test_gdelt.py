"""Do rows of GDELT become accounts, and is every other row set aside by a named rule?"""

from typing import Any

import ibis
import pyarrow as pa
import pytest

from khaldun.read.gdelt import DATASET, NAMES, NO_TYPE, OTHER_ROOT

TYPES = {"190": "battles.armed_clash", "141": "protests.peaceful_protest", "1821": "violence_against_civilians.attack"}
ROW = dict.fromkeys(NAMES) | {
    "GLOBALEVENTID": "1", "SQLDATE": "20191024", "Actor1Code": "MLIMIL", "Actor1Name": "SOLDIERS",
    "Actor1CountryCode": "MLI", "Actor1Type1Code": "MIL", "Actor2Code": "REB", "Actor2Name": "REBELS",
    "Actor2Type1Code": "REB", "IsRootEvent": "1", "EventCode": "190", "EventRootCode": "19", "NumSources": "2",
    "ActionGeo_Type": "4", "ActionGeo_FullName": "Gao, Gao, Mali", "ActionGeo_CountryCode": "ML",
    "ActionGeo_ADM1Code": "ML09", "ActionGeo_Lat": "16.2717", "ActionGeo_Long": "-0.04472",
    "ActionGeo_FeatureID": "-1450321", "DATEADDED": "20191024143000", "SOURCEURL": "https://example.org/a",
}  # fmt: skip


def accounts(*changes: dict[str, str | None]) -> list[dict[str, Any]]:
    rows = [{**ROW, "GLOBALEVENTID": str(n), "row": n, **change} for n, change in enumerate(changes, 1)]
    schema = pa.schema({name: pa.string() for name in NAMES} | {"row": pa.int64()})
    raw = ibis.memtable(pa.Table.from_pylist(rows, schema))
    found: list[dict[str, Any]] = (
        DATASET.accounts(DATASET.prepared(raw), TYPES).order_by("row").to_pyarrow().to_pylist()
    )
    return found


def kinds(account: dict[str, Any]) -> list[str]:
    return [one["kind"] for one in account["issues"]]


def test_actor_one_does_it_to_actor_two() -> None:
    (account,) = accounts({})
    assert [(p["role"], p["told"], p["grp"], p["country"]) for p in account["parties"]] == [
        ("perpetrator", "SOLDIERS", "state_forces", "ML"),
        ("target", "REBELS", "non_state_forces", None),
    ]
    assert (account["type"], str(account["start"]), account["country"]) == ("battles.armed_clash", "2019-10-24", "ML")


def test_an_actor_without_a_code_is_no_party() -> None:
    (account,) = accounts({"Actor2Code": None, "Actor2Name": None})
    assert [party["role"] for party in account["parties"]] == ["perpetrator"]


def test_countries_are_fips_and_not_iso() -> None:
    found = accounts({"ActionGeo_CountryCode": "UP"}, {"ActionGeo_CountryCode": "CH"}, {"ActionGeo_CountryCode": "IV"})
    assert [account["country"] for account in found] == ["UA", "CN", "CI"]


@pytest.mark.parametrize(
    ("code", "root", "rule"),
    [("040", "04", OTHER_ROOT), (None, None, OTHER_ROOT), ("172", "17", NO_TYPE), ("190", "19", None)],
)
def test_a_row_that_is_no_account_is_set_aside_by_a_rule(code: str | None, root: str | None, rule: str | None) -> None:
    (account,) = accounts({"EventCode": code, "EventRootCode": root})
    assert account["set_aside"] == rule


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"SQLDATE": "20181024"}, "early-date"),
        ({"SQLDATE": "20190231"}, "impossible-date"),
        ({"ActionGeo_Lat": None, "ActionGeo_Long": None}, "no-position"),
        ({"ActionGeo_Lat": "123"}, "impossible-position"),
        ({"ActionGeo_Type": "1"}, "coarse-place"),
        ({"ActionGeo_CountryCode": "OS"}, "unknown-country"),
    ],
)
def test_a_fault_of_gdelt_is_an_issue_of_its_kind(change: dict[str, str | None], kind: str) -> None:
    (account,) = accounts(change)
    assert kinds(account) == [kind]


def test_a_row_repeated_under_a_new_id_is_flagged_and_kept() -> None:
    first, second, other = accounts({}, {}, {"ActionGeo_FullName": "Mopti, Mopti, Mali"})
    assert [kinds(one) for one in (first, second, other)] == [[], ["repeated-row"], []]


def test_a_gdelt_file_has_sixty_one_columns() -> None:
    assert (len(NAMES), len(set(NAMES))) == (61, 61)
    assert set(DATASET.wanted) | set(DATASET.ignored) == set(NAMES)
