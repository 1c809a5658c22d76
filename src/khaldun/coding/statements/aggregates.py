"""Which figures speak of many events at once: totals over a period, and what they are compared with?"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta

from spacy.tokens import Token

from khaldun.coding.casualties.outcomes import counted, number_word, outcome_of
from khaldun.coding.dates.told import DateTold
from khaldun.coding.events.merging import Resolve
from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, plural
from khaldun.coding.sentences.triggers import lemma, trigger_verbs
from khaldun.model import Hedge, Period

SHORTEST = timedelta(days=27)  # a total over less is told of one event or one week's fighting
INCIDENTS = "incidents"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Total:
    """A figure over many events: what is counted, how many, in which period, and the figure it is set against."""

    measure: str
    low: int
    high: int | None
    hedge: Hedge
    start: int
    end: int
    period: Period | None
    than: "Total | None" = None
    taken: frozenset[int] = field(default_factory=frozenset)


def totals(sentence: Sentence, syntax: Syntax, *, resolve: Resolve) -> tuple[Total, ...]:
    """The totals of a sentence in order; the second figure of a comparison stands under the first."""
    cue = _cue(sentence, syntax)
    found: list[Total] = []
    for figure in sentence.quantities:
        if figure.kind != "count" or (cue and found and figure.start > cue):
            continue
        total = _total(sentence, figure, syntax=syntax, resolve=resolve)
        if total:
            found.append(_compared(sentence, total, cue=cue, syntax=syntax, resolve=resolve))
    return tuple(found)


def _cue(sentence: Sentence, syntax: Syntax) -> int | None:
    """Where the words stand that compare ("up from")."""
    match = sentence.find(syntax.lexicon.phrases("statements", "comparison_cues"))
    return sentence.start + match.start() if match else None


def _total(sentence: Sentence, figure: Quantity, *, syntax: Syntax, resolve: Resolve) -> Total | None:
    measure, noun = _measure(sentence, figure, syntax=syntax)
    if measure is None or _accident(sentence, syntax):
        return None
    war = _of_a_war(sentence, syntax)
    if not war and _one_event(sentence, figure, syntax=syntax, measure=measure, noun=noun):
        return None
    period = _period(sentence, figure, resolve=resolve, syntax=syntax)
    if period is None and not (_cumulative(sentence, syntax) if measure == INCIDENTS else war):
        return None
    return Total(
        measure=measure,
        low=figure.low or 0,
        high=figure.high,
        hedge=figure.hedge,
        start=figure.start,
        end=figure.end,
        period=period,
        taken=frozenset({figure.start}),
    )


def _measure(sentence: Sentence, figure: Quantity, *, syntax: Syntax) -> tuple[str | None, bool]:
    """What a figure counts, and whether its noun says so by itself: incidents, or persons by what became of them."""
    number = number_word(sentence, figure)
    if number is None:
        return None, False
    noun = counted(number, syntax)
    root = lemma(noun, syntax.lexicon)
    if root in syntax.lexicon.words("statements", "casualty_nouns"):
        return "killed", True
    if root in syntax.lexicon.words("statements", "event_nouns") and (figure.low or 0) > 1:
        return INCIDENTS, True
    outcome, _ = outcome_of(sentence, number, noun=noun, syntax=syntax)
    return outcome, False


def _of_a_war(sentence: Sentence, syntax: Syntax) -> bool:
    """Whether a whole conflict is what took the lives: "the war has killed tens of thousands"."""
    nouns = syntax.lexicon.words("statements", "conflict_nouns")
    return any(
        lemma(doer, syntax.lexicon) in nouns
        for verb in sentence.words()
        if verb.pos_ == "VERB" and _taking(verb, syntax)
        for doer in syntax.doers(verb)
    )


def _taking(verb: Token, syntax: Syntax) -> bool:
    """Whether a verb says that lives are taken."""
    words, root = syntax.lexicon, lemma(verb, syntax.lexicon)
    trigger = trigger_verbs(words.language).get(root)
    return root in words.words("outcomes", "lives_verbs") or bool(trigger and trigger.outcome)


def _accident(sentence: Sentence, syntax: Syntax) -> bool:
    """Whether the sentence counts the victims of an accident, an illness or a natural force."""
    return sentence.find(syntax.lexicon.phrases("excluded", "causes")) is not None


def _one_event(sentence: Sentence, figure: Quantity, *, syntax: Syntax, measure: str, noun: bool) -> bool:
    """Whether the sentence speaks of one event: a single attack, a named settlement, a day."""
    if measure == INCIDENTS or noun:
        return _dated_to_a_day(sentence, figure)
    nouns = syntax.lexicon.words("statements", "event_nouns")
    single = any(
        lemma(word, syntax.lexicon) in nouns and word.pos_ == "NOUN" and not plural(word) for word in sentence.words()
    )
    settled = any(name.kind in ("place", "site") for name in sentence.names)
    return single or settled or _dated_to_a_day(sentence, figure)


def _dated_to_a_day(sentence: Sentence, figure: Quantity) -> bool:
    """Whether the date nearest to a figure is a day."""
    near = min(sentence.dates, key=lambda told: abs(_gap(told, figure)), default=None)
    return near is not None and near.relation == "on"


def _period(sentence: Sentence, figure: Quantity, *, resolve: Resolve, syntax: Syntax) -> Period | None:
    """The period of a figure: the date nearest to it that covers a month or more, or an open one ("since 2012")."""
    long = [(told, period) for told in sentence.dates if (period := _stretch(told, resolve)) is not None]
    cue = _cue(sentence, syntax)
    same = [pair for pair in long if cue is None or (pair[0].start > cue) == (figure.start > cue)]
    nearest = min(same or (long if cue is None else []), key=lambda pair: _gap(pair[0], figure), default=None)
    return nearest[1] if nearest else None


def _gap(told: DateTold, figure: Quantity) -> int:
    return told.start - figure.end if told.start >= figure.end else figure.start - told.end


def _stretch(told: DateTold, resolve: Resolve) -> Period | None:
    when = resolve([told])
    if told.relation in ("since", "after"):
        return Period(start=when.start) if when.precision in ("year", "month") else None
    if told.relation not in ("on", "during"):
        return None
    if when.start is None or when.end is None:
        return Period() if told.relation == "during" else None
    return Period(start=when.start, end=when.end) if when.end - when.start >= SHORTEST else None


def _cumulative(sentence: Sentence, syntax: Syntax) -> bool:
    return sentence.find(syntax.lexicon.phrases("statements", "cumulative")) is not None


def _compared(sentence: Sentence, total: Total, *, cue: int | None, syntax: Syntax, resolve: Resolve) -> Total:
    """The total with the figure that it is set against: the first count behind the words that compare."""
    if cue is None or total.start > cue:
        return total
    other = next((q for q in sentence.quantities if q.start > cue and q.kind in ("count", "percent")), None)
    none = sentence.find(syntax.lexicon.phrases("statements", "virtually_none"))
    if other is not None and other.kind == "count":
        than = _than(total, other, period=_period(sentence, other, resolve=resolve, syntax=syntax))
    elif none and sentence.start + none.start() >= cue:
        start, end = sentence.start + none.start(), sentence.start + none.end()
        than = _nearly_none(total, start, end)
    else:
        return total
    return replace(total, than=than, taken=total.taken | than.taken)


def _than(total: Total, figure: Quantity, *, period: Period | None) -> Total:
    return Total(
        measure=total.measure,
        low=figure.low or 0,
        high=figure.high,
        hedge=figure.hedge,
        start=figure.start,
        end=figure.end,
        period=period,
        taken=frozenset({figure.start}),
    )


def _nearly_none(total: Total, start: int, end: int) -> Total:
    return Total(measure=total.measure, low=0, high=None, hedge="vague", start=start, end=end, period=None)


def taken(found: Sequence[Total]) -> frozenset[int]:
    """Where the figures start that totals have used; they are no event's toll."""
    return frozenset(start for total in found for start in total.taken)
