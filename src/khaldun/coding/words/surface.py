"""Which words, digits and marks stand in a text, and where?"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

PIECE = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+|\d+|[^\w\s]|_")
STRAIGHT = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "–": "-", "‑": "-", "‐": "-", "—": "—"})
APART = 4  # characters between two words of one expression: a line break with an indent
BLANK = 2  # line breaks that leave a line blank between two words


class Word(NamedTuple):
    """A word, a run of digits or a mark: `text[start:end]`; `key` is it in lower case with straight quotes.

    `breaks` counts the line breaks before it.
    """

    start: int
    end: int
    key: str
    capital: bool
    breaks: int

    @property
    def digits(self) -> bool:
        """Whether it is a run of digits."""
        return self.key.isdecimal()

    @property
    def letters(self) -> bool:
        """Whether it is a word of letters."""
        return self.key[0].isalpha()


Phrase = tuple[str, ...]


@lru_cache(maxsize=4)
def words(text: str) -> tuple[Word, ...]:
    """The words, digits and marks of a text, left to right."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[Word]:
    end = 0
    for match in PIECE.finditer(text):
        told = match.group()
        yield Word(match.start(), match.end(), key(told), told[0].isupper(), text.count("\n", end, match.start()))
        end = match.end()


def key(told: str) -> str:
    """A word as the word lists spell it."""
    plain = told.lower().translate(STRAIGHT)
    return plain if plain.isascii() else unicodedata.normalize("NFC", plain)


@cache
def phrase(told: str) -> Phrase:
    """An entry of a word list as the keys of its words."""
    return tuple(key(match.group()) for match in PIECE.finditer(told))


def follows(text: Sequence[Word], index: int, wanted: Phrase) -> bool:
    """Whether a phrase stands at an index, unbroken."""
    end = index + len(wanted)
    if index < 0 or end > len(text) or text[index].key != wanted[0]:
        return False
    if len(wanted) == 1:
        return True
    return [word.key for word in text[index:end]] == list(wanted) and near(text, index, end)


def near(text: Sequence[Word], first: int, end: int) -> bool:
    """Whether the words from `first` up to `end` stand in one line of words."""
    return all(text[i].start - text[i - 1].end < APART and text[i].breaks < BLANK for i in range(first + 1, end))


def touching(text: Sequence[Word], index: int) -> bool:
    """Whether a word stands right behind the one before it, with nothing between."""
    return 0 < index < len(text) and text[index].start == text[index - 1].end
