"""Are numbers read as the words allow, and is only what counts called a count?"""

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.coding.numbers.told import Quantity, quantities
from khaldun.model import KhaldunError

CASES = {
    "at least 77 people": (77, 77, None, "at_least"),
    "more than 76 dead": (77, 77, None, "at_least"),
    "over 40 people": (41, 41, None, "at_least"),
    "up to 40 people": (0, None, 40, "at_most"),
    "as many as 40 people": (0, None, 40, "at_most"),
    "fewer than 40 dead": (0, None, 39, "fewer_than"),
    "no fewer than twelve dead": (12, 12, None, "at_least"),
    "nearly 100 people": (90, 99, 99, "about"),
    "about 50 people": (45, 50, 55, "about"),
    "some 20 people": (18, 20, 22, "about"),
    "20 or more people": (20, 20, None, "at_least"),
    "20 or so people": (18, 20, 22, "about"),
    "dozens of people": (24, None, 99, "vague"),
    "scores of people": (40, None, 99, "vague"),
    "hundreds of people": (200, None, 999, "vague"),
    "several people": (3, None, 9, "vague"),
    "a handful of men": (3, None, 9, "vague"),
    "between 20 and 30 people": (20, None, 30, "about"),
    "15 to 20 people": (15, None, 20, "about"),
    "15-20 people": (15, None, 20, "about"),
    "two or three people": (2, None, 3, "about"),
    "twenty-three people": (23, 23, 23, "exact"),
    "TWENTY-THREE PEOPLE": (23, 23, 23, "exact"),
    "two dozen people": (24, 24, 24, "exact"),
    "a hundred and five people": (105, 105, 105, "exact"),
    "1,200 people": (1200, 1200, 1200, "exact"),
    "1\u202f200 people": (1200, 1200, 1200, "exact"),
    "1.5 million people": (1500000, 1500000, 1500000, "exact"),
    "at least another 20 people": (20, 20, None, "at_least"),
    "2000 people": (2000, 2000, 2000, "exact"),
}


def of(text: str, language: str = "en") -> list[tuple[str, str]]:
    return [(q.told, q.kind) for q in quantities(text, language=language)]


def one(text: str, language: str = "en") -> Quantity:
    (found,) = quantities(text, language=language)
    return found


@pytest.mark.parametrize("text", CASES)
def test_words_become_intervals(text: str) -> None:
    found = one(text)
    assert (found.low, found.best, found.high, found.hedge) == CASES[text]
    assert found.kind == "count"


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("Djeneba Dolo, 31, who owns a restaurant", "age", "year"),
        ("a boy aged 12", "age", "year"),
        ("a 16-year-old boy", "age", "year"),
        ("it cost $5 million", "money", "$"),
        ("30 percent of them", "percent", "percent"),
        ("30% of them", "percent", "percent"),
        ("about 30 miles away", "distance", "mile"),
        ("a 30-kilometre road", "distance", "km"),
        ("at 6.30am", "time", "o'clock"),
        ("at 6:30", "time", "o'clock"),
        ("three days of fighting", "time", "day"),
        ("the 122nd battalion", "ordinal", "ordinal"),
        ("the G5 Sahel force", "identifier", None),
        ("an AK-47 rifle", "identifier", None),
        ("aboard Flight 370", "identifier", None),
        ("ill with Covid-19", "identifier", None),
        ("open 24/7", "identifier", None),
        ("they won 2-1", "identifier", None),
        ("call 20 22 49 11 30", "identifier", None),
        ("two-thirds of them", "fraction", "third"),
        ("three times as many", "times", "times"),
        ("attacked in 2015", "date", None),
        ("none of them died", "zero", None),
        ("no casualties were reported", "zero", None),
    ],
)
def test_what_counts_nothing_is_no_count(text: str, kind: str, unit: str | None) -> None:
    found = quantities(text, language="en")
    assert [(q.kind, q.unit) for q in found][:1] == [(kind, unit)]
    assert "count" not in {q.kind for q in found}


def test_the_figures_of_a_rise_stay_two() -> None:
    assert of("The toll rose from 12 to 31.") == [("12", "count"), ("31", "count")]


def test_a_date_is_not_counted() -> None:
    assert of("On Sept. 17, 31 people died") == [("17", "date"), ("31", "count")]


def test_a_hedge_is_part_of_what_was_told_and_not_of_the_bare_number() -> None:
    found = one("They said at least two dozen died")
    assert (found.told, found.number_start, found.number_end) == ("at least two dozen", 19, 28)


def test_one_another_is_no_number() -> None:
    assert of("They killed one another.") == []


def test_a_hedge_is_not_taken_from_the_next_figure_nor_from_the_next_line() -> None:
    joined = quantities("17 morts et plus de 40 blessés", language="fr")
    assert [(figure.low, figure.high) for figure in joined] == [(17, 17), (41, None)]
    apart = quantities("Mali : douze morts\n\nAu moins 15 personnes ont été tuées", language="fr")
    assert [(figure.low, figure.high) for figure in apart] == [(12, 12), (15, None)]


def test_a_language_without_number_words_is_refused() -> None:
    with pytest.raises(KhaldunError, match="there are: en, fr"):
        quantities("20", language="xx")


PIECES = st.sampled_from(
    ["20", "at least", "dozens", "between", "and", "1,200", "one", "hundred", "million", "-", ",", ".", "’", "\u00a0",
     "2015", "une vingtaine", "plus de", "vingt", "et", "un", "quatre", "Sept.", "17", "%", "km", "İ", "ﬁ", "é", "\n\n"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES).map("".join)))
def test_whatever_the_text_quotes_are_exact_and_intervals_in_order(text: str) -> None:
    end = 0
    for found in quantities(text, language="en"):
        assert text[found.start : found.end] == found.told
        assert end <= found.start <= found.number_start < found.number_end <= found.end
        known = [value for value in (0, found.low, found.best, found.high) if value is not None]
        assert known == sorted(known)
        end = found.end


def seconds(text: str) -> float:
    started = time.process_time()
    assert quantities(text, language="en")
    return time.process_time() - started


@pytest.mark.parametrize("piece", ["20 ", "at least one hundred and ", "1,000", "between 20 and ", "3-4-"])
def test_twice_the_text_takes_about_twice_the_time(piece: str) -> None:
    short, long = seconds(piece * 4000), seconds(piece * 8000)
    assert long < 4 * short + 0.5


FRENCH = {
    "au moins 77 personnes": (77, 77, None, "at_least"),
    "plus de 76 morts": (77, 77, None, "at_least"),
    "moins de 40 morts": (0, None, 39, "fewer_than"),
    "jusqu’à 40 morts": (0, None, 40, "at_most"),
    "près de 100 morts": (90, 99, 99, "about"),
    "environ 50 morts": (45, 50, 55, "about"),
    "quelque 20 hommes": (18, 20, 22, "about"),
    "une vingtaine de soldats": (15, 20, 25, "about"),
    "une dizaine de soldats": (8, 10, 12, "about"),
    "plus d'une vingtaine": (21, 21, None, "at_least"),
    "des dizaines de morts": (20, None, 99, "vague"),
    "plusieurs centaines": (200, None, 999, "vague"),
    "une centaine environ": (80, 100, 120, "about"),
    "entre 20 et 30 morts": (20, None, 30, "about"),
    "20 morts au moins": (20, 20, None, "at_least"),
    "vingt-trois hommes": (23, 23, 23, "exact"),
    "vingt et un hommes": (21, 21, 21, "exact"),
    "soixante et onze hommes": (71, 71, 71, "exact"),
    "quatre-vingt-dix-sept hommes": (97, 97, 97, "exact"),
    "deux mille trois cents hommes": (2300, 2300, 2300, "exact"),
    "1 200 hommes": (1200, 1200, 1200, "exact"),
    "1.200 hommes": (1200, 1200, 1200, "exact"),
    "1,5 million d'hommes": (1500000, 1500000, 1500000, "exact"),
}


@pytest.mark.parametrize("text", FRENCH)
def test_french_words_become_intervals(text: str) -> None:
    found = one(text, "fr")
    assert (found.low, found.best, found.high, found.hedge) == FRENCH[text]
    assert found.kind == "count"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("un camp", "article"),
        ("âgé de 12 ans", "age"),
        ("depuis 12 ans", "time"),
        ("à 30 km", "distance"),
        ("30 % des cas", "percent"),
        ("5 millions de dollars", "money"),
        ("à 18h30", "time"),
        ("le 122e bataillon", "ordinal"),
        ("le G5 Sahel", "identifier"),
        ("le 3 mai", "date"),
        ("aucun mort", "zero"),
        ("deux tiers", "fraction"),
    ],
)
def test_what_counts_nothing_in_french_is_no_count(text: str, kind: str) -> None:
    assert [q.kind for q in quantities(text, language="fr")] == [kind]


def documented() -> list[list[str]]:
    """The rows of the table of figures in the documentation."""
    page = (Path(__file__).parents[2] / "docs" / "numbers.md").read_text(encoding="utf-8")
    table = page.split("| words | low |")[1].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table]


def test_the_documentation_gives_the_intervals_that_are_used() -> None:
    for words, *interval, hedge in documented():
        if interval[0].isdigit():
            bounds = [int(cell) if cell.isdigit() else None for cell in interval]
            for told in words.split(", "):
                found = [q for language in ("en", "fr") for q in quantities(told, language=language)]
                assert [*bounds, hedge] in [[q.low, q.best, q.high, q.hedge] for q in found], told
