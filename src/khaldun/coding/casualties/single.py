"""Which single persons does a sentence say were killed, injured or abducted, without a number?

One who is named or titled counts as one. The words kept are the trigger's or the office's, never a private name.
"""

from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from khaldun.coding.casualties.persons import person
from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, plural
from khaldun.coding.sentences.triggers import Mention, lemma, mentions


def single_victims(
    sentence: Sentence, syntax: Syntax, *, told: Sequence[Quantity]
) -> Iterator[tuple[Mention, Token, int]]:
    """The triggers whose victims are single persons: the trigger, the first victim, and how many are joined.

    Victims that a number counts are left out, so `told` is what the sentence counts anyway.
    """
    counted = {word.i for figure in told for word in sentence.within(figure.start, figure.end)}
    for mention in mentions(sentence, syntax.lexicon.language):
        if mention.trigger.outcome is None:
            continue
        told_by = {part.i for part in mention.parts}
        found = [word for word in _victims(mention, syntax) if word.i not in told_by]
        victims = [word for word in found if _single(word, sentence, syntax=syntax)]
        if victims and not any(_numbered(word, counted) for word in victims):
            yield mention, victims[0], len(victims)


def _victims(mention: Mention, syntax: Syntax) -> list[Token]:
    """Whom a trigger's outcome befell, joined ones one by one."""
    if not mention.nominal:
        by_subject = mention.trigger.subject == "victim"
        return syntax.doers(mention.word) if by_subject else syntax.undergoers(mention.word)
    of = syntax.lexicon.words("prepositions", "of")
    after = [noun for preposition, noun in syntax.prepositional(mention.word) if preposition in of]
    owners = [owner for owner in syntax.children(mention.word, "possessor") if mention.trigger.outcome]
    return [word for noun in (after or owners) for word in syntax.conjoined(noun)]


def _single(word: Token, sentence: Sentence, *, syntax: Syntax) -> bool:
    """Whether a word is one person: a titled or plain noun for one, or a name that is no place and no group."""
    if plural(word) or word.pos_ not in ("NOUN", "PROPN"):
        return False
    start = sentence.starts[word.i]
    if any(name.start <= start < name.end for name in sentence.names):
        return False
    public = lemma(word, syntax.lexicon) in syntax.lexicon.words("persons", "public")
    return (
        public or (person(word, syntax) and word.pos_ == "NOUN") or (word.pos_ == "PROPN" and word.text[:1].isupper())
    )


def _numbered(word: Token, counted: set[int]) -> bool:
    return word.i in counted or any(child.i in counted for child in word.subtree)
