"""Is a table of places the same after it was saved?"""

from pathlib import Path

from khaldun.identify.geonames import Row
from khaldun.identify.table import ALTERNATE, MAIN, Table, opened, saved, table_of


def towns() -> Table:
    rows = [
        Row(7, "Xana", ("Ksana",), 14.5, -4.0, "ML", "04", 100, "settlement"),
        Row(3, "Ksana", (), 1.0, 2.0, "PE", "", 5, "settlement"),
    ]
    return table_of(rows)


def test_a_name_leads_to_all_that_bear_it() -> None:
    table = towns()
    assert table.rows("xana") == [(0, MAIN)]
    assert table.rows("ksana") == [(0, ALTERNATE), (1, MAIN)]
    assert table.holds(["xana", "nobody"]) == [True, False]


def test_an_id_leads_to_its_row() -> None:
    assert [towns().row_of(number) for number in (7, 3, 4)] == [0, 1, None]


def test_a_saved_table_is_opened_as_it_was(tmp_path: Path) -> None:
    assert saved(towns(), tmp_path / "cache")
    table = opened(tmp_path / "cache")
    assert table is not None
    assert (table.name(0), table.name(1), table.rows("ksana")) == ("Xana", "Ksana", towns().rows("ksana"))


def test_a_broken_cache_is_no_table_and_is_replaced(tmp_path: Path) -> None:
    saved(towns(), tmp_path / "cache")
    (tmp_path / "cache/names.npy").write_bytes(b"")
    assert opened(tmp_path / "cache") is None
    saved(towns(), tmp_path / "cache")
    assert opened(tmp_path / "cache") is not None


def test_a_folder_in_which_nobody_may_write_leaves_the_table_in_memory(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert not saved(towns(), tmp_path / "file/cache")
