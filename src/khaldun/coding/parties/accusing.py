"""Whom does a verb of blaming name: "blamed X for", "attributed it to X", "blamed the attack on X"?"""

from spacy.tokens import Token

from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma, trigger_nouns


def accused_by(verb: Token, syntax: Syntax) -> list[Token]:
    """The words for those accused: behind "on" or "to", which the parse may hang under the event, else the object."""
    words = syntax.lexicon
    after, nouns = words.words("attribution", "accused_after"), trigger_nouns(words.language)
    done_to = syntax.undergoers(verb)
    for word in (verb, *(noun for noun in done_to if lemma(noun, words) in nouns)):
        found = [noun for preposition, noun in syntax.prepositional(word) if preposition in after and noun.i > verb.i]
        if found:
            return found
    return done_to


def accuses(verb: Token, syntax: Syntax) -> bool:
    """Whether a word is a verb of blaming."""
    return lemma(verb, syntax.lexicon) in syntax.lexicon.words("attribution", "accuse_verbs")
