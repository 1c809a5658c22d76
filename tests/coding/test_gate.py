"""Does the gate keep what can be coded from the parser's door, and send the rest away?"""

import pytest

from khaldun.coding.gate import relevant

EVENTS = {
    "en": "Gunmen shot dead three farmers near the village on Monday, police said. The army sent soldiers to the area.",
    "fr": "Des hommes armés ont tué trois villageois lundi près du marché. Les soldats ratissent la zone.",
}
NOTHING = {
    "en": "The striker fired a late goal as the champions attacked from the first whistle. The coach praised his "
    "defenders after the match, in which the visitors came under siege. The season ends with the cup final at home, "
    "and the league begins anew in August.",
    "fr": "L'attaquant a marqué le but de la victoire en fin de match. L'entraîneur a salué une équipe qui a "
    "bombardé la surface adverse, et le championnat reprendra la semaine prochaine avec une finale de coupe à "
    "domicile très attendue par les supporters du club.",
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_report_of_an_attack_passes(language: str) -> None:
    assert relevant(EVENTS[language], language)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_match_report_full_of_violent_words_does_not(language: str) -> None:
    assert not relevant(NOTHING[language], language)


def test_capitals_and_accents_do_not_matter() -> None:
    assert relevant(EVENTS["fr"].upper(), "fr")


def test_a_text_without_words_does_not_pass() -> None:
    assert not relevant("", "en")
    assert not relevant("... !!! 123", "fr")
