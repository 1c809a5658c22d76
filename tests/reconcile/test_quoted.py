"""Which sentences of a report is an account compared by?"""

from khaldun.model import Account, Span, Where
from khaldun.reconcile.columns import told_by_accounts
from khaldun.reconcile.quoted import sentences

TEXT = "Market burnt. Gunmen killed nine people in Ansongo on Monday. Rain fell in Gao."


def _span(quote: str) -> Span:
    start = TEXT.index(quote)
    return Span(start=start, end=start + len(quote), quote=quote)


def test_the_sentences_that_hold_a_span_are_given_and_no_other() -> None:
    assert sentences(TEXT, [_span("killed"), _span("nine")], main=False) == [
        "Gunmen killed nine people in Ansongo on Monday."
    ]


def test_what_a_text_is_about_is_compared_by_its_first_sentence_too() -> None:
    assert sentences(TEXT, [_span("Rain")], main=True) == ["Market burnt.", "Rain fell in Gao."]


def test_a_text_that_does_not_hold_the_words_gives_nothing() -> None:
    assert sentences("Another text altogether, and a longer one than that.", [_span("killed")], main=True) == []


def test_an_account_is_compared_by_its_sentences_where_the_report_is_given() -> None:
    account = Account(
        id="a",
        source="paper",
        record="r",
        type="violence_against_civilians.attack",
        where=Where(told="Ansongo", evidence=(_span("Ansongo"),)),
        evidence=(_span("killed"),),
    )
    (with_text,) = told_by_accounts([account], texts={"r": TEXT}).strings("text")
    (without,) = told_by_accounts([account]).strings("text")
    assert (with_text, without) == ("Gunmen killed nine people in Ansongo on Monday.", "killed")
