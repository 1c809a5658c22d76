"""Which noun phrase is it, word for word, and is it somebody?"""

from dataclasses import dataclass

from spacy.tokens import Token

from khaldun.coding.sentence import Sentence
from khaldun.coding.syntax import Syntax
from khaldun.coding.triggers import lemma
from khaldun.model import Span, span_of


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


def armed(found: Phrase, syntax: Syntax) -> bool:
    """Whether a phrase speaks of somebody under arms, by its head or a set phrase."""
    told = found.told.lower()
    if lemma(found.head, syntax.lexicon) in syntax.lexicon.words("actors", "armed"):
        return True
    return any(words in told for words in syntax.lexicon.phrases("actors", "armed_phrases"))
