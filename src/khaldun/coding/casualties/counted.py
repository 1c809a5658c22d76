"""How many were killed, injured, abducted or are missing? Every figure of a sentence that counts such persons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import cast

from spacy.tokens import Token

from khaldun.coding.casualties.figures import OPEN, figures, is_article, is_some
from khaldun.coding.casualties.lines import by_line, tallied
from khaldun.coding.casualties.outcomes import outcome_of
from khaldun.coding.casualties.persons import counted, kind_of_person, number_word, person, says
from khaldun.coding.casualties.single import single_victims
from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.phrase import Phrase, phrase
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, past_participle
from khaldun.coding.sentences.triggers import lemma
from khaldun.model import Outcome, Span, Toll

NEAR = 6  # words before a figure within which "including" makes it part of the figure before
BESIDE = 3  # words between "of them" and who they were
LONGEST = 90  # characters of a toll's evidence


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Count:
    """One figure with what became of whom. `cue` is the word that says the outcome; `of` the persons' phrase.

    `inside` is true where the figure is part of the one before it ("including", "dont"). `whom` is the list of the
    lexicon that knows the persons by their noun: "forces", "armed", "civilians" or, where none does, "any".
    """

    toll: Toll
    start: int
    noun: Token
    cue: Token
    of: Phrase
    whom: str = "any"
    inside: bool = False


def counts_by_sentence(
    told: Sequence[Sentence], syntax: Syntax, *, taken: Mapping[int, frozenset[int]]
) -> dict[int, tuple[Count, ...]]:
    """The counts of each sentence by its index, read in order; `taken` is what statements have used of each."""
    found: dict[int, tuple[Count, ...]] = {}
    for each in told:
        found[each.index] = counts(each, syntax, taken=taken[each.index], before=found.get(each.index - 1, ()))
    return found


def counts(
    sentence: Sentence, syntax: Syntax, *, taken: frozenset[int] = frozenset(), before: Sequence[Count] = ()
) -> tuple[Count, ...]:
    """The figures of a sentence that count persons killed, injured, abducted or missing, in order.

    `taken` holds the starts of quantities that a statement has used; they are no event's toll. Nor is one told of many
    ("five killed, among them a chief"). `before` are the counts of the sentence before, which a bare figure may go on
    from ("Amnesty counted 23").
    """
    found: list[Count] = []
    waiting: list[Quantity] = []
    for figure in (each for each in figures(sentence, syntax) if each.start not in taken):
        count = _count(sentence, figure, syntax=syntax, earlier=found, before=before)
        if count:
            found += _listed(sentence, [*waiting, figure], count=count, syntax=syntax)
            found += [count] * (not (count.inside and (is_article(sentence, figure) or is_some(figure))))
        waiting = [] if count else [*waiting, figure]
    return tuple(sorted([*found, *_alone(sentence, syntax, counted=found)], key=lambda count: count.start))


def _alone(sentence: Sentence, syntax: Syntax, *, counted: list[Count]) -> Iterator[Count]:
    """The figures of those told one by one: "the mayor and his driver were killed" counts two."""
    for mention, victim, number in single_victims(sentence, syntax, told=sentence.quantities):
        if any(count.cue.i == mention.word.i for count in counted):
            continue
        quote = sentence.told(mention.start, mention.end)
        evidence = (Span(start=mention.start, end=mention.end, quote=quote),)
        outcome = cast("Outcome", mention.trigger.outcome)
        yield Count(
            toll=Toll(outcome=outcome, low=number, high=number, best=number, told=quote, evidence=evidence),
            start=mention.start,
            noun=victim,
            cue=mention.word,
            of=phrase(sentence, victim, syntax=syntax),
            whom=kind_of_person(victim, syntax),
        )


def _count(
    sentence: Sentence, figure: Quantity, *, syntax: Syntax, earlier: list[Count], before: Sequence[Count]
) -> Count | None:
    number = number_word(sentence, figure)
    if number is None:
        return None
    noun = counted(number, syntax)
    if _speaks(noun, syntax) or (figure.low == figure.high == 1 and _of_the_struck(number, noun, syntax)):
        return None
    inside = bool(earlier) and _inside(sentence, figure, syntax=syntax)
    outcome, cue = outcome_of(sentence, number, noun=noun, syntax=syntax)
    known = noun.i == number.i or noun.pos_ == "PROPN" or person(noun, syntax)
    if known and (outcome is None or _past_another(sentence, noun, cue)):
        line = by_line(sentence, figure, noun=max(noun, number, key=lambda word: word.i), syntax=syntax)
        outcome, cue = line if line[0] else (outcome, cue)
    if outcome is None:
        from_ = _goes_on(sentence, figure, noun=noun, syntax=syntax, earlier=earlier, before=before, inside=inside)
        outcome, cue = (from_.toll.outcome, from_.cue) if from_ else (None, None)
    if outcome is None or cue is None:
        return None
    who = _who_of_them(sentence, figure, noun=noun, syntax=syntax)
    return Count(
        toll=_toll(sentence, figure, noun=noun, outcome=outcome),
        start=figure.start,
        noun=noun,
        cue=cue,
        of=phrase(sentence, who, syntax=syntax),
        whom=kind_of_person(who, syntax),
        inside=inside,
    )


def _past_another(sentence: Sentence, noun: Token, cue: Token | None) -> bool:
    """Whether another count stands between a figure's noun and the word that the parse takes for what became of it."""
    if cue is None or cue.i < noun.i:
        return False
    between = range(sentence.ends[noun.i], sentence.starts[cue.i])
    return any(figure.kind == "count" and figure.start in between for figure in sentence.quantities)


def _who_of_them(sentence: Sentence, figure: Quantity, *, noun: Token, syntax: Syntax) -> Token:
    """The noun that says who those of a bare figure were: "five of them policemen", or the figure's own."""
    match = sentence.find(syntax.lexicon.phrases("including", "behind"), after=figure.end)
    if noun.pos_ == "NOUN" or match is None or match.start() > figure.end - sentence.start + 1:
        return noun
    after = sentence.word_at(sentence.start + match.end())
    first = after.i if after is not None else sentence.last
    near = (word for word in sentence.doc[first : min(first + BESIDE, sentence.last + 1)])
    return next((word for word in near if word.pos_ == "NOUN" and person(word, syntax)), noun)


def _of_the_struck(number: Token, noun: Token, syntax: Syntax) -> bool:
    """Whether one of those already counted is meant: "one of the dead"."""
    return noun.i > number.i and syntax.preposition_of(noun) is not None and says(noun, syntax) is not None


def _speaks(noun: Token, syntax: Syntax) -> bool:
    """Whether the persons are those who say so: "a doctor said"."""
    said = lemma(noun.head, syntax.lexicon) in syntax.lexicon.words("attribution", "say_verbs")
    return said and noun.head.pos_ == "VERB" and syntax.has(noun, "subject")


def _goes_on(
    sentence: Sentence,
    figure: Quantity,
    *,
    noun: Token,
    syntax: Syntax,
    earlier: list[Count],
    before: Sequence[Count],
    inside: bool,
) -> Count | None:
    """The count from which a figure that does not say it has what became of the persons."""
    last = earlier[-1] if earlier else None
    if last and (inside or (_shares(last, noun, syntax=syntax) and not _otherwise(noun, syntax))):
        return last
    if last and _listed_on(sentence, last, figure, noun=noun, syntax=syntax):
        return last
    told = last or (before[-1] if before else None)
    return told if told and tallied(sentence, figure, noun=noun, syntax=syntax) else None


def _otherwise(noun: Token, syntax: Syntax) -> bool:
    """Whether something else is said to have become of the persons: "20 killed and three others captured"."""
    known = noun.pos_ == "NUM" or person(noun, syntax)
    return not known or past_participle(noun) or any(map(past_participle, syntax.children(noun, "participle")))


def _listed_on(sentence: Sentence, last: Count, figure: Quantity, *, noun: Token, syntax: Syntax) -> bool:
    """Whether a figure follows a count as one of its parts ("148: 142 students") or its next value ("43, then 57")."""
    end = max(last.start + len(last.toll.told or ""), sentence.ends[last.noun.i])
    between = [word.lower_ for word in sentence.within(end, figure.start)]
    joints = syntax.lexicon.words("including", "joints")
    then = syntax.lexicon.words("outcomes", "then")
    if ":" in between and person(noun, syntax):
        return all(word in joints or word == ":" for word in between)
    bare = noun.pos_ == "NUM"
    return bare and any(word in then for word in between) and all(word in joints or word in then for word in between)


def _toll(sentence: Sentence, figure: Quantity, *, noun: Token, outcome: str) -> Toll:
    end = max(figure.end, sentence.ends[noun.i])
    end = end if end - figure.start <= LONGEST else figure.end
    quote = sentence.told(figure.start, end)
    return Toll(
        outcome=cast("Outcome", outcome),
        low=figure.low or 0,
        high=None if figure.hedge == "vague" and (figure.low or 0) >= OPEN else figure.high,
        best=figure.best,
        hedge=figure.hedge,
        told=quote,
        evidence=(Span(start=figure.start, end=end, quote=quote),),
    )


def _inside(sentence: Sentence, figure: Quantity, *, syntax: Syntax) -> bool:
    """Whether "including", "dont" or the like stands right before the figure."""
    first = sentence.word_at(figure.start)
    if first is None:
        return False
    window = sentence.doc[max(sentence.first, first.i - NEAR) : first.i].text.lower()
    window = window.rsplit(",", 1)[-1]
    after = sentence.text[figure.end - sentence.start :].lower().lstrip()
    inside = syntax.lexicon.phrases("including", "inside")
    behind = syntax.lexicon.phrases("including", "behind")
    return any(f" {words} " in f" {window} " for words in inside) or any(after.startswith(words) for words in behind)


def _listed(sentence: Sentence, figures: Sequence[Quantity], *, count: Count, syntax: Syntax) -> Iterator[Count]:
    """The figures right before a count that only "and" or a comma parts from the next: "53 gendarmes and four others".

    The last of the figures is the count's own.
    """
    joints = syntax.lexicon.words("including", "joints")
    for figure, after in reversed(list(pairwise(figures))):
        number = number_word(sentence, figure)
        noun = counted(number, syntax) if number is not None else None
        if number is None or noun is None or not person(noun, syntax):
            return
        between = sentence.within(sentence.ends[max(noun.i, number.i)], after.start)
        if any(word.lower_ not in joints for word in between):
            return
        yield replace(
            count,
            toll=_toll(sentence, figure, noun=noun, outcome=count.toll.outcome),
            start=figure.start,
            noun=noun,
            of=phrase(sentence, noun, syntax=syntax),
            whom=kind_of_person(noun, syntax),
            inside=False,
        )


def _shares(before: Count, noun: Token, *, syntax: Syntax) -> bool:
    """Whether the figure is joined to the one before: "a soldier and two civilians"."""
    return _first(before.noun, syntax) == _first(noun, syntax)


def _first(noun: Token, syntax: Syntax) -> int:
    """The place of the first noun of a list."""
    while syntax.has(noun, "conjunct") and noun.head.pos_ not in ("VERB", "AUX"):
        noun = noun.head
    return noun.i
