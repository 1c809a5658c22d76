"""Are sources treated by what they promise, and does a block say that it is large?"""

from dataclasses import replace
from datetime import date

import pyarrow as pa

from khaldun.model import Account, Toll, When, Where
from khaldun.reconcile import reconcile, told_by_accounts
from khaldun.reconcile.columns import SCHEMA, told_by_table
from khaldun.reconcile.crowded import crowded

DAY = When(start=date(2024, 5, 3), end=date(2024, 5, 3), precision="day", basis="source")
KORO = Where(told="Koro", name="Koro", country="ML", latitude=14.0, longitude=-3.0, precision="settlement")


def account(name: str, source: str, where: Where = KORO) -> Account:
    return Account(
        id=name, source=source, record=name, type="battles.armed_clash", when=DAY, where=where,
        tolls=(Toll(outcome="killed", low=12, best=12, high=12),),
    )  # fmt: skip


def events(*accounts: Account, **given: object) -> set[tuple[str, ...]]:
    return {event.accounts for event in reconcile(accounts, **given).events}  # type: ignore[arg-type]


def test_two_rows_of_a_known_dataset_stay_two_events_by_its_name_alone() -> None:
    found = events(account("a1", "acled"), account("a2", "acled"), account("g1", "ged"))
    assert ("a1", "a2") not in found
    assert sorted(map(len, found)) == [1, 2]


def test_a_source_that_nobody_knows_may_tell_of_one_event_twice() -> None:
    assert events(account("a1", "blog"), account("a2", "blog")) == {("a1", "a2")}
    assert events(account("a1", "blog"), account("a2", "blog"), duplicate_free=("blog",)) == {("a1",), ("a2",)}


def test_two_raids_on_neighbouring_villages_on_one_day_stay_two_events() -> None:
    other = replace(KORO, told="Bondo", name="Bondo", latitude=14.0, longitude=-2.9)
    told = [(place, source) for place in (KORO, other) for source in ("acled", "ged")]
    found = events(*(account(f"{source}-{place.name}", source, place) for place, source in told))
    assert found == {("acled-Bondo", "ged-Bondo"), ("acled-Koro", "ged-Koro")}


def test_a_block_that_is_too_large_says_so_and_nothing_is_dropped() -> None:
    (row,) = told_by_accounts([account("a", "blog")]).table.to_pylist()
    rows = [{**row, "account_id": f"a{n:04}", "record": str(n)} for n in range(1501)]
    (issue,) = crowded(told_by_table(pa.Table.from_pylist(rows, schema=SCHEMA)))
    assert (issue.where, issue.kind) == ("a0000", "block")
    assert issue.what.startswith("1501 accounts stand in one block")
    assert crowded(told_by_table(pa.Table.from_pylist(rows[:1000], schema=SCHEMA))) == []
