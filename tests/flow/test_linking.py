"""Do rows of datasets and reports become one event where they tell of one, and stay apart where they do not?"""

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from khaldun.ask.chosen import chosen
from khaldun.ask.definitions import Reading
from khaldun.ask.measured import measured
from khaldun.ask.selection import Selection
from khaldun.flow.datasets import read_dataset
from khaldun.flow.judge import judge, withdraw
from khaldun.flow.read import read_reports_into
from khaldun.flow.reconcile import is_behind, reconcile_home
from khaldun.flow.release import release_home
from khaldun.flow.rows import trace_row
from khaldun.flow.trace import EventTrace, events_of, trace
from khaldun.forecast.tables import counted
from khaldun.model import KhaldunError
from khaldun.read.acled import DATASET as ACLED
from khaldun.read.ucdp_ged import DATASET as UCDP
from khaldun.store.release import open_release

AT = datetime(2026, 1, 1, tzinfo=UTC)
GED = dict.fromkeys(UCDP.needed, "") | {
    "id": "1", "type_of_violence": "3", "code_status": "Clear", "active_year": "1", "dyad_name": "JNIM - Civilians",
    "side_a": "JNIM", "side_a_new_id": "6716", "side_b": "Civilians", "side_b_new_id": "9999", "where_prec": "1",
    "where_coordinates": "Bourem town", "latitude": "16.95", "longitude": "-0.35", "country": "Mali",
    "country_id": "432", "adm_1": "Gao Region", "event_clarity": "1", "date_prec": "1", "date_start": "2024-09-17",
    "date_end": "2024-09-17", "deaths_a": "0", "deaths_b": "0", "deaths_civilians": "9", "deaths_unknown": "0",
    "best": "9", "low": "7", "high": "11",
}  # fmt: skip
ROW = dict.fromkeys(ACLED.needed, "") | {
    "event_id_cnty": "MLI1", "event_date": "2024-09-17", "event_type": "Violence against civilians",
    "sub_event_type": "Attack", "actor1": "JNIM: Group for Support of Islam and Muslims", "inter1": "2",
    "actor2": "Civilians (Mali)", "inter2": "7", "iso": "466", "admin1": "Gao", "location": "Bourem",
    "latitude": "16.96", "longitude": "-0.35", "geo_precision": "1", "time_precision": "1", "fatalities": "10",
    "notes": "On 17 September 2024, JNIM militants attacked Bourem. Ten people were killed.", "source": "Made up",
}  # fmt: skip
REPORT = "Gunmen of JNIM attacked the town of Bourem in Mali on 17 September 2024 and killed at least seven people."


def table(rows: list[dict[str, str]]) -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def ged(home: Path, *rows: dict[str, str], name: str = "GEDEvent_v25_1.csv") -> None:
    read(home, "ucdp-ged", name, [{**GED, **row} for row in rows])


def acled(home: Path, *rows: dict[str, str]) -> None:
    read(home, "acled", "acled.csv", [{**ROW, **row} for row in rows])


def read(home: Path, source: str, name: str, rows: list[dict[str, str]]) -> None:
    path = home.parent / name
    path.write_text(table(rows), encoding="utf-8")
    list(read_dataset(home, source, [str(path)], at=AT))


def report(home: Path) -> None:
    path = home.parent / "reports.jsonl"
    row = {"id": "first", "source": "Radio", "text": REPORT, "published": "2024-09-19", "language": "en"}
    path.write_text(json.dumps(row), encoding="utf-8")
    list(read_reports_into(home, [str(path)], at=AT))


def released(home: Path, name: str, tag: str) -> list[dict[str, Any]]:
    release_home(home, at=AT, tag=tag)
    with open_release(home, tag) as opened:
        found: list[dict[str, Any]] = opened.table(name).to_pyarrow().to_pylist()
        return found


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home with a report and a row each of two datasets on one attack, and a row each on attacks elsewhere."""
    home = tmp_path / "home"
    ged(home, {}, {"id": "2", "latitude": "14.1", "longitude": "-3.9", "where_coordinates": "Bandiagara town"})
    acled(home, {}, {"event_id_cnty": "MLI2", "event_date": "2024-10-30", "location": "Menaka", "longitude": "2.4"})
    report(home)
    return home


def test_rows_and_reports_of_one_attack_are_one_event(home: Path) -> None:
    result = reconcile_home(home, at=AT)
    (event,) = result.events
    assert event.accounts == ("acled:MLI1", "first-a1", "ucdp-ged:1")
    assert (result.accounts, result.alone) == (5, 2)
    (found,) = [figure for figure in event.figures if (figure.outcome, figure.who) == ("killed", "all")]
    assert (found.low, found.best, found.high) == (10, 10, 10)


def test_a_release_holds_the_joined_event_once_and_every_account_in_one_event(home: Path) -> None:
    reconcile_home(home, at=AT)
    events = {event["event_id"]: event for event in released(home, "events", "one")}
    (joined,) = [event for event in events.values() if event["n_accounts"] == 3]
    assert joined["sources"] == ["Radio", "acled", "ucdp-ged"]
    assert (joined["violence"], joined["admin1"], joined["leaves"]) == ("one-sided", "Gao", "nothing")
    assert set(events) - {joined["event_id"]} == {"event-ucdp-ged:2", "event-acled:MLI2"}
    homes = [link["account_id"] for link in released(home, "event_accounts", "two")]
    assert sorted(homes) == ["acled:MLI1", "acled:MLI2", "first-a1", "ucdp-ged:1", "ucdp-ged:2"]
    parties = [one for one in released(home, "event_parties", "three") if one["event_id"] == joined["event_id"]]
    assert {one["grp"] for one in parties if one["role"] == "victim"} == {"civilians"}
    assert [one["actor"] for one in parties if one["role"] == "perpetrator"] == ["jnim"]


def test_two_rows_of_a_source_that_promises_one_row_an_event_never_share_one(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ged(home, {}, {"id": "2"})
    acled(home, {})
    (event,) = reconcile_home(home, at=AT).events
    assert len([one for one in event.accounts if one.startswith("ucdp-ged:")]) == 1


def test_a_rows_own_event_keeps_its_id_when_others_join_it(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ged(home, {})
    assert reconcile_home(home, at=AT).events == ()
    acled(home, {})
    assert is_behind(home)
    report(home)
    result = reconcile_home(home, at=AT)
    assert [event.id for event in result.events] == ["event-ucdp-ged:1"]
    assert not is_behind(home)
    assert reconcile_home(home, at=AT).redirects == ()


def test_the_event_of_a_row_that_was_joined_leads_to_the_event_it_is_in(home: Path) -> None:
    (event,) = reconcile_home(home, at=AT).events
    with pytest.raises(KhaldunError, match=f"event event-acled:MLI1 is now {event.id}; trace that"):
        trace_row(home, "event-acled:MLI1")
    row = trace_row(home, "acled:MLI1")
    assert row is not None
    assert row.event == event


def test_an_event_is_traced_to_rows_and_reports_with_the_links_between_them(home: Path) -> None:
    (event,) = reconcile_home(home, at=AT).events
    found = trace(home, event.id)
    assert isinstance(found, EventTrace)
    assert {told.account.id: told.report is not None for told in found.told} == {
        "acled:MLI1": False, "first-a1": True, "ucdp-ged:1": False
    }  # fmt: skip
    assert {frozenset((one.left, one.right)) for one in found.judgements} == {
        frozenset(("acled:MLI1", "ucdp-ged:1")),
        frozenset(("acled:MLI1", "first-a1")),
        frozenset(("first-a1", "ucdp-ged:1")),
    }
    assert [len(each.told) for each in events_of(home)] == [3]


def test_a_person_parts_and_joins_rows(home: Path) -> None:
    reconcile_home(home, at=AT)
    made = judge(home, "acled:MLI1", "ucdp-ged:1", relation="different", by="anna", because="two raids", at=AT)
    parted = reconcile_home(home, at=AT)
    assert not any({"acled:MLI1", "ucdp-ged:1"} <= set(event.accounts) for event in parted.events)
    withdraw(home, made.id, by="anna", because="one after all", at=AT + timedelta(days=1))
    judge(home, "ucdp-ged:2", "acled:MLI2", relation="same", by="anna", because="", at=AT)
    joined = {event.accounts for event in reconcile_home(home, at=AT).events}
    assert joined == {("acled:MLI1", "first-a1", "ucdp-ged:1"), ("acled:MLI2", "ucdp-ged:2")}


def test_a_row_deleted_at_its_source_leaves_its_event(home: Path) -> None:
    reconcile_home(home, at=AT)
    ged(home, {"type_of_violence": ""}, name="GEDEvent_v25_2.csv")
    (event,) = reconcile_home(home, at=AT).events
    assert event.accounts == ("acled:MLI1", "first-a1")


def test_figures_out_of_order_are_read_from_the_least_to_the_greatest(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ged(home, {"best": "9", "low": "7", "high": "8"})
    acled(home, {"fatalities": "8"})
    (event,) = reconcile_home(home, at=AT).events
    found = trace(home, event.id)
    assert isinstance(found, EventTrace)
    (told,) = [one.account for one in found.told if one.account.source == "ucdp-ged"]
    assert [(toll.low, toll.best, toll.high) for toll in told.tolls if toll.who == "all"] == [(7, None, 9)]


def test_a_release_for_the_public_makes_an_event_anew_from_what_may_leave_the_house(home: Path) -> None:
    (event,) = reconcile_home(home, at=AT).events
    release_home(home, at=AT, tag="public", audience="public")
    with open_release(home, "public") as opened:
        events = {one["event_id"]: one for one in opened.table("events").to_pyarrow().to_pylist()}
        links = opened.table("event_accounts").to_pyarrow().to_pylist()
    assert set(events) == {event.id, "event-ucdp-ged:2"}
    assert (events[event.id]["n_accounts"], events[event.id]["killed_best"]) == (2, 9)
    assert not any(link["account_id"].startswith("acled:") for link in links)


def test_parts_that_one_source_gives_do_not_bound_a_total_that_another_contradicts(tmp_path: Path) -> None:
    home = tmp_path / "home"
    ged(home, {"low": "9", "high": "9"})
    acled(home, {"fatalities": "12"})
    (event,) = reconcile_home(home, at=AT).events
    found = {figure.who: figure for figure in event.figures}
    assert (found["all"].low, found["all"].high) == (9, 12)
    assert "conflict" in found["all"].flags
    assert (found["civilians"].low, found["civilians"].high) == (9, 9)


def test_the_losses_of_two_armies_are_added_up(tmp_path: Path) -> None:
    home = tmp_path / "home"
    losses = {
        "type_of_violence": "2",
        "deaths_a": "5",
        "deaths_b": "4",
        "deaths_civilians": "0",
        "low": "9",
        "high": "9",
    }
    ged(home, {**losses, "side_a": "Dan Na Ambassagou", "side_b": "JNIM"})
    acled(home, {"fatalities": "9"})
    (event,) = reconcile_home(home, at=AT).events
    found = {figure.who: (figure.low, figure.high) for figure in event.figures}
    assert (found["all"], found["non_state_forces"]) == ((9, 9), (9, 9))


def episode(home: Path) -> None:
    """A row on twenty days of fighting with sixty dead, two days of it in another dataset, and a day beside it."""
    spell = {"date_start": "2024-05-01", "date_end": "2024-05-20", "best": "60", "low": "60", "high": "60"}
    ged(home, {**spell, "deaths_civilians": "60"})
    day = {"fatalities": "10", "notes": "JNIM militants attacked Bourem."}
    days = {"MLI1": "2024-05-03", "MLI2": "2024-05-09", "MLI3": "2024-06-09"}
    acled(home, *({**day, "event_id_cnty": name, "event_date": told} for name, told in days.items()))


def test_an_episode_keeps_its_days_as_parts_in_a_release(tmp_path: Path) -> None:
    home = tmp_path / "home"
    episode(home)
    reconcile_home(home, at=AT)
    held = {event["event_id"]: event["part_of"] for event in released(home, "events", "one")}
    assert held == {
        "event-acled:MLI1": "event-ucdp-ged:1",
        "event-acled:MLI2": "event-ucdp-ged:1",
        "event-acled:MLI3": None,
        "event-ucdp-ged:1": None,
    }


@pytest.mark.parametrize(("last", "dead"), [(date(2024, 12, 31), 70), (date(2024, 5, 31), 60), (None, 20)])
def test_a_question_counts_an_episode_or_its_days_and_never_both(tmp_path: Path, last: date | None, dead: int) -> None:
    home = tmp_path / "home"
    episode(home)
    reconcile_home(home, at=AT)
    release_home(home, at=AT, tag="one")
    asked = Selection(countries=("ML",), end=last) if last else Selection(start=date(2024, 5, 2), end=date(2024, 5, 31))
    with open_release(home) as opened:
        (found,) = measured(opened.tables, [Reading(choices=(), selection=asked, unsound=None)], count="deaths")
        assert chosen(opened.tables, asked).killed_best.sum().to_pyarrow().as_py() == found.figure.best == dead


def test_the_history_of_a_forecast_counts_an_episode_once(tmp_path: Path) -> None:
    home = tmp_path / "home"
    episode(home)
    reconcile_home(home, at=AT)
    release_home(home, at=AT, tag="one")
    with open_release(home) as opened:
        assert counted(opened.tables, unit="country").panel.deaths.sum() == 70
