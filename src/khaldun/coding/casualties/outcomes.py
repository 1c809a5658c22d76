"""What became of the persons that a figure counts? The word that says so, and the outcome it says."""

from spacy.tokens import Token

from khaldun.coding.casualties.persons import NOTHING, OUTCOMES, Found, person, says
from khaldun.coding.casualties.verbs import by_verb, counter, died, verb_above
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, present_participle
from khaldun.coding.sentences.triggers import lemma, mentions

BESIDE = 3  # words between a figure's noun and an outcome word that stands behind it
OF_VERBS = ("acomp", "oprd")  # an adjective that a verb says of its subject


def outcome_of(sentence: Sentence, number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """The outcome of the persons counted by `number`, and the word that says it."""
    if _released(noun, syntax):
        return NOTHING
    verb = by_verb(sentence, number, noun=noun, syntax=syntax)
    named = _by_noun(sentence, number, noun=noun, syntax=syntax)[0]
    fate = verb if verb[0] in ("killed", "injured") else _by_modifier(sentence, number, noun=noun, syntax=syntax)
    if named == "abducted" and fate[0]:
        return fate  # "executed fifty hostages", "23 otages tués"
    if named and died(noun, syntax):
        return verb  # "four of the wounded died"
    for find in (_by_noun, _by_modifier, _beside, _by_owner, _by_predicate, by_verb, _by_toll, _among):
        found = find(sentence, number, noun=noun, syntax=syntax)
        if found[0]:
            return found
    return NOTHING


def _released(noun: Token, syntax: Syntax) -> bool:
    """Whether the persons are told to be free again: "three kidnapped women were rescued"."""
    verb, _ = verb_above(noun, syntax)
    told = [*syntax.children(noun, "participle"), *([verb] if verb is not None else [])]
    return any(lemma(each, syntax.lexicon) in syntax.lexicon.words("outcomes", "release_verbs") for each in told)


def _by_noun(_sentence: Sentence, _number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """The noun itself says it: "40 deaths", "une vingtaine de blessés"."""
    named = ("dead", "injured", "abducted", "missing")
    root = lemma(noun, syntax.lexicon)
    for outcome, name in zip(OUTCOMES, named, strict=True):
        if root in syntax.lexicon.words("persons", name) or noun.lower_ in syntax.lexicon.words("persons", name):
            return outcome, noun
    return (says(noun, syntax), noun) if noun.pos_ == "NOUN" else NOTHING  # "30 hurt"


def _by_modifier(_sentence: Sentence, _number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """A participle or adjective under the noun says it: "30 people killed"."""
    with_ = syntax.lexicon.words("prepositions", "with")
    burden = next((of for word, of in syntax.prepositional(noun) if word in with_ and _wound(of, syntax)), None)
    if burden is not None:
        return "injured", burden  # "nine with serious injuries"
    for child in noun.children:
        if syntax.has(child, "participle", "modifier", "relative", "apposition") or child.dep_ in OF_VERBS:
            outcome = says(child, syntax)
            if outcome and child.i > noun.i - BESIDE and not present_participle(child):
                return outcome, child
    return NOTHING


def _wound(noun: Token, syntax: Syntax) -> bool:
    return lemma(noun, syntax.lexicon) in syntax.lexicon.words("persons", "injured")


def _beside(sentence: Sentence, number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """An outcome word stands right behind the figure: "12 dead", "30 soldiers wounded"."""
    last = max(number.i, noun.i)
    for word in sentence.doc[last + 1 : min(last + 1 + BESIDE, sentence.last + 1)]:
        if word.is_punct or word.pos_ in ("CCONJ", "SCONJ", "NUM"):
            break
        if _adjectival(word, syntax) and (outcome := says(word, syntax)):
            return outcome, word
        if word.pos_ not in ("AUX", "PART", "ADV", "ADJ", "NOUN", "PRON"):
            break
    return NOTHING


def _adjectival(word: Token, syntax: Syntax) -> bool:
    return not syntax.children(word, "object") and word.tag_ not in ("VBG", "VB")


def _by_owner(sentence: Sentence, _number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """The noun hangs under one that says it: "the deaths of 13 militants", "the abduction of five teachers"."""
    if syntax.preposition_of(noun) not in syntax.lexicon.words("prepositions", "of"):
        return NOTHING
    above = noun.head.head if syntax.has(noun, "prepositional_object") else noun.head
    outcome, cue = _by_noun(sentence, above, noun=above, syntax=syntax)
    if outcome:
        return outcome, cue
    trigger = next((m for m in mentions(sentence, syntax.lexicon.language) if m.word.i == above.i), None)
    if trigger and trigger.nominal and trigger.trigger.outcome:
        return trigger.trigger.outcome, above
    if lemma(above, syntax.lexicon) in syntax.lexicon.words("outcomes", "lives"):
        return "killed", above.head
    return NOTHING


def _by_predicate(_sentence: Sentence, _number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """They are said to be it: "12 soldats sont morts", "cinq personnes sont portées disparues"."""
    word = counter(noun, syntax)
    head = word.head
    if not syntax.has(word, "subject", "passive_subject") or head.pos_ not in ("NOUN", "ADJ", "VERB"):
        return NOTHING
    said = [head] if head.pos_ != "VERB" or present_participle(head) else []
    said += syntax.children(head, "open_complement", "object") if not said else []
    said += [child for child in head.children if child.dep_ in OF_VERBS]
    found = next(((outcome, each) for each in said if (outcome := says(each, syntax))), None)
    return found or NOTHING


def _by_toll(sentence: Sentence, number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """The figure is that of a toll: "the death toll rose to 31", "put the total at 90"."""
    if noun.i != number.i and noun.pos_ in ("NOUN", "PROPN") and not person(noun, syntax):
        return NOTHING
    if syntax.has(noun, "subject", "passive_subject"):
        return NOTHING
    tolls = syntax.lexicon.words("outcomes", "toll_nouns")
    before = [
        w for w in sentence.doc[max(sentence.first, number.i - 12) : number.i] if lemma(w, syntax.lexicon) in tolls
    ]
    if not before or not _leads_to(before[-1], number):
        return NOTHING
    return "killed", before[-1]


def _among(sentence: Sentence, _number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """The sentence says of whom it speaks: "among the dead were three soldiers", "five soldiers are among the dead"."""
    if not person(noun, syntax):
        return NOTHING
    position = sentence.starts[noun.i] - sentence.start
    source = sentence.find(syntax.lexicon.phrases("attribution", "according"))
    for outcome in OUTCOMES[:2]:
        match = sentence.find(syntax.lexicon.phrases("among", outcome))
        cue = sentence.word_at(sentence.start + match.start()) if match else None
        if match is None or cue is None or (source and source.start() < position):
            continue
        if match.start() < position or 0 < cue.i - noun.i <= BESIDE:
            return outcome, cue
    return NOTHING


def _leads_to(toll: Token, number: Token) -> bool:
    """Whether the toll noun and the figure share a verb, or the figure hangs under the noun."""
    verbs = [word for word in toll.ancestors if word.pos_ in ("VERB", "AUX")][:1]
    above = {word.i for word in number.ancestors}
    return toll.i in above or any(verb.i in above for verb in verbs)
