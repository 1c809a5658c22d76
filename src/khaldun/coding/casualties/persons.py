"""Which persons does a figure count, and which words say by themselves what became of them?"""

from spacy.tokens import Token

from khaldun.coding.numbers.told import Quantity
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma

Found = tuple[str | None, Token | None]  # an outcome and the word that says it
NOTHING: Found = (None, None)
OUTCOMES = ("killed", "injured", "abducted", "missing")
STEPS = 4


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


def says(word: Token, syntax: Syntax) -> str | None:
    """The outcome that an adjective or a participle says of those who are so."""
    for outcome in OUTCOMES:
        listed = syntax.lexicon.words("outcomes", outcome)
        if word.lower_ in listed or lemma(word, syntax.lexicon) in listed:
            return outcome
    return None
