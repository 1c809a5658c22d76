"""Which figures of a sentence may count persons: its numbers, and "a soldier" or "un soldat" as one?"""

from collections.abc import Iterator

from spacy.tokens import Token

from khaldun.coding.casualties.persons import person
from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, plural
from khaldun.coding.sentences.triggers import lemma

SINGLE = "article"  # "a soldier"
OPEN = 20  # from here on a vague plural is open above: "dozens" may be any number, "several" may not


def figures(sentence: Sentence, syntax: Syntax) -> list[Quantity]:
    """The counts of the sentence, with "a soldier" and "un soldat" as one person each, in order."""
    told = [q for q in sentence.quantities if q.kind == "count"]
    single = [q for q in _singles(sentence, syntax) if not any(t.start < q.end and q.start < t.end for t in told)]
    return sorted(told + single, key=lambda q: q.start)


def _singles(sentence: Sentence, syntax: Syntax) -> Iterator[Quantity]:
    ones = syntax.lexicon.words("persons", "one")
    for word in sentence.words():
        noun = word.head
        if word.lower_ in ones and _of_many(word, syntax):
            yield _one(sentence, word)
        if word.lower_ not in ones or noun.i <= word.i or plural(noun):
            continue
        several = lemma(noun, syntax.lexicon) in syntax.lexicon.words("persons", "collective")
        if noun.pos_ == "NOUN" and person(noun, syntax) and not several:
            yield _one(sentence, word)


def _of_many(word: Token, syntax: Syntax) -> bool:
    """Whether a word is one of many: "un de nos combattants", or another one beside those told: "un autre"."""
    after = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
    if after is not None and after.lower_ in syntax.lexicon.words("persons", "further") and after.head.pos_ != "NOUN":
        return True
    of = [noun for prep, noun in syntax.prepositional(word) if prep in syntax.lexicon.words("prepositions", "of")]
    return any(noun.i > word.i and plural(noun) and person(noun, syntax) for noun in of)


def _one(sentence: Sentence, word: Token) -> Quantity:
    start, end = sentence.starts[word.i], sentence.ends[word.i]
    return Quantity(
        start=start,
        end=end,
        told=sentence.told(start, end),
        kind=SINGLE,
        low=1,
        high=1,
        best=1,
        hedge="exact",
        number_start=start,
        number_end=end,
        value=1.0,
        unit=None,
    )


def is_article(sentence: Sentence, figure: Quantity) -> bool:
    """Whether a figure is an article that is no number: "a chief", but not "un chef"."""
    return figure.kind == SINGLE and all(told.start != figure.start for told in sentence.quantities)


def is_some(figure: Quantity) -> bool:
    """Whether a figure is no more than "several", of which a part of others tells nothing new."""
    return figure.hedge == "vague" and (figure.low or 0) < OPEN
