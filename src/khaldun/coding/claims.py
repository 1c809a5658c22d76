"""Who claims an event, who is accused of it, and who denies it?"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from khaldun.coding.people import People
from khaldun.coding.phrase import Phrase, phrase
from khaldun.coding.sentence import Sentence
from khaldun.coding.syntax import Syntax
from khaldun.coding.triggers import follow, lemma, trigger_verbs
from khaldun.model import ActorMatch, Span, Stance

STEPS = 6


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Claim:
    """One sentence that says who answers for an event; `match` holds no actor where the words only describe one."""

    sentence: Sentence
    stance: Stance
    told: str
    start: int
    end: int
    match: ActorMatch
    description: bool
    said_by: str | None = None

    def spans(self) -> tuple[Span, ...]:
        """Who is named, and the sentence that says so."""
        sentence = self.sentence
        named = Span(start=self.start, end=self.end, quote=self.told)
        return named, Span(start=sentence.start, end=sentence.end, quote=sentence.text)


def claims(sentence: Sentence, people: People) -> tuple[Claim, ...]:
    """The claims, accusations and denials of a sentence."""
    syntax = people.syntax
    found = [*_claimed(sentence, syntax), *_accused(sentence, syntax)]
    read = [claim for stance, spoken in found if (claim := _claim(stance, spoken, people=people))]
    return tuple({(claim.stance, claim.start): claim for claim in read}.values())


def _claim(stance: Stance, spoken: Phrase, *, people: People) -> Claim | None:
    """The claim, unless its subject is nobody who could answer for an event."""
    names = spoken.sentence.names
    inside = [n for n in names if n.kind == "actor" and spoken.start <= n.start and n.end <= spoken.end]
    actors = [] if people.describes(spoken) else inside
    description = not actors and (people.describes(spoken) or people.pale(spoken) or spoken.head.pos_ == "PRON")
    start, end = (actors[0].start, actors[0].end) if actors else people.trimmed(spoken)
    told = spoken.sentence.told(start, end)
    match = ActorMatch(told=told, actor=None, why="a description") if description else people.resolve(told)
    civilians = match.actor is not None and match.actor.kind == "civilians"
    if civilians or (match.actor is None and not description and not people.someone(spoken)):
        return None
    return Claim(
        sentence=spoken.sentence,
        stance=stance,
        told=told,
        start=start,
        end=end,
        match=match,
        description=description,
    )


def _claimed(sentence: Sentence, syntax: Syntax) -> Iterator[tuple[Stance, Phrase]]:
    """Claims and denials: a set phrase with its subject, or a released statement that justifies an attack."""
    words = syntax.lexicon
    for verb in sentence.words():
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        stance = _says(sentence, verb, syntax=syntax)
        if stance is None:
            continue
        doers = [doer for doer in syntax.doers(verb) or _owners(verb, syntax) if not _nobody(doer, syntax)]
        yield from ((stance, phrase(sentence, doer, syntax=syntax)) for doer in doers[:2])
    match = sentence.find(words.phrases("attribution", "claimed_by"))
    after = sentence.word_at(sentence.start + match.end()) if match else None
    if after is not None:
        yield "claimed", phrase(sentence, _top(after), syntax=syntax)


def _says(sentence: Sentence, verb: Token, *, syntax: Syntax) -> Stance | None:
    words, root = syntax.lexicon, lemma(verb, syntax.lexicon)
    for name, stance in (("deny_phrases", "denied"), ("claim_phrases", "claimed")):
        for pair in words.pairs("attribution", name):
            if root == pair[0] and follow(sentence, verb, pair[1:]) is not None:
                negated = bool(syntax.children(verb, "negation"))
                return None if negated else _stance(stance)
    if root in words.words("attribution", "deny_verbs") and _of_an_event(verb, syntax):
        return "denied"
    return "claimed" if _justifies(sentence, verb, syntax=syntax) or _own_deed(verb, syntax) else None


def _nobody(doer: Token, syntax: Syntax) -> bool:
    """Whether the subject says that there is none: "no group has claimed it"."""
    negative = syntax.lexicon.words("realis", "negative_words")
    return doer.lower_ in negative or any(child.lower_ in negative for child in doer.children)


def _stance(name: str) -> Stance:
    return "denied" if name == "denied" else "claimed"


def _justifies(sentence: Sentence, verb: Token, *, syntax: Syntax) -> bool:
    """Whether the verb releases a statement that speaks of an attack as its speaker's own."""
    words = syntax.lexicon
    if lemma(verb, words) not in words.words("attribution", "statement_verbs"):
        return False
    objects = [lemma(word, words) for word in syntax.children(verb, "object")]
    if not set(objects) & words.words("attribution", "statement_nouns"):
        return False
    later = sentence.doc[verb.i + 1 : sentence.last + 1]
    justified = any(lemma(word, words) in words.words("attribution", "justify_verbs") for word in later)
    return justified and any(lemma(word, words) in words.words("statements", "event_nouns") for word in later)


def _own_deed(verb: Token, syntax: Syntax) -> bool:
    """Whether somebody says that its own people did it: "X said its fighters had killed ten soldiers"."""
    words = syntax.lexicon
    if lemma(verb, words) not in words.words("attribution", "say_verbs"):
        return False
    own = words.words("attribution", "own")
    for below in syntax.children(verb, "clausal_complement"):
        subjects = syntax.children(below, "subject")
        owned = any(s.lower_ in own or any(c.lower_ in own for c in s.children) for s in subjects)
        if owned and lemma(below, words) in trigger_verbs(words.language):
            return True
    return False


def _owners(verb: Token, syntax: Syntax) -> list[Token]:
    """Those whose claim it is where the verb has no subject: "in a statement claiming responsibility, X said"."""
    above = [word for word in verb.ancestors if word.pos_ in ("VERB", "AUX")]
    return syntax.doers(above[0]) if above else []


def _accused(sentence: Sentence, syntax: Syntax) -> Iterator[tuple[Stance, Phrase]]:
    """Those accused: "blamed X for", "accused X of", "attributed to X", "blamed on X", "X is suspected of"."""
    words = syntax.lexicon
    for verb in sentence.words():
        if verb.pos_ != "VERB" or lemma(verb, words) not in words.words("attribution", "accuse_verbs"):
            continue
        if syntax.children(verb, "negation") or not (_of_an_event(verb, syntax) or _bare(verb, syntax)):
            continue
        blamed = [
            noun for prep, noun in syntax.prepositional(verb) if prep in words.words("attribution", "accused_after")
        ]
        nouns = blamed or syntax.undergoers(verb)
        yield from (("accused", phrase(sentence, noun, syntax=syntax)) for noun in nouns[:2] if noun.pos_ != "PRON")


def _bare(verb: Token, syntax: Syntax) -> bool:
    """Whether the verb accuses without saying of what: "police blamed the rebels"."""
    return not [
        child for child in verb.children if child.i > verb.i and not syntax.has(child, "object") and child.is_alpha
    ]


def _of_an_event(verb: Token, syntax: Syntax) -> bool:
    """Whether what somebody is accused of is an event that a trigger reports."""
    words = syntax.lexicon
    events = words.words("statements", "event_nouns") | trigger_verbs(words.language).keys()
    blamed = [verb.head] if syntax.has(verb, "participle") else []
    return any(lemma(word, words) in events for word in (*blamed, *verb.subtree) if word.i != verb.i)


def _top(word: Token) -> Token:
    """The head of the noun phrase that begins at a word."""
    for _ in range(STEPS):
        if word.head.i <= word.i or word.head.pos_ not in ("NOUN", "PROPN"):
            return word
        word = word.head
    return word
