"""Over which days does a sentence count: in a year, since a month, in the space of six months?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from spacy.tokens import Token

from khaldun.coding.dates.meaning import Offset, Rolling
from khaldun.coding.dates.stretch import Known
from khaldun.coding.dates.stretch import Stretch as Days
from khaldun.coding.dates.stretch import stretch as days_of
from khaldun.coding.dates.told import DateTold
from khaldun.coding.dates.words import date_words
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.model import Period, a_year_before

SHORTEST = timedelta(days=27)  # a total over less is told of one event or one week's fighting
BEHIND = 12  # words between "since" and the date of what it names: "since the beginning of the war in 2015"
BEFORE_DATE = 2  # words right before a date: a comma and "on"
BEFORE = 6  # words between "in" and a unit of time: "in less than a decade", "en l'espace de six mois"
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days that words of a sentence tell, from character `start` to `end`.

    `since` is true where they run on to this day, `lasting` where they say how long something holds ("for a decade").
    """

    start: int
    end: int
    period: Period
    since: bool = False
    lasting: bool = False

    @property
    def long(self) -> bool:
        """Whether it covers a month or more, or its days are not known."""
        start, end = self.period.start, self.period.end
        return start is None or end is None or end - start >= SHORTEST


def stretches(sentence: Sentence, syntax: Syntax, *, published: date | None) -> tuple[Stretch, ...]:
    """The stretches of a month or more that a sentence tells, in order, those with an open end among them."""
    told = [found for each in sentence.dates if (found := _told(sentence, each, syntax=syntax, published=published))]
    spans = _spans(sentence, syntax, published=published)
    return tuple(sorted([*told, *spans], key=lambda found: found.start))


def nearest(found: Sequence[Stretch], start: int, end: int) -> Stretch | None:
    """The stretch whose words stand nearest to characters."""
    return min(found, key=lambda each: gap(each, start, end), default=None)


def gap(told: Stretch | DateTold, start: int, end: int) -> int:
    """How many characters lie between words that tell days and others."""
    return told.start - end if told.start >= end else start - told.end


def year_before(period: Period | None, *, published: date | None) -> Period:
    """The same days one year earlier, up to publication where they are open; nothing is known of days not told."""
    if period is None or period.start is None:
        return Period()
    end = period.end or published
    return Period(start=a_year_before(period.start), end=a_year_before(end) if end else None)


def since_when(sentence: Sentence, told: DateTold, *, syntax: Syntax) -> bool:
    """Whether days are those since when something holds: "since 2016", "since the massacre of 2015"."""
    if told.relation in ("since", "after"):
        return True
    if told.relation not in ("on", "during"):
        return False
    words = [word for word in sentence.within(sentence.start, told.start) if not word.is_space][-BEHIND:]
    since = syntax.lexicon.words("statements", "since")
    places = [n for n, word in enumerate(words) if word.lower_ in since]
    if not places:
        return False
    between = words[places[-1] + 1 : len(words) - BEFORE_DATE]  # "since the truce, on 3 May" is one stretch
    figures = any(sentence.starts[words[places[-1]].i] < figure.start < told.start for figure in sentence.quantities)
    return not figures and not any(word.text in (",", ";", ":") for word in between)


def _told(sentence: Sentence, told: DateTold, *, syntax: Syntax, published: date | None) -> Stretch | None:
    """The stretch of a date: a month or more, or open where it is the day since when."""
    days = days_of(told.meaning, Known(published))
    if since_when(sentence, told, syntax=syntax):
        return _since(told, days, published)
    if told.relation == "before" and days:
        return Stretch(start=told.start, end=told.end, period=Period(end=days.start - DAY))
    if told.relation not in ("on", "during") or (isinstance(told.meaning, Offset) and told.meaning.anchored):
        return None
    if days is None:
        return Stretch(start=told.start, end=told.end, period=Period()) if told.relation == "during" else None
    if days.end - days.start < SHORTEST:
        return None
    return Stretch(start=told.start, end=told.end, period=Period(start=days.start, end=days.end))


def _since(told: DateTold, days: Days | None, published: date | None) -> Stretch | None:
    """The open stretch since a day that lies a month or more back; "after" says so only of a month or a year."""
    if days is None or (told.relation == "after" and days.precision not in ("month", "year")):
        return None
    if published is not None and published - days.start < SHORTEST:
        return None
    return Stretch(start=told.start, end=told.end, period=Period(start=days.start), since=True)


def _spans(sentence: Sentence, syntax: Syntax, *, published: date | None) -> Iterator[Stretch]:
    """Spans of time up to publication that are no date: "in the space of six months", "depuis huit ans"."""
    units = date_words(syntax.lexicon.language).classes["span"]
    openings = syntax.lexicon.words("statements", "within") | syntax.lexicon.words("statements", "lasting")
    words = list(sentence.words())
    for n, word in enumerate(words):
        if word.lower_ not in units or _dated(sentence, word):
            continue
        before = words[max(0, n - BEFORE) : n]
        opening = next((each for each in reversed(before) if each.lower_ in openings), None)
        number = _number(sentence, word, before=before, syntax=syntax)
        if opening is None or (number is None and opening.i != word.i - 1):
            continue
        if any(each.pos_ in ("PROPN", "VERB", "PUNCT") for each in before[before.index(opening) :]):
            continue
        days = days_of(Rolling(unit=str(units[word.lower_][0][1]), high=number), Known(published))
        yield Stretch(
            start=sentence.starts[opening.i],
            end=sentence.ends[word.i],
            period=Period(start=days.start, end=days.end) if days else Period(),
            lasting=_of_a_record(words[:n], syntax)
            or opening.lower_ not in syntax.lexicon.words("statements", "within"),
        )


def _of_a_record(before: Sequence[Token], syntax: Syntax) -> bool:
    """Whether a record or a first is told before: "the worst fighting in a decade"."""
    words = syntax.lexicon.words("statements", "superlatives") | syntax.lexicon.words("statements", "first")
    return any(word.lower_ in words for word in before)


def _dated(sentence: Sentence, word: Token) -> bool:
    """Whether a word belongs to a date."""
    return any(told.start <= sentence.starts[word.i] < told.end for told in sentence.dates)


def _number(sentence: Sentence, unit: Token, *, before: Sequence[Token], syntax: Syntax) -> int | None:
    """How many of the unit are told: the number before it, one for an article, null for a bare plural."""
    end = sentence.ends[unit.i]
    told = next((figure for figure in sentence.quantities if figure.kind == "time" and figure.end == end), None)
    if told is not None and told.value:
        return int(told.value)
    return 1 if before and before[-1].lower_ in syntax.lexicon.words("persons", "one") else None
