"""By how much did what is counted change: a rise of 40 percent, twice as many, halved?"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma

REACH = 4  # words between a percentage and the word that says which way
WHOLE = 100
TIMES = {"doubled": 100, "tripled": 200, "quadrupled": 300, "halved": -50}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change in percent, below zero where it fell, and the words that say so: characters of the report."""

    percent: int
    start: int
    end: int


def changes(sentence: Sentence, syntax: Syntax) -> tuple[Change, ...]:
    """The changes that a sentence tells, in order."""
    found = [*_percentages(sentence, syntax), *_multiples(sentence, syntax)]
    return tuple(sorted(found, key=lambda change: change.start))


def _percentages(sentence: Sentence, syntax: Syntax) -> Iterator[Change]:
    """Percentages beside a word for rising or falling: "rose 38 percent", "une baisse de 12 %"."""
    for figure in sentence.quantities:
        if figure.kind != "percent" or figure.value is None:
            continue
        before = sentence.within(sentence.start, figure.start)[-REACH:]
        behind = sentence.within(figure.end, sentence.end)[:REACH]
        for word in (*reversed(before), *behind):
            sign = _sign(word, syntax)
            if sign:
                start = min(figure.start, sentence.starts[word.i])
                end = max(figure.end, sentence.ends[word.i])
                yield Change(percent=sign * round(figure.value), start=start, end=end)
                break


def _sign(word: Token, syntax: Syntax) -> int:
    """1 for a word that says that something rose, -1 that it fell, 0 for any other."""
    told = {word.lower_, lemma(word, syntax.lexicon)}
    if told & syntax.lexicon.words("statements", "rising"):
        return 1
    return -1 if told & syntax.lexicon.words("statements", "falling") else 0


def _multiples(sentence: Sentence, syntax: Syntax) -> Iterator[Change]:
    """Doubled, tripled, halved, and "three times as many"."""
    for name, percent in TIMES.items():
        match = sentence.find(syntax.lexicon.phrases("statements", name))
        if match:
            start, end = sentence.start + match.start(), sentence.start + match.end()
            yield Change(percent=percent, start=start, end=end)
            return
    match = sentence.find(syntax.lexicon.phrases("statements", "multiplied"))
    start, end = (sentence.start + match.start(), sentence.start + match.end()) if match else (0, 0)
    factor = next((q for q in sentence.quantities if match and q.number_start - end in (0, 1) and q.value), None)
    if factor and factor.value:
        yield Change(percent=round((factor.value - 1) * WHOLE), start=start, end=factor.end)
