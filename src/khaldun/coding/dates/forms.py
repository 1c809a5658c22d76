"""Which words of a text stand in one of the forms that a language has for dates?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from khaldun.coding.dates.words import DIGITS, Item, date_words
from khaldun.coding.words.numerals import Numeral, numeral
from khaldun.coding.words.surface import Phrase, Word, follows, near, phrase, touching

Value = int | str | Numeral | tuple[int, int, int]
FIRST_YEAR, LAST_YEAR = 1900, 2099
EARLIEST_YEAR = 1000  # numbers from here to FIRST_YEAR are years only behind a month, a day or a word like "in"
LONGEST_MONTH = 31
YEAR_DIGITS = 4
DAY_DIGITS = 2
OPENING = ("(", "[", '"', "“", "«", "—", "'")


class Found(NamedTuple):
    """Words `first` up to `end` in a form of that kind, with the values of each class in order."""

    kind: str
    first: int
    end: int
    values: tuple[tuple[str, Value], ...]

    def all(self, name: str) -> list[Any]:
        """The values of a class."""
        return [value for key, value in self.values if key == name]


def find(text: str, all_words: Sequence[Word], index: int, *, language: str) -> Found | None:
    """The longest form that starts at a word, or null."""
    known = date_words(language)
    word = all_words[index]
    best: Found | None = None
    second = all_words[index + 1].key if index + 1 < len(all_words) else ""
    for form, seconds in known.starts.get(DIGITS if word.digits else word.key, ()):
        if seconds is not None and second not in seconds:
            continue
        for end, values in _match(text, all_words, index, items=form.items, start=index, language=language):
            if all_words[end - 1].key != "," and (best is None or end > best.end):
                best = Found(form.kind, index, end, values)
    return best


def _match(
    text: str, all_words: Sequence[Word], index: int, *, items: Sequence[Item], start: int, language: str
) -> Iterator[tuple[int, tuple[tuple[str, Value], ...]]]:
    """Every way in which the items stand at a word: the word behind, and the values."""
    if not items:
        yield index, ()
        return
    item, rest = items[0], items[1:]
    if item.behind or item.negative:
        if _beside(all_words, start if item.behind else index, item=item, language=language) != item.negative:
            yield from _match(text, all_words, index, items=rest, start=start, language=language)
        return
    if index < len(all_words) and (index == start or near(all_words, index - 1, index + 1)):
        for end, value in _readings(text, all_words, index, item=item, language=language):
            for last, values in _match(text, all_words, end, items=rest, start=start, language=language):
                yield last, values if item.literal else ((item.name, value), *values)
    if item.optional:
        yield from _match(text, all_words, index, items=rest, start=start, language=language)


def _beside(all_words: Sequence[Word], index: int, *, item: Item, language: str) -> bool:
    """Whether words of an item stand right before a word, or at it."""
    if item.name == "digits":
        return _runs_on(all_words, index)
    if item.name == "glued":
        return touching(all_words, index) and all_words[index - 1].key not in OPENING
    phrases = _phrases(item.name, language)
    if item.behind:
        return any(follows(all_words, index - len(p), p) and near(all_words, index - 1, index + 1) for p in phrases)
    return any(follows(all_words, index, p) for p in phrases)


@cache
def _phrases(name: str, language: str) -> tuple[Phrase, ...]:
    """The phrases of a class, or the words themselves, parted by bars."""
    rows = date_words(language).classes.get(name)
    if rows is None:
        return tuple(phrase(told) for told in name.split("|"))
    return tuple(keys for row in rows.values() for keys, _ in row)


def _runs_on(all_words: Sequence[Word], index: int) -> bool:
    """Whether a number is written on behind a word: "2000.5", "2019-ncov"."""
    marks = (".", ",", ":", "/", "-", "_")
    if touching(all_words, index) and all_words[index].letters:
        return True
    if not (touching(all_words, index) and all_words[index].key in marks and touching(all_words, index + 1)):
        return False
    return all_words[index + 1].digits


def _readings(
    text: str, all_words: Sequence[Word], index: int, *, item: Item, language: str
) -> Iterator[tuple[int, Value]]:
    """What an item can be at a word: the word behind, and the value."""
    word = all_words[index]
    if item.literal:
        if word.key in item.name.split("|"):
            yield index + 1, 0
    elif item.name == "count":
        found = numeral(text, all_words, index, language=language)
        if found:
            yield found.end, found
    elif item.name in WRITTEN_IN_DIGITS:
        if word.digits:
            yield from WRITTEN_IN_DIGITS[item.name](all_words, index, language)
    else:
        for keys, value in date_words(language).classes[item.name].get(word.key, ()):
            if follows(all_words, index, keys):
                yield index + len(keys), value


def _year(all_words: Sequence[Word], index: int, language: str) -> Iterator[tuple[int, Value]]:
    told = all_words[index].key
    if len(told) != YEAR_DIGITS or not EARLIEST_YEAR <= int(told) <= LAST_YEAR:
        return
    if int(told) >= FIRST_YEAR or _of_old(all_words, index, language):
        yield index + 1, int(told)


def _of_old(all_words: Sequence[Word], index: int, language: str) -> bool:
    """Whether a number stands where a year long ago does: "in 1415", "January 1885", "July 4, 1776"."""
    if index == 0:
        return False
    before, known = all_words[index - 1].key, date_words(language)
    if before in known.data["before_old_years"]:
        return True
    return before == "," and index > 1 and all_words[index - 2].digits


def _short(all_words: Sequence[Word], index: int, _language: str) -> Iterator[tuple[int, Value]]:
    """The last two digits of a year."""
    told = all_words[index].key
    if len(told) == DAY_DIGITS and not _runs_on(all_words, index + 1):
        yield index + 1, int(told)


def _day(all_words: Sequence[Word], index: int, language: str) -> Iterator[tuple[int, Value]]:
    """A day of the month: "17", "17th", "1er"."""
    told = all_words[index].key
    if len(told) > DAY_DIGITS or not 0 < int(told) <= LONGEST_MONTH:
        return
    if touching(all_words, index) and all_words[index - 1].key in (".", ",", ":", "/"):
        return
    behind = all_words[index + 1] if touching(all_words, index + 1) else None
    if behind and behind.key in date_words(language).data["endings"]:
        yield index + 2, int(told)
    elif behind is None or behind.key == "-" or not (behind.letters or _runs_on(all_words, index + 1)):
        yield index + 1, int(told)


def _nth(all_words: Sequence[Word], index: int, language: str) -> Iterator[tuple[int, Value]]:
    """A day of the month with its ending: "22nd"."""
    yield from ((end, value) for end, value in _day(all_words, index, language) if end == index + 2)


def _numeric(all_words: Sequence[Word], index: int, _language: str) -> Iterator[tuple[int, Value]]:
    """Three runs of digits parted by one mark: 17/09/2024, 2024-09-17, 17.9.24."""
    end = index + 5
    if (
        end > len(all_words)
        or not all(touching(all_words, i) for i in range(index + 1, end))
        or touching(all_words, index)
    ):
        return
    mark = all_words[index + 1].key
    parts = [all_words[i].key for i in range(index, end, 2)]
    if mark not in ("/", "-", ".") or mark != all_words[index + 3].key or not all(p.isdecimal() for p in parts):
        return
    if _runs_on(all_words, end) or [len(p) for p in parts] not in (
        [4, 2, 2],
        [2, 2, 4],
        [1, 2, 4],
        [2, 1, 4],
        [1, 1, 4],
    ):
        return
    first, second, third = (int(p) for p in parts)
    yield end, (first, second, third)


WRITTEN_IN_DIGITS: Mapping[str, Callable[[Sequence[Word], int, str], Iterator[tuple[int, Value]]]] = {
    "day": _day,
    "nth": _nth,
    "year": _year,
    "short": _short,
    "twodigit": _short,
    "numeric": _numeric,
}
