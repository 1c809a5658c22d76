"""Did it happen, according to the sentence, or is it denied, feared, planned, or a way of speaking?

After the modality distinctions of ACE 2005 (Walker et al. 2006): only specific, asserted events are coded.
"""

from collections.abc import Iterator
from typing import Literal

from spacy.tokens import Token

from khaldun.coding.sentences.syntax import Syntax, morph, plural
from khaldun.coding.sentences.triggers import Mention, lemma, trigger_verbs

Realis = Literal["actual", "generic", "unreal", "negated"]
FIRST_SENTENCES = 1  # a headline or lead may tell the past in the present tense
STEPS = 5


def realis(mention: Mention, syntax: Syntax) -> Realis:
    """Whether a mention reports something that happened.

    `generic` marks plurals and present tenses that need a day, place or toll of their own to count as an event.
    """
    if mention.sentence.text.rstrip("\"'”’» ").endswith("?"):
        return "unreal"
    if mention.nominal:
        return _noun(mention, syntax)
    return _verb(mention, mention.word, syntax=syntax)


def _verb(mention: Mention, verb: Token, *, syntax: Syntax, depth: int = 0) -> Realis:
    if _negated(verb, syntax):
        return "negated"
    if _modal(verb, syntax) or _conditional(verb, syntax) or _infinitive(verb, syntax):
        return "unreal"
    governed = _governed(verb, syntax)
    if governed != "actual":
        return governed
    if depth < STEPS and _leans(verb, syntax) and not _habit(verb, mention, syntax=syntax):
        return _verb(mention, verb.head, syntax=syntax, depth=depth + 1)
    return "generic" if _habit(verb, mention, syntax=syntax) or _timeless(verb, mention) else "actual"


def _habit(verb: Token, mention: Mention, *, syntax: Syntax) -> bool:
    """Whether the verb tells of what happens again and again, or has been going on."""
    often = syntax.lexicon.words("realis", "frequency_adverbs")
    return any(lemma(c, syntax.lexicon) in often for c in verb.children) or _going_on(verb, mention, syntax=syntax)


def _timeless(verb: Token, mention: Mention) -> bool:
    """Whether the verb stands in the present, as only a headline or lead does of what has happened."""
    return _present(verb) and mention.sentence.index > FIRST_SENTENCES


def _noun(mention: Mention, syntax: Syntax) -> Realis:
    noun, words = mention.word, syntax.lexicon
    modifiers = {child.lower_ for child in noun.children} | {lemma(child, words) for child in noun.children}
    if modifiers & words.words("realis", "negative_words"):
        return "negated"
    if modifiers & words.words("realis", "irreal_adjectives"):
        return "unreal"
    governed = _governed(noun, syntax)
    if governed != "actual":
        return governed
    many = plural(noun) and not mention.trigger.plural
    counted = bool(syntax.children(noun, "numeral"))
    if (many and not counted and not _means(noun, syntax)) or modifiers & words.words("realis", "generic_adjectives"):
        return "generic"
    return "actual"


def _means(noun: Token, syntax: Syntax) -> bool:
    """Whether a plural only says how what the verb reports was done: "five were killed in air strikes"."""
    preposition = syntax.preposition_of(noun)
    verb = next((above for above in noun.ancestors if above.pos_ == "VERB"), None)
    trigger = trigger_verbs(syntax.lexicon.language).get(lemma(verb, syntax.lexicon)) if verb is not None else None
    return preposition in syntax.lexicon.words("prepositions", "during") and bool(trigger and trigger.outcome)


def _negated(word: Token, syntax: Syntax) -> bool:
    words = syntax.lexicon
    negative = words.words("realis", "negative_words")
    if syntax.children(word, "negation") or any(child.lower_ in negative for child in word.children):
        return True
    subjects = syntax.children(word, "subject", "passive_subject", "object")
    return any(s.lower_ in negative or any(d.lower_ in negative for d in s.children) for s in subjects)


def _modal(verb: Token, syntax: Syntax) -> bool:
    """Whether a modal stands before the verb; "may have killed" reports, so it does not count."""
    modals = syntax.lexicon.words("realis", "modals")
    auxiliaries = syntax.children(verb, "auxiliary", "passive_auxiliary")
    found = [word for word in auxiliaries if word.lower_ in modals or lemma(word, syntax.lexicon) in modals]
    perfect = any(word.lower_ == "have" for word in auxiliaries)
    if found and perfect and found[0].lower_ in ("may", "might", "must"):
        return False
    return bool(found) or "Fut" in _tense(verb, syntax)


def _tense(verb: Token, syntax: Syntax) -> list[str]:
    finite = [verb, *syntax.children(verb, "auxiliary", "passive_auxiliary")]
    return [tense for word in finite for tense in morph(word, "Tense")]


def _conditional(verb: Token, syntax: Syntax) -> bool:
    marks = syntax.children(verb, "marker")
    return any(mark.lower_ in syntax.lexicon.words("realis", "conditional") for mark in marks)


def _infinitive(verb: Token, syntax: Syntax) -> bool:
    """Whether the verb is an infinitive of purpose or plan; "is said to have killed" and "managed to seize" are not."""
    words = syntax.lexicon
    auxiliaries = [child for child in verb.children if child.tag_ == "TO" or child.lower_ == "have"]
    to = any(child.tag_ == "TO" for child in auxiliaries)
    bare = "Inf" in morph(verb, "VerbForm") and words.scheme == "ud"
    if not (to or bare) or any(child.lower_ == "have" for child in auxiliaries):
        return False
    if bare and _light_infinitive(verb, syntax):
        return False
    return lemma(verb.head, words) not in words.words("realis", "implicative_verbs") or verb.head.i == verb.i


def _light_infinitive(verb: Token, syntax: Syntax) -> bool:
    """Whether the infinitive only continues its verb: "après avoir tué", "avant de prendre la fuite"."""
    marks = {mark.lower_ for mark in syntax.children(verb, "marker", "case")}
    return bool(marks & syntax.lexicon.words("realis", "sequence_words"))


def _governed(word: Token, syntax: Syntax) -> Realis:
    """What the verbs and nouns above a word make of it: "warned of an attack", "a plan to seize the town"."""
    words = syntax.lexicon
    for governor in _governors(word, syntax):
        root = lemma(governor, words)
        if governor.pos_ in ("VERB", "AUX") and root in words.words("realis", "irreal_verbs"):
            return "unreal"
        if governor.pos_ == "NOUN" and root in words.words("realis", "irreal_nouns"):
            achieved = lemma(governor.head, words) in words.words("realis", "achieving_verbs")
            return "actual" if achieved else "unreal"
    return "actual"


def _governors(word: Token, syntax: Syntax) -> Iterator[Token]:
    """The words that a word is a complement or object of, upwards, as long as the chain is one of complements."""
    for _ in range(STEPS):
        head = word.head
        chained = syntax.has(
            word, "complement", "object", "prepositional_object", "preposition", "oblique", "apposition", "participle"
        )
        if head.i == word.i or not chained or _adverbial(word, syntax):
            return
        if head.pos_ in ("VERB", "AUX", "NOUN", "ADJ"):
            yield head
        if head.pos_ in ("VERB", "AUX") and lemma(head, syntax.lexicon) not in syntax.lexicon.words(
            "realis", "implicative_verbs"
        ):
            return
        word = head


def _adverbial(word: Token, syntax: Syntax) -> bool:
    """Whether a word stands in an adverbial of time or place, so that nothing above governs it."""
    preposition = syntax.preposition_of(word) or (word.lower_ if syntax.has(word, "preposition") else None)
    return preposition in syntax.lexicon.words("realis", "adverbial_prepositions")


def _going_on(verb: Token, mention: Mention, *, syntax: Syntax) -> bool:
    """Whether the verb speaks of a long course of things: "has been fighting the army since 2015"."""
    progressive = verb.tag_ == "VBG" and any(child.lower_ == "been" for child in syntax.children(verb, "auxiliary"))
    since = any(told.relation == "since" for told in mention.sentence.dates)
    return progressive and (since or mention.trigger.plural)


def _leans(verb: Token, syntax: Syntax) -> bool:
    """Whether the verb shares the standing of the verb above it: a participle, or joined without a subject."""
    if verb.head.i == verb.i or verb.head.pos_ not in ("VERB", "AUX"):
        return False
    own = syntax.children(verb, "subject", "passive_subject")
    said = lemma(verb.head, syntax.lexicon) in syntax.lexicon.words("attribution", "say_verbs")
    return not own and not said and syntax.has(verb, "adverbial_clause", "conjunct", "open_complement")


def _present(verb: Token) -> bool:
    if verb.tag_ in ("VBZ", "VBP"):
        return not any(child.tag_ in ("VBD", "VBN") for child in verb.children)
    present = "Pres" in morph(verb, "Tense") and "Fin" in morph(verb, "VerbForm")
    return present and verb.tag_ not in ("VBG", "VBN")
