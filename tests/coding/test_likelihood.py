"""Do the learned weights read as written, and does each account say how sure it is?"""

from datetime import date

from khaldun.coding import code, gate
from khaldun.coding.coder import weighed_accounts
from khaldun.coding.events import likelihood
from khaldun.identify import gazetteer, registry
from khaldun.model import Report

TEXT = (
    "Gunmen killed 12 villagers in an attack near Djibo on Monday, police said. The jihadist group JNIM claimed it."
    "\n\nThe army had fought a battle for words with the opposition."
)


def report(text: str = TEXT) -> Report:
    published = date(2024, 11, 20)
    return Report(id="r", text=text, sha256="", source="test", published=published, language="en")


def test_weights_come_with_a_card_that_says_how_to_make_them_again() -> None:
    for model in (gate.model(), likelihood.model()):
        assert model["card"]["command"].startswith("python bench/train_")
        assert model["card"]["learned from"]
        assert all(isinstance(weight, float) for weight in model["weights"].values())


def test_a_dated_placed_killing_is_likelier_an_event_than_a_plural_in_passing() -> None:
    likely = likelihood.likelihood({"precision:day", "place:settlement", "killed>10", "trigger:kill", "realis:actual"})
    passing = likelihood.likelihood({"precision:unknown", "place:none", "no toll", "realis:generic", "all:generic"})
    assert passing < likely


def test_more_is_weighed_than_coded_and_what_is_coded_bears_its_likelihood() -> None:
    weighed = weighed_accounts(report(), gazetteer=gazetteer(), registry=registry())
    coded = code(report(), gazetteer=gazetteer(), registry=registry()).accounts
    assert len(coded) <= len(weighed)
    scores = {round(likelihood.likelihood(each.traits), 2) for each, _ in weighed if likelihood.held(each)}
    assert {account.score for account in coded} == scores


def test_words_alone_tell_a_feed_of_violence_from_a_report_on_sport() -> None:
    assert gate.violent(TEXT, "en") > gate.violent("The striker scored twice as the champions won the cup.", "en")


def test_a_language_without_weights_is_gated_by_its_triggers_alone() -> None:
    assert gate.violent("El delantero marcó dos goles.", "es") == 1.0
