"""Is a release written whole, opened without a lock, and true to what was read?"""

import json
from pathlib import Path

import pytest

from khaldun.model import KhaldunError
from khaldun.read.ucdp_ged import DATASET
from khaldun.store.database import working
from khaldun.store.flat import Contents
from khaldun.store.release import Release, open_release, releases, write_release
from khaldun.store.schema import TABLES
from khaldun.store.segments import Delivery, Summary, append
from khaldun.store.tabular import text_table

SHARED = Path(__file__).parents[3] / "shared" / "data" / "ucdp"
TYPES = {"1": "battles.armed_clash", "2": "battles.armed_clash", "3": "violence_against_civilians.attack"}
MADE = "2026-01-01T00:00:00+00:00"
FILES = {
    "GEDEvent_v21_01_21_12.csv.gz": 17407,
    "GEDEvent_v22_0_2.csv.gz": 984,
    "GEDEvent_v23_1-central-african-republic.geojson.gz": 1848,
}


def delivered(name: str) -> Path:
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"the real file {name} is not here")
    return path


def read(home: Path, name: str) -> Summary:
    with working(home) as db:
        raw = text_table(db, delivered(name))
        rows = DATASET.accounts(DATASET.prepared(raw.table), TYPES)
        told = Delivery(
            source=DATASET.source, coder=DATASET.coder, read_at=MADE, delivered=name, edition=DATASET.edition(name)
        )
        return append(home, db, rows, delivery=told, unreadable=raw.unreadable)


def release(home: Path, tag: str = "first") -> Release:
    write_release(home, tag=tag, made=MADE, code="0", contents=Contents(sources=(DATASET.source,)))
    return open_release(home)


@pytest.mark.parametrize(("name", "rows"), FILES.items())
def test_every_row_of_a_real_file_is_an_account_and_a_second_reading_changes_nothing(
    tmp_path: Path, name: str, rows: int
) -> None:
    first, second = read(tmp_path, name), read(tmp_path, name)
    assert (first.read, first.new, first.changed, first.unchanged) == (rows, rows, 0, 0)
    assert (second.read, second.new, second.changed, second.unchanged) == (rows, 0, 0, rows)


def test_the_faults_of_2021_are_all_counted(tmp_path: Path) -> None:
    found = read(tmp_path, "GEDEvent_v21_01_21_12.csv.gz").issues
    wanted = {"best-above-high": 472, "low-above-best": 235, "low-above-high": 444, "unknown-actor": 1288}
    assert {kind: found[kind] for kind in wanted} == wanted
    assert (found["several-days"], found["repeated-row"]) == (2975, 1411)


def test_an_older_edition_read_again_does_not_undo_a_newer_one(tmp_path: Path) -> None:
    for name in FILES:
        read(tmp_path, name)
    again = [read(tmp_path, name) for name in FILES]
    assert [(one.new, one.changed) for one in again] == [(0, 0)] * 3
    with release(tmp_path) as opened:
        accounts = opened.table("accounts")
        assert accounts.count().execute() == accounts.account_id.nunique().execute()
        assert accounts.filter(accounts.edition == "23.1").count().execute() == 1691 + 91


def test_a_release_has_mali_2021_as_the_file_has_it(tmp_path: Path) -> None:
    read(tmp_path, "GEDEvent_v21_01_21_12.csv.gz")
    with release(tmp_path) as opened:
        accounts, parties = opened.table("accounts"), opened.table("parties")
        mali = accounts.filter(accounts.country == "ML")
        assert mali.count().execute() == 225
        army = parties.filter((parties.told == "Government of Mali") & (parties.role == "perpetrator"))
        killed = mali.filter(mali.violence == "one-sided").semi_join(army, "account_id")
        sums = [int(killed[f"killed_{end}"].sum().execute()) for end in ("best", "low", "high")]
        assert (killed.count().execute(), sums) == (9, [24, 24, 61])


def test_a_release_has_every_table_in_its_schema(tmp_path: Path) -> None:
    read(tmp_path, "GEDEvent_v22_0_2.csv.gz")
    with release(tmp_path) as opened:
        rows = {name: table.count().execute() for name, table in opened.tables.items()}
        assert {name: list(table.columns) for name, table in opened.tables.items()} == {
            name: schema.names for name, schema in TABLES.items()
        }
        assert {name: told["rows"] for name, told in opened.manifest["tables"].items()} == rows
        assert (rows["accounts"], rows["events"], rows["parties"]) == (984, 984, 1968)
        assert (opened.folder / "accounts.parquet").read_bytes().count(b'"primary_column": "geometry"') == 1


def test_the_data_package_names_every_file(tmp_path: Path) -> None:
    read(tmp_path, "GEDEvent_v22_0_2.csv.gz")
    with release(tmp_path) as opened:
        package = json.loads((opened.folder / "datapackage.json").read_text(encoding="utf-8"))
        files = {one["path"] for one in package["resources"]}
        assert files == {path.name for path in opened.folder.glob("*.parquet")}
        assert package["licenses"][0]["name"] == "CC-BY-4.0"


def test_a_release_never_changes_and_an_old_one_stays_readable(tmp_path: Path) -> None:
    read(tmp_path, "GEDEvent_v22_0_2.csv.gz")
    with release(tmp_path, "first"):
        read(tmp_path, "GEDEvent_v23_1-central-african-republic.geojson.gz")
        with release(tmp_path, "second") as second, open_release(tmp_path, "first") as first:
            assert (second.tag, releases(tmp_path)) == ("second", ("first", "second"))
            assert first.table("accounts").count().execute() == 984
            assert second.table("accounts").count().execute() > 984
    with pytest.raises(KhaldunError, match="never changes"):
        release(tmp_path, "first")


def test_a_reader_can_open_nothing_but_its_release(tmp_path: Path) -> None:
    read(tmp_path, "GEDEvent_v22_0_2.csv.gz")
    with release(tmp_path) as opened, pytest.raises(Exception, match="file system operations are disabled"):
        opened.backend.con.execute("SELECT * FROM read_text('/etc/hostname')")


def test_a_home_without_a_release_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(KhaldunError, match="khaldun release"):
        open_release(tmp_path)


@pytest.mark.parametrize("tag", ["", "../out", "a/b", "current", ".hidden"])
def test_a_tag_that_is_no_name_is_refused(tmp_path: Path, tag: str) -> None:
    with pytest.raises(KhaldunError, match="cannot name a release"):
        release(tmp_path, tag)
