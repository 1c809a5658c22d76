"""Is every string written in every language, and are days and numbers said as the language says them?"""

import re
from datetime import date
from pathlib import Path
from string import Formatter

import pytest

from khaldun.ask import recipes
from khaldun.model import KhaldunError
from khaldun.show.languages import LANGUAGES, catalogue, language, preferred

SHOW = Path(__file__).parents[2] / "src" / "khaldun" / "show"
KEY = re.compile(r"""say\(\s*["']([a-z_]+\.[a-z_0-9]+)["']""")


def values(entry: object) -> set[str]:
    told = entry.values() if isinstance(entry, dict) else [entry]
    return {name for text in told for _, name, _, _ in Formatter().parse(str(text)) if name}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_sentence_is_written_in_every_language_with_the_same_values(code: str) -> None:
    english = catalogue("en")
    told = catalogue(code)
    assert set(told) == set(english)
    assert {key: values(told[key]) for key in told} == {key: values(english[key]) for key in english}
    assert [key for key, entry in told.items() if not str(entry).strip()] == []


def test_french_is_not_english_that_was_left_standing() -> None:
    english, french = catalogue("en"), catalogue("fr")
    same = {key for key in english if english[key] == french[key] and len(str(english[key])) > 24}
    assert same == set()


def test_every_key_that_a_page_says_is_written() -> None:
    files = [*SHOW.rglob("*.html"), *(SHOW / "pages").rglob("*.py"), *(SHOW / "languages").rglob("*.py")]
    said = {key for path in files for key in KEY.findall(path.read_text(encoding="utf-8"))}
    assert len(said) > 100
    assert said - set(catalogue("en")) == set()


def test_every_question_that_ships_is_asked_in_every_language() -> None:
    assert {f"asks.{name}" for name in recipes()} <= set(catalogue("fr"))


def test_no_text_stands_in_a_template_itself() -> None:
    bare = re.compile(r">\s*([A-Za-zÀ-ÿ]{4,}[^<>{}]*)<")
    names = {"Khaldun", "CRPS"}  # a score is called so in every language
    told = {
        (path.name, text.strip())
        for path in SHOW.rglob("*.html")
        for text in bare.findall(
            re.sub(r"{%.*?%}|{#.*?#}|{{.*?}}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        )
    }
    assert {(name, text) for name, text in told if text not in names} == set()


def test_one_and_many_have_their_own_form() -> None:
    assert language("en").say("explore.count", n=1) == "1 event"
    assert language("en").say("explore.count", n=1234) == "1,234 events"
    assert language("fr").say("explore.count", n=1234).replace("\u202f", " ") == "1 234 événements"
    assert language("fr").say("explore.count", n=0) == "0 événement"


def test_days_are_said_as_exactly_as_they_are_known() -> None:
    french, english = language("fr"), language("en")
    day = date(2024, 9, 17)
    assert french.days(day, day) == "17 septembre 2024"
    assert english.days(day, day) == "17 September 2024"
    assert english.days(date(2015, 1, 1), date(2015, 12, 31), precision="year") == "2015"
    assert french.days(date(2021, 3, 1), date(2021, 3, 31), precision="month") == "mars 2021"
    assert english.days(None, None) == "day unknown"
    assert "20" in english.days(date(2024, 7, 20), date(2024, 7, 31))


def test_an_interval_says_what_is_open_and_what_is_not_told() -> None:
    told = language("en").interval
    assert [told(13, 13, 13), told(77, 77, None), told(20, 25, 30), told(None, None, None)] == [
        "13",
        "77 or more",
        "20 to 30",
        "toll not told",
    ]


def test_the_address_comes_before_the_browser_and_english_is_last() -> None:
    assert preferred("fr", "en") == "fr"
    assert preferred(None, "de-DE, fr-CA;q=0.8, en;q=0.7") == "fr"
    assert preferred("xx", "") == "en"
    assert preferred(None, "fr;q=0, en;q=nonsense") == "en"


def test_a_key_that_nobody_wrote_is_misuse() -> None:
    with pytest.raises(KhaldunError, match="nothing is written under"):
        language("fr").say("no.such")
