"""Which events does a report hold, and which only look like some?"""

from datetime import date

import pytest

from khaldun.coding import code
from khaldun.identify import gazetteer, registry
from khaldun.model import Account, Report

PUBLISHED = date(2024, 11, 20)


def accounts(text: str, language: str = "en", published: date = PUBLISHED) -> tuple[Account, ...]:
    report = Report(id="r", text=text, sha256="", source="test", published=published, language=language)
    return code(report, gazetteer=gazetteer(), registry=registry()).accounts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The Mahdi's forces stormed Khartoum in January 1885 and killed General Gordon."),
        ("en", "The rebellion of 1857 began when soldiers in Meerut killed their officers and marched on Delhi."),
        ("fr", "Son aïeul, enlevé par des pirates en 1687, passa onze ans captif à Alger."),
    ],
)
def test_what_happened_centuries_ago_is_history(language: str, text: str) -> None:
    assert accounts(text, language) == ()


def test_a_day_without_a_year_among_years_long_ago_is_history() -> None:
    text = (
        "The war began in April 1775. Rebels besieged Boston until March 1776.\n\n"
        "On 17 June British soldiers attacked the militia at Charlestown and killed 140 men."
    )
    assert accounts(text) == ()


def test_a_founding_year_does_not_make_an_attack_history() -> None:
    (account,) = accounts("The group, founded in 1964, attacked a village near Bunia on Monday and killed 12 people.")
    assert account.when.start == date(2024, 11, 18)


def test_a_headline_with_every_word_in_capitals_is_read_as_a_sentence() -> None:
    (account,) = accounts("Gunmen in White Bus Kill Two Soldiers at Checkpoint in Ebonyi")
    assert [(toll.outcome, toll.best) for toll in account.tolls] == [("killed", 2)]


def test_the_country_of_a_capital_in_the_dateline_weighs_though_other_towns_bear_its_name() -> None:
    text = "BOGOTA, 19 Nov (EFE) -- A car bomb exploded on Monday and killed four people, the U.S. embassy said."
    (account,) = accounts(text)
    assert account.where is not None
    assert account.where.country == "CO"
