"""On whom is an event blamed? Those accused, suspected, or said to be behind it."""

from collections.abc import Iterator
from itertools import chain

from spacy.tokens import Token

from khaldun.coding.parties.accusing import accused_by, accuses
from khaldun.coding.parties.claiming import SAYING, Spoken, event_nouns, events, follows, named_after, own
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma


def blamed(sentence: Sentence, syntax: Syntax) -> Iterator[Spoken]:
    """Those on whom a sentence puts an event, and those who take it on themselves ("X said it was behind it")."""
    yield from chain(_accused(sentence, syntax), _behind(sentence, syntax), _each_other(sentence, syntax))
    yield from (("accused", noun, "word") for noun in named_after(sentence, "accuse_openings", syntax))


def _accused(sentence: Sentence, syntax: Syntax) -> Iterator[Spoken]:
    """Those accused: "blamed X for", "accused X of", "attributed to X", "blamed on X", "X is suspected of"."""
    words = syntax.lexicon
    for verb in sentence.words():
        if verb.pos_ not in ("VERB", "ADJ") or syntax.children(verb, "negation"):
            continue
        told = follows(verb, sentence, "accuse_phrases", words)
        if told or (accuses(verb, syntax) and (_of_an_event(verb, syntax) or _bare(verb, syntax))):
            yield from (("accused", noun, "word") for noun in accused_by(verb, syntax)[:2] if noun.pos_ != "PRON")


def _behind(sentence: Sentence, syntax: Syntax) -> Iterator[Spoken]:
    """Those said to be behind an event or responsible for it."""
    words = syntax.lexicon
    for word in sentence.words():
        if word.lower_ not in words.words("attribution", "behind"):
            continue
        verb = next((above for above in (word, *word.ancestors) if _predicate(above, syntax)), None)
        of = [below for below in word.subtree if below.i != word.i and lemma(below, words) in _blamed(syntax)]
        if verb is None or syntax.children(verb, "negation") or not (of or _bare_predicate(word)):
            continue
        themselves = _themselves(verb, syntax)
        doers = [] if themselves else [doer for doer in syntax.doers(verb) if doer.pos_ != "PRON"]
        yield from (("claimed", doer, "word") for doer in themselves[:2])
        yield from (("accused", doer, "word") for doer in doers[:2])


def _predicate(word: Token, syntax: Syntax) -> bool:
    """Whether a word is a verb, or the noun or adjective that says what somebody is."""
    return word.pos_ in ("VERB", "AUX") or bool(syntax.children(word, "copula"))


def _bare_predicate(word: Token) -> bool:
    """Whether it is only said that somebody was responsible: "X was likely responsible"."""
    return not any(child.i > word.i and child.is_alpha for child in word.children)


def _themselves(verb: Token, syntax: Syntax) -> list[Token]:
    """Those who say of themselves that they are behind it."""
    words, above = syntax.lexicon, verb.head
    if above.i == verb.i or not any(lemma(above, words) in words.words("attribution", name) for name in SAYING):
        return []
    subjects, sayers = syntax.children(verb, "subject"), syntax.doers(above)
    speaks = any(lemma(sayer, words) in words.words("attribution", "representatives") for sayer in sayers)
    group = words.words("actors", "descriptions") if speaks else frozenset()
    return sayers if all(own(doer, syntax) or lemma(doer, words) in group for doer in subjects) else []


def _each_other(sentence: Sentence, syntax: Syntax) -> Iterator[Spoken]:
    """Those who accuse each other: "X and Y traded blame"."""
    for verb in sentence.words():
        if verb.pos_ == "VERB" and follows(verb, sentence, "mutual_phrases", syntax.lexicon):
            yield from (("accused", doer, "word") for doer in syntax.doers(verb)[:2])


def _bare(verb: Token, syntax: Syntax) -> bool:
    """Whether the verb accuses without saying of what: "police blamed the rebels"."""
    return not [
        child for child in verb.children if child.i > verb.i and not syntax.has(child, "object") and child.is_alpha
    ]


def _of_an_event(verb: Token, syntax: Syntax) -> bool:
    """Whether what somebody is accused of is an event that a trigger reports, a weapon or a death."""
    of_what = [verb.head] if syntax.has(verb, "participle", "relative") else []
    said = [word for word in (*of_what, *verb.subtree) if word.i != verb.i]
    return events(said, syntax) or any(lemma(word, syntax.lexicon) in _blamed(syntax) for word in said)


def _blamed(syntax: Syntax) -> frozenset[str]:
    return event_nouns(syntax) | syntax.lexicon.words("attribution", "blamed_nouns")
