"""Which figures of a report are tolls? The docstring of a test is the report; English and French in pairs."""

from datetime import date

import pytest

from khaldun.coding.coder import code
from khaldun.identify import gazetteer, registry
from khaldun.model import Report

Row = tuple[str, str, int, int | None]


@pytest.fixture
def tolls(request: pytest.FixtureRequest) -> set[Row]:
    told = " ".join((request.function.__doc__ or "").split())
    language = "fr" if request.function.__name__.endswith("_in_french") else "en"
    report = Report(id="r", text=told, sha256="0" * 64, published=date(2024, 10, 12), language=language)
    coded = code(report, gazetteer=gazetteer(), registry=registry())
    return {(toll.outcome, toll.who, toll.low, toll.high) for a in coded.accounts if a.main for toll in a.tolls}


def test_figures_that_are_joined_share_what_became_of_them_in_french(tolls: set[Row]) -> None:
    """Jeudi à Inata, dans ce camp du nord, 53 gendarmes et quatre civils ont été tués par des jihadistes."""
    assert tolls == {("killed", "state_forces", 53, 53), ("killed", "civilians", 4, 4)}


def test_one_told_of_many_is_no_figure_of_its_own(tolls: set[Row]) -> None:
    """Gunmen killed five villagers, among them a chief, in Bambili in Cameroon on Thursday."""
    assert tolls == {("killed", "civilians", 5, 5)}


def test_another_version_of_a_toll_stands_beside_the_first(tolls: set[Row]) -> None:
    """Gunmen killed 100 villagers in Yelwata in Nigeria on Thursday, while the police put the figure at 45."""
    assert tolls == {("killed", "civilians", 100, 100), ("killed", "all", 45, 45)}


def test_words_beside_a_figure_say_on_whose_side_in_french(tolls: set[Row]) -> None:
    """L'attaque d'un camp à Djibo par des jihadistes a fait jeudi 30 morts parmi les soldats."""
    assert tolls == {("killed", "state_forces", 30, 30)}


def test_hostages_who_were_executed_were_killed(tolls: set[Row]) -> None:
    """Boko Haram fighters executed fifty hostages in Diffa on Thursday."""
    assert tolls == {("killed", "civilians", 50, 50)}


def test_one_told_by_a_word_that_is_a_number_counts_in_french(tolls: set[Row]) -> None:
    """L'attaque d'un village à Djibo par des jihadistes a fait jeudi cinq morts, dont un enfant."""
    assert tolls == {("killed", "all", 5, 5), ("killed", "civilians", 1, 1)}


def test_more_of_those_told_before_are_of_their_side(tolls: set[Row]) -> None:
    """Three soldiers were killed and two others wounded by jihadists in Djibo in Burkina Faso on Thursday."""
    assert tolls == {("killed", "state_forces", 3, 3), ("injured", "state_forces", 2, 2)}


def test_more_of_those_told_before_are_of_their_side_in_french(tolls: set[Row]) -> None:
    """Trois soldats ont été tués et deux autres blessés jeudi à Djibo par des jihadistes."""
    assert tolls == {("killed", "state_forces", 3, 3), ("injured", "state_forces", 2, 2)}


def test_the_losses_of_either_side_are_of_one_event_in_french(tolls: set[Row]) -> None:
    """Des jihadistes ont attaqué jeudi un camp de l'armée à Djibo, tuant trois soldats. Quatorze terroristes ont été
    neutralisés.
    """
    assert ("killed", "state_forces", 3, 3) in tolls
    assert 14 in {low for _, _, low, _ in tolls}
