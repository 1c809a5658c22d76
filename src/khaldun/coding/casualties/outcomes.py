"""What became of the persons that a figure counts? The word that says so, and the outcome it says."""

from collections.abc import Iterator

from spacy.tokens import Token

from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, present_participle
from khaldun.coding.sentences.triggers import Mention, lemma, mentions, trigger_verbs

Found = tuple[str | None, Token | None]
NOTHING: Found = (None, None)
OUTCOMES = ("killed", "injured", "abducted", "missing")
BESIDE = 3  # words between a figure's noun and an outcome word that stands behind it
STEPS = 4
OF_VERBS = ("acomp", "oprd")  # an adjective that a verb says of its subject


def number_word(sentence: Sentence, figure: Quantity) -> Token | None:
    """The last word of the bare number."""
    words = sentence.within(figure.number_start, figure.number_end)
    return words[-1] if words else None


def counted(number: Token, syntax: Syntax) -> Token:
    """The noun that a number counts, or the number itself where it stands alone ("killed 20")."""
    word = number
    for _ in range(STEPS):
        of = [noun for prep, noun in syntax.prepositional(word) if prep in syntax.lexicon.words("prepositions", "of")]
        if person(word, syntax) and lemma(word, syntax.lexicon) not in syntax.lexicon.words("persons", "parts"):
            break
        if of and word.pos_ in ("NOUN", "NUM") and _countable(of[0], syntax) and of[0].i - word.i < STEPS:
            return of[0]
        if word.head.pos_ == "VERB" and word.head.i < word.i:
            break
        if syntax.has(word, "numeral", "determiner") or word.dep_ in ("compound", "amod"):
            word = word.head
            continue
        break
    return word


def _countable(noun: Token, syntax: Syntax) -> bool:
    """Whether a word after "of" can be counted: a noun, or a participle that stands for persons ("of the wounded")."""
    return noun.pos_ in ("NOUN", "PROPN", "ADJ") or says(noun, syntax) is not None


def person(noun: Token, syntax: Syntax) -> bool:
    """Whether a noun names a person or a member of a force."""
    known = kind_of_person(noun, syntax) != "any"
    return known or lemma(noun, syntax.lexicon) in syntax.lexicon.words("persons", "any")


def kind_of_person(noun: Token, syntax: Syntax) -> str:
    """The list that knows a noun as a member of a force, an armed one or a civilian; "any" where none does."""
    root = lemma(noun, syntax.lexicon)
    lists = (("persons", "forces"), ("actors", "armed"), ("persons", "civilians"))
    return next((name for section, name in lists if root in syntax.lexicon.words(section, name)), "any")


def outcome_of(sentence: Sentence, number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """The outcome of the persons counted by `number`, and the word that says it."""
    if _released(noun, syntax):
        return NOTHING
    verb = _by_verb(sentence, number, noun=noun, syntax=syntax)
    named = _by_noun(sentence, number, noun=noun, syntax=syntax)[0]
    if named == "abducted" and verb[0] in ("killed", "injured"):
        return verb  # "executed fifty hostages"
    if named and _died(noun, syntax):
        return verb  # "four of the wounded died"
    for find in (_by_noun, _by_modifier, _beside, _by_owner, _by_predicate, _by_verb, _by_toll, _among):
        found = find(sentence, number, noun=noun, syntax=syntax)
        if found[0]:
            return found
    return NOTHING


def _released(noun: Token, syntax: Syntax) -> bool:
    """Whether the persons are told to be free again: "three kidnapped women were rescued"."""
    verb, _ = _verb_above(noun, syntax)
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


def says(word: Token, syntax: Syntax) -> str | None:
    """The outcome that an adjective or a participle says of those who are so."""
    for outcome in OUTCOMES:
        listed = syntax.lexicon.words("outcomes", outcome)
        if word.lower_ in listed or lemma(word, syntax.lexicon) in listed:
            return outcome
    return None


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
    word = _counter(noun, syntax)
    head = word.head
    if not syntax.has(word, "subject", "passive_subject") or head.pos_ not in ("NOUN", "ADJ", "VERB"):
        return NOTHING
    said = [head] if head.pos_ != "VERB" or present_participle(head) else []
    said += syntax.children(head, "open_complement", "object") if not said else []
    said += [child for child in head.children if child.dep_ in OF_VERBS]
    found = next(((outcome, each) for each in said if (outcome := says(each, syntax))), None)
    return found or NOTHING


def _by_verb(sentence: Sentence, _number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """The verb says it: "killed 12", "12 were killed", "12 died", "left 12 dead", "cost 12 lives"."""
    words = syntax.lexicon
    verb, direct = _verb_above(noun, syntax)
    if verb is None:
        return NOTHING
    mention = next((m for m in mentions(sentence, words.language) if m.word.i == verb.i and not m.nominal), None)
    if mention and mention.trigger.outcome and noun not in mention.parts:
        return (mention.trigger.outcome, verb) if _befalls(mention, noun, syntax) else NOTHING
    if direct and lemma(verb, words) in words.words("outcomes", "leave_verbs"):
        return _left(sentence, noun, verb=verb, syntax=syntax)
    return _lost(noun, verb, direct=direct, syntax=syntax)


def _befalls(mention: Mention, noun: Token, syntax: Syntax) -> bool:
    """Whether what a verb says befalls a noun, not what the noun does: "12 died", but not "12 killed"."""
    return mention.trigger.subject == "victim" or noun not in syntax.doers(mention.word)


def _died(noun: Token, syntax: Syntax) -> bool:
    """Whether the persons are the subject of a verb that says that somebody dies."""
    verb, direct = _verb_above(noun, syntax)
    trigger = trigger_verbs(syntax.lexicon.language).get(lemma(verb, syntax.lexicon)) if verb is not None else None
    return not direct and trigger is not None and trigger.subject == "victim"


def _verb_above(noun: Token, syntax: Syntax) -> tuple[Token | None, bool]:
    """The verb that governs a noun as subject or object, through lists; and whether the noun is its object."""
    word = _counter(noun, syntax)
    for _ in range(STEPS):
        if syntax.has(word, "object", "subject", "passive_subject"):
            return word.head, syntax.has(word, "object")
        if word.head.pos_ == "VERB" and (word.dep_ == "obl:arg" or syntax.has(word, "numeral")):
            return word.head, True
        if not syntax.has(word, "conjunct", "apposition") or word.head.pos_ == "VERB":
            break
        word = word.head
    if syntax.has(word, "conjunct") and word.head.pos_ == "VERB":
        return word.head, True
    return None, False


def _counter(noun: Token, syntax: Syntax) -> Token:
    """The word that counts a noun by "of" ("dozens of men"), or the noun itself."""
    of = syntax.preposition_of(noun) in syntax.lexicon.words("prepositions", "of")
    above = noun.head.head if syntax.has(noun, "prepositional_object") else noun.head
    return above if of and above.pos_ in ("NUM", "NOUN") and above.i < noun.i else noun


def _left(sentence: Sentence, noun: Token, *, verb: Token, syntax: Syntax) -> Found:
    for word in sentence.doc[noun.i + 1 : min(noun.i + 2 * STEPS, sentence.last + 1)]:
        outcome = says(word, syntax)
        if outcome:
            return outcome, verb
    return NOTHING


def _lost(noun: Token, verb: Token, *, direct: bool, syntax: Syntax) -> Found:
    """What verbs say that are no triggers: lives taken, soldiers lost or fallen, pupils led away, people treated."""
    words, root = syntax.lexicon, lemma(verb, syntax.lexicon)
    if lemma(noun, words) in words.words("outcomes", "lives"):
        return ("killed", verb) if root in words.words("outcomes", "lives_verbs") else NOTHING
    told = next((outcome for outcome, name in _fates(noun, direct=direct) if root in words.words("outcomes", name)), "")
    if not told or not (noun.pos_ == "NUM" or person(noun, syntax)):
        return NOTHING
    return told, verb


def _fates(noun: Token, *, direct: bool) -> Iterator[tuple[str, str]]:
    """The outcomes that a verb can say of its object, or of its subject, and the lists of such verbs."""
    passive = noun.dep_.endswith("pass")
    if direct:
        yield "killed", "lose_verbs"
    if direct or passive:
        yield "abducted", "seize_verbs"
        yield "injured", "treat_verbs"
    if not direct:
        yield "killed", "fall_verbs"
        yield "missing", "lack_verbs"


def _by_toll(sentence: Sentence, number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """The figure is that of a toll: "the death toll rose to 31", "put the total at 90"."""
    if noun.i != number.i and noun.pos_ in ("NOUN", "PROPN") and not person(noun, syntax):
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
