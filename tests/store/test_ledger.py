"""Does the ledger keep what it is given, once, and nothing by halves?"""

from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from khaldun.model import Account, Issue, Judgement, KhaldunError, Report, Statement
from khaldun.store.ledger import Coding, Ledger

NOW = datetime(2024, 10, 12, 8, 30, tzinfo=UTC)
TEXT = "Gunmen killed three people."


def report(text: str = TEXT, *, id: str = "r-1", published: date | None = None) -> Report:  # noqa: A002
    return Report(id=id, text=text, sha256=sha256(text.encode()).hexdigest(), source="wire", published=published)


def account(id: str, *, record: str = "r-1") -> Account:  # noqa: A002
    return Account(id=id, source="wire", record=record, type="battles.armed_clash")


def add(ledger: Ledger, what: Report, coding: Coding) -> str:
    return ledger.add(what, coding, raw=what.text.encode(), at=NOW)


def coding(coder: str = "rules 1", *ids: str) -> Coding:
    return Coding(coder=coder, accounts=[account(each) for each in ids])


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "home")


def test_what_is_added_is_held(ledger: Ledger) -> None:
    statement = Statement(id="s-1", kind="aggregate", measure="killed", low=3, high=3)
    issue = Issue(where="r-1", what="no day")
    whole = Coding(coder="rules 1", accounts=[account("a-1")], statements=[statement], issues=[issue])
    assert add(ledger, report(), whole) == "new"
    assert list(ledger.reports()) == [report()]
    assert list(ledger.accounts()) == [account("a-1")]
    assert list(ledger.statements()) == [statement]
    assert list(ledger.issues()) == [issue]
    assert ledger.report("r-1", source="wire") == report()


def test_the_same_report_twice_adds_nothing(ledger: Ledger) -> None:
    add(ledger, report(), coding("rules 1", "a-1"))
    through = ledger.through()
    assert add(ledger, report(), coding("rules 1", "a-1")) == "unchanged"
    assert [each.id for each in ledger.accounts()] == ["a-1"]
    assert ledger.through() == through


def test_a_report_without_accounts_is_known_to_be_coded(ledger: Ledger) -> None:
    assert not ledger.holds(report(), coder="rules 1")
    add(ledger, report(), coding())
    assert ledger.holds(report(), coder="rules 1")
    assert not ledger.holds(report(), coder="rules 2")


def test_a_newer_coder_adds_a_coding_and_the_newest_counts(ledger: Ledger) -> None:
    add(ledger, report(), coding("rules 1", "a-1"))
    assert add(ledger, report(), coding("rules 2", "a-2", "a-3")) == "recoded"
    assert [each.id for each in ledger.accounts()] == ["a-2", "a-3"]
    assert ledger.holds(report(), coder="rules 1")


@pytest.mark.parametrize("later", [report("Gunmen killed five people."), report(published=date(2024, 9, 18))])
def test_a_report_that_changed_is_a_new_version_and_the_newest_counts(ledger: Ledger, later: Report) -> None:
    add(ledger, report(), coding("rules 1", "a-1"))
    assert add(ledger, later, coding("rules 1", "a-2")) == "changed"
    assert list(ledger.reports()) == [later]
    assert [each.id for each in ledger.accounts()] == ["a-2"]
    assert ledger.report("r-1", source="wire") == later


def test_an_old_version_read_again_does_not_push_the_new_one_aside(ledger: Ledger) -> None:
    later = report("Gunmen killed five people.")
    add(ledger, report(), coding("rules 1", "a-1"))
    add(ledger, later, coding("rules 1", "a-2"))
    assert add(ledger, report(), coding("rules 2", "a-3")) == "recoded"
    assert [each.id for each in ledger.accounts()] == ["a-2"]


def test_a_fault_half_way_leaves_neither_report_nor_coding(ledger: Ledger) -> None:
    broken = Coding(coder="rules 1", accounts=[account("a-1"), None])  # type: ignore[list-item]
    with pytest.raises(AttributeError):
        add(ledger, report(), broken)
    assert list(ledger.reports()) == []
    assert list(ledger.accounts()) == []


def test_bytes_of_another_report_are_refused(ledger: Ledger) -> None:
    with pytest.raises(KhaldunError, match="was not read from the bytes"):
        ledger.add(report(), coding(), raw=b"other words", at=NOW)


def test_judgements_are_added_once_and_never_taken_away(ledger: Ledger) -> None:
    first = Judgement(id="j-1", left="a-1", right="a-2", relation="same", by="a reader")
    withdrawal = Judgement(id="j-2", left="a-1", right="a-2", relation="unsure", by="a reader", withdraws="j-1")
    assert ledger.add_judgements([first], at=NOW) == 1
    assert ledger.add_judgements([first, withdrawal], at=NOW) == 1
    assert list(ledger.judgements()) == [first, withdrawal]


def test_issues_met_while_reading_are_added_once(ledger: Ledger) -> None:
    issue = Issue(where="wire.jsonl:7", what="not JSON")
    assert [ledger.add_issues([issue, issue], at=NOW), ledger.add_issues([issue], at=NOW)] == [1, 0]
    assert list(ledger.issues()) == [issue]


def test_an_old_event_id_leads_to_its_heirs(ledger: Ledger) -> None:
    told = [("e-1", "e-2", "split"), ("e-1", "e-3", "split")]
    assert [ledger.add_redirects(told, at=NOW), ledger.add_redirects(told, at=NOW)] == [2, 0]
    assert ledger.redirect("e-1") == ("e-2", "e-3")
    assert ledger.redirect("e-2") == ()


def test_the_source_of_a_report_is_known_by_its_id(ledger: Ledger) -> None:
    add(ledger, report(), coding())
    assert [ledger.source_of("r-1"), ledger.source_of("r-2")] == ["wire", None]


def test_nothing_to_add_adds_nothing(ledger: Ledger) -> None:
    assert ledger.add_judgements([], at=NOW) == 0


def test_a_report_nobody_read_is_misuse(ledger: Ledger) -> None:
    with pytest.raises(KhaldunError, match="khaldun read report"):
        ledger.report("r-9", source="wire")


def test_a_reader_sees_a_whole_ledger_while_a_writer_adds(ledger: Ledger) -> None:
    add(ledger, report(), coding("rules 1", "a-1", "a-2"))
    accounts = ledger.accounts()
    seen = [next(accounts).id]
    add(Ledger(ledger.home), report(id="r-2"), coding("rules 1", "a-3"))
    assert [*seen, *(each.id for each in accounts)] == ["a-1", "a-2"]
    assert len(list(ledger.accounts())) == 3
