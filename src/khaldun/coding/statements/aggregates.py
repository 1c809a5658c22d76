"""Which figures speak of many events at once: totals over a period, and what they are compared with?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma
from khaldun.coding.statements.changes import Change, changes
from khaldun.coding.statements.many import of_a_war, one_event, ours
from khaldun.coding.statements.measures import INCIDENTS, Topic, bare, measure_of, topic, topic_behind
from khaldun.coding.statements.periods import Stretch, gap, nearest, stretches, year_before
from khaldun.model import Hedge, Period

COUNTS = ("count", "zero")
MEMORY = 4  # sentences within which a figure goes on from the one before
RIGHT_BEHIND = 12  # characters between a figure and its own days


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Total:
    """A figure over many events: what is counted, how many, in which period, and the figure it is set against.

    `change` is by how many percent it changed; a change told without a figure has no `low`. `about` are the characters
    of the words that say what is counted, where they stand apart from the figure.
    """

    measure: str
    low: int | None
    high: int | None
    hedge: Hedge
    start: int
    end: int
    period: Period | None
    than: "Total | None" = None
    change: int | None = None
    best: int | None = None
    about: tuple[int, int] | None = None
    taken: frozenset[int] = field(default_factory=frozenset)


def totals(sentences: Sequence[Sentence], syntax: Syntax, *, published: date | None) -> Mapping[int, tuple[Total, ...]]:
    """The totals of each sentence in order, by its index; the second figure of a comparison stands under the first."""
    found: dict[int, tuple[Total, ...]] = {}
    for sentence in sentences:
        before = next(
            (found[n][0] for n in range(sentence.index - 1, sentence.index - MEMORY, -1) if found.get(n)), None
        )
        found[sentence.index] = tuple(_Counting.of(sentence, syntax, published=published, before=before).totals())
    return found


def taken(found: Sequence[Total]) -> frozenset[int]:
    """Where the figures start that totals have used; they are no event's toll."""
    return frozenset(start for total in found for start in total.taken)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Counting:
    """One sentence whose totals are looked for.

    `cue` is where the words stand that compare ("up from"), `before` the first total told shortly before: a figure that
    has no days of its own shares those.
    """

    sentence: Sentence
    syntax: Syntax
    told: tuple[Stretch, ...]
    changes: tuple[Change, ...]
    cue: int | None
    topic: Topic | None
    before: Total | None
    published: date | None

    @classmethod
    def of(cls, sentence: Sentence, syntax: Syntax, *, published: date | None, before: Total | None) -> "_Counting":
        """Reads the sentence once for what every figure of it is asked."""
        match = sentence.find(syntax.lexicon.phrases("statements", "comparison_cues"))
        return cls(
            sentence=sentence,
            syntax=syntax,
            told=stretches(sentence, syntax, published=published),
            changes=changes(sentence, syntax),
            cue=sentence.start + match.start() if match else None,
            topic=topic(sentence, syntax),
            before=before,
            published=published,
        )

    def totals(self) -> Iterator[Total]:
        """The totals of the sentence, each with the change told beside it; a change that no figure bears by itself."""
        if not (self.sentence.quantities or self.changes) or not ours(self.sentence, self.syntax):
            return
        found = [*self._moved()] or [*self._single()]
        for total in found:
            yield replace(total, change=self._change(total, found))
        if not found and self.changes:
            yield from self._change_alone(self.changes[0])

    def _single(self) -> Iterator[Total]:
        for figure in self.sentence.quantities:
            behind = self.cue is not None and figure.start > self.cue
            counts = figure.kind in COUNTS and not behind and not self._difference(figure)
            total = self._total(figure) if counts else None
            if total:
                yield self._compared(total)

    def _difference(self, figure: Quantity) -> bool:
        """Whether a figure says how many more or fewer than before: "seventeen fewer than", "mille de plus que"."""
        behind = self.sentence.within(figure.end, self.sentence.end)[:2]
        words = self.syntax.lexicon.words("statements", "more_or_fewer")
        return any(word.lower_ in words for word in behind)

    def _total(self, figure: Quantity) -> Total | None:
        measure, noun, about = self._measure(figure)
        if measure is None or (figure.kind == "zero" and not (measure == INCIDENTS and self._recorded())):
            return None
        told, shared = self._stretch(figure), self._shared()
        war = of_a_war(self.sentence, self.syntax)
        one = one_event(self.sentence, figure, measure=measure, noun=noun, told=told, syntax=self.syntax)
        if one and not war and shared is None and not (told and self._counting()):
            return None
        period = told.period if told else shared
        if period is None and not (self._cumulative() if measure == INCIDENTS else war or self._set_against(figure)):
            return None
        return _made(figure, measure=measure, period=period, about=about)

    def _counting(self) -> bool:
        """Whether the words say that they add up, compare or tell a change: "in total", "compared with"."""
        adding = self.sentence.find(self.syntax.lexicon.phrases("statements", "adding_up"))
        return adding is not None or self.cue is not None or bool(self.changes)

    def _set_against(self, figure: Quantity) -> bool:
        """Whether a count stands behind the words that compare."""
        cue = self.cue
        if cue is None or figure.start >= cue:
            return False
        return any(q.start > cue and q.kind == "count" for q in self.sentence.quantities)

    def _measure(self, figure: Quantity) -> tuple[str | None, bool, tuple[int, int] | None]:
        """What a figure counts, whether its noun says so, and where the words for it stand apart from it."""
        measure, noun = measure_of(self.sentence, figure, syntax=self.syntax)
        if measure == "killed" and noun and self.before and self._nothing_else_told():
            return self.before.measure, noun, None
        if self.topic and bare(self.sentence, figure, syntax=self.syntax):
            return self.topic.measure, True, (self.topic.start, self.topic.end)
        return measure, noun, None

    def _nothing_else_told(self) -> bool:
        """Whether "victims" are those told of before."""
        words = self.syntax.lexicon
        told = any(lemma(word, words) in words.words("statements", "victims") for word in self.sentence.words())
        return told and self._shared() is not None

    def _stretch(self, figure: Quantity) -> Stretch | None:
        """The days of a figure: those behind it and before the next figure, or the nearest on its side of the cue."""
        fit = [t for t in self.told if t.long and not t.lasting and (figure.kind == "zero" or not _only_before(t))]
        if self.cue is not None:
            fit = [t for t in fit if (t.start > self.cue) == (figure.start > self.cue)]
        return min(fit, key=lambda t: _distance(t, figure), default=None)

    def _shared(self) -> Period | None:
        """The days told before, where the sentence goes on counting and tells no days itself."""
        same = self.sentence.find(self.syntax.lexicon.phrases("statements", "same_period"))
        if self.before is None or self.sentence.dates or not (self.topic or same or self._recorded()):
            return None
        return self.before.period

    def _recorded(self) -> bool:
        """Whether somebody counts or records in the sentence."""
        verbs = self.syntax.lexicon.words("statements", "recorded")
        return any(w.pos_ in ("VERB", "AUX") and lemma(w, self.syntax.lexicon) in verbs for w in self.sentence.words())

    def _cumulative(self) -> bool:
        return self.sentence.find(self.syntax.lexicon.phrases("statements", "cumulative")) is not None

    def _moved(self) -> Iterator[Total]:
        """A total that moved "from 640 to 1,120", or "to 610 from 655"."""
        ends = [self._behind(name) for name in ("change_from", "change_to")]
        measure = self.topic.measure if self.topic else None
        if ends[0] is None or ends[1] is None or measure is None or self.topic is None:
            return
        about = (self.topic.start, self.topic.end)
        now, then = self._stretch(ends[1]), self._stretch(ends[0])
        period = now.period if now else self._shared() or Period()
        than = _made(ends[0], measure=measure, period=then.period if then and then != now else None, about=about)
        total = _made(ends[1], measure=measure, period=period, about=about)
        yield replace(total, than=than, taken=total.taken | than.taken)

    def _behind(self, name: str) -> Quantity | None:
        """The first count right behind one of the words of a list: "from", "to"."""
        words = self.syntax.lexicon.words("statements", name)
        for figure in self.sentence.quantities:
            before = self.sentence.within(self.sentence.start, figure.start)
            if figure.kind == "count" and before and before[-1].lower_ in words:
                return figure
        return None

    def _compared(self, total: Total) -> Total:
        """The total with the figure that it is set against: the first count behind the words that compare."""
        cue, sentence = self.cue, self.sentence
        if cue is None or total.start > cue:
            return total
        other = next((q for q in sentence.quantities if q.start > cue and q.kind in ("count", "percent")), None)
        if other is not None and measure_of(sentence, other, syntax=self.syntax)[0] not in (None, total.measure):
            return total  # "527 killed and 938 wounded, against 412 killed"
        none = sentence.find(self.syntax.lexicon.phrases("statements", "virtually_none"))
        if other is not None and other.kind == "count":
            than = _made(other, measure=total.measure, period=self._earlier(total, other), about=total.about)
        elif none and sentence.start + none.start() >= cue:
            start, end = sentence.start + none.start(), sentence.start + none.end()
            than = Total(measure=total.measure, low=0, high=None, hedge="vague", start=start, end=end, period=None)
        else:
            return total
        return replace(total, than=than, taken=total.taken | than.taken)

    def _earlier(self, total: Total, other: Quantity) -> Period | None:
        """The days of the figure that a total is set against: those told, or the same days a year before."""
        match = self.sentence.find(self.syntax.lexicon.phrases("statements", "year_before"), after=self.cue)
        if match and total.period and total.period.start:
            return year_before(total.period, published=self.published)
        told = self._stretch(other)
        return told.period if told else None

    def _change(self, total: Total, found: Sequence[Total]) -> int | None:
        """The change told beside a total, if no other stands nearer to it."""
        for change in self.changes:
            near = min(found, key=lambda each: abs(each.start - change.start))
            if near is total:
                return change.percent
        return None

    def _change_alone(self, change: Change) -> Iterator[Total]:
        """A change in the number of incidents or victims of which no number is told: "a 40 percent rise in attacks"."""
        topic_ = self.topic or topic_behind(self.sentence, change.end, syntax=self.syntax)
        told = nearest([t for t in self.told if t.long and not _only_before(t)], change.start, change.end)
        if topic_ is None or (told is None and not self._cumulative()):
            return
        yield Total(
            measure=topic_.measure,
            low=None,
            high=None,
            hedge="exact",
            start=change.start,
            end=change.end,
            period=told.period if told else None,
            change=change.percent,
            about=(topic_.start, topic_.end),
        )


def _distance(told: Stretch, figure: Quantity) -> int:
    """How far days stand from a figure; right behind it they are its own ("640 in 2021 to 1,120 in 2022")."""
    away = gap(told, figure.start, figure.end)
    return 0 if told.start >= figure.end and away <= RIGHT_BEHIND else away


def _only_before(told: Stretch) -> bool:
    """Whether a stretch is only bounded by its end: "before 2021"."""
    return told.period.start is None and told.period.end is not None


def _made(figure: Quantity, *, measure: str, period: Period | None, about: tuple[int, int] | None) -> Total:
    return Total(
        measure=measure,
        low=figure.low or 0,
        high=figure.high,
        best=figure.best,
        hedge=figure.hedge,
        start=figure.start,
        end=figure.end,
        period=period,
        about=about,
        taken=frozenset({figure.start}),
    )
