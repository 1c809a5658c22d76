"""Does a figure speak of many events, or of one attack, one town, one day, or no violence at all?"""

from collections.abc import Iterator

from spacy.tokens import Token

from khaldun.coding.casualties.persons import number_word
from khaldun.coding.dates.told import DateTold
from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, plural
from khaldun.coding.sentences.triggers import lemma, mentions, trigger_verbs
from khaldun.coding.statements.measures import INCIDENTS
from khaldun.coding.statements.periods import Stretch, gap

WEEK = 7
MANY = 100  # persons; fewer in one month are those of one event, unless somebody counts
LONG = 32  # days; a longer stretch than a month holds many events, even those of one town
SINCE = 4  # words behind "since" that name what happened then


def ours(sentence: Sentence, syntax: Syntax) -> bool:
    """Whether the sentence counts no victims of an accident, an illness or a natural force."""
    causes = syntax.lexicon.words("excluded", "causes") | syntax.lexicon.words("statements", "natural")
    if sentence.find(syntax.lexicon.phrases("excluded", "causes")) is not None:
        return False
    return not any(word.pos_ == "NOUN" and lemma(word, syntax.lexicon) in causes for word in sentence.words())


def of_a_war(sentence: Sentence, syntax: Syntax) -> bool:
    """Whether a whole conflict, and no fighting for a town, took the lives: "the war has killed tens of thousands"."""
    nouns = syntax.lexicon.words("statements", "conflict_nouns")
    wars = syntax.lexicon.words("statements", "war_nouns")
    return any(
        lemma(doer, syntax.lexicon) in (wars if _local(sentence) else nouns)
        for verb in sentence.words()
        if verb.pos_ == "VERB" and _taking(verb, syntax)
        for doer in syntax.doers(verb)
    )


def _taking(verb: Token, syntax: Syntax) -> bool:
    """Whether a verb says that lives are taken."""
    words, root = syntax.lexicon, lemma(verb, syntax.lexicon)
    trigger = trigger_verbs(words.language).get(root)
    taking = words.words("outcomes", "lives_verbs") | words.words("outcomes", "leave_verbs")
    return root in taking | words.words("statements", "toll_verbs") or bool(trigger and trigger.outcome)


def one_event(
    sentence: Sentence, figure: Quantity, *, measure: str, noun: bool, told: Stretch | None, syntax: Syntax
) -> bool:
    """Whether a figure is that of one event: a single attack, a day or hours, a town or a few dead in a month.

    `noun` is true where the noun of the figure says what it counts, `told` is the stretch of days around it.
    """
    if _dated_to_a_day(sentence, figure, told) or any(_short(each) for each in sentence.quantities):
        return True
    if measure == INCIDENTS:
        return False
    if any(_single(word, syntax) for word in (_around(sentence, figure, syntax) if noun else sentence.words())):
        return True
    if told is None or _holds_many(told):
        return told is None and (_local(sentence) or _entry(sentence))
    return (figure.low or 0) < MANY or _local(sentence) or _entry(sentence)


def _short(figure: Quantity) -> bool:
    """Whether a span of less than a week is told: "within hours", "en quatre jours"."""
    days = figure.unit == "day" and figure.value is not None and figure.value <= WEEK
    return figure.kind == "time" and (days or figure.unit in ("hour", "minute"))


def _dated_to_a_day(sentence: Sentence, figure: Quantity, told: Stretch | None) -> bool:
    """Whether the days nearest to a figure are one day."""
    days = [each for each in sentence.dates if each.relation == "on" and each.start != (told.start if told else -1)]
    near = min((_gap(each, figure) for each in days), default=None)
    return near is not None and (told is None or near < gap(told, figure.start, figure.end))


def _gap(told: DateTold, figure: Quantity) -> int:
    return gap(told, figure.start, figure.end)


def _single(word: Token, syntax: Syntax) -> bool:
    """Whether a word tells of one event: "the attack", "an ambush", but not one since which something is counted."""
    nouns = syntax.lexicon.words("statements", "event_nouns")
    if word.pos_ != "NOUN" or plural(word) or lemma(word, syntax.lexicon).split("-")[0] not in nouns:
        return False
    since = syntax.lexicon.words("statements", "since")
    return not any(before.lower_ in since for before in word.doc[max(0, word.i - SINCE) : word.i])


def _around(sentence: Sentence, figure: Quantity, syntax: Syntax) -> Iterator[Token]:
    """What does it, and in or by what, to those whom a figure counts: the nouns around the verb above it."""
    number = number_word(sentence, figure)
    verb = next((word for word in number.ancestors if word.pos_ == "VERB"), None) if number is not None else None
    if verb is not None:
        yield from syntax.doers(verb)
        yield from (noun for _, noun in syntax.prepositional(verb))
        nominal = [each.word for each in mentions(sentence, syntax.lexicon.language) if each.nominal]
        yield from (word for word in nominal if word.head.i == verb.i)


def _local(sentence: Sentence) -> bool:
    """Whether a sentence names a town or a site."""
    return any(name.kind in ("place", "site") for name in sentence.names)


def _entry(sentence: Sentence) -> bool:
    """Whether a sentence is an entry of a chronicle, without a verb: "Then Lala, in June 2023: 46 dead"."""
    return not any(word.pos_ in ("VERB", "AUX") for word in sentence.words())


def _holds_many(told: Stretch) -> bool:
    """Whether a stretch of days is longer than one event of a town takes: since a year, in the first half of one."""
    start, end = told.period.start, told.period.end
    return told.since or (start is not None and end is not None and (end - start).days > LONG)
