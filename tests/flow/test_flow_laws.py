"""Do events hang on what was read alone: not on the order, the number of runs, copies, or what was taken back?"""

import json
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khaldun.flow.datasets import read_dataset
from khaldun.flow.judge import judge, withdraw
from khaldun.flow.read import read_reports_into
from khaldun.flow.reconcile import reconcile_home
from khaldun.model import Event
from khaldun.read.acled import DATASET as ACLED
from khaldun.store.derived import read_derived
from khaldun.store.ledger import Ledger

AT = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = {"Bourem": ("16.95", "-0.35"), "Menaka": ("15.92", "2.40"), "Gao": ("16.27", "-0.04")}
WORDS = (
    "Gunmen of JNIM attacked {place} in Mali on {day} September 2024 and killed {dead} people, a resident said.",
    "At least {dead} people were killed when gunmen attacked {place}, Mali, on {day} September 2024, the mayor said.",
)
TRUTH = [("Bourem", 17, 9), ("Bourem", 18, 4), ("Menaka", 17, 12), ("Gao", 3, 20)]
EVERY = 3  # pieces between two runs
Piece = tuple[str, str]  # a source and the content of a file of it


def pieces() -> list[Piece]:
    """Two reports on each attack, and a file each of two datasets with a row on each."""
    reports = [
        json.dumps({"id": f"r{n}{k}", "source": f"Paper {k}", "published": "2024-09-20",
                    "text": words.format(place=place, day=day, dead=dead)})
        for n, (place, day, dead) in enumerate(TRUTH)
        for k, words in enumerate(WORDS)
    ]  # fmt: skip
    return [("report", text) for text in reports] + [("acled", row(n)) for n in range(len(TRUTH))]


def row(number: int) -> str:
    place, day, dead = TRUTH[number]
    latitude, longitude = PLACES[place]
    cells = dict.fromkeys(ACLED.needed, "") | {
        "event_id_cnty": f"MLI{number}", "event_date": f"2024-09-{day:02}", "sub_event_type": "Attack",
        "event_type": "Violence against civilians", "actor1": "JNIM: Group for Support of Islam and Muslims",
        "inter1": "2", "actor2": "Civilians (Mali)", "inter2": "7", "iso": "466", "location": place,
        "latitude": latitude, "longitude": longitude, "geo_precision": "1", "time_precision": "1",
        "fatalities": str(dead), "notes": f"JNIM militants attacked {place} and killed {dead}.", "source": "Made up",
    }  # fmt: skip
    return "\n".join(",".join(f'"{cell}"' for cell in line) for line in (cells, cells.values()))


def read(home: Path, piece: Piece, number: int) -> None:
    source, content = piece
    path = home.parent / f"{home.name}-{number}.{'jsonl' if source == 'report' else 'csv'}"
    path.write_text(content + "\n", encoding="utf-8")
    if source == "report":
        list(read_reports_into(home, [str(path)], at=AT))
    else:
        list(read_dataset(home, source, [str(path)], at=AT))


def shuffled(seed: int) -> list[tuple[int, Piece]]:
    return random.Random(seed).sample(list(enumerate(pieces())), k=len(pieces()))  # noqa: S311 - nothing secret


def told(home: Path) -> tuple[Event, ...]:
    return reconcile_home(home, at=AT).events


def without_ids(events: tuple[Event, ...]) -> dict[tuple[str, ...], list[tuple[object, ...]]]:
    return {
        each.accounts: [(f.outcome, f.who, f.low, f.best, f.high, f.flags) for f in each.figures] for each in events
    }


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that has read every piece in order and was reconciled once."""
    home = tmp_path_factory.mktemp("laws") / "home"
    for number, piece in enumerate(pieces()):
        read(home, piece, number)
    told(home)
    return home


def test_each_attack_is_one_event_of_both_reports_and_its_row(whole: Path) -> None:
    assert {event.accounts for event in read_derived(whole).events} == {
        (f"acled:MLI{n}", f"r{n}0-a1", f"r{n}1-a1") for n in range(len(TRUTH))
    }


@pytest.mark.parametrize("seed", range(2))
def test_the_order_of_reading_changes_neither_events_nor_ids(whole: Path, tmp_path: Path, seed: int) -> None:
    home = tmp_path / "home"
    for number, piece in shuffled(seed):
        read(home, piece, number)
    assert told(home) == read_derived(whole).events


@pytest.mark.parametrize("seed", range(2))
def test_runs_between_pieces_in_any_order_equal_one_run_over_all(whole: Path, tmp_path: Path, seed: int) -> None:
    home = tmp_path / "home"
    seen: set[str] = set()
    for turn, (number, piece) in enumerate(shuffled(seed)):
        read(home, piece, number)
        if turn % EVERY == EVERY - 1:
            seen |= {event.id for event in told(home)}
    events = read_derived(home).events
    assert without_ids(events) == without_ids(read_derived(whole).events)
    with Ledger(home) as ledger:
        gone = seen - {event.id for event in events}
        assert all(ledger.redirect(each) for each in gone)


def test_a_copy_of_a_report_under_another_name_changes_no_toll(whole: Path, tmp_path: Path) -> None:
    home = tmp_path / "home"
    for number, piece in enumerate(pieces()):
        read(home, piece, number)
    copy = json.loads(pieces()[0][1]) | {"id": "copy", "source": "Gazette", "published": "2024-09-21"}
    read(home, ("report", json.dumps(copy)), 99)
    before = {accounts[0]: figures for accounts, figures in without_ids(read_derived(whole).events).items()}
    after = {accounts[0]: figures for accounts, figures in without_ids(told(home)).items()}
    assert after == before


def test_taking_back_a_judgement_or_a_row_restores_the_earlier_state(whole: Path) -> None:
    before = read_derived(whole).events
    made = judge(whole, "r00-a1", "r01-a1", relation="different", by="anna", because="two raids", at=AT)
    assert without_ids(told(whole)) != without_ids(before)
    withdraw(whole, made.id, by="anna", because="one raid", at=AT)
    assert without_ids(told(whole)) == without_ids(before)
    wrong = row(0).replace("2024-09-17", "2024-03-01")
    read(whole, ("acled", wrong), 100)
    assert without_ids(told(whole)) != without_ids(before)
    read(whole, ("acled", row(0)), 101)
    assert without_ids(told(whole)) == without_ids(before)
