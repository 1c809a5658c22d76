"""Do remembered rules find what spaCy's own find?"""

from typing import cast

import pytest
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from khaldun.coding.sentences.parser import parser
from khaldun.coding.sentences.remembered import NAME, Remembered

TEXTS = {
    "en": (
        "There were two attacks near Bamako, and those who'd gone there ain't seen nothin'.",
        "Let's say that the soldiers got killed. They're gonna bury that mayor, the one they had let go.",
        "",
    ),
    "fr": ("Des hommes armés ont tué 12 civils, a-t-on appris lundi.", "Il y a eu des morts ;  l'armée se tait.", ""),
}


def rules(language: str) -> tuple[AttributeRuler, Remembered]:
    """The pipeline's own rules, which stand by unused, and those that the parser uses."""
    pipeline = parser(language).pipeline
    return cast("AttributeRuler", pipeline.get_pipe("attribute_ruler")), cast("Remembered", pipeline.get_pipe(NAME))


@pytest.mark.parametrize("language", TEXTS)
def test_remembered_rules_find_what_those_of_the_pipeline_find(language: str) -> None:
    own, remembered = rules(language)
    pipeline = parser(language).pipeline
    with pipeline.select_pipes(disable=[NAME, "lemmatizer"]):
        docs = list(pipeline.pipe(TEXTS[language]))
    for doc in (*docs, *docs):
        assert sorted(remembered.match(doc)) == own.match(doc)


def test_a_rule_of_several_words_finds_its_place() -> None:
    own, remembered = rules("en")
    doc = Doc(own.vocab, words=["I", "got", "ta", "go"])
    assert sorted(remembered.match(doc)) == own.match(doc)
    assert any(after - first > 1 for _, _, first, after in remembered.match(doc))
