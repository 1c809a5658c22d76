"""Do the steps joined together turn reports into events, once, and trace them back?"""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khaldun.flow.code import code_paths
from khaldun.flow.read import Added, Counts, read_reports_into
from khaldun.flow.reconcile import is_behind, reconcile_home
from khaldun.flow.trace import AccountTrace, EventTrace, ReportTrace, events_of, figure_id, reports_of, trace
from khaldun.model import Issue, KhaldunError
from khaldun.store.ledger import Coding, Ledger
from khaldun.store.raw import read_raw

NOW = datetime(2024, 10, 12, tzinfo=UTC)
FIRST = "Gunmen of JNIM attacked the town of Bourem in Mali on 17 September 2024 and killed at least seven people."
LATER = "JNIM militants attacked Bourem in northern Mali on 17 September 2024. Nine people were killed, the mayor said."
OTHER = "Burkina Faso won 2-1 on Sunday. The striker attacked from the left all evening."


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    told = [("first", "Radio", FIRST), ("later", "Wire", LATER), ("other", "Wire", OTHER)]
    rows = [{"id": i, "source": s, "text": t, "published": "2024-09-19", "language": "en"} for i, s, t in told]
    path.write_text("\n".join(map(json.dumps, rows)) + "\n{broken\n", encoding="utf-8")
    return str(path)


def read(home: Path, path: str) -> Counts:
    counts = Counts()
    for each in read_reports_into(home, [path], at=NOW):
        counts.count(each)
    return counts


@pytest.fixture(scope="module")
def home(lines: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with three reports read and reconciled."""
    home = tmp_path_factory.mktemp("home")
    read(home, lines)
    reconcile_home(home, at=NOW)
    return home


def test_coding_stores_nothing(lines: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = list(code_paths([lines]))
    assert [type(each).__name__ for each in found] == ["CodedReport"] * 3 + ["Issue"]
    assert list(tmp_path.iterdir()) == []


def test_counts_in_equal_counts_out(lines: str, tmp_path: Path) -> None:
    counts = read(tmp_path, lines)
    assert (counts.read, counts.changes["new"], counts.unreadable) == (3, 3, 1)
    with Ledger(tmp_path) as ledger:
        assert len(list(ledger.reports())) == counts.read
        assert len(list(ledger.accounts())) == counts.accounts


def test_reading_twice_adds_nothing(lines: str, tmp_path: Path) -> None:
    read(tmp_path, lines)
    with Ledger(tmp_path) as ledger:
        before = list(ledger.accounts()), list(ledger.issues()), ledger.through()
    assert read(tmp_path, lines).changes == {"unchanged": 3}
    with Ledger(tmp_path) as ledger:
        assert (list(ledger.accounts()), list(ledger.issues()), ledger.through()) == before


def test_the_bytes_of_a_report_are_kept(home: Path, lines: str) -> None:
    with Ledger(home) as ledger:
        kept = [read_raw(home, each.sha256) for each in ledger.reports()]
    assert kept == Path(lines).read_bytes().split(b"\n")[:3]


def test_an_id_that_another_source_uses_is_not_shared(home: Path, tmp_path: Path) -> None:
    path = tmp_path / "more.jsonl"
    path.write_text(json.dumps({"id": "first", "source": "Gazette", "text": OTHER}), encoding="utf-8")
    mine = tmp_path / "home"
    with Ledger(home) as ledger:
        report = ledger.report("first", source="Radio")
    with Ledger(mine) as ledger:
        ledger.add(report, Coding(coder="a person"), raw=read_raw(home, report.sha256), at=NOW)
    issue, added = read_reports_into(mine, [str(path)], at=NOW)
    assert isinstance(issue, Issue)
    assert isinstance(added, Added)
    assert "belongs to a report of 'Radio'" in issue.what
    assert added.report.id.startswith("r-")


def test_two_sources_one_event(home: Path) -> None:
    (found,) = events_of(home)
    assert {each.account.source for each in found.told} == {"Radio", "Wire"}
    assert found.event.when.start is not None
    assert found.event.when.start.isoformat() == "2024-09-17"


def test_an_event_is_traced_to_reports_and_words(home: Path) -> None:
    event = events_of(home)[0].event
    found = trace(home, event.id)
    assert isinstance(found, EventTrace)
    assert found.figures == event.figures
    for told in found.told:
        spans = [each for toll in told.account.tolls for each in toll.evidence]
        assert told.report is not None
        assert spans
        assert all(told.report.holds(span) for span in spans)  # type: ignore[arg-type]


def test_a_figure_is_traced_alone(home: Path) -> None:
    event = events_of(home)[0].event
    found = trace(home, figure_id(event, event.figures[0]))
    assert isinstance(found, EventTrace)
    assert found.figures == (event.figures[0],)


def test_accounts_and_reports_are_traced(home: Path) -> None:
    account = events_of(home)[0].told[0].account
    told = trace(home, account.id)
    assert isinstance(told, AccountTrace)
    assert told.told.account == account
    assert told.event is not None
    report = trace(home, account.record)
    assert isinstance(report, ReportTrace)
    assert report.accounts == (account,)


def test_the_beginning_of_an_id_is_enough_where_only_one_begins_so(home: Path) -> None:
    event = events_of(home)[0].event
    found = trace(home, event.id[:9])
    assert isinstance(found, EventTrace)
    assert found.event == event


def test_a_beginning_that_several_share_is_misuse(home: Path) -> None:
    with pytest.raises(KhaldunError, match="ids begin with ''"):
        trace(home, "")


def test_an_id_that_nothing_has_is_misuse(home: Path) -> None:
    with pytest.raises(KhaldunError, match="khaldun events"):
        trace(home, "nonsense")


def test_all_reports_are_told_by_day(home: Path) -> None:
    assert {each.report.id: len(each.accounts) for each in reports_of(home)} == {"first": 1, "later": 1, "other": 0}


def test_a_ledger_that_grew_says_that_its_events_are_behind(home: Path, lines: str, tmp_path: Path) -> None:
    assert not is_behind(home)
    read(tmp_path, lines)
    assert is_behind(tmp_path)


def test_reconciling_again_changes_nothing(home: Path) -> None:
    before = events_of(home)
    result = reconcile_home(home, at=NOW)
    assert events_of(home) == before
    assert result.redirects == ()
