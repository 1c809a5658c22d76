"""Are days, places, parties and tolls said as precisely as they are known, and no more?"""

from datetime import date

import pytest

from khaldun.model import UNKNOWN_WHEN, DatePrecision, Figure, Party, Responsibility, Toll, When, Where
from khaldun.show.words import (
    answer_words,
    count_words,
    figure_words,
    parties_words,
    toll_words,
    when_words,
    where_words,
)


def when(start: tuple[int, int, int], end: tuple[int, int, int], precision: DatePrecision) -> When:
    return When(start=date(*start), end=date(*end), precision=precision)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (when((2024, 9, 17), (2024, 9, 17), "day"), "17 Sep 2024"),
        (when((2024, 7, 20), (2024, 7, 31), "week"), "20–31 Jul 2024"),
        (when((2024, 7, 25), (2024, 8, 2), "day"), "25 Jul – 2 Aug 2024"),
        (when((2023, 12, 25), (2024, 1, 2), "day"), "25 Dec 2023 – 2 Jan 2024"),
        (when((2024, 9, 1), (2024, 9, 30), "month"), "Sep 2024"),
        (when((2015, 1, 1), (2015, 12, 31), "year"), "2015"),
        (When(told="last month"), "unknown (“last month”)"),
        (UNKNOWN_WHEN, "unknown"),
    ],
)
def test_days_are_said_as_precisely_as_they_are_known(days: When, words: str) -> None:
    assert when_words(days) == words


@pytest.mark.parametrize(
    ("where", "words"),
    [
        (Where(told="Bamako", name="Bamako", country="ML", sites=("airport",)), "Bamako, ML (airport)"),
        (Where(told="Mali", name="Mali", country="ML", precision="country"), "Mali"),
        (Where(told="Nowhere"), "“Nowhere”"),
        (None, "not told"),
    ],
)
def test_a_place_nobody_knows_stays_as_told(where: Where | None, words: str) -> None:
    assert where_words(where) == words


@pytest.mark.parametrize(
    ("toll", "words"),
    [
        (Toll(outcome="killed", low=13, high=13, best=13, who="attackers"), "13 attackers killed"),
        (Toll(outcome="abducted", low=1, high=1, best=1, who="civilians"), "1 civilian abducted"),
        (Toll(outcome="killed", low=77, best=77, hedge="at_least"), "at least 77 killed"),
        (Toll(outcome="killed", low=24, high=99, hedge="vague", told="dozens"), "“dozens” killed"),
        (Toll(outcome="injured", low=0, high=99, hedge="fewer_than"), "fewer than 100 injured"),
        (Toll(outcome="killed", low=0, high=20, hedge="at_most"), "at most 20 killed"),
        (Toll(outcome="killed", low=45, high=55, best=50, hedge="about"), "about 50 killed"),
        (Toll(outcome="killed", low=20, high=30), "20 to 30 killed"),
        (
            Toll(outcome="killed", low=90, high=90, best=90, includes=("attackers",), said_by="ACLED"),
            "90 killed, attackers counted in, says ACLED",
        ),
        (
            Toll(outcome="killed", low=2, high=2, best=2, excludes=("attackers",), as_of=date(2024, 9, 20)),
            "2 killed, attackers left out, as of 20 Sep 2024",
        ),
    ],
)
def test_a_toll_is_said_as_it_was_given(toll: Toll, words: str) -> None:
    assert toll_words(toll) == words


@pytest.mark.parametrize(
    ("low", "best", "high", "words"),
    [
        (13, 13, 13, "13"),
        (77, 77, None, "77 or more"),
        (77, None, None, "77 or more"),
        (77, 90, None, "77 or more, best 90"),
        (24, 24, 61, "24 to 61, best 24"),
        (24, None, 61, "24 to 61"),
    ],
)
def test_an_open_figure_is_never_said_as_exact(low: int, best: int | None, high: int | None, words: str) -> None:
    assert count_words(low, best, high) == words


def test_a_figure_names_whose_it_is() -> None:
    figure = Figure(
        outcome="killed", who="civilians", low=2, best=2, high=2, rule="evidence-1", because=(), accounts=("a",)
    )
    assert figure_words(figure) == "2 civilians killed"


def test_sides_are_told_once_and_claims_marked() -> None:
    parties = [
        Party(role="target", told="gendarmes"),
        Party(role="perpetrator", told="militants", actor="jnim"),
        Party(role="perpetrator", told="JNIM", actor="jnim", stance="claimed"),
        Party(role="perpetrator", told="rebels"),
    ]
    assert parties_words(parties, str.upper) == ["by JNIM (claimed), rebels", "on gendarmes"]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Responsibility(told="the group", actor="jnim", stance="claimed"), "claimed by JNIM"),
        (Responsibility(told="the army", stance="denied"), "denied by the army"),
        (Responsibility(told="JNIM", stance="accused", said_by="the mayor"), "JNIM accused by the mayor"),
    ],
)
def test_who_answers_is_told_with_the_stance(answer: Responsibility, words: str) -> None:
    assert answer_words(answer, str.upper) == words
