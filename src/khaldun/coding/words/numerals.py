"""Which number do some words or digits write?"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, TypeVar

from khaldun.coding.words.files import words_file
from khaldun.coding.words.surface import Phrase, Word, follows, near, phrase

Value = TypeVar("Value")
MOST_DIGITS = 15  # a longer run of digits is a key or a telephone number
MOST_WORDS = 12  # words of the longest number written out
HUNDRED = 100
THOUSAND = 1000
BLANKS = " \u00a0\u202f\u2009"


class Numeral(NamedTuple):
    """A number at words `first` up to `end`: the interval it allows, and the value it names, if any.

    `vague` marks words that give no exact number ("dozens"); `bare` marks digits that nothing parts or follows.
    """

    first: int
    end: int
    low: float
    best: float | None
    high: float
    vague: bool = False
    bare: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class NumberWords:
    """The number words of one language, as `data/numbers` lists them."""

    data: Mapping[str, Any]
    small: Mapping[str, Sequence[tuple[Phrase, int]]]
    scales: Mapping[str, int]
    vague: Mapping[str, Sequence[tuple[Phrase, Sequence[int]]]]
    digits: re.Pattern[str]

    def phrases(self, section: str, name: str) -> tuple[Phrase, ...]:
        """The phrases of a list, the longest first."""
        return _phrases(self.data["language"], section, name)

    def listed(self, name: str) -> frozenset[str]:
        """The words of a list at the head of the file."""
        return frozenset(self.data[name])


@cache
def number_words(language: str) -> NumberWords:
    """The number words of a language; raises KhaldunError for a language without them."""
    data = words_file("numbers", language) | {"language": language}
    digits = _digits(data["group"], data["decimal"])
    return NumberWords(data, _by_head(data["small"]), data["scales"], _by_head(data["vague"]), digits)


def _by_head(table: Mapping[str, Value]) -> Mapping[str, Sequence[tuple[Phrase, Value]]]:
    """The phrases of a table under the first word of each, the longest first."""
    heads: dict[str, list[tuple[Phrase, Value]]] = {}
    for told, value in sorted(table.items(), key=lambda row: -len(phrase(row[0]))):
        keys = phrase(told)
        heads.setdefault(keys[0], []).append((keys, value))
    return heads


@cache
def _phrases(language: str, section: str, name: str) -> tuple[Phrase, ...]:
    told = number_words(language).data[section][name]
    return tuple(sorted((phrase(entry) for entry in told), key=len, reverse=True))


def _digits(group: str, decimal: str) -> re.Pattern[str]:
    marks = "".join(re.escape(mark) for mark in f"{group}’{BLANKS}")
    return re.compile(
        rf"(?P<whole>\d{{1,3}}(?:(?P<mark>[{marks}])\d{{3}}(?:(?P=mark)\d{{3}})*)(?!\d)|\d+)"
        rf"(?P<part>{re.escape(decimal)}\d+)?(?!\d)"
    )


def numeral(text: str, all_words: Sequence[Word], index: int, *, language: str) -> Numeral | None:
    """The number that starts at a word, or null."""
    known, word = number_words(language), all_words[index]
    if word.digits:
        return _written_in_digits(text, all_words, index, known=known)
    found = _vague(all_words, index, known)
    return found or _written_out(all_words, index, known)


def _vague(all_words: Sequence[Word], index: int, known: NumberWords) -> Numeral | None:
    for keys, bounds in known.vague.get(all_words[index].key, ()):
        if follows(all_words, index, keys):
            best = bounds[1] if len(bounds) > 2 else None  # noqa: PLR2004
            return Numeral(index, index + len(keys), bounds[0], best, bounds[-1], vague=bounds[0] != bounds[-1])
    return None


def _written_in_digits(text: str, all_words: Sequence[Word], index: int, *, known: NumberWords) -> Numeral | None:
    match = known.digits.match(text, all_words[index].start)
    if match is None:
        return None
    end = index
    while end < len(all_words) and all_words[end].end <= match.end():
        end += 1
    whole = re.sub(r"\D", "", match["whole"])
    if len(whole) > MOST_DIGITS:
        return None
    value = float(whole) + (float("0." + match["part"][1:MOST_DIGITS]) if match["part"] else 0.0)
    value, scaled = _scaled(all_words, end, value=value, known=known)
    return Numeral(index, scaled, value, value, value, bare=scaled == index + 1)


def _scaled(all_words: Sequence[Word], end: int, *, value: float, known: NumberWords) -> tuple[float, int]:
    """A number in digits with the scale behind it: "1.5 million", "2 dozen"."""
    while end < len(all_words) and near(all_words, end - 1, end + 1) and all_words[end].key in known.scales:
        scale = known.scales[all_words[end].key]
        if scale == HUNDRED:
            break
        value, end = round(value * scale, 6), end + 1
    return value, end


@dataclass(slots=True)
class _Sum:
    """A number while it is read: `total` of the scales done, `group` under the next one, `room` for what may follow."""

    total: int = 0
    group: int | None = None
    room: int = THOUSAND
    scale: int = 10**MOST_DIGITS

    def add(self, value: int) -> bool:
        """Adds a number under a hundred, if one may stand here."""
        if value >= self.room:
            return False
        self.group, self.room = (self.group or 0) + value, _room(value)
        return True

    def multiply(self, scale: int, *, alone: bool) -> bool:
        """Multiplies by a scale, if one may stand here."""
        if (self.group is None and not alone) or self.group == 0 or scale >= self.scale:
            return False
        if scale > HUNDRED:
            self.total, self.group = self.total + (self.group or 1) * scale, None
            self.room = self.scale = scale
            return True
        if self.group is not None and self.group >= HUNDRED:
            return False
        self.group, self.room = (self.group or 1) * scale, HUNDRED if scale == HUNDRED else 0
        return True


def _room(value: int) -> int:
    """What may follow a number under a hundred is smaller than this: "soixante" and "quatre-vingt" take up to 19."""
    if value in (60, 80):
        return 20
    return 10 if value >= 20 else 0  # noqa: PLR2004


def _written_out(all_words: Sequence[Word], index: int, known: NumberWords) -> Numeral | None:
    state, position, end = _Sum(), index, index
    if all_words[index].key in known.data["one"] and index + 1 < len(all_words):
        state.group, position = 1, index + 1
        if all_words[position].key not in known.scales:
            return None
    while position < min(len(all_words), index + MOST_WORDS):
        length = _take(state, all_words, position, known=known)
        if not length:
            break
        end = position + length
        position = _next(all_words, end, known)
    value = state.total + (state.group or 0)
    return Numeral(index, end, value, value, value) if end > index else None


def _take(state: _Sum, all_words: Sequence[Word], position: int, *, known: NumberWords) -> int:
    """How many words at a position the number takes in: none where they cannot continue it."""
    word = all_words[position].key
    for keys, value in known.small.get(word, ()):
        if follows(all_words, position, keys) and state.add(value):
            return len(keys)
    scale = known.scales.get(word)
    return int(scale is not None and state.multiply(scale, alone=word in known.data["alone"]))


def _next(all_words: Sequence[Word], end: int, known: NumberWords) -> int:
    """The index of the word that may continue a number, behind a hyphen or a joining word."""
    position = end
    if position < len(all_words) and all_words[position].key in ("-", *known.data["joins"]):
        position += 1
    if position < len(all_words) and near(all_words, end - 1, position + 1):
        return position
    return len(all_words)
