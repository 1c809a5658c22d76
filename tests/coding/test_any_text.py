"""Does the coder live through any text, and does every value that it gives quote its report word for word?"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpora import read
from khaldun.coding import code
from khaldun.coding.coded import Coded
from khaldun.identify import gazetteer, registry
from khaldun.model import KhaldunError, Report, Span

TELLING = {
    "en": "Gunmen attacked an army camp at Bourem in Mali on 3 September 2024 and killed 12 soldiers with grenades. ",
    "fr": "Des hommes armés ont attaqué mardi un camp militaire à Bourem, au Mali, et tué douze soldats des FAMa. ",
}
BROKEN = {
    "a lone surrogate": "\ud800",
    "a lone low surrogate": "\udfff",
    "combining marks": "e" + "\u0301" * 30,
    "text from right to left": "\u202eهجوم مسلح\u202c",
    "isolates": "\u2066قتل ١٢\u2069",
    "nothing": "\0",
    "emoji of several characters": "👨\u200d👩\u200d👧🔫",
    "a joiner": "\u200d",
    "a byte-order mark": "\ufeff",
    "a soft hyphen": "\u00ad",
    "a letter that grows in lower case": "İ",
    "a ligature": "ﬁ",
    "digits of another script": "१२",
    "digits above": "²³",
    "a number too long": "9" * 5000,
    "a word too long": "x" * 5000,
    "brackets": "(" * 1000,
    "lines": "\n" * 5000,
    "blanks": " " * 5000,
    "another line end": "\u2028\x85\r",
    "quotes": "“\"«'" * 300,
}
CORPORA = ("own", "nothing", "reuters", "muc4", "ucdp")
MOST = 12  # texts of a corpus, evenly drawn
PIECES = [
    *BROKEN.values(),
    *TELLING.values(),
    "killed ",
    "attack",
    " 12",
    "\n",
    ". ",
    ", ",
    "Bamako ",
    "mardi ",
    "le 3 ",
]


def coded(text: str, language: str) -> Coded:
    report = Report(id="r", text=text, sha256="", published=date(2024, 10, 1), language=language)
    return code(report, gazetteer=gazetteer(), registry=registry())


def spans(value: object) -> Iterator[Span]:
    """All spans inside a noun."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from spans(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans(getattr(value, field.name))


def misquoted(text: str, found: Coded) -> list[Span]:
    return [span for span in spans((found.accounts, found.statements)) if text[span.start : span.end] != span.quote]


def unquoted(found: Coded) -> list[object]:
    """The values of accounts that show no words."""
    values: list[object] = [*found.statements]
    values += [each for a in found.accounts for each in (a, a.where, *a.parties, *a.tolls, *a.responsibility) if each]
    values += [a.when for a in found.accounts if a.when.start and a.when.basis != "published"]
    return [value for value in values if not list(spans(value))]


@pytest.mark.parametrize("corpus", CORPORA)
@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_value_quotes_its_report(corpus: str, split: str) -> None:
    try:
        texts = read(corpus, split)
    except KhaldunError as fault:
        pytest.skip(str(fault))
    quoted = 0
    for text in texts[:: max(1, len(texts) // MOST)]:
        found = code(text.report, gazetteer=gazetteer(), registry=registry())
        assert misquoted(text.report.text, found) == []
        assert unquoted(found) == []
        quoted += len(list(spans(found.accounts)))
    assert quoted > 0 or corpus in ("nothing", "reuters")


@pytest.mark.parametrize("language", TELLING)
@pytest.mark.parametrize("broken", BROKEN)
def test_broken_text_between_the_words_stops_nothing(broken: str, language: str) -> None:
    told = TELLING[language]
    for text in (told + BROKEN[broken] + told, BROKEN[broken] + told, told[:30] + BROKEN[broken] + told[30:]):
        assert misquoted(text, coded(text, language)) == []


@pytest.mark.parametrize("language", TELLING)
def test_broken_text_behind_a_sentence_leaves_its_event(language: str) -> None:
    for broken in BROKEN.values():
        assert len(coded(TELLING[language] + "\n\n" + broken, language).accounts) >= 1


@pytest.mark.parametrize("language", TELLING)
@pytest.mark.parametrize("change", [str.upper, str.lower, str.title, lambda t: t.replace(".", "").replace(",", "")])
def test_capitals_small_letters_and_missing_marks_stop_nothing(change: object, language: str) -> None:
    assert callable(change)
    text = change(TELLING[language] * 30)
    found = coded(text, language)
    assert found.accounts
    assert misquoted(text, found) == []


@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(sorted(TELLING)))
def test_any_order_of_words_and_rubbish_is_coded(pieces: list[str], language: str) -> None:
    text = TELLING[language] + "".join(pieces)
    assert misquoted(text, coded(text, language)) == []


@settings(max_examples=25, derandomize=True, deadline=None)
@given(st.text(st.characters(codec=None), max_size=60), st.integers(0, 90), st.sampled_from(sorted(TELLING)))
def test_any_characters_in_the_middle_of_a_report_are_coded(rubbish: str, at: int, language: str) -> None:
    told = TELLING[language]
    text = told[:at] + rubbish + told[at:]
    assert misquoted(text, coded(text, language)) == []
