"""Are the annotated texts in the form that docs/annotation.md promises?"""

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest

from corpora import nothing
from corpora.gold import Annotated
from corpora.own import KINDS, TEXTS, annotated, read
from khaldun.coding.codebook import types
from khaldun.model import KhaldunError, Outcome, StatementKind, Who

FILES = sorted(TEXTS.glob("**/*.toml"))
LEAST = {"en": 40, "fr": 40}
SHORTEST, LONGEST = 40, 900  # words
UNDATED = 3  # of a hundred texts, so many at most come without a day of publication


@pytest.fixture(params=FILES, ids=lambda path: path.stem)
def told(request: pytest.FixtureRequest) -> Annotated:
    path: Path = request.param
    return annotated(path)


def test_each_text_says_what_it_is(told: Annotated) -> None:
    assert told.report.id[:2] == told.report.language
    assert told.kind in KINDS
    assert told.split in ("dev", "test")
    assert SHORTEST <= len(told.report.text.split()) <= LONGEST


def test_each_type_is_in_the_codebook(told: Annotated) -> None:
    assert {kind for account in told.accounts for kind in account.types} - set(types()) == set()


def test_each_date_lies_before_the_day_of_publication(told: Annotated) -> None:
    starts = [account.when.start for account in told.accounts if account.when.start]
    last = told.report.published or max(starts, default=None)
    assert [start for start in starts if last and start > last] == []


def test_few_texts_lack_the_day_of_publication() -> None:
    undated = [path.stem for path in FILES if annotated(path).report.published is None]
    assert len(undated) <= len(FILES) * UNDATED / 100


def test_each_figure_is_an_interval_of_known_words(told: Annotated) -> None:
    tolls = [toll for account in told.accounts for toll in account.tolls]
    assert {toll.outcome for toll in tolls} <= set(get_args(Outcome))
    assert {who for toll in tolls for who in toll.who} <= set(get_args(Who))
    for toll in tolls:
        known = [value for value in (0, toll.low, toll.best, toll.high) if value is not None]
        assert known == sorted(known)


def test_each_settlement_has_a_country_and_stands_in_the_text(told: Annotated) -> None:
    for account in told.accounts:
        assert not account.places or account.countries
        text = told.report.text.casefold()
        assert [place.name for place in account.places if place.name.casefold() not in text] == []


def test_at_most_one_event_is_what_a_text_is_about_unless_it_tells_of_several(told: Annotated) -> None:
    optional = [account for account in told.accounts if account.main and account.optional]
    assert optional == []


def test_each_statement_is_of_a_known_kind(told: Annotated) -> None:
    assert {statement.kind for statement in told.statements} <= set(get_args(StatementKind))


def test_a_text_with_nothing_to_code_has_no_accounts(told: Annotated) -> None:
    assert (told.kind == "nothing") <= (not told.accounts)


@pytest.mark.parametrize("language", LEAST)
def test_there_are_enough_texts_of_each_language(language: str) -> None:
    assert len([path for path in FILES if path.stem.startswith(language)]) >= LEAST[language]


@pytest.mark.parametrize("language", LEAST)
def test_both_splits_hold_as_many_texts_of_each_kind(language: str) -> None:
    splits = [
        Counter(text.kind for text in read(split) if text.report.language == language) for split in ("dev", "test")
    ]
    assert {
        kind: splits[0][kind] - splits[1][kind] for kind in KINDS if abs(splits[0][kind] - splits[1][kind]) > 1
    } == {}


def test_a_folder_without_texts_says_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(KhaldunError, match=r"docs/annotation\.md"):
        read("dev", folder=tmp_path)


def test_the_short_texts_with_nothing_to_code_are_all_different() -> None:
    texts = [text for split in ("dev", "test") for text in nothing.read(split)]
    assert len({text.report.text for text in texts}) == len(texts) >= 250
    assert {text.relevant for text in texts} == {False}
