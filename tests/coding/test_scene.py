"""Does an event without a day or a place of its own happen where and when the text has arrived?"""

from datetime import date
from hashlib import sha256

import pytest

from khaldun.coding import code
from khaldun.identify import gazetteer, registry
from khaldun.model import Account, Report

PUBLISHED = date(2024, 10, 12)  # a Saturday


def accounts(text: str, language: str = "en", published: date | None = PUBLISHED) -> tuple[Account, ...]:
    digest = sha256(text.encode()).hexdigest()
    report = Report(id="r", text=text, sha256=digest, source="Wire", published=published, language=language)
    return code(report, gazetteer=gazetteer(), registry=registry()).accounts


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            (
                "Two attacks shook the north of Mali on Wednesday. Gunmen on motorcycles killed nine traders near Gao. "
                "In Bourem a mine killed four soldiers."
            ),
        ),
        (
            "fr",
            (
                "Le nord du Mali a connu deux attaques mercredi. Des hommes armés à moto ont tué neuf commerçants près "
                "de Gao. À Bourem, une mine a tué quatre soldats."
            ),
        ),
    ],
)
def test_a_day_told_before_holds_for_the_sentences_that_go_on_from_it(language: str, text: str) -> None:
    told = {(each.where.name if each.where else None, each.when.start) for each in accounts(text, language)}
    assert {("Gao", date(2024, 10, 9)), ("Bourem", date(2024, 10, 9))} <= told


def test_the_day_on_which_somebody_spoke_is_no_day_of_an_event() -> None:
    found = accounts("The governor of Gao said on Friday that he was sad. Gunmen killed nine traders in Bourem.")
    assert [each.when.precision for each in found] == ["week"]


def test_a_place_told_before_holds_and_is_quoted_where_it_stands() -> None:
    text = "A crowd had gathered in Bourem on Tuesday. Gunmen opened fire and killed nine people."
    (found,) = accounts(text)
    assert found.where is not None
    assert (found.where.name, found.when.start) == ("Bourem", date(2024, 10, 8))
    assert [text[one.start : one.end] for one in found.where.evidence] == ["Bourem"]  # type: ignore[union-attr]


def test_a_day_without_a_year_is_of_the_year_that_the_sentence_before_it_tells() -> None:
    text = (
        "À Fotokol, le 4 février 2015, des hommes armés ont tué quatre-vingt-un civils. "
        "Le 22 juillet, deux kamikazes ont tué treize personnes au marché de Maroua."
    )
    starts = {each.when.start for each in accounts(text, "fr")}
    assert starts == {date(2015, 2, 4), date(2015, 7, 22)}


def test_a_report_without_a_day_of_publication_is_of_the_day_of_its_dateline() -> None:
    text = "BAMBARI, March 19, 2023 (Oubangui) - Gunmen killed nine workers at a mine near Bambari early on Sunday."
    (found,) = accounts(text, published=None)
    assert found.when.start == date(2023, 3, 19)
