"""What does the verb above a figure's noun say became of the persons?"""

from collections.abc import Iterator

from spacy.tokens import Token

from khaldun.coding.casualties.persons import NOTHING, STEPS, Found, person, says
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, past_participle
from khaldun.coding.sentences.triggers import Mention, lemma, mentions, trigger_verbs


def by_verb(sentence: Sentence, _number: Token, *, noun: Token, syntax: Syntax) -> Found:
    """The verb says it: "killed 12", "12 were killed", "12 died", "left 12 dead", "cost 12 lives"."""
    words = syntax.lexicon
    verb, direct = verb_above(noun, syntax)
    if verb is None:
        return NOTHING
    mention = _telling(sentence, noun, verb=verb, syntax=syntax)
    if mention and mention.trigger.outcome and noun not in mention.parts:
        return (mention.trigger.outcome, mention.word) if _befalls(mention, noun, syntax) else NOTHING
    if direct and lemma(verb, words) in words.words("outcomes", "leave_verbs"):
        return _left(sentence, noun, verb=verb, syntax=syntax)
    return _lost(noun, verb, direct=direct, syntax=syntax)


def _telling(sentence: Sentence, noun: Token, *, verb: Token, syntax: Syntax) -> Mention | None:
    """The trigger that a verb is, or the first joined to it that says what became of its subject.

    "Twelve soldiers were ambushed and killed".
    """
    said = {m.word.i: m for m in mentions(sentence, syntax.lexicon.language) if not m.nominal}
    own = said.get(verb.i)
    if (own and own.trigger.outcome) or syntax.has(counter(noun, syntax), "object"):
        return own
    joined = [said[word.i] for word in syntax.conjoined(verb) if word.i in said and not _subject(word, syntax)]
    fates = [m for m in joined if m.trigger.subject == "victim" or (syntax.passive(verb) and _bare(m.word, syntax))]
    return next((mention for mention in fates if mention.trigger.outcome), own)


def _subject(verb: Token, syntax: Syntax) -> bool:
    return bool(syntax.children(verb, "subject", "passive_subject"))


def _bare(verb: Token, syntax: Syntax) -> bool:
    return past_participle(verb) and not syntax.children(verb, "object")


def _befalls(mention: Mention, noun: Token, syntax: Syntax) -> bool:
    """Whether what a verb says befalls a noun, not what the noun does: "12 died", but not "12 killed"."""
    return mention.trigger.subject == "victim" or noun not in syntax.doers(mention.word)


def died(noun: Token, syntax: Syntax) -> bool:
    """Whether the persons are the subject of a verb that says that somebody dies."""
    verb, direct = verb_above(noun, syntax)
    trigger = trigger_verbs(syntax.lexicon.language).get(lemma(verb, syntax.lexicon)) if verb is not None else None
    return not direct and trigger is not None and trigger.subject == "victim"


def verb_above(noun: Token, syntax: Syntax) -> tuple[Token | None, bool]:
    """The verb that governs a noun as subject or object, through lists; and whether the noun is its object."""
    word = counter(noun, syntax)
    for _ in range(STEPS):
        if syntax.has(word, "object", "subject", "passive_subject"):
            return word.head, syntax.has(word, "object")
        if word.head.pos_ == "VERB" and (word.dep_ == "obl:arg" or syntax.has(word, "numeral")):
            return word.head, True
        if not syntax.has(word, "conjunct", "apposition") or word.head.pos_ == "VERB":
            break
        word = word.head
    if syntax.has(word, "conjunct") and word.head.pos_ == "VERB" and (word.pos_ == "NUM" or person(word, syntax)):
        return word.head, True
    return None, False


def counter(noun: Token, syntax: Syntax) -> Token:
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
    told = next(
        (
            outcome
            for outcome, name in _fates(noun, direct=direct, syntax=syntax)
            if root in words.words("outcomes", name)
        ),
        "",
    )
    if not told and (direct or _passive_subject(noun, syntax)):
        told = _away(verb, syntax) or says(verb, syntax) or ""
    if not told or not (noun.pos_ == "NUM" or person(noun, syntax)):
        return NOTHING
    return told, verb


def _passive_subject(noun: Token, syntax: Syntax) -> bool:
    return syntax.has(counter(noun, syntax), "passive_subject")


def _away(verb: Token, syntax: Syntax) -> str | None:
    """Where persons are brought who are led away or taken to hospital."""
    words = syntax.lexicon
    if any(child.lower_ in words.words("outcomes", "away") for child in verb.children):
        return "abducted" if lemma(verb, words) in words.words("outcomes", "lead_verbs") else None
    brought = lemma(verb, words) in words.words("outcomes", "bring_verbs")
    to = {lemma(noun, words) for _, noun in syntax.prepositional(verb)}
    return "injured" if brought and to & words.words("outcomes", "hospitals") else None


def _fates(noun: Token, *, direct: bool, syntax: Syntax) -> Iterator[tuple[str, str]]:
    """The outcomes that a verb can say of its object, or of its subject, and the lists of such verbs."""
    if direct:
        yield "killed", "lose_verbs"
    if direct or _passive_subject(noun, syntax):
        yield "abducted", "seize_verbs"
        yield "injured", "treat_verbs"
    if not direct:
        yield "killed", "fall_verbs"
        yield "missing", "lack_verbs"
