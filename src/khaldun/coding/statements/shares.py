"""Which sentences give a share of many events: 60 percent of the losses, half of all deaths, one attack in three?"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma
from khaldun.coding.statements.changes import Change
from khaldun.coding.statements.measures import topic_behind
from khaldun.coding.words.numerals import numeral
from khaldun.coding.words.surface import words
from khaldun.model import Hedge

BEHIND = 6  # words between a share and what it is a share of
PARTS = {"third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
HALF = 50
WHOLE = 100
ABOUT = 5  # percentage points on either side of "nearly half"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share in percent of incidents, or of persons by what became of them, and the words that give it."""

    measure: str
    low: int
    high: int | None
    hedge: Hedge
    start: int
    end: int


def shares(sentence: Sentence, syntax: Syntax, *, changed: tuple[Change, ...]) -> Iterator[Share]:
    """The shares of a sentence; a percentage by which something rose or fell is none."""
    first: Share | None = None
    for figure in sentence.quantities:
        if any(change.start <= figure.start < change.end for change in changed):
            continue
        told = _percent(figure, syntax)
        found = next(_share(sentence, figure.start, figure.end, told=told, syntax=syntax), None) if told else None
        if found is None and told and first and figure.kind == "percent":  # "60 percent of them, against 24 percent"
            low, high, hedge = told
            found = Share(measure=first.measure, low=low, high=high, hedge=hedge, start=figure.start, end=figure.end)
        first = first or found
        if found:
            yield found
    yield from _halves(sentence, syntax)
    yield from _one_in(sentence, syntax)


def _percent(figure: Quantity, syntax: Syntax) -> tuple[int, int | None, Hedge] | None:
    """The bounds of a percentage, or of a fraction in percent."""
    if figure.kind == "percent":
        return figure.low or 0, figure.high, figure.hedge
    if figure.kind != "fraction" or figure.value is None:
        return None
    whole = PARTS.get(figure.unit or "") or _last_number(figure, syntax)
    return _bounds(round(WHOLE * figure.value / whole), figure.hedge) if whole else None


def _last_number(figure: Quantity, syntax: Syntax) -> int | None:
    """The three of "one in three"."""
    told = words(figure.told)
    last = numeral(figure.told, told, len(told) - 1, language=syntax.lexicon.language)
    return int(last.best) if last and last.best else None


def _bounds(percent: int, hedge: Hedge) -> tuple[int, int | None, Hedge]:
    if hedge == "at_least":
        return percent + 1, None, hedge
    if hedge in ("fewer_than", "at_most"):
        return 0, percent - (hedge == "fewer_than"), hedge
    about = ABOUT if hedge == "about" else 0
    return percent - about, percent + about, hedge


def _halves(sentence: Sentence, syntax: Syntax) -> Iterator[Share]:
    """Half of something, nearly or more than half."""
    match = sentence.find(syntax.lexicon.phrases("statements", "halves"))
    if match:
        before = sentence.text[: match.start()].replace("’", "'").rstrip().lower()
        hedges: tuple[tuple[str, Hedge], ...] = (
            ("over", "at_least"), ("under", "fewer_than"), ("nearly", "about"),
        )  # fmt: skip
        hedge: Hedge = next((h for name, h in hedges if before.endswith(_hedging(syntax, name))), "exact")
        start, end = sentence.start + match.start(), sentence.start + match.end()
        yield from _share(sentence, start, end, told=_bounds(HALF, hedge), syntax=syntax)


def _hedging(syntax: Syntax, name: str) -> tuple[str, ...]:
    return syntax.lexicon.phrases("statements", f"{name}_half")


def _one_in(sentence: Sentence, syntax: Syntax) -> Iterator[Share]:
    """One attack in three, "une attaque sur trois"."""
    among, ones = syntax.lexicon.words("statements", "among"), syntax.lexicon.words("statements", "ones")
    for figure in sentence.quantities:
        before = sentence.within(sentence.start, figure.start)[-3:]
        if len(before) < 3 or not figure.value or before[0].lower_ not in ones or before[2].lower_ not in among:  # noqa: PLR2004
            continue
        if _counted(before[1], syntax):
            start = sentence.starts[before[0].i]
            told = _bounds(round(WHOLE / figure.value), "exact")
            yield from _share(sentence, start, figure.end, told=told, syntax=syntax, noun=before[1])


def _counted(word: Token, syntax: Syntax) -> bool:
    return lemma(word, syntax.lexicon) in syntax.lexicon.words("statements", "share_nouns")


def _share(
    sentence: Sentence,
    start: int,
    end: int,
    *,
    told: tuple[int, int | None, Hedge],
    syntax: Syntax,
    noun: Token | None = None,
) -> Iterator[Share]:
    """The share, if what it is taken of counts events or their victims."""
    position = end if noun is None else sentence.starts[noun.i]
    behind = sentence.within(position, sentence.end)[:BEHIND]
    if not behind or (noun is None and behind[0].lower_ not in syntax.lexicon.words("statements", "parting")):
        return
    whole = topic_behind(sentence, position, syntax=syntax)
    if whole is None or told[0] > WHOLE:
        return
    last = next((word for word in behind if _counted(word, syntax)), behind[-1])
    low, high, hedge = told
    yield Share(
        measure=whole.measure,
        low=low,
        high=high,
        hedge=hedge,
        start=start,
        end=max(end, sentence.ends[last.i]),
    )
