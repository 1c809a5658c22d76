"""Is the evidence for one event told field by field, in the reader's language, from the reasons as they are kept?"""

from typing import Any

import pytest

from khaldun.reconcile.levels import LEVELS
from khaldun.show.languages import LANGUAGES, catalogue, language
from khaldun.show.pages.judged import judged

ROW: dict[str, Any] = {
    "judgement_id": "judgement-1",
    "left": "a",
    "right": "b",
    "relation": "same",
    "by": "khaldun-linkage-1",
    "score": 0.998621,
    "because": [
        "before any field: -6.0 bits",
        "day same: +3.0 bits",
        "toll equal many: +5.0 bits",
        "together +9.5 bits",
        "2 rivals for a, the strongest c: +1.0 bits",
        "rivals: +0.0 bits; probability 1.00",
    ],
}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_level_has_its_words_in_every_language(code: str) -> None:
    keys = {f"level.{field}.{level}" for field, levels in LEVELS.items() for level in levels}
    assert keys | {f"compared.{field}" for field in LEVELS} <= set(catalogue(code))


def test_bits_are_told_by_field_and_what_is_no_field_stays_a_sentence() -> None:
    told = judged(ROW, {"a": "Sahel Wire", "b": "Agence du Fleuve"}, language("en"))
    assert [(one.name, one.finding, one.value) for one in told.weights] == [
        ("Before any field", "", "−6.0"),
        ("Day", "the same", "+3.0"),
        ("Toll", "equal, and many", "+5.0"),
        ("Rivals", "", "0.0"),
    ]
    assert told.because == ("2 rivals for a, the strongest c: +1.0 bits",)
    assert (told.left, told.right, told.probability) == ("Sahel Wire", "Agence du Fleuve", "probability 99.9%")


def test_for_is_drawn_to_the_right_and_against_to_the_left() -> None:
    against, day, *_ = judged(ROW, {}, language("fr")).weights
    assert (against.x, against.width, against.up) == (20.0, 30.0, False)
    assert (day.x, day.width, day.up) == (50.0, 15.0, True)
    assert against.value == "−6,0"


def test_a_persons_judgement_keeps_its_reason_whole() -> None:
    by_hand = {**ROW, "by": "Awa", "because": ["both name the same school"], "score": 1.0}
    told = judged(by_hand, {}, language("en"))
    assert told.because == ("both name the same school",)
    assert told.person == "by a person"
