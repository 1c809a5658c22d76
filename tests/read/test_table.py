"""Is somebody's own table read as its mapping says, and a wrong mapping told what is wrong?"""

from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from khaldun.model import KhaldunError
from khaldun.read.table import NO_TYPE, table_dataset

MAPPING = """
[source]
name = "field-office"
title = "Incident log of a field office"
licence = "internal"
citation = "Field office, incident log"
leaves = "facts"

[file]
day = "DD/MM/YYYY"

[columns]
record = ["Date", "Place"]
type = "Kind"
start = "Date"
place_told = "Place"
latitude = "Lat"
longitude = "Lon"
note = "Remarks"

[fixed]
country = "ML"
place_precision = "settlement"

[types]
"IED" = "explosions.remote_explosive_landmine_or_ied"
"Ambush" = "battles.armed_clash"

[[party]]
role = "perpetrator"
column = "By"
group = "non_state_forces"

[[toll]]
outcome = "killed"
best = "Dead"
low = "Dead at least"

[[toll]]
outcome = "injured"
who = "civilians"
best = "Hurt"

[ignored]
"Photo" = "not data"
"""
ROW = {
    "Date": "05/01/2024", "Kind": "IED", "Place": "Exampleville", "Lat": "14.5", "Lon": "-4", "Remarks": "",
    "By": "Example Front", "Dead": "3", "Dead at least": "2", "Hurt": "",
}  # fmt: skip


def mapping(folder: Path, text: str = MAPPING) -> Path:
    path = folder / "log.toml"
    path.write_text(text, encoding="utf-8")
    return path


def account(folder: Path, **change: str) -> dict[str, Any]:
    dataset = table_dataset(mapping(folder))
    rows = [{**ROW, **{name.replace("_", " "): value for name, value in change.items()}, "row": 1}]
    raw = dataset.prepared(ibis.memtable(pa.Table.from_pylist(rows)))
    found: dict[str, Any] = dataset.accounts(raw, dataset.types).to_pyarrow().to_pylist()[0]
    return found


def test_a_row_is_read_as_its_owner_says(tmp_path: Path) -> None:
    found = account(tmp_path)
    assert (found["record"], found["type"]) == (
        "05/01/2024|Exampleville",
        "explosions.remote_explosive_landmine_or_ied",
    )
    assert (str(found["start"]), str(found["end"]), found["country"]) == ("2024-01-05", "2024-01-05", "ML")
    assert [(p["role"], p["told"], p["grp"]) for p in found["parties"]] == [
        ("perpetrator", "Example Front", "non_state_forces")
    ]
    assert [(t["outcome"], t["who"], t["low"], t["best"], t["high"]) for t in found["tolls"]] == [
        ("killed", "all", 2, 3, 3)
    ]
    assert (found["killed_low"], found["killed_best"], found["issues"]) == (2, 3, [])


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ({"Kind": "Rumour"}, "unknown-code"),
        ({"Date": "31/02/2024"}, "impossible-date"),
        ({"Date": "2024-01-05"}, "impossible-date"),
        ({"Lat": "95"}, "impossible-position"),
        ({"Dead": "several"}, "no-figure"),
        ({"Dead_at_least": "9"}, "interval-not-in-order"),
    ],
)
def test_a_fault_of_a_table_is_an_issue_of_its_kind(tmp_path: Path, change: dict[str, str], kind: str) -> None:
    assert kind in [one["kind"] for one in account(tmp_path, **change)["issues"]]


def test_a_kind_without_a_type_sets_the_row_aside(tmp_path: Path) -> None:
    assert account(tmp_path, Kind="Rumour")["set_aside"] == NO_TYPE


def test_a_column_that_the_mapping_does_not_name_is_an_issue(tmp_path: Path) -> None:
    found = table_dataset(mapping(tmp_path)).leftover([*ROW, "Photo", "Mood"])
    assert [issue.where for issue in found] == ["column Mood"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('name = "field-office"', "", "lacks 'name'"),
        ('leaves = "facts"', 'leaves = "some"', "says 'some'"),
        ("[ignored]", "[ignore]", "no section 'ignore'"),
        ('type = "Kind"', 'typ = "Kind"', "no key 'typ'"),
        ('role = "perpetrator"', 'role = "culprit"', "says 'culprit'"),
        ('outcome = "injured"', 'outcome = "hurt"', "says 'hurt'"),
        ('day = "DD/MM/YYYY"', 'day = "YY"', "says 'YY'"),
        ("[types]", "[[types", "is not TOML"),
    ],
)
def test_a_mapping_that_is_wrong_says_where(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    with pytest.raises(KhaldunError, match=sentence):
        table_dataset(mapping(tmp_path, MAPPING.replace(old, new)))


def test_a_mapping_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(KhaldunError, match=r"none\.toml cannot be read"):
        table_dataset(tmp_path / "none.toml")
