"""Which interval do the words around a number make of it: "at least 77", "some 20", "20 or more"?"""

import math
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from khaldun.coding.words.numerals import NumberWords, Numeral, number_words
from khaldun.coding.words.surface import Phrase, Word, follows, near

BOUNDS = ("at_least", "more_than", "at_most", "fewer_than")  # stronger than "about"


@dataclass(frozen=True, slots=True)
class Hedged:
    """A number with its hedges, words `first` up to `end`; `high` is null where it is open."""

    first: int
    end: int
    low: float
    best: float | None
    high: float | None
    hedge: str

    def reaching(self, end: int) -> "Hedged":
        """The same, up to a later word."""
        return replace(self, end=max(self.end, end))


@cache
def intervals() -> Mapping[str, Any]:
    """The table that turns hedges into intervals."""
    path = files("khaldun.coding") / "data" / "numbers" / "intervals.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def hedged(all_words: Sequence[Word], number: Numeral, *, free: int, language: str) -> Hedged:
    """A number with the hedges before it, not before the word `free`, and behind it."""
    known = number_words(language)
    first, before = _before(all_words, number.first, free=free, known=known)
    end, behind = _behind(all_words, number.end, known=known)
    found = [*before, *behind]
    name = next((name for name in BOUNDS if name in found), found[0] if found else "exact")
    low, best, high = _interval(number, name)
    hedge = (
        "vague" if name == "exact" and number.vague and number.best is None else intervals()["hedges"][name]["hedge"]
    )
    if name == "exact" and number.vague:
        hedge = "about" if number.best is not None or _range(all_words, number, known) else "vague"
    return Hedged(first, end, low, best, high, hedge)


def _range(all_words: Sequence[Word], number: Numeral, known: NumberWords) -> bool:
    """Whether two numbers give the interval."""
    links = known.listed("to") | known.listed("and")
    return any(word.key in links for word in all_words[number.first + 1 : number.end - 1])


def _before(all_words: Sequence[Word], index: int, *, free: int, known: NumberWords) -> tuple[int, list[str]]:
    found: list[str] = []
    first = index
    while len(found) < 2:  # noqa: PLR2004
        at = _less_fillers(all_words, first, known)
        row = next(
            (r for r in _hedge_rows(known.data["language"]) if _ends(all_words, at, phrase=r[0], free=free)), None
        )
        if row is None:
            break
        first = at - len(row[0])
        found.append(row[1])
    return first, found


def _less_fillers(all_words: Sequence[Word], index: int, known: NumberWords) -> int:
    for filler in known.phrases("fillers", "words"):
        if _ends(all_words, index, phrase=filler, free=0):
            return index - len(filler)
    return index


def _ends(all_words: Sequence[Word], end: int, *, phrase: Phrase, free: int) -> bool:
    """Whether a phrase ends right before a word."""
    first = end - len(phrase)
    return first >= free and follows(all_words, first, phrase) and near(all_words, end - 1, end + 1)


def _behind(all_words: Sequence[Word], end: int, *, known: NumberWords) -> tuple[int, list[str]]:
    rows = _behind_rows(known.data["language"])
    for gap in range(known.data["gap"] + 1):
        at = end + gap
        if gap and not (at <= len(all_words) and all_words[at - 1].letters):
            break
        row = next((row for row in rows if follows(all_words, at, row[0]) and near(all_words, end - 1, at + 1)), None)
        if row and not _of_the_next(all_words, at, phrase=row[0], known=known):
            return at + len(row[0]), [row[1]]
    return end, []


def _of_the_next(all_words: Sequence[Word], index: int, *, phrase: Phrase, known: NumberWords) -> bool:
    """Whether a hedge behind a number is one of the next: "17 morts et plus de 40 blessés", or it opens a line."""
    if all_words[index].capital and all_words[index].breaks:
        return True
    inner = range(index, index + len(phrase))
    rows = _hedge_rows(known.data["language"])
    return any(at + len(row[0]) > inner.stop and follows(all_words, at, row[0]) for at in inner for row in rows)


@cache
def _hedge_rows(language: str) -> tuple[tuple[Phrase, str], ...]:
    return _rows(language, "hedges")


@cache
def _behind_rows(language: str) -> tuple[tuple[Phrase, str], ...]:
    return _rows(language, "behind")


def _rows(language: str, section: str) -> tuple[tuple[Phrase, str], ...]:
    known = number_words(language)
    rows = [(phrase, name) for name in known.data[section] for phrase in known.phrases(section, name)]
    return tuple(sorted(rows, key=lambda row: -len(row[0])))


def _interval(number: Numeral, name: str) -> tuple[float, float | None, float | None]:
    """The low, best and high of a number under a hedge."""
    rule = intervals()["hedges"][name]
    low = _bound(rule["low"], number.low if number.best is None else number.best)
    high = _bound(rule["high"], number.high if number.best is None else number.best)
    if name == "exact" or (name == "about" and number.vague):
        return number.low, number.best, number.high
    assert low is not None
    if number.best is None or rule["low"] == "0":
        return low, None, high
    return low, max(low, number.best) if high is None else min(max(low, number.best), high), high


def _bound(rule: str, n: float) -> float | None:
    """One end of an interval, as the table names it."""
    table = intervals()
    ends = {
        "n": n,
        "n+1": n + 1,
        "n-1": max(n - 1, 0),
        "0": 0.0,
        "n-about": math.floor(n * (100 - table["about_percent"]) / 100),
        "n+about": math.ceil(n * (100 + table["about_percent"]) / 100),
        "n-nearly": max(min(math.ceil(n * (100 - table["nearly_percent"]) / 100), n - 1), 0),
    }
    return ends.get(rule)
