"""Which dates does a text give, and on which days do they fall?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal

from khaldun.coding.dates.forms import LONGEST_MONTH, Found, find
from khaldun.coding.dates.grammar import meaning
from khaldun.coding.dates.meaning import Calendar, Inside, Meaning, Offset, Rolling, Unit, Weekday
from khaldun.coding.dates.stretch import Known, Stretch, stretch, weakest, within
from khaldun.coding.dates.words import DIGITS, DateWords, date_words
from khaldun.coding.words.surface import Phrase, Word, follows, near, phrase, words
from khaldun.model import Span, When

DateRelation = Literal["on", "during", "since", "until", "before", "after"]
CLOSED = ("between", "night", "nights")  # "from March 3 to 5" is no bound
BOUNDS: tuple[DateRelation, ...] = ("since", "until", "before", "after")


@dataclass(frozen=True, slots=True, kw_only=True)
class DateTold:
    """A date in a text: `text[start:end] == told`; `meaning` is what the words alone say.

    `relation` is on (a day), during (a longer stretch), or since, until, before, after: those are bounds or
    comparisons, never an event's own date.
    """

    start: int
    end: int
    told: str
    relation: DateRelation
    meaning: Meaning


@lru_cache(maxsize=4)
def dates(text: str, *, language: str) -> tuple[DateTold, ...]:
    """Every date of a text, left to right, disjoint."""
    all_words = words(text)
    found = tuple(_found(text, all_words, language))
    day_first = _day_first(found, language)
    return tuple(_told(text, all_words, form, day_first=day_first, language=language) for form in found)


def _found(text: str, all_words: Sequence[Word], language: str) -> Iterator[Found]:
    index, starts = 0, date_words(language).starts
    while index < len(all_words):
        word = all_words[index]
        known = (DIGITS if word.key.isdecimal() else word.key) in starts
        form = find(text, all_words, index, language=language) if known else None
        if form:
            yield form
        index = form.end if form else index + 1


def _day_first(found: Sequence[Found], language: str) -> bool | None:
    """Whether 03/04/2024 is 3 April: as the language has it, or as other dates of the text show; null where none do."""
    if date_words(language).data["order"] == "day":
        return True
    settled = [numbers[0] > numbers[1] for form in found for numbers in form.all("numeric") if _settled(numbers)]
    return settled[0] if len(set(settled)) == 1 else None


def _settled(numbers: tuple[int, int, int]) -> bool:
    return max(numbers[:2]) > 12 and numbers[0] <= 31  # noqa: PLR2004


def _told(text: str, all_words: Sequence[Word], form: Found, *, day_first: bool | None, language: str) -> DateTold:
    start, end = all_words[form.first].start, all_words[form.end - 1].end
    said = meaning(form, day_first=day_first)
    bound = None if form.kind in CLOSED else _bound(all_words, form, date_words(language))
    if bound is None and isinstance(said, Unit) and said.shift > 0:
        bound = "after"
    relation: DateRelation = bound or ("on" if _a_day(said) else "during")
    return DateTold(start=start, end=end, told=text[start:end], relation=relation, meaning=said)


def _a_day(said: Meaning) -> bool:
    if isinstance(said, Calendar):
        return said.day is not None
    if isinstance(said, Unit | Offset | Rolling):
        return said.unit in ("day", "hour")
    return isinstance(said, Weekday)


def _bound(all_words: Sequence[Word], form: Found, known: DateWords) -> DateRelation | None:
    """The bound that stands before a date: "since 2016", "before the 2020 coup" is none."""
    if form.end + 1 < len(all_words) and (all_words[form.end].key, all_words[form.end + 1].key) == ("'", "s"):
        return None
    direct = _relation(all_words, form.first, known)
    if direct:
        return direct
    for filler in known.data["between"]["words"]:
        keys = phrase(filler)
        if _ends(all_words, form.first, keys):
            owned = filler in known.data["between"]["articles"] and _attributive(all_words, form.end, known)
            return None if owned else _relation(all_words, form.first - len(keys), known)
    return None


def _attributive(all_words: Sequence[Word], end: int, known: DateWords) -> bool:
    """Whether a noun follows, to which the date belongs."""
    if end >= len(all_words) or not near(all_words, end - 1, end + 1):
        return False
    return all_words[end].letters and all_words[end].key not in known.data["between"]["closers"]


def _relation(all_words: Sequence[Word], index: int, known: DateWords) -> DateRelation | None:
    for relation in BOUNDS:
        if any(_ends(all_words, index, phrase(told)) for told in known.data["relations"][relation]):
            return relation
    return None


def _ends(all_words: Sequence[Word], index: int, keys: Phrase) -> bool:
    return follows(all_words, index - len(keys), keys) and near(all_words, index - 1, index + 1)


def resolve(told: Sequence[DateTold], *, published: date | None, anchor: When | None = None) -> When:
    """The days that dates of one event allow, taken together; unknown where they and what is known do not settle them.

    `published` is the day of publication, `anchor` the event in focus, on which "two days later" rests. A date that
    contradicts a more exact one is left out; `evidence` holds those that were used.
    """
    usable = [date for date in told if date.relation not in BOUNDS] or list(told)
    known = Known(published, anchor)
    alone = [(date, found) for date in usable if (found := stretch(date.meaning, known))]
    alone.sort(
        key=lambda row: (rests_on_another(row[0]), _partial(row[0].meaning), (row[1].end - row[1].start), row[0].start)
    )
    used: list[DateTold] = []
    days: Stretch | None = None
    for date_told, found in alone:
        joined = found if days is None else within(date_told.meaning, days, known) or _overlap(found, days)
        if joined:
            days, used = joined, [*used, date_told]
    rest = [date for date in usable if date not in [row[0] for row in alone]]
    for date_told in rest:
        joined = within(date_told.meaning, days, known) if days else None
        if joined:
            days, used = joined, [*used, date_told]
    return _when(days, used or usable)


def rests_on_another(told: DateTold) -> bool:
    """Whether the words count from an event told before: "two days later", "the same day"."""
    said = told.meaning.outer if isinstance(told.meaning, Inside) else told.meaning
    return isinstance(said, Offset) and said.anchored


def in_year_of(told: DateTold, when: When) -> DateTold:
    """A date without a year as one of the year of an event told before it, if it follows that event there."""
    said, first = told.meaning, when.start
    if not isinstance(said, Calendar) or said.year is not None or said.month is None or first is None:
        return told
    follows = (said.month, said.day or LONGEST_MONTH) >= (first.month, first.day)
    return replace(told, meaning=replace(said, year=first.year)) if follows else told


def _partial(said: Meaning) -> bool:
    return isinstance(said, Weekday) or (isinstance(said, Calendar) and said.year is None)


def _overlap(left: Stretch, right: Stretch) -> Stretch | None:
    start, end = max(left.start, right.start), min(left.end, right.end)
    if start > end:
        return None
    return Stretch(start, end, weakest(left.basis, right.basis), left.weekend or right.weekend)


def _when(days: Stretch | None, used: Sequence[DateTold]) -> When:
    ordered = sorted(used, key=lambda date: date.start)
    evidence = tuple(Span(start=date.start, end=date.end, quote=date.told) for date in ordered)
    told = "; ".join(date.told for date in ordered) or None
    if days is None:
        return When(told=told, evidence=evidence)
    return When(
        start=days.start, end=days.end, precision=days.precision, basis=days.basis, told=told, evidence=evidence
    )
