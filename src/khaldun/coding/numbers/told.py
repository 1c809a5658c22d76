"""Which numbers does a text give, and which of them count something?"""

import math
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast

from khaldun.coding.dates.told import dates
from khaldun.coding.numbers.hedges import Hedged, hedged
from khaldun.coding.numbers.kinds import kind_of, no_number, telephone, zero
from khaldun.coding.words.numerals import Numeral, number_words, numeral
from khaldun.coding.words.surface import Word, near, words
from khaldun.model import Hedge

FEW = 2.5  # "two or three" is a range, "two or ten" is not


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in a text: `text[start:end] == told`, hedges included.

    The bare number is `text[number_start:number_end]`. `kind` is count, zero ("no", "aucun"), article ("un", one where
    a person follows), date, age, money, percent, distance, time, measure, times, fraction, ordinal, identifier or
    number (a decimal). `low`, `best` and `high` are those that the words allow; `high` is null where the figure is
    open, `best` where the words give no number of their own. `value` is the number as written, null for
    "dozens" and "une vingtaine"; `unit` is what it is measured in.
    """

    start: int
    end: int
    told: str
    kind: str
    low: int | None
    high: int | None
    best: int | None
    hedge: Hedge
    number_start: int
    number_end: int
    value: float | None
    unit: str | None


def quantities(text: str, *, language: str) -> tuple[Quantity, ...]:
    """Every number of a text, left to right, disjoint."""
    return tuple(_quantities(text, words(text), language=language))


def _quantities(text: str, all_words: Sequence[Word], *, language: str) -> Iterator[Quantity]:
    dated = [(told.start, told.end) for told in dates(text, language=language)]
    index, free, openings = 0, 0, _openings(language)
    while index < len(all_words):
        if not all_words[index].digits and all_words[index].key not in openings:
            index += 1
            continue
        skipped = no_number(all_words, index, language=language)
        found = None if skipped else _quantity(text, all_words, index, free=free, dated=dated, language=language)
        if found:
            yield found[0]
            free = found[1]
        index = found[1] if found else index + max(skipped, 1)


@cache
def _openings(language: str) -> frozenset[str]:
    """The words with which a number, or what only looks like one, can start."""
    known = number_words(language)
    phrases = [*known.phrases("zero", "words"), *known.phrases("idioms", "words")]
    return frozenset((*known.small, *known.scales, *known.vague, *known.data["one"], *(p[0] for p in phrases)))


def _quantity(
    text: str, all_words: Sequence[Word], index: int, *, free: int, dated: Sequence[tuple[int, int]], language: str
) -> tuple[Quantity, int] | None:
    """The quantity that starts with the number at a word, and the first word behind it."""
    nothing = zero(all_words, index, language=language)
    first = Numeral(index, index + nothing, 0, 0, 0) if nothing else numeral(text, all_words, index, language=language)
    if first is None:
        return None
    if digits := telephone(all_words, index):
        first = Numeral(index, index + digits, first.low, first.best, first.high)
        return _made(text, all_words, first, around=_plain(first), kind="identifier", unit=None)
    if _inside(dated, all_words[index].start):
        return _made(text, all_words, first, around=_plain(first), kind="date", unit=None)
    kind, unit, end = ("zero", None, first.end) if nothing else kind_of(text, all_words, first, language=language)
    joined = _range(text, all_words, first, language=language) if kind == "count" and not nothing else None
    if joined:
        first = joined
        kind, unit, end = kind_of(text, all_words, first, language=language)
    if kind == "count" and not _whole(first):
        kind = "number"
    around = hedged(all_words, first, free=free, language=language)
    if kind == "count" and around.end - around.first == 1 and _article(all_words[index], language):
        kind = "article"
    if end > first.end:
        around = around.reaching(end)
    return _made(text, all_words, first, around=around, kind=kind, unit=unit)


def _article(word: Word, language: str) -> bool:
    """Whether a word is an article as often as it is a number: "un", "une"."""
    return word.key in number_words(language).listed("article")


def _inside(stretches: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether a character lies in one of the stretches, which are in order."""
    place = bisect_right(stretches, (position, math.inf)) - 1
    return place >= 0 and position < stretches[place][1]


def _plain(number: Numeral) -> Hedged:
    return Hedged(number.first, number.end, number.low, number.best, number.high, "exact")


def _whole(number: Numeral) -> bool:
    return number.low == int(number.low) and number.high == int(number.high)


def _made(
    text: str, all_words: Sequence[Word], number: Numeral, *, around: Hedged, kind: str, unit: str | None
) -> tuple[Quantity, int]:
    start, end = all_words[around.first].start, all_words[around.end - 1].end
    return Quantity(
        start=start,
        end=end,
        told=text[start:end],
        kind=kind,
        low=math.floor(around.low),
        high=None if around.high is None else math.ceil(around.high),
        best=None if around.best is None else round(around.best),
        hedge=cast("Hedge", around.hedge),
        number_start=all_words[number.first].start,
        number_end=all_words[number.end - 1].end,
        value=None if number.best is None or number.vague else float(number.best),
        unit=unit,
    ), around.end


def _range(text: str, all_words: Sequence[Word], first: Numeral, *, language: str) -> Numeral | None:
    """Two numbers that say between what and what: "between 20 and 30", "15 to 20", "two or three"."""
    known, middle = number_words(language), first.end
    if middle + 1 >= len(all_words) or not near(all_words, first.end - 1, middle + 2):
        return None
    link = all_words[middle].key
    before = all_words[first.first - 1].key if first.first else ""
    between = before in known.listed("between") and link in known.listed("and")
    if not between and (link not in known.listed("to") or before in known.listed("change")):
        return None
    last = numeral(text, all_words, middle + 1, language=language)
    if last is None or last.vague or first.vague:
        return None
    low = _lifted(first.low, last)
    if low >= last.high or (link in known.listed("few") and last.high > low * FEW):
        return None
    return Numeral(first.first, last.end, low, None, last.high, vague=True)


def _lifted(low: float, last: Numeral) -> float:
    """The lower number in the scale of the upper one: "5 to 6 million"."""
    for scale in (10**9, 10**6, 10**3):
        if last.high >= scale and last.high % scale == 0 and low < last.high // scale:
            return low * scale if last.end - last.first > 1 else low
    return low
