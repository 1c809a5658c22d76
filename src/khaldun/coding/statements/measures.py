"""What does a figure over many events count: incidents, or persons by what became of them?"""

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Token

from khaldun.coding.casualties.outcomes import outcome_of
from khaldun.coding.casualties.persons import OUTCOMES, counted, number_word, person
from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma, mentions, trigger_verbs

INCIDENTS = "incidents"
NAMED = {"killed": "dead", "injured": "injured", "abducted": "abducted", "missing": "missing"}
BESIDE = 1  # words on either side of the one that says it, which name whose deaths they are
REACH = 6  # words behind "twice as many" that say what of


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What a sentence counts, where the figure stands apart from it: "the number of civilians killed rose to 610"."""

    measure: str
    start: int
    end: int


def measure_of(sentence: Sentence, figure: Quantity, *, syntax: Syntax) -> tuple[str | None, bool]:
    """What a figure counts, and whether its noun says so by itself."""
    number = number_word(sentence, figure)
    if number is None:
        return None, False
    noun = counted(number, syntax)
    for each in (number.head, noun):  # "548 incidents of insecurity" counts incidents
        if each is number.head and not syntax.has(number, "numeral", "determiner"):
            continue
        root = lemma(each, syntax.lexicon)
        if root in syntax.lexicon.words("statements", "casualty_nouns"):
            touched = lemma(each.head, syntax.lexicon) in syntax.lexicon.words("statements", "affect_verbs")
            return (None, False) if touched else (_suffered(each, syntax), True)
        if root in syntax.lexicon.words("statements", "event_nouns"):
            return (INCIDENTS, True) if figure.low != 1 or figure.high is None else (None, True)
    outcome, _ = outcome_of(sentence, number, noun=noun, syntax=syntax)
    return outcome or _done_to(noun, syntax), False


def _done_to(noun: Token, syntax: Syntax) -> str | None:
    """What the verb before a bare noun does to those it names, where the parser took a time for its object."""
    trigger = trigger_verbs(syntax.lexicon.language).get(lemma(noun.head, syntax.lexicon))
    object_ = noun.head.i < noun.i and noun.head.pos_ == "VERB" and syntax.preposition_of(noun) is None
    if trigger is None or not object_ or trigger.subject == "victim" or syntax.passive(noun.head):
        return None
    return trigger.outcome if person(noun, syntax) else None


def bare(sentence: Sentence, figure: Quantity, *, syntax: Syntax) -> bool:
    """Whether a figure stands without a noun of its own: "to 1,203", "940, against 470"."""
    number = number_word(sentence, figure)
    return number is not None and counted(number, syntax).i == number.i


def topic(sentence: Sentence, syntax: Syntax) -> Topic | None:
    """What the sentence counts by the subject of a verb of rising or falling, or by what there is twice as much of."""
    verb = change_verb(sentence, syntax)
    for subject in syntax.children(verb, "subject", "passive_subject") if verb is not None else []:
        found = _measured(sentence, sorted(subject.subtree, key=lambda word: word.i), syntax=syntax)
        if found:
            return found
    phrases = [p for name in ("doubled", "tripled", "quadrupled") for p in syntax.lexicon.phrases("statements", name)]
    match = sentence.find(phrases)
    if match is None:
        return None
    behind = sentence.within(sentence.start + match.end(), sentence.end)[:REACH]
    killed = next((m.trigger.outcome for m in mentions(sentence, syntax.lexicon.language) if m.trigger.outcome), None)
    if killed and behind:
        return Topic(measure=killed, start=sentence.starts[behind[0].i], end=sentence.ends[behind[-1].i])
    return _measured(sentence, behind, syntax=syntax)


def topic_behind(sentence: Sentence, position: int, *, syntax: Syntax, reach: int | None = REACH) -> Topic | None:
    """What the words behind a character count, so many of them or all: "a 40 percent rise in attacks"."""
    return _measured(sentence, sentence.within(position, sentence.end)[:reach], syntax=syntax)


def change_verb(sentence: Sentence, syntax: Syntax) -> Token | None:
    """The verb that says that a number rose or fell."""
    verbs = syntax.lexicon.words("statements", "change_verbs")
    return next((w for w in sentence.words() if w.pos_ == "VERB" and lemma(w, syntax.lexicon) in verbs), None)


def _measured(sentence: Sentence, words: Iterable[Token], *, syntax: Syntax) -> Topic | None:
    """What the first word that says so among some words counts."""
    told = list(words)
    for n, word in enumerate(told):
        measure = _told(word, syntax)
        if measure:
            around = told[max(0, n - BESIDE) : n + BESIDE + 1]
            return Topic(measure=measure, start=sentence.starts[around[0].i], end=sentence.ends[around[-1].i])
    return None


def _told(word: Token, syntax: Syntax) -> str | None:
    words, root = syntax.lexicon, lemma(word, syntax.lexicon)
    if root in words.words("statements", "casualty_nouns") and word.pos_ == "NOUN":
        return "killed"
    for outcome in OUTCOMES:
        if {root, word.lower_} & (words.words("outcomes", outcome) | words.words("persons", NAMED[outcome])):
            return outcome
    events = words.words("statements", "event_nouns") | words.words("statements", "share_nouns")
    return INCIDENTS if word.pos_ == "NOUN" and root in events else None


def _suffered(noun: Token, syntax: Syntax) -> str:
    """What became of victims: killed, or what the words under the noun say ("abduction victims", "casualties hurt")."""
    for child in noun.children:
        for outcome in OUTCOMES[1:]:
            if {child.lower_, lemma(child, syntax.lexicon)} & syntax.lexicon.words("outcomes", outcome):
                return outcome
    return "killed"
