"""Is a text too long to be read at once coded in bounded time, with every quote where it stands?"""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.coding import code
from khaldun.coding.chapters import CHAPTER, LONGEST, chapters
from khaldun.coding.coded import Coded
from khaldun.identify import gazetteer, registry
from khaldun.model import Report, Span

ATTACK = (
    "Gunmen attacked an army camp at Bourem in Mali on 3 September 2024 and killed 12 soldiers, the army said. The "
    "rebels fired rockets at the barracks.\n\n"
)
OTHER = (
    "Militants ambushed a convoy of troops near Djibo in Burkina Faso on 9 September 2024, killing seven soldiers with "
    "grenades.\n\n"
)
FILLER = "The council spoke about the price of rice, the road to the market and the date of the next meeting.\n\n"


def coded(text: str) -> Coded:
    report = Report(id="r", text=text, sha256="", published=date(2024, 10, 1), language="en")
    return code(report, gazetteer=gazetteer(), registry=registry())


@pytest.fixture(scope="module")
def long() -> tuple[str, Coded]:
    text = ATTACK + FILLER * (LONGEST // len(FILLER) - 3) + OTHER
    assert LONGEST - CHAPTER < len(text) <= LONGEST
    return text, coded(text)


def test_a_text_of_a_million_characters_is_read_to_its_end(long: tuple[str, Coded]) -> None:
    text, found = long
    assert [(a.when.start, a.where.name if a.where else None, a.main) for a in found.accounts] == [
        (date(2024, 9, 3), "Bourem", True),
        (date(2024, 9, 9), "Djibo", False),
    ]
    spans = [span for account in found.accounts for span in account.evidence]
    assert spans
    assert [span.quote for span in spans if isinstance(span, Span)] == [
        text[span.start : span.end] for span in spans if isinstance(span, Span)
    ]
    assert {account.record for account in found.accounts} == {"r"}
    assert len({account.id for account in found.accounts}) == len(found.accounts)


def test_a_text_in_chapters_says_so(long: tuple[str, Coded]) -> None:
    (issue,) = (issue for issue in long[1].issues if issue.kind == "length")
    assert "17 chapters" in issue.what or "18 chapters" in issue.what
    assert "two accounts" in issue.what


def test_words_behind_the_first_million_characters_are_left_out_and_an_issue_says_so() -> None:
    found = coded(FILLER * (LONGEST // len(FILLER) + 1) + ATTACK)
    assert found.accounts == ()
    assert any("only the first 1,000,000 were read" in issue.what for issue in found.issues)


def test_a_short_text_is_one_chapter_and_raises_no_issue_of_length() -> None:
    found = coded(ATTACK + OTHER)
    assert [issue for issue in found.issues if issue.kind == "length"] == []
    assert len(found.accounts) == 2


@settings(max_examples=30, derandomize=True, deadline=None)
@given(st.lists(st.sampled_from(["\n\n", "\n", ". ", " ", "word", "w" * 50_000, " " * 31_000, "x. " * 9_000])))
def test_chapters_join_up_to_the_text_and_none_is_longer_than_a_chapter(parts: list[str]) -> None:
    text = "".join(parts)
    found = list(chapters(text))
    assert "".join(text[start:end] for start, end in found) == text[:LONGEST]
    assert all(0 < end - start <= CHAPTER for start, end in found) or not text


def test_a_chapter_ends_where_a_paragraph_does() -> None:
    text = ("word " * 100 + "\n\n") * 200
    assert {text[end - 2 : end] for _, end in list(chapters(text))} == {"\n\n"}


def test_a_sentence_crowded_with_violence_is_read_in_part_and_an_issue_says_so() -> None:
    found = coded(ATTACK + "Rebels " + "killed " * 150 + "soldiers.")
    assert any("40 words of violence or more" in issue.what for issue in found.issues)
