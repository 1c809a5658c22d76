"""Do sentences get the verdict that the rows allow? Six are English, six French; their slots are set by hand here."""

from datetime import date
from typing import Any

import ibis
import pytest

from khaldun.ask import Checked, check_statements
from khaldun.model import Near, Period, Statement

Tables = dict[str, ibis.Table]
IN_2021 = Period(start=date(2021, 1, 1), end=date(2021, 12, 31))
IN_2023 = Period(start=date(2023, 1, 1), end=date(2023, 12, 31))
ARMY, JNIM = ("ucdp:72",), ("ucdp:6716",)
FOUR = ("GN", "CI", "SN", "MR")


def said(**slots: Any) -> Statement:  # noqa: ANN401 - slots of any kind
    filled = {"id": "s", "kind": "aggregate", "measure": "killed", "countries": ("ML",), "period": IN_2021, **slots}
    return Statement(**filled)


def checked(tables: Tables, statement: Statement, *others: Statement) -> Checked:
    return check_statements([statement, *others], tables, published=date(2024, 10, 12))[0]


SENTENCES = {
    "The army killed fewer than 100 civilians in Mali in 2021.": (
        said(hedge="fewer_than", low=0, high=99, who=("civilians",), perpetrators=ARMY),
        "depends",
    ),
    "More than 1,000 people died in Mali's violence in 2021.": (said(hedge="at_least", low=1000), "reproduced"),
    "At least 300 civilians were killed by JNIM in Mali in 2021.": (
        said(hedge="at_least", low=300, who=("civilians",), perpetrators=JNIM),
        "not reproduced",
    ),
    "Mali saw 225 deadly events in 2021.": (said(measure="incidents", low=225, high=225), "reproduced"),
    "Some two dozen incidents took place within 30 miles of four of Mali's borders in 2021.": (
        said(
            measure="incidents", hedge="about", low=22, high=26, near=Near(distance_km=48.28, countries=("ML", *FOUR))
        ),
        "not reproduced",
    ),
    "The army and its partners killed 924 civilians in Mali in 2023.": (
        said(low=924, high=924, who=("civilians",), perpetrators=ARMY, period=IN_2023, said_by="ACLED"),
        "not reproduced",
    ),
    "Au moins 200 civils ont été tués au Mali en 2021.": (
        said(hedge="at_least", low=200, who=("civilians",)),
        "reproduced",
    ),
    "L'armée a tué exactement 24 civils au Mali en 2021.": (
        said(low=24, high=24, who=("civilians",), perpetrators=ARMY),
        "depends",
    ),
    "Aucun incident n'a eu lieu en Gambie en 2023.": (
        said(measure="incidents", low=0, high=0, countries=("GM",), period=IN_2023),
        "cannot be tested",
    ),
    "Trois incidents ont eu lieu à moins de 48 km des frontières avec quatre voisins en 2021.": (
        said(measure="incidents", low=3, high=3, near=Near(distance_km=48.28032, countries=("ML", *FOUR))),
        "reproduced",
    ),
    "Le groupe Wagner compte entre 1 000 et 2 000 hommes au Mali.": (
        said(measure="troops", low=1000, high=2000),
        "out of scope",
    ),
    "L'attaque de Tessit, 53 morts, est la plus meurtrière de 2021 au Mali.": (
        said(kind="record", low=53, high=53),
        "depends",
    ),
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_gets_its_verdict(ucdp: Tables, sentence: str) -> None:
    statement, verdict = SENTENCES[sentence]
    found = checked(ucdp, statement)
    assert found.verdict == verdict, found.why
    assert found.why.endswith(".")


def test_fewer_than_100_turns_on_the_release_and_on_civilians_killed_in_fighting(ucdp: Tables) -> None:
    found = checked(ucdp, SENTENCES["The army killed fewer than 100 civilians in Mali in 2021."][0])
    assert [figure.best for figure in found.figures] == [24, 43, 77, 96, 48, 101]
    assert [figure.best for figure in found.figures if not figure.meets] == [101]
    assert found.turns_on.startswith("holds unless source is UCDP Country-Year 25.1")
    assert found.turns_on.endswith("(101)")


def test_a_figure_of_another_source_is_said_to_be_one(ucdp: Tables) -> None:
    found = checked(ucdp, SENTENCES["The army and its partners killed 924 civilians in Mali in 2023."][0])
    assert [figure.best for figure in found.figures] == [204, 454]
    assert "ACLED gave the figure; the rows tested are UCDP" in found.why
    assert "No single rows were counted: no rows for ML after 2021-12-31" in found.why


def test_virtually_none_is_two_halves_that_are_told_apart(ucdp: Tables) -> None:
    near = Near(distance_km=48.28032, countries=("ML", *FOUR))
    then = said(id="then", measure="incidents", hedge="vague", low=0, near=near)
    now = said(kind="comparison", measure="incidents", low=24, near=near, than="then", period=IN_2023)
    earlier, later = check_statements([then, now], ucdp)
    assert earlier.verdict == "depends"
    assert "at most 3 a year: reproduced; under a twentieth of 24: not reproduced" in earlier.why
    assert later.verdict == "cannot be tested"


def test_the_years_before_are_meant_where_a_comparison_says_no_more(ucdp: Tables) -> None:
    then = said(id="then", hedge="vague", low=0, period=None, measure="incidents")
    now = said(kind="comparison", measure="incidents", low=24, than="then")
    assert check_statements([then, now], ucdp)[0].why == "cannot be tested: no rows for ML before 2021-01-01."


def test_a_comparison_says_whether_the_later_figure_is_higher(ucdp: Tables) -> None:
    then = said(id="then", hedge="fewer_than", low=0, high=99, who=("civilians",), perpetrators=ARMY)
    now = said(kind="comparison", low=924, high=924, than="then", who=("civilians",), period=IN_2023, perpetrators=ARMY)
    assert "higher under 2 of 2 definitions" in check_statements([then, now], ucdp)[1].why


def test_an_actor_that_no_row_names_cannot_be_counted(ucdp: Tables) -> None:
    found = checked(ucdp, said(low=1, who=("civilians",), perpetrators=("wagner",)))
    assert found.why == "cannot be tested: no rows in store name wagner."
    both = checked(ucdp, said(low=1, hedge="at_least", who=("civilians",), perpetrators=("ucdp:72", "wagner")))
    assert "No rows in store name wagner, so what it did is counted only where others are named" in both.why


@pytest.mark.parametrize(
    ("slots", "why"),
    [
        (
            {"period": None, "low": 5},
            "cannot be tested: the sentence gives no days, so there is nothing to count over.",
        ),
        ({"countries": (), "low": 5}, "cannot be tested: the sentence names no country whose rows could be counted."),
        ({}, "cannot be tested: the sentence gives no number."),
        (
            {"measure": "injured", "low": 5},
            "cannot be tested: the rows in store give no figure of injured people to count.",
        ),
        (
            {"who": ("state_forces",), "low": 5},
            "cannot be tested: the rows in store give no figure of state_forces alone.",
        ),
    ],
)
def test_a_slot_left_empty_is_said(ucdp: Tables, slots: dict[str, Any], why: str) -> None:
    assert checked(ucdp, said(**slots)).why == why


def test_claims_and_ranks_are_not_counted(ucdp: Tables) -> None:
    assert checked(ucdp, said(kind="responsibility")).verdict == "out of scope"
    rank = checked(ucdp, said(kind="rank", measure="Global Terrorism Index"))
    assert rank.verdict == "cannot be tested"
    assert "never the index" in rank.why


def test_a_first_since_shows_what_would_already_break_it(ucdp: Tables) -> None:
    found = checked(ucdp, said(kind="first_since", measure="incidents", period=Period(start=date(2016, 1, 1))))
    assert found.verdict == "cannot be tested"
    assert "the rows there are already hold 225" in found.why


def test_a_share_is_taken_of_all(ucdp: Tables) -> None:
    found = checked(ucdp, said(kind="share", measure="incidents", low=73, high=73, perpetrators=JNIM))
    assert (found.verdict, found.figures[0].best) == ("reproduced", 73)


def test_a_share_of_nobody_cannot_be_tested(ucdp: Tables) -> None:
    found = checked(ucdp, said(kind="share", measure="killed", low=50, high=50))
    assert found.why == (
        "cannot be tested: the sentence does not say whose share it is, by an actor or a group that rows name."
    )
    civilians = checked(ucdp, said(kind="share", measure="killed", low=20, high=20, who=("civilians",)))
    assert max(figure.best or 0 for figure in civilians.figures) < 100


def test_a_change_is_tested_against_the_days_before(ucdp: Tables) -> None:
    late = Period(start=date(2021, 7, 1), end=date(2021, 12, 31))
    found = checked(ucdp, said(kind="comparison", measure="incidents", change=-25, period=late))
    (figure,) = found.figures
    assert "against the days before (128 to 97)" in figure.definition
    assert (figure.best, found.verdict) == (-24, "reproduced")
    risen = checked(ucdp, said(kind="comparison", measure="incidents", change=25, period=late))
    assert risen.verdict == "not reproduced"
    doubled = checked(ucdp, said(kind="comparison", measure="incidents", change=100))
    assert doubled.why == "cannot be tested: no rows for ML before 2021-01-01."
    since = checked(ucdp, said(kind="comparison", measure="incidents", change=100, period=Period(start=late.start)))
    assert since.why == "cannot be tested: the sentence does not say which days are set against which."


def test_one_of_the_deadliest_has_no_rank_and_a_record_number_is_a_number(ucdp: Tables) -> None:
    vague = checked(ucdp, said(kind="record", hedge="vague"))
    assert vague.why == "cannot be tested: one of the deadliest gives no rank."
    number = checked(ucdp, said(kind="record", measure="incidents", low=225, high=225))
    assert number.verdict == "reproduced"
    assert "That no earlier number was higher is not tested." in number.why


def test_the_dead_of_both_sides_are_said_to_be_counted(ucdp: Tables) -> None:
    assert "the dead of both sides are counted" in checked(ucdp, said(low=900, high=900, perpetrators=JNIM)).why
    assert "both sides" not in checked(ucdp, said(low=76, high=76, perpetrators=JNIM, who=("civilians",))).why


def test_a_check_is_json_of_the_contract(ucdp: Tables) -> None:
    told = checked(ucdp, SENTENCES["Mali saw 225 deadly events in 2021."][0]).as_json()
    assert list(told) == ["statement", "verdict", "why", "figures", "turns_on"]
    assert len(told["figures"][0]["rows"]) == 225
