"""Do judgements of people reach the ledger, change the events, and come back when withdrawn?"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from khaldun.flow.judge import judge, waiting, withdraw
from khaldun.flow.read import read_reports_into
from khaldun.flow.reconcile import reconcile_home
from khaldun.model import KhaldunError
from khaldun.store.ledger import Ledger

NOW = datetime(2024, 10, 12, tzinfo=UTC)
TOLD = (
    "Gunmen of JNIM attacked the town of Bourem in Mali on 17 September 2024 and killed nine people.",
    "JNIM militants attacked Bourem in northern Mali on 17 September 2024. Nine people were killed, the mayor said.",
)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with two reports of one attack."""
    path = tmp_path / "reports.jsonl"
    rows = [{"id": f"r{n}", "source": f"s{n}", "text": t, "published": "2024-09-19"} for n, t in enumerate(TOLD)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    list(read_reports_into(tmp_path, [str(path)], at=NOW))
    return tmp_path


def accounts(home: Path) -> list[str]:
    with Ledger(home) as ledger:
        return [account.id for account in ledger.accounts()]


def events(home: Path) -> int:
    return len(reconcile_home(home, at=NOW).events)


def test_a_judgement_changes_the_events_and_its_withdrawal_restores_them(home: Path) -> None:
    left, right = accounts(home)
    assert events(home) == 1
    made = judge(home, left, right, relation="different", by="anna", because="two raids", at=NOW)
    assert events(home) == 2
    withdraw(home, made.id, by="anna", because="one raid after all", at=NOW + timedelta(days=1))
    assert events(home) == 1


def test_a_contradiction_is_refused_and_leaves_the_ledger_as_it_was(home: Path) -> None:
    left, right = accounts(home)
    judge(home, left, right, relation="same", by="anna", because="", at=NOW)
    with pytest.raises(KhaldunError, match="stand against it; withdraw one of them first"):
        judge(home, left, right, relation="different", by="ben", because="", at=NOW)
    with Ledger(home) as ledger:
        assert len(list(ledger.judgements())) == 1


def test_a_judgement_needs_a_person_and_accounts_that_exist(home: Path) -> None:
    left, right = accounts(home)
    with pytest.raises(KhaldunError, match="give it with --by"):
        judge(home, left, right, relation="same", by="", because="", at=NOW)
    with pytest.raises(KhaldunError, match="no account 'nobody'"):
        judge(home, left, "nobody", relation="same", by="anna", because="", at=NOW)
    with pytest.raises(KhaldunError, match="no judgement 'j9' in the ledger"):
        withdraw(home, "j9", by="anna", because="", at=NOW)


def test_what_is_judged_waits_no_longer(home: Path) -> None:
    left, right = accounts(home)
    reconcile_home(home, at=NOW)
    judge(home, left, right, relation="unsure", by="anna", because="", at=NOW)
    assert [pair for pair in waiting(home) if {pair.left.id, pair.right.id} == {left, right}] == []


def test_a_judgement_speaks_of_the_same_account_after_another_coding(home: Path, tmp_path: Path) -> None:
    left, right = accounts(home)
    judge(home, left, right, relation="different", by="anna", because="two raids", at=NOW)
    rows = [{"id": "r1", "source": "s1", "text": f"Two men were shot dead in Gao on 12 September 2024. {TOLD[1]}"}]
    path = tmp_path / "later.jsonl"
    path.write_text(json.dumps({**rows[0], "published": "2024-09-19"}), encoding="utf-8")
    list(read_reports_into(home, [str(path)], at=NOW + timedelta(days=1)))
    made = reconcile_home(home, at=NOW)
    assert made.accounts == 3
    homes = {account: event.id for event in made.events for account in event.accounts}
    assert homes[left] != homes[right]
    assert [issue for issue in made.issues if issue.kind == "judgement"] == []
