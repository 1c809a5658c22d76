"""Does every language bring the words that the rules ask for?"""

import pytest

from khaldun.coding.codebook import types
from khaldun.coding.words.files import languages
from khaldun.coding.words.language import labels, lexicon


@pytest.mark.parametrize("language", languages())
def test_every_lexicon_has_every_list(language: str) -> None:
    mine, english = lexicon(language).sections, lexicon("en").sections
    assert {
        f"{section}.{name}"
        for section, lists in english.items()
        if isinstance(lists, dict)
        for name in lists
        if section not in ("forms", "instruments") and name not in mine.get(section, {})
    } == set()


@pytest.mark.parametrize("language", languages())
def test_every_type_of_a_trigger_or_means_is_in_the_codebook(language: str) -> None:
    used = {trigger.type for trigger in lexicon(language).triggers} | set(lexicon(language).sections["instruments"])
    assert used - set(types()) == {"violence"}


@pytest.mark.parametrize("language", languages())
def test_no_verb_or_noun_stands_in_two_triggers(language: str) -> None:
    triggers = lexicon(language).triggers
    for words in ([verb for t in triggers for verb in t.verbs], [noun for t in triggers for noun in t.nouns]):
        assert sorted(set(words)) == sorted(words)


def test_every_scheme_of_labels_has_every_meaning() -> None:
    assert set(labels("ud")) == set(labels("clearnlp"))
