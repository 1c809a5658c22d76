"""Who is the subject, what the object? One interface over the label schemes of all languages.

English pipelines speak ClearNLP labels and French ones Universal Dependencies; a table in `data/labels` says which
labels mean what, and everything above this file asks by meaning.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

from khaldun.coding.words import language as languages
from khaldun.coding.words.language import Lexicon

MOST_STEPS = 12  # no path of interest in a parse tree is longer


@dataclass(frozen=True, slots=True, eq=False)
class Syntax:
    """The interface for one language."""

    lexicon: Lexicon

    def has(self, token: Token, *meanings: str) -> bool:
        """Whether the word's label has one of the meanings."""
        return token.dep in _codes(self.lexicon.scheme, meanings)

    def children(self, token: Token, *meanings: str) -> list[Token]:
        """The words that hang directly under a word with one of the meanings."""
        codes = _codes(self.lexicon.scheme, meanings)
        return [child for child in _below(token.doc)[token.i] if child.dep in codes]

    def conjoined(self, token: Token) -> list[Token]:
        """The word and those joined to it by and, or, a comma."""
        found = [token]
        for word in found:
            found += [child for child in self.children(word, "conjunct") if child not in found]
        return found

    def prepositional(self, token: Token) -> list[tuple[str, Token]]:
        """The prepositions under a word, each with the word it governs, in lower case."""
        found = []
        for child in _below(token.doc)[token.i]:
            if self.has(child, "preposition"):
                found += [(child.lower_, noun) for noun in self.children(child, "prepositional_object")]
            elif self.has(child, "oblique"):
                found += [(case.lemma_.lower(), child) for case in self.children(child, "case")]
        return found

    def preposition_of(self, token: Token) -> str | None:
        """The preposition that governs a noun, in lower case."""
        if self.has(token, "prepositional_object"):
            return str(token.head.lower_)
        cases = self.children(token, "case")
        return str(cases[0].lemma_.lower()) if cases else None

    def passive(self, verb: Token) -> bool:
        """Whether a verb is passive, a bare past participle included."""
        if self.children(verb, "passive_auxiliary", "passive_subject", "agent"):
            return True
        if self.has(verb, "participle") and past_participle(verb):
            return not self.children(verb, "subject", "auxiliary")
        return self._elliptic(verb)

    def _elliptic(self, verb: Token) -> bool:
        """Whether a headline leaves out the auxiliary: "three soldiers killed in the north"."""
        needs_object = verb.lemma_.lower() in self.lexicon.words("actors", "transitive")
        past = verb.tag_ in ("VBD", "VBN") or past_participle(verb)
        return needs_object and past and not self.children(verb, "object", "auxiliary", "complement")

    def doers(self, verb: Token, steps: int = 0) -> list[Token]:
        """The words that name who does what the verb says, found through passives and control."""
        if self.passive(verb):
            return self._agents(verb)
        subjects = [s for s in self.children(verb, "subject") if s.i != verb.i]
        if subjects:
            return self._spread([self._antecedent(s) for s in subjects])
        return self._controllers(verb, steps) if steps < MOST_STEPS else []

    def undergoers(self, verb: Token) -> list[Token]:
        """The words that name whom or what the verb is done to."""
        if not self.passive(verb):
            return self._spread([self._antecedent(o) if relative(o) else o for o in self.children(verb, "object")])
        subjects = self.children(verb, "passive_subject", "subject")
        if not subjects and self.has(verb, "participle"):
            subjects = [verb.head]
        if not subjects and self.has(verb, "conjunct"):
            return self.undergoers(verb.head)
        return self._spread([self._antecedent(s) for s in subjects])

    def _agents(self, verb: Token) -> list[Token]:
        by = self.lexicon.words("prepositions", "by")
        agents = [noun for word, noun in self.prepositional(verb) if word in by]
        agents += [a for a in self.children(verb, "agent") if a.lower_ not in by]
        if not agents and self.has(verb, "conjunct") and self.passive(verb.head):
            return self._agents(verb.head)
        return self._spread(agents)

    def _controllers(self, verb: Token, steps: int) -> list[Token]:
        """The doers of a verb that has no subject of its own: those of the verb or noun that governs it."""
        head = verb.head
        if head.i == verb.i or self._quoted(verb, head):
            return []
        if self.has(verb, "participle") and not self.children(verb, "auxiliary"):
            return self._joined(verb, head, steps) or self._spread([head])
        if self._accuses(head):
            return self.undergoers(head)
        if self.has(verb, "open_complement", "clausal_complement"):
            objects = [o for o in self.children(head, "object") if o.i < verb.i and o.pos_ in ("NOUN", "PROPN", "PRON")]
            if objects and head.lemma_ in self.lexicon.words("actors", "control_verbs"):
                return self._spread(objects)
        if head.pos_ in ("VERB", "AUX", "ADJ"):
            passive = head.pos_ != "ADJ" and self.passive(head)
            return self.undergoers(head) if passive else self.doers(head, steps + 1)
        return self._governors(head, steps)

    def _accuses(self, verb: Token) -> bool:
        """Whether a verb says of its object that it did something: "accused X of killing"."""
        return verb.lemma_ in self.lexicon.words("attribution", "accuse_verbs")

    def _quoted(self, verb: Token, head: Token) -> bool:
        """Whether a verb is what somebody says: who says it does not do it."""
        said = head.lemma_ in self.lexicon.words("attribution", "say_verbs")
        return said and self.has(verb, "clausal_complement")

    def _joined(self, verb: Token, noun: Token, steps: int) -> list[Token]:
        """The doers of a present participle that "and" joins to another one, which the parser hung under a noun."""
        joined = any(child.pos_ == "CCONJ" and child.i < verb.i for child in verb.children)
        above = next((word for word in noun.ancestors if word.pos_ in ("VERB", "AUX")), None)
        return self.doers(above, steps + 1) if joined and above is not None and not past_participle(verb) else []

    def _governors(self, noun: Token, steps: int) -> list[Token]:
        """The doers above a noun or preposition: its owner, or those of the verb that governs it."""
        for _ in range(MOST_STEPS):
            owners = [o for o in self.children(noun, "possessor") if o.pos_ != "PRON"]
            if owners:
                return self._spread(owners)
            if noun.head.i == noun.i:
                return []
            noun = noun.head
            if noun.pos_ in ("VERB", "AUX"):
                return self.undergoers(noun) if self._accuses(noun) else self.doers(noun, steps + 1)
        return []

    def _antecedent(self, token: Token) -> Token:
        """The noun a relative pronoun stands for, or the word itself."""
        verb = token.head
        for _ in range(MOST_STEPS):
            if self.has(verb, "relative") and token.pos_ in ("PRON", "SCONJ", "DET"):
                return verb.head
            if not self.has(verb, "complement", "conjunct"):
                return token
            verb = verb.head
        return token

    def _spread(self, tokens: list[Token]) -> list[Token]:
        """The words with all that are joined to them, nouns only."""
        found: list[Token] = []
        for token in tokens:
            found += [word for word in self.conjoined(token) if word not in found and word.pos_ not in ("VERB", "AUX")]
        return found

    def extent(self, noun: Token) -> tuple[int, int]:
        """The first and last word of the noun phrase around a noun: determiners, modifiers, owner and of-phrase."""
        members = sorted(self._members(noun, 0), key=lambda word: word.i)
        low = high = noun.i
        indices = {word.i for word in members}
        while low - 1 in indices:
            low -= 1
        while high + 1 in indices:
            high += 1
        return low, high

    def _members(self, noun: Token, steps: int) -> Iterator[Token]:
        yield noun
        if steps > MOST_STEPS:
            return
        of = self.lexicon.words("prepositions", "of")
        for child in noun.children:
            if self._belongs(child, noun):
                yield from self._subtree_left(child, noun, steps)
            elif self.has(child, "preposition") and child.lower_ in of and child.i == noun.i + 1:
                yield child
                for inner in self.children(child, "prepositional_object"):
                    yield from self._members(inner, steps + 1)
            elif self.has(child, "oblique") and self.preposition_of(child) in of and child.i > noun.i:
                yield from self._members(child, steps + 1)

    def _belongs(self, child: Token, noun: Token) -> bool:
        """Whether a word under a noun is part of its phrase by its label alone."""
        if self.has(child, "determiner", "compound", "numeral", "possessor") or child.dep_ in ("case", "punct"):
            return True
        armed = child.i == noun.i + 1 and child.lower_ in self.lexicon.words("actors", "armed_modifiers")
        return armed or (self.has(child, "modifier") and (child.i < noun.i or child.pos_ == "ADJ"))

    def _subtree_left(self, child: Token, noun: Token, steps: int) -> Iterator[Token]:
        """A modifier with what hangs under it; punctuation only before the noun."""
        if child.is_punct and (child.i > noun.i or child.text in (",", "(", ")", "—", "–", ":")):
            return
        yield child
        for below in child.children:
            if below.i < noun.i or self.has(below, "compound", "numeral", "possessor"):
                yield from self._subtree_left(below, noun, steps + 1)

    def path(self, left: Token, right: Token) -> int:
        """The number of steps between two words in the parse tree; 99 where they share no root."""
        ancestors = {word.i: depth for depth, word in enumerate(_upward(left))}
        for depth, word in enumerate(_upward(right)):
            if word.i in ancestors:
                return depth + ancestors[word.i]
        return 99


@cache
def _codes(scheme: str, meanings: tuple[str, ...]) -> frozenset[int]:
    """The labels that have one of the meanings, as the numbers by which spaCy knows them."""
    table = languages.labels(scheme)
    return frozenset(get_string_id(label) for meaning in meanings for label in table[meaning])


@lru_cache(maxsize=8)
def _below(doc: Doc) -> tuple[tuple[Token, ...], ...]:
    """The words directly under each word: spaCy looks for them anew at each call."""
    found: list[list[Token]] = [[] for _ in doc]
    for word in doc:
        if word.head.i != word.i:
            found[word.head.i].append(word)
    return tuple(map(tuple, found))


def _upward(token: Token) -> Iterator[Token]:
    yield token
    yield from token.ancestors


def morph(token: Token, feature: str) -> list[str]:
    """The values of a morphological feature of a word; empty where the pipeline gives none."""
    return token.morph.get(feature, [])


def plural(token: Token) -> bool:
    """Whether a word is a plural."""
    return "Plur" in morph(token, "Number")


def relative(token: Token) -> bool:
    """Whether a word is a relative pronoun."""
    return token.tag_ in ("WDT", "WP") or "Rel" in morph(token, "PronType")


def past_participle(token: Token) -> bool:
    """Whether a word is a past participle."""
    return token.tag_ == "VBN" or ("Part" in morph(token, "VerbForm") and "Past" in morph(token, "Tense"))


def present_participle(token: Token) -> bool:
    """Whether a word is a present participle, so that its noun does what it says."""
    return token.tag_ == "VBG" or ("Part" in morph(token, "VerbForm") and "Pres" in morph(token, "Tense"))


@cache
def syntax(language: str) -> Syntax:
    """The interface for a language."""
    return Syntax(languages.lexicon(language))
