"""Which words and which dependency labels does a language bring?"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from khaldun.coding.words.files import words_file
from khaldun.model import KhaldunError


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Trigger:
    """A group of words that can report one sort of event; the lexicon file explains the fields."""

    name: str
    type: str
    verbs: frozenset[str]
    nouns: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    object: str = "target"
    subject: str = "perpetrator"
    outcome: str | None = None
    needs: str = "nothing"
    dependent: bool = False
    plural: bool = False


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lexicon:
    """The words of one language: triggers, and word lists by section and name."""

    language: str
    scheme: str
    triggers: tuple[Trigger, ...]
    sections: Mapping[str, Mapping[str, Any]]

    def words(self, section: str, name: str) -> frozenset[str]:
        """The words of one list."""
        return _word_set(self.language, section, name)

    def phrases(self, section: str, name: str) -> tuple[str, ...]:
        """The entries of one list in the order of the file, the longest first."""
        return _phrase_list(self.language, section, name)

    def pairs(self, section: str, name: str) -> tuple[tuple[str, ...], ...]:
        """The phrases of one list, each a verb lemma and the lemmas that follow it."""
        return tuple(tuple(entry) for entry in self._list(section, name))

    def _list(self, section: str, name: str) -> list[Any]:
        try:
            return list(self.sections[section][name])
        except KeyError as fault:
            raise KhaldunError(f"the {self.language} lexicon lacks {section}.{name}") from fault


@cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language; raises KhaldunError for a language without one."""
    data = words_file("lexicon", language)
    return Lexicon(
        language=language,
        scheme=data.pop("scheme"),
        triggers=tuple(_trigger(row) for row in data.pop("trigger")),
        sections=data,
    )


@cache
def labels(scheme: str) -> Mapping[str, frozenset[str]]:
    """The dependency labels of a scheme by what they mean to the coder."""
    return {name: frozenset(values) for name, values in words_file("labels", scheme).items()}


def _trigger(row: dict[str, Any]) -> Trigger:
    rest = {key: value for key, value in row.items() if key not in ("verbs", "nouns", "phrases")}
    return Trigger(
        verbs=frozenset(row["verbs"]),
        nouns=frozenset(row["nouns"]),
        phrases=tuple(tuple(phrase) for phrase in row["phrases"]),
        **rest,
    )


@cache
def _word_set(language: str, section: str, name: str) -> frozenset[str]:
    return frozenset(lexicon(language)._list(section, name))  # noqa: SLF001


@cache
def _phrase_list(language: str, section: str, name: str) -> tuple[str, ...]:
    return tuple(sorted(lexicon(language)._list(section, name), key=len, reverse=True))  # noqa: SLF001
