"""What do the words before and behind a figure say where the parse is astray?

A parser of news loses its way in headlines, insertions and long noun phrases. The order of the words still tells who
was struck: right before the figure stands a verb that kills ("une bombe tue 20 personnes"), or behind its noun,
insertions and places left out, one that says that they were killed or died ("15 personnes, dont quatre enfants, sont
mortes").
"""

from collections.abc import Iterator, Mapping

from spacy.tokens import Token

from khaldun.coding.casualties.persons import NOTHING, Found, says
from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, past_participle, present_participle
from khaldun.coding.sentences.triggers import Mention, lemma, mentions, trigger_verbs

FAR = 30  # words from a figure to the verb that it is the subject of
BACK = 4  # words between a verb and the figure that is its object
CLOSING = {",": ",", "(": ")", "-": "-", "–": "–", "—": "—"}
BETWEEN = ("DET", "ADP", "ADV", "PART")  # words between a verb and the figure behind it
STOPS = (";", ":", ".", "!", "?", ",", ")")
COUNTABLE = ("NOUN", "PROPN", "ADJ", "NUM", "SYM", "ADP")  # what a bare figure does not stand before
OBJECTS = ("DET", "NUM", "NOUN", "PROPN", "PRON")


def by_line(sentence: Sentence, figure: Quantity, *, noun: Token, syntax: Syntax) -> Found:
    """The outcome that the order of words gives a figure of persons, and the word that says it."""
    said = {part.i: each for each in mentions(sentence, syntax.lexicon.language) for part in each.parts}
    before = _before(sentence, figure, said=said, syntax=syntax)
    return before if before[0] else _behind(sentence, noun, said=said, syntax=syntax)


def _before(sentence: Sentence, figure: Quantity, *, said: Mapping[int, Mention], syntax: Syntax) -> Found:
    """A verb that kills right before the figure: "tue 20 personnes", "coûté la vie à 20 personnes"."""
    first = sentence.word_at(figure.start)
    if first is None:
        return NOTHING
    for word in reversed(sentence.doc[max(sentence.first, first.i - BACK) : first.i]):
        mention = said.get(word.i)
        if mention is not None:
            strikes = mention.trigger.object == "victim" and not mention.nominal
            strikes = strikes and not _passive(mention.word, syntax)
            return (mention.trigger.outcome, mention.word) if strikes else NOTHING
        if word.pos_ not in BETWEEN:
            break
    return NOTHING


def tallied(sentence: Sentence, figure: Quantity, *, noun: Token, syntax: Syntax) -> bool:
    """Whether a bare figure is what somebody counts, says or admits: "the ombudsman confirmed 41"."""
    first, last = sentence.word_at(figure.start), sentence.word_at(figure.number_end - 1)
    if first is None or last is None or noun.i != last.i or first.i == sentence.first:
        return False
    after = sentence.doc[last.i + 1] if last.i < sentence.last else None
    if after is not None and (after.pos_ in COUNTABLE or after.text == "%"):
        return False
    verbs = syntax.lexicon.words("attribution", "say_verbs") | syntax.lexicon.words("outcomes", "tally_verbs")
    before = [word for word in sentence.doc[max(sentence.first, first.i - 2) : first.i] if word.pos_ not in BETWEEN]
    return bool(before) and before[-1].pos_ == "VERB" and lemma(before[-1], syntax.lexicon) in verbs


def _passive(verb: Token, syntax: Syntax) -> bool:
    """Whether a participle stands behind a form of "be"."""
    group = verb.doc[max(verb.i - BACK, 0) : verb.i]
    return past_participle(verb) and any(_be(word, syntax) for word in group)


def _be(word: Token, syntax: Syntax) -> bool:
    return lemma(word, syntax.lexicon) in syntax.lexicon.words("outcomes", "be_verbs")


def _behind(sentence: Sentence, noun: Token, *, said: Mapping[int, Mention], syntax: Syntax) -> Found:
    """The verb that a figure is the subject of by the order of words, where it says what became of the persons."""
    helped = be = False
    for word in _onward(sentence, noun, syntax=syntax):
        mention = said.get(word.i)
        if mention is not None and not mention.nominal:
            befell = mention.trigger.subject == "victim" or (be if helped else _bare(mention.word))
            return (mention.trigger.outcome, mention.word) if befell else NOTHING
        if be and (outcome := says(word, syntax)):
            return outcome, word
        if helped and _dies(word, syntax):
            return "killed", word
        if word.pos_ == "VERB" and (helped or not (past_participle(word) or present_participle(word))):
            return NOTHING
        helped = helped or word.pos_ == "AUX"
        be = be or (word.pos_ == "AUX" and _be(word, syntax))
    return NOTHING


def _dies(word: Token, syntax: Syntax) -> bool:
    """Whether a form of a verb that says that somebody dies was taken for a noun: "ont tous péri"."""
    trigger = trigger_verbs(syntax.lexicon.language).get(lemma(word, syntax.lexicon))
    return trigger is not None and trigger.subject == "victim"


def _bare(verb: Token) -> bool:
    """Whether a participle without an auxiliary has no object, as in headlines: "20 soldiers killed in the north"."""
    after = verb.doc[verb.i + 1] if verb.i + 1 < len(verb.doc) else None
    return past_participle(verb) and (after is None or after.pos_ not in OBJECTS)


def _onward(sentence: Sentence, noun: Token, *, syntax: Syntax) -> Iterator[Token]:
    """The words behind a noun up to where its clause may end; insertions are left out."""
    counts = {q.number_start for q in sentence.quantities if q.kind == "count"}
    joints = syntax.lexicon.words("including", "joints")
    index, last, part = noun.i + 1, min(noun.i + FAR, sentence.last), False
    while index <= last:
        word = sentence.doc[index]
        if past := _past(sentence, index, last=last):
            index = past
            continue
        if word.text in STOPS or (word.pos_ == "CCONJ" and word.lower_ in joints):
            return
        if sentence.starts[index] in counts and not part:
            return
        part = word.lower_ in syntax.lexicon.words("including", "inside")
        yield word
        index += 1


def _past(sentence: Sentence, index: int, *, last: int) -> int | None:
    """The word behind an insertion that opens at a word: "15 personnes, dont quatre enfants, sont mortes"."""
    closing = CLOSING.get(sentence.doc[index].text)
    ends = (i for i in range(index + 1, last) if sentence.doc[i].text == closing)
    return next((i + 1 for i in ends), None) if closing else None
