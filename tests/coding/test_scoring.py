"""Does the bench count right, wrong and lost as docs/annotation.md says?"""

from datetime import date

import pytest

from corpora.gold import Annotated, GoldAccount, GoldPlace, GoldResponsibility, GoldStatement, GoldToll
from khaldun.coding.coded import Coded
from khaldun.model import Account, Party, Report, Responsibility, Statement, Toll, When, Where
from scoring.align import align
from scoring.figures import figure, summed
from scoring.slots import Counts, fields
from scoring.texts import scored

GAO = GoldPlace(name="Gao", latitude=16.27, longitude=-0.04)
WANTED = GoldAccount(
    types=("battles.armed_clash",),
    when=When(start=date(2024, 5, 1), end=date(2024, 5, 1), precision="day", basis="explicit"),
    countries=("ML",),
    places=(GAO,),
    perpetrators=(("jnim", "jihadists"),),
    targets=("state_forces",),
    tolls=(GoldToll(outcome="killed", who=("state_forces",), low=12, best=12),),
    responsibility=(GoldResponsibility(stance="claimed", actor=("jnim",)),),
    main=True,
)


def account(**changes: object) -> Account:
    """A coding that agrees with WANTED, but for the changes."""
    right: dict[str, object] = {
        "id": "a",
        "source": "s",
        "record": "r",
        "type": "battles.armed_clash",
        "when": When(start=date(2024, 5, 1), end=date(2024, 5, 1), precision="day", basis="explicit"),
        "where": Where(told="Gao", country="ML", latitude=16.3, longitude=0.0, precision="settlement"),
        "parties": (
            Party(role="perpetrator", told="JNIM", actor="jnim"),
            Party(role="target", told="soldiers"),
        ),
        "tolls": (Toll(outcome="killed", who="state_forces", low=12, best=12),),
        "responsibility": (Responsibility(told="JNIM", actor="jnim", stance="claimed"),),
        "main": True,
    }
    return Account(**(right | changes))  # type: ignore[arg-type]


def group_of(party: Party) -> str | None:
    return {"soldiers": "state_forces", "villagers": "civilians"}.get(party.told)


def counts(coded: Account, wanted: GoldAccount = WANTED) -> dict[str, Counts]:
    return summed([(each.measure, each.counts) for each in fields(wanted, coded, group_of)])


def text(*accounts: GoldAccount, statements: tuple[GoldStatement, ...] = ()) -> Annotated:
    report = Report(id="r", text="Words.", sha256="", language="en")
    return Annotated(report=report, kind="hard_news", split="dev", accounts=accounts, statements=statements)


def rows(wanted: Annotated, *accounts: Account, statements: tuple[Statement, ...] = ()) -> dict[str, Counts]:
    coded = Coded(accounts=accounts, statements=statements)
    return summed([(each.measure, each.counts) for each in scored(wanted, coded, group_of)])


def test_a_coding_that_agrees_has_nothing_wrong_and_nothing_lost() -> None:
    found = rows(text(WANTED), account())
    assert {name: each for name, each in found.items() if each.wrong or each.lost} == {}
    assert found["events"] == found["killed exact"] == found["perpetrator"] == Counts(1, 0, 0)


def test_a_wrong_value_is_both_wrong_and_lost() -> None:
    tomorrow = When(start=date(2024, 5, 2), end=date(2024, 5, 2), precision="day", basis="explicit")
    assert counts(account(when=tomorrow))["date overlap"] == Counts(0, 1, 1)


def test_a_value_that_is_not_there_is_only_lost() -> None:
    found = counts(account(when=When(), parties=(), tolls=(), responsibility=()))
    assert {found[name] for name in ("date overlap", "perpetrator", "killed exact", "responsibility")} == {
        Counts(0, 0, 1)
    }


def test_a_value_that_nobody_told_is_only_wrong() -> None:
    silent = GoldAccount(types=("battles.armed_clash",), countries=("ML",))
    found = counts(account(), silent)
    assert {found[name] for name in ("settlement", "killed exact", "responsibility")} == {Counts(0, 1, 0)}


def test_a_week_overlaps_its_day_and_is_not_exact() -> None:
    week = When(start=date(2024, 4, 29), end=date(2024, 5, 5), precision="week", basis="explicit")
    found = counts(account(when=week))
    assert (found["date overlap"], found["date exact"]) == (Counts(1, 0, 0), Counts(0, 1, 1))


@pytest.mark.parametrize(("latitude", "expected"), [(16.45, Counts(1, 0, 0)), (16.6, Counts(0, 1, 1))])
def test_a_settlement_is_right_up_to_25_kilometres(latitude: float, expected: Counts) -> None:
    where = Where(told="Gao", country="ML", latitude=latitude, longitude=-0.04, precision="settlement")
    assert counts(account(where=where))["settlement"] == expected


def test_a_place_without_a_position_is_held_to_its_name() -> None:
    where = Where(told="the village of GAO", name="Gâo", country="ML", precision="settlement")
    assert counts(account(where=where))["settlement"] == Counts(1, 0, 0)


def test_a_country_alone_loses_the_settlement() -> None:
    found = counts(account(where=Where(told="Mali", country="ML", precision="country")))
    assert (found["country"], found["settlement"]) == (Counts(1, 0, 0), Counts(0, 0, 1))


@pytest.mark.parametrize("told", ["Jihadists", "the jihadist", "armed jihadists"])
def test_a_perpetrator_is_right_by_the_words_of_the_text(told: str) -> None:
    assert counts(account(parties=(Party(role="perpetrator", told=told),)))["perpetrator"] == Counts(1, 0, 0)


def test_an_open_figure_is_not_a_closed_one() -> None:
    closed = (Toll(outcome="killed", low=12, best=12, high=12),)
    found = counts(account(tolls=closed))
    assert (found["killed exact"], found["killed overlap"]) == (Counts(0, 1, 1), Counts(1, 0, 0))


def test_more_than_twenty_may_be_held_as_twenty_or_as_one_more() -> None:
    wanted = GoldAccount(
        types=("battles.armed_clash",), tolls=(GoldToll(outcome="killed", who=("all",), low=21, best=21),)
    )
    assert counts(account(tolls=(Toll(outcome="killed", low=20, best=20),)), wanted)["killed exact"] == Counts(1, 0, 0)


def test_the_same_figure_of_the_wrong_group_is_seen() -> None:
    found = counts(account(tolls=(Toll(outcome="killed", who="civilians", low=12, best=12),)))
    assert (found["killed exact"], found["whose toll"]) == (Counts(1, 0, 0), Counts(0, 1, 1))


def test_tolls_name_the_target_where_no_party_does() -> None:
    assert counts(account(parties=()))["target group"] == Counts(1, 0, 0)


def test_an_optional_event_is_neither_asked_for_nor_spurious() -> None:
    optional = GoldAccount(types=("strategic.arrests",), countries=("ML",), optional=True)
    arrests = account(type="strategic.arrests", tolls=(), parties=())
    assert "events" not in {name for name, each in rows(text(optional), arrests).items() if sum(each)}
    assert rows(text(optional)).get("relevance") is None


def test_events_of_one_day_are_told_apart_by_place() -> None:
    kidal = GoldAccount(
        types=("battles.armed_clash",),
        when=WANTED.when,
        countries=("ML",),
        places=(GoldPlace(name="Kidal", latitude=18.44, longitude=1.41),),
    )
    there = account(
        id="b", where=Where(told="Kidal", country="ML", latitude=18.4, longitude=1.4, precision="settlement")
    )
    pairs = align((WANTED, kidal), (there, account())).pairs
    assert [(gold.places[0].name, coded.id) for gold, coded in pairs] == [("Gao", "a"), ("Kidal", "b")]


def test_what_has_no_tie_is_no_pair() -> None:
    bare = account(when=When(), where=None, parties=(), tolls=())
    assert rows(text(WANTED), bare)["events"] == Counts(0, 1, 1)


def test_a_protest_is_no_battle() -> None:
    assert rows(text(WANTED), account(type="protests.peaceful_protest"))["events"] == Counts(0, 1, 1)


def test_a_text_with_nothing_to_code_counts_its_spurious_events() -> None:
    found = rows(text(), account())
    assert (found["relevance"], found["spurious"], found["silence"]) == (
        Counts(0, 1, 0),
        Counts(0, 1, 0),
        Counts(0, 1, 0),
    )


def test_statements_are_held_to_kind_and_figure() -> None:
    wanted = text(statements=(GoldStatement(kind="aggregate", measure="killed", low=924, high=924),))
    right = Statement(id="s", kind="comparison", measure="killed", low=924, high=924)
    wrong = Statement(id="t", kind="share", measure="killed", low=924, high=924)
    assert rows(wanted, statements=(right, wrong))["statements"] == Counts(1, 1, 0)


def test_a_measure_without_opinion_is_left_out() -> None:
    silent = Annotated(
        report=Report(id="r", text="Words.", sha256="", language="en"),
        kind="headline",
        split="dev",
        accounts=(WANTED,),
        silent=frozenset({"statements", "type"}),
    )
    assert {"statements", "type"} & set(rows(silent, account())) == set()


def test_precision_recall_and_f1_come_from_summed_counts() -> None:
    found = figure([{"events": Counts(3, 1, 0)}, {"events": Counts(0, 0, 2)}], "events")
    assert (found.precision, found.recall, found.f1) == (0.75, 0.6, 2 / 3)
    assert [found.low, found.high] == pytest.approx([0.0, 6 / 7])


def test_a_measure_without_counts_has_no_figure() -> None:
    found = figure([{}], "events")
    assert (found.precision, found.recall, found.f1, found.low) == (None, None, None, None)
