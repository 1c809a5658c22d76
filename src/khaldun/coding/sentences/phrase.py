"""Which noun phrase is it, word for word, and is it somebody?"""

from dataclasses import dataclass

from spacy.tokens import Token

from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma
from khaldun.model import Span, span_of

STEPS = 2  # of "of" between a part and the whole


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Phrase:
    """A noun phrase: its head word, and its words in the report from `start` to `end`."""

    sentence: Sentence
    head: Token
    start: int
    end: int
    told: str

    def span(self, text: str) -> Span:
        """The phrase as evidence."""
        return span_of(text, self.start, self.end)


def phrase(sentence: Sentence, head: Token, *, syntax: Syntax) -> Phrase:
    """The noun phrase around a word, without its relative clauses and appositions."""
    first, last = syntax.extent(head)
    first, last = max(first, sentence.first), min(last, sentence.last)
    start, end = sentence.starts[first], sentence.ends[last]
    for name in sentence.names:  # a phrase never cuts a known name
        if name.start < end and start < name.end:
            start, end = min(start, name.start), max(end, name.end)
    return Phrase(sentence=sentence, head=head, start=start, end=end, told=sentence.told(start, end))


def head_lemmas(found: Phrase, syntax: Syntax) -> frozenset[str]:
    """The lemma of a phrase's head with those of its nouns: "gendarme recruits" is a recruit and a gendarme."""
    words = [t for t in found.sentence.within(found.start, found.end) if t.pos_ in ("NOUN", "PROPN", "ADJ", "NUM")]
    return frozenset(lemma(word, syntax.lexicon) for word in (found.head, *words))


def core(found: Phrase, syntax: Syntax) -> Token:
    """The word that says who they are: "members of the gang" are a gang's, "dozens of rebels" rebels."""
    parts = syntax.lexicon.words("persons", "any") | syntax.lexicon.words("persons", "parts")
    of = syntax.lexicon.words("prepositions", "of")
    head = found.head
    for _ in range(STEPS):
        inner = [noun for preposition, noun in syntax.prepositional(head) if preposition in of and noun.i > head.i]
        if not inner or (head.pos_ != "NUM" and lemma(head, syntax.lexicon) not in parts):
            break
        head = inner[0]
    return head


def armed(found: Phrase, syntax: Syntax) -> bool:
    """Whether a phrase speaks of somebody under arms, by its head, an adjective or a set phrase."""
    told, words = found.told.lower(), syntax.lexicon
    if lemma(core(found, syntax), words) in words.words("actors", "armed"):
        return True
    if any(child.lower_ in words.words("actors", "armed_modifiers") for child in found.head.children):
        return True
    return any(words in told for words in syntax.lexicon.phrases("actors", "armed_phrases"))
