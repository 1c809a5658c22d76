"""Are tolls drawn on one scale, and is their agreement said as a journalist could print it?"""

from typing import Any

from khaldun.show.languages import language
from khaldun.show.pages.agreement import agreement
from khaldun.show.pages.tolls import drawn, scale_over, toll_words


def toll(low: int | None, best: int | None = None, high: int | None = None, **told: object) -> dict[str, Any]:
    plain: dict[str, object] = {"outcome": "killed", "who": "all", "hedge": "exact", "includes": [], "told": None}
    return {**plain, "low": low, "best": best, "high": high, **told}


NINETY = toll(90, 90, 90, includes=["attackers"])
THIRTEEN = toll(13, 13, 13, who="attackers")
FIFTY = toll(50, 50, None, hedge="at_least")
SEVENTY_SEVEN = toll(77, 77, 77)
FIGURES = [
    {"outcome": "killed", "who": "all", "low": 90, "best": 90, "high": 90},
    {"outcome": "killed", "who": "attackers", "low": 13, "best": 13, "high": 13},
    {"outcome": "killed", "who": "others", "low": 77, "best": 77, "high": 77},
]
SPEAKERS = {0: "ACLED", 1: "ACLED", 2: "Sahel Wire", 3: "A security source"}


def test_ninety_less_thirteen_attackers_agrees_with_seventy_seven() -> None:
    (said,) = agreement(language("en"), FIGURES, [NINETY, THIRTEEN, FIFTY, SEVENTY_SEVEN], speakers=SPEAKERS)
    assert said == (
        "ACLED counts 90 killed, 13 attackers among them. Without the attackers that leaves 77, which agrees with "
        "the “at least 50” given by Sahel Wire and the “77” given by a security source."
    )


def test_the_same_is_said_in_french() -> None:
    (said,) = agreement(language("fr"), FIGURES, [NINETY, THIRTEEN, FIFTY, SEVENTY_SEVEN], speakers=SPEAKERS)
    assert said.startswith("ACLED compte 90 morts, dont 13 assaillants. Sans les assaillants, il en reste 77, ")
    assert "« au moins 50 » selon Sahel Wire et « 77 » selon a security source" in said


def test_sources_that_contradict_one_another_are_said_to() -> None:
    figures = [{"outcome": "killed", "who": "all", "low": 5, "best": 30, "high": 30}]
    (said,) = agreement(language("en"), figures, [toll(5, 5, 5), toll(30, 30, 30)], speakers={0: "A", 1: "B"})
    assert said.startswith("The sources contradict one another: the “5” given by A and the “30” given by B. 30 ")


def test_one_source_is_said_to_be_alone_and_no_source_is_not_nobody() -> None:
    figures = [{"outcome": "killed", "who": "all", "low": 8, "best": 12, "high": 15}]
    alone = agreement(language("en"), figures, [toll(8, 12, 15)], speakers={0: "UCDP"})
    assert alone == ["UCDP alone gives a figure: 12 (8 to 15) killed."]
    assert agreement(language("en"), [], [], speakers={}) == [
        "No source tells how many were killed; that is not the same as nobody."
    ]


def test_a_toll_is_worded_with_its_hedge_and_in_the_number_it_has() -> None:
    english, french = language("en"), language("fr")
    assert toll_words(english, FIFTY) == "at least 50 killed"
    assert toll_words(english, NINETY) == "90 killed, attackers counted in"
    assert toll_words(french, toll(1, 1, 1, who="civilians")) == "1 civil tué"
    assert toll_words(french, THIRTEEN) == "13 assaillants tués"
    assert toll_words(english, toll(24, None, None, told="dozens", hedge="vague")) == "“dozens” killed"


def test_a_toll_lies_on_the_scale_from_its_low_to_its_high_and_an_open_one_to_the_end() -> None:
    scale = scale_over([NINETY, FIFTY])
    assert scale.top >= 90
    closed = drawn(toll(70, 80, 90), scale, speaker="A", via="", words="")
    assert closed.low < closed.at < closed.high
    assert not closed.open
    least = drawn(FIFTY, scale, speaker="B", via="", words="")
    assert (least.open, least.mark, least.high) == (True, "at_least", scale.at(scale.top))


def test_attackers_counted_in_are_the_upper_end_of_the_whole() -> None:
    scale = scale_over([NINETY])
    both = drawn(NINETY, scale, speaker="ACLED", via="", words="", inside=THIRTEEN)
    assert both.part == (scale.at(77), scale.at(90))
