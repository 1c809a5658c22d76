"""Is what was withdrawn as if it had never been read, and does it come back as it was?"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khaldun.flow.read import read_reports_into
from khaldun.flow.reconcile import reconcile_home
from khaldun.flow.release import release_home
from khaldun.flow.withdraw import restore, withdraw, withdrawn
from khaldun.model import KhaldunError
from khaldun.store.derived import read_derived
from khaldun.store.ledger import Ledger

NOW = datetime(2024, 10, 12, tzinfo=UTC)
TOLD = (
    "Gunmen of JNIM attacked the town of Bourem in Mali on 17 September 2024 and killed nine people.",
    "JNIM militants attacked Bourem in northern Mali on 17 September 2024. Twelve people were killed, the mayor said.",
    "Boko Haram fighters killed four farmers near Damboa in Nigeria on 3 September 2024.",
)


def read(home: Path, numbers: list[int]) -> None:
    path = home / "reports.jsonl"
    rows = [{"id": f"r{n}", "source": f"s{n}", "text": TOLD[n], "published": "2024-09-19"} for n in numbers]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    list(read_reports_into(home, [str(path)], at=NOW))


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three reports of two attacks."""
    made = tmp_path_factory.mktemp("home")
    read(made, [0, 1, 2])
    return made


def derived(home: Path) -> object:
    reconcile_home(home, at=NOW)
    found = read_derived(home)
    return {event.accounts: event.figures for event in found.events}, len(found.judgements)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.lists(st.sampled_from(["r0", "r1", "r2"]), min_size=1, max_size=3, unique=True))
def test_what_was_withdrawn_leaves_no_trace_in_the_events_and_comes_back_whole(home: Path, order: list[str]) -> None:
    whole = derived(home)
    for each in order:
        withdraw(home, each, by="anna", because="retracted", at=NOW)
    with Ledger(home) as ledger:
        assert {report.id for report in ledger.reports()} == {"r0", "r1", "r2"} - set(order)
    assert derived(home) != whole
    for each in reversed(order):
        restore(home, each, by="anna", because="", at=NOW)
    assert derived(home) == whole


def test_a_withdrawn_report_is_as_if_it_had_never_been_read(tmp_path: Path) -> None:
    (fewer := tmp_path / "fewer").mkdir()
    (more := tmp_path / "more").mkdir()
    read(fewer, [0, 2])
    read(more, [0, 1, 2])
    withdraw(more, "r1", by="anna", because="retracted", at=NOW)
    assert derived(more) == derived(fewer)


def test_one_account_can_be_withdrawn_and_a_release_waits_for_the_events(home: Path) -> None:
    whole = derived(home)
    with Ledger(home) as ledger:
        account = next(each for each in ledger.accounts() if each.record == "r1")
    withdraw(home, account.id, by="anna", because="another town", at=NOW)
    with pytest.raises(KhaldunError, match="first: khaldun reconcile"):
        release_home(home, at=NOW)
    assert not any(account.id in accounts for accounts in derived(home)[0])  # type: ignore[index]
    assert (home / "releases" / release_home(home, at=NOW).name).is_dir()
    restore(home, account.id, by="ben", because="it is Bourem", at=NOW)
    assert derived(home) == whole


def test_it_says_who_withdrew_what_and_refuses_what_makes_no_sense(home: Path) -> None:
    with pytest.raises(KhaldunError, match="needs a person and a reason"):
        withdraw(home, "r0", by="anna", because=" ", at=NOW)
    with pytest.raises(KhaldunError, match="no report or account 'nothing'"):
        withdraw(home, "nothing", by="anna", because="x", at=NOW)
    withdraw(home, "r0", by="anna", because="retracted", at=NOW)
    with pytest.raises(KhaldunError, match="is withdrawn already"):
        withdraw(home, "r0", by="anna", because="again", at=NOW)
    found = withdrawn(home, "r0")
    assert (found.by, found.because) == ("anna", "retracted") if found else False
    restore(home, "r0", by="anna", because="", at=NOW)
    assert withdrawn(home, "r0") is None
