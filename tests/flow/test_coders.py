"""Do all coders have one contract, and does what a person wrote down count before what the rules say?"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, get_args

import pytest

import khaldun.flow.coders as room
from khaldun.cli.code import CoderName
from khaldun.coding.coded import Coded
from khaldun.coding.person.coder import PERSON
from khaldun.coding.person.written import Written, written
from khaldun.flow.code import code_report
from khaldun.flow.coders import CODERS, coder_kind
from khaldun.flow.coders.person import code_report_by_person
from khaldun.flow.coders.wish import Wish
from khaldun.flow.read import Added, read_reports_into
from khaldun.flow.reconcile import reconcile_home
from khaldun.flow.written import read_codings
from khaldun.model import Issue, KhaldunError, Report
from khaldun.show.contract import report_json
from khaldun.store.ledger import Coding, Ledger
from khaldun.store.rows import BY_HAND

NOW = datetime(2024, 10, 12, tzinfo=UTC)
TEXT = (
    "Gunmen of JNIM attacked the town of Bourem in Mali on 17 September 2024 and killed at least seven people. "
    "In 2023, 310 civilians were killed in Mali, according to ACLED."
)


def report(text: str = TEXT) -> Report:
    return Report(
        id="r", text=text, sha256="0" * 64, source="Radio", published=date(2024, 9, 19), language="en", title="T"
    )


def by_hand(change: Callable[[dict[str, Any]], object] = lambda _: None) -> Coded:
    """What becomes of the rules' coding of the report when a person changes it so."""
    told = report_json(report(), code_report(report()))
    change(told)
    line = written(json.dumps(told), where="edited.jsonl:1")
    assert isinstance(line, Written), line
    return code_report_by_person({"r": line}, report())


def faults(coded: Coded) -> str:
    return " | ".join(issue.what for issue in coded.issues)


def test_files_and_tuple_of_coders_agree() -> None:
    files = {path.stem for path in Path(room.__path__[0]).glob("*.py")} - {"__init__", "wish"}
    assert {each.name for each in CODERS} == files
    assert "|".join(each.name for each in CODERS) == get_args(CoderName)[1].metavar


@pytest.mark.parametrize(("name", "needs"), [("llm", "--endpoint"), ("person", "--written"), ("ape", "there are")])
def test_a_coder_says_what_it_lacks(name: str, needs: str) -> None:
    with pytest.raises(KhaldunError, match=needs):
        coder_kind(name).make(Wish())


def test_a_coding_that_nobody_changed_comes_in_whole() -> None:
    rules, person = code_report(report()), by_hand()
    assert person.issues == ()
    for mine, theirs in zip(person.accounts, rules.accounts, strict=True):
        assert (mine.id, mine.type, mine.when, mine.where) == (theirs.id, theirs.type, theirs.when, theirs.where)
        assert (mine.parties, mine.tolls, mine.evidence) == (theirs.parties, theirs.tolls, theirs.evidence)
        assert mine.coder.startswith(f"{PERSON}/")
    assert person.statements == rules.statements


def test_what_a_person_changes_is_the_persons() -> None:
    coded = by_hand(lambda told: told["accounts"][0]["tolls"][0].update(low=9, best=9, hedge="at_least"))
    assert [(toll.low, toll.best) for toll in coded.accounts[0].tolls] == [(9, 9)]


def test_a_quote_needs_no_place_where_it_stands_once() -> None:
    coded = by_hand(lambda told: told["accounts"][0]["tolls"][0].update(evidence=[{"quote": "seven people"}]))
    (span,) = coded.accounts[0].tolls[0].evidence
    assert report().holds(span)  # type: ignore[arg-type]
    assert coded.issues == ()


def test_a_quote_that_is_not_in_the_text_is_an_issue_that_says_where() -> None:
    coded = by_hand(
        lambda told: told["accounts"][0]["tolls"][0].update(evidence=[{"start": 3, "end": 12, "quote": "nine dead"}])
    )
    assert coded.accounts[0].tolls == ()
    assert "edited.jsonl:1: accounts[0].tolls[0].evidence[0]: 'nine dead' does not stand in the report" in faults(coded)
    assert "accounts[0].tolls[0] rests on no words of the report and is left out" in faults(coded)


def test_a_quote_at_another_place_is_taken_there_and_said() -> None:
    coded = by_hand(
        lambda told: told["accounts"][0]["tolls"][0].update(evidence=[{"start": 0, "end": 5, "quote": "seven people"}])
    )
    assert len(coded.accounts[0].tolls) == 1
    assert f"stands at character {TEXT.index('seven people')}, not 0" in faults(coded)
    twice = by_hand(lambda told: told["accounts"][0].update(evidence=[{"quote": "Mali"}]))
    assert twice.accounts == ()
    assert "'Mali' stands 2 times in the report" in faults(twice)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"type": "battles.duel"}, "its type 'battles.duel' is not in the codebook"),
        ({"evidence": []}, "accounts[0] is left out: it rests on no words"),
        ({"score": 7}, "a score lies in 0..1"),
        ({"main": "perhaps"}, "accounts[0] is left out: main"),
    ],
)
def test_an_account_at_fault_is_left_out_and_said(change: dict[str, Any], what: str) -> None:
    coded = by_hand(lambda told: told["accounts"][0].update(change))
    assert coded.accounts == ()
    assert what in faults(coded)


def test_actors_are_the_registrys_and_other_keys_are_said() -> None:
    def change(told: dict[str, Any]) -> None:
        told["accounts"][0]["parties"][0]["actor"] = "nobody-known"
        told["accounts"][0]["mood"] = "grim"

    coded = by_hand(change)
    assert coded.accounts[0].parties[0].actor is None
    assert "accounts[0].parties[0].actor" in faults(coded)
    assert "keys that nothing reads: mood" in faults(coded)


def test_an_account_without_an_id_gets_one_of_its_own() -> None:
    coded = by_hand(
        lambda told: told["accounts"].append({"type": "strategic.other", "evidence": [{"quote": "according to ACLED"}]})
    )
    assert [account.id for account in coded.accounts] == ["r-a1", "r-a2"]


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("{", "is no JSON"),
        ('{"schema": 2}', "schema 1"),
        ('{"schema": 1, "report": {}}', "report.id is missing"),
        ('{"schema": 1, "report": {"id": "r"}, "events": []}', "keys that nothing reads: events"),
        ('{"schema": 1, "report": {"id": "r"}, "accounts": [3]}', "lists of objects"),
    ],
)
def test_a_line_that_is_no_coding_says_why(line: str, what: str) -> None:
    found = written(line, where="edited.jsonl:4")
    assert isinstance(found, Issue)
    assert found.where == "edited.jsonl:4"
    assert what in found.what


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with one report, read, coded by the rules and reconciled."""
    path = tmp_path / "reports.jsonl"
    row = {"id": "r", "source": "Radio", "text": TEXT, "published": "2024-09-19", "language": "en"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    assert [isinstance(each, Added) for each in read_reports_into(tmp_path / "home", [str(path)], at=NOW)] == [True]
    reconcile_home(tmp_path / "home", at=NOW)
    return tmp_path / "home"


def edited(home: Path, *, killed: int) -> Path:
    """A person's file: the coding that counts of the report, with another number of dead."""
    with Ledger(home) as ledger:
        (held,) = ledger.reports()
        accounts, statements = ledger.said_in(held)
    told = report_json(held, Coded(accounts=tuple(accounts), statements=tuple(statements)))
    told["accounts"][0]["tolls"][0].update(low=killed, best=killed)
    path = home / "edited.jsonl"
    path.write_text(json.dumps(told) + "\n", encoding="utf-8")
    return path


def dead(home: Path) -> list[int]:
    with Ledger(home) as ledger:
        return [toll.low for account in ledger.accounts() for toll in account.tolls]


def test_a_persons_coding_counts_before_the_rules_and_both_are_kept(home: Path) -> None:
    assert dead(home) == [7]
    path = edited(home, killed=9)
    (added,) = read_codings(home, path, at=NOW)
    assert isinstance(added, Added)
    assert added.change == "recoded"
    assert dead(home) == [9]
    with Ledger(home) as ledger:
        (held,) = ledger.reports()
        coders = {account.coder.split("/")[0] for account in ledger.told_in(held)}
        assert coders == {"rules-1", PERSON}
        assert {account.id for account in ledger.told_in(held)} == {"r-a1"}
    events = reconcile_home(home, at=NOW)
    assert events is not None


def test_the_rules_do_not_count_again_when_the_report_is_read_again(home: Path) -> None:
    list(read_codings(home, edited(home, killed=9), at=NOW))
    with Ledger(home) as ledger:
        (held,) = ledger.reports()
        ledger.recode(held, Coding(coder="rules-9/later", accounts=code_report(held).accounts), at=NOW)
    assert dead(home) == [9]


def test_the_same_file_adds_nothing_and_a_corrected_one_counts(home: Path) -> None:
    path = edited(home, killed=9)
    list(read_codings(home, path, at=NOW))
    again = [each.change for each in read_codings(home, path, at=NOW) if isinstance(each, Added)]
    assert again == ["unchanged"]
    list(read_codings(home, edited(home, killed=10), at=NOW))
    assert dead(home) == [10]


def test_a_coding_of_a_report_that_was_not_read_is_an_issue(home: Path) -> None:
    path = home / "other.jsonl"
    path.write_text('{"schema": 1, "report": {"id": "elsewhere", "source": "Wire"}}\n', encoding="utf-8")
    (found,) = read_codings(home, path, at=NOW)
    assert isinstance(found, Issue)
    assert "no report 'elsewhere'" in found.what


def test_the_store_knows_people_by_the_name_of_their_coder() -> None:
    assert PERSON.startswith(BY_HAND)
