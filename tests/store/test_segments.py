"""Does the ledger know what is new, what changed, what was deleted, and what it knew on a day?"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from khaldun.model import Issue, KhaldunError, Source
from khaldun.store.database import working
from khaldun.store.listing import Segment, list_segments, listed, sources_held
from khaldun.store.segments import DELETED, Delivery, Summary, append, mark_deleted, newest_rows

SOURCE = Source(name="log", title="A log", licence="none", citation="none", leaves="facts")
COLUMNS = {
    "row": pa.int64(),
    "record": pa.string(),
    "type": pa.string(),
    "killed_best": pa.int64(),
    "set_aside": pa.string(),
}


def delivery(day: int, edition: str | None = None) -> Delivery:
    return Delivery(source=SOURCE, coder="log/1", read_at=f"2026-01-{day:02}T00:00:00+00:00", edition=edition)


def add(home: Path, *rows: tuple[str | None, int | None], day: int = 1, edition: str | None = None) -> Summary:
    """Adds rows of a record and the number killed; a null number is a row that is set aside."""
    told = [
        {"row": n, "record": record, "type": "battles.armed_clash", "killed_best": killed,
         "set_aside": None if killed is not None else "no figure"}
        for n, (record, killed) in enumerate(rows, 1)
    ]  # fmt: skip
    with working(home) as db:
        table = ibis.memtable(pa.Table.from_pylist(told, pa.schema(COLUMNS)))
        return append(home, db, table, delivery=delivery(day, edition))


def delete(home: Path, *records: str, day: int) -> Summary:
    with working(home) as db:
        return mark_deleted(home, db, records, delivery=delivery(day))


def held(home: Path, as_of: str | None = None) -> list[tuple[Any, ...]]:
    """The record, version and number of every account that counts."""
    with working(home) as db:
        rows = newest_rows(home, source="log", as_of=as_of)
        sql = f"SELECT record, version, killed_best FROM ({rows}) WHERE set_aside IS NULL ORDER BY record"  # noqa: S608
        found: list[tuple[Any, ...]] = db.con.execute(sql).fetchall()
        return found


def counts(summary: Summary) -> Sequence[int]:
    assert summary.read == summary.new + summary.changed + summary.unchanged + summary.unreadable
    return summary.read, summary.new, summary.changed, summary.unchanged


def test_a_changed_row_is_a_new_version_and_the_others_stay(tmp_path: Path) -> None:
    assert counts(add(tmp_path, ("a", 1), ("b", 2))) == (2, 2, 0, 0)
    assert counts(add(tmp_path, ("a", 1), ("b", 3), ("c", 4), day=2)) == (3, 1, 1, 1)
    assert held(tmp_path) == [("a", 1, 1), ("b", 2, 3), ("c", 1, 4)]


def test_reading_twice_adds_nothing_and_lists_nothing(tmp_path: Path) -> None:
    add(tmp_path, ("a", 1), ("b", None))
    assert counts(add(tmp_path, ("a", 1), ("b", None), day=2)) == (2, 0, 0, 2)
    assert len(listed(tmp_path)) == 1


def test_what_was_known_on_a_day_can_be_asked(tmp_path: Path) -> None:
    add(tmp_path, ("a", 1), day=1)
    add(tmp_path, ("a", 5), day=3)
    delete(tmp_path, "a", day=5)
    assert [held(tmp_path, as_of=f"2026-01-{day:02}") for day in (1, 2, 3, 4)] == [
        [("a", 1, 1)],
        [("a", 1, 1)],
        [("a", 2, 5)],
        [("a", 2, 5)],
    ]
    assert held(tmp_path) == []
    with pytest.raises(KhaldunError, match="nothing of 'log' has been read"):
        held(tmp_path, as_of="2025-12-31")


def test_a_deletion_is_a_mark_and_a_row_may_come_back(tmp_path: Path) -> None:
    add(tmp_path, ("a", 1), ("b", 2))
    marked = delete(tmp_path, "a", "never-held", day=2)
    assert (counts(marked), marked.set_aside) == ((1, 0, 1, 0), {DELETED: 1})
    assert counts(delete(tmp_path, "a", day=3)) == (1, 0, 0, 1)
    assert held(tmp_path) == [("b", 1, 2)]
    assert counts(add(tmp_path, ("a", 1), day=4)) == (1, 0, 1, 0)
    assert held(tmp_path) == [("a", 3, 1), ("b", 1, 2)]


def test_a_row_that_goes_back_to_what_it_was_is_a_version_again(tmp_path: Path) -> None:
    for day, killed in enumerate((1, 2, 1), 1):
        add(tmp_path, ("a", killed), day=day)
    assert held(tmp_path) == [("a", 3, 1)]


def test_of_two_editions_the_later_counts_whichever_was_read_first(tmp_path: Path) -> None:
    add(tmp_path, ("a", 9), day=1, edition="23.1")
    add(tmp_path, ("a", 7), day=2, edition="22.0.11")
    assert held(tmp_path) == [("a", 1, 9)]
    assert counts(add(tmp_path, ("a", 7), day=3, edition="22.0.11")) == (1, 0, 0, 1)
    add(tmp_path, ("a", 8), day=4, edition="23.2")
    assert held(tmp_path) == [("a", 3, 8)]


def test_a_record_that_comes_twice_makes_two_versions_only_where_they_differ(tmp_path: Path) -> None:
    assert counts(add(tmp_path, ("a", 1), ("a", 1), ("a", 2))) == (3, 1, 1, 1)
    assert held(tmp_path) == [("a", 2, 2)]


def test_a_row_set_aside_is_counted_by_its_rule_and_keeps_only_its_record(tmp_path: Path) -> None:
    found = add(tmp_path, ("a", 1), ("b", None))
    assert found.set_aside == {"no figure": 1}
    with working(tmp_path) as db:
        rows = newest_rows(tmp_path, source="log")
        aside = f"SELECT record, type FROM ({rows}) WHERE set_aside IS NOT NULL"  # noqa: S608
        assert db.con.execute(aside).fetchall() == [("b", None)]


def test_a_row_without_an_id_is_refused_and_nothing_is_added(tmp_path: Path) -> None:
    with pytest.raises(KhaldunError, match="a row has no id"):
        add(tmp_path, ("a", 1), (None, 2))
    assert listed(tmp_path) == ()


def test_two_that_add_at_once_do_not_both_win(tmp_path: Path) -> None:
    add(tmp_path, ("a", 1))
    (first,) = listed(tmp_path)
    again = Segment(**{name: getattr(first, name) for name in Segment.__dataclass_fields__})
    with pytest.raises(KhaldunError, match="another process has just added to log"):
        list_segments(tmp_path, [again])
    assert listed(tmp_path) == (first,)


def test_a_segment_that_is_not_listed_does_not_count(tmp_path: Path) -> None:
    add(tmp_path, ("a", 1))
    path = tmp_path / listed(tmp_path)[0].path
    path.with_name("000002-orphan.parquet").write_bytes(path.read_bytes())
    assert held(tmp_path) == [("a", 1, 1)]


def test_a_column_that_no_release_has_is_misuse(tmp_path: Path) -> None:
    table = ibis.memtable(pa.table({"row": [1], "record": ["a"], "mood": ["grim"]}))
    with working(tmp_path) as db, pytest.raises(KhaldunError, match="has no column mood"):
        append(tmp_path, db, table, delivery=delivery(1))


def test_unreadable_lines_are_counted_as_read(tmp_path: Path) -> None:
    table = ibis.memtable(pa.table({"row": [1], "record": ["a"]}))
    fault = Issue(where="line 2", what="is no row", kind="unreadable-line")
    with working(tmp_path) as db:
        found = append(tmp_path, db, table, delivery=delivery(1), unreadable=[fault])
    assert (counts(found), found.unreadable, found.issues) == ((2, 1, 0, 0), 1, {"unreadable-line": 1})


def test_the_source_of_a_segment_is_kept_with_its_licence(tmp_path: Path) -> None:
    add(tmp_path, ("a", 1))
    assert sources_held(tmp_path) == (SOURCE,)
