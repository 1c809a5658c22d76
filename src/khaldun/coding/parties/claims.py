"""Who claims an event, who is accused of it, and who denies it?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from khaldun.coding.parties.people import People
from khaldun.coding.parties.roles import light_verb
from khaldun.coding.sentences.phrase import Phrase, phrase
from khaldun.coding.sentences.reference import specific
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import follow, lemma, mentions, trigger_nouns, trigger_verbs
from khaldun.coding.words.language import Lexicon
from khaldun.model import ActorMatch, Span, Stance

Basis = Literal["word", "told", "weak"]
Spoken = tuple[Stance, Token, Basis]  # the stance, the word for whose it is, and what it rests on
REACH = 9  # words behind a verb within which the noun for what is claimed stands; the parse may hang it elsewhere
STATE = ("state_force", "government", "international_force")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Claim:
    """One sentence that says who answers for an event; `match` holds no actor where the words only describe one.

    A `weak` one counts only for whom it fits: "the army acknowledged the attack" of rebels is no claim, and "the police
    say that nobody was killed" in it no denial.
    """

    sentence: Sentence
    stance: Stance
    told: str
    start: int
    end: int
    match: ActorMatch
    description: bool
    weak: bool = False
    said_by: str | None = None

    def spans(self) -> tuple[Span, ...]:
        """Who is named, and the sentence that says so."""
        sentence = self.sentence
        named = Span(start=self.start, end=self.end, quote=self.told)
        return named, Span(start=sentence.start, end=sentence.end, quote=sentence.text)


def claims(sentence: Sentence, people: People) -> tuple[Claim, ...]:
    """The claims, accusations and denials of a sentence."""
    syntax = people.syntax
    found = [*_claimed(sentence, syntax), *_accused(sentence, syntax), *_behind(sentence, syntax)]
    read = [
        claim
        for stance, word, basis in found
        if (claim := _claim(stance, phrase(sentence, word, syntax=syntax), basis=basis, people=people))
    ]
    return tuple({(claim.stance, claim.start): claim for claim in read}.values())


def _claim(stance: Stance, told_by: Phrase, *, basis: Basis, people: People) -> Claim | None:
    """The claim, unless its subject is nobody who could answer for an event.

    A state's forces that tell what they did only report it.
    """
    spoken = _represented(told_by, people.syntax)
    referent = people.meant(spoken)
    start, end, match = (spoken.start, spoken.end, referent.match) if referent else _whose(spoken, people)
    pale = people.pale(spoken) or spoken.head.pos_ == "PRON"
    described = referent is None and (people.describes(spoken) or (pale and not specific(match)))
    told = spoken.sentence.told(start, end)
    match = ActorMatch(told=told, actor=None, why="a description") if described else match
    kind = match.actor.kind if match.actor else None
    nobody = match.actor is None and not described and not people.someone(spoken)
    if kind == "civilians" or nobody or (basis == "told" and kind in STATE):
        return None
    return Claim(
        sentence=spoken.sentence, stance=stance, told=told, start=start, end=end, match=match, description=described,
        weak=basis == "weak",
    )  # fmt: skip


def _whose(spoken: Phrase, people: People) -> tuple[int, int, ActorMatch]:
    """The known name in a phrase, or the phrase without what stands before it, and whom it means."""
    names = spoken.sentence.names
    inside = [n for n in names if n.kind == "actor" and spoken.start <= n.start and n.end <= spoken.end]
    named = bool(inside) and not people.describes(spoken)
    start, end = (inside[0].start, inside[0].end) if named else people.trimmed(spoken)
    return start, end, people.resolve(spoken.sentence.told(start, end))


def _represented(spoken: Phrase, syntax: Syntax) -> Phrase:
    """For whom somebody speaks: "a spokesman for the group", "un commandant des talibans", "an army statement"."""
    words = syntax.lexicon
    speaking = words.words("attribution", "representatives") | words.words("attribution", "statement_nouns")
    if lemma(spoken.head, words) not in speaking:
        return spoken
    for_whom = [noun for _, noun in syntax.prepositional(spoken.head) if noun.i > spoken.head.i]
    for_whom += [c for c in syntax.children(spoken.head, "possessor", "compound") if c.pos_ in ("NOUN", "PROPN")]
    return phrase(spoken.sentence, for_whom[0], syntax=syntax) if for_whom else spoken


def _claimed(sentence: Sentence, syntax: Syntax) -> Iterator[Spoken]:
    """Claims and denials with their subjects: of a deed by its noun, or of what one's own people did."""
    deeds = _deeds(sentence, syntax)
    for verb in sentence.words():
        if verb.pos_ not in ("VERB", "AUX", "ADJ") or syntax.children(verb, "negation"):
            continue
        for stance, basis in (*_of_nouns(sentence, verb, syntax=syntax), *_of_verbs(verb, deeds, syntax=syntax)):
            doers = [doer for doer in syntax.doers(verb) or _owners(verb, syntax) if not _nobody(doer, syntax)]
            yield from ((stance, doer, basis) for doer in doers[:2])


def _of_nouns(sentence: Sentence, verb: Token, *, syntax: Syntax) -> Iterator[tuple[Stance, Basis]]:
    """What a verb makes of its subject by what it is done to: "claimed the attack", "denied involvement"."""
    words, root = syntax.lexicon, lemma(verb, syntax.lexicon)
    behind = [word for word in sentence.doc[verb.i + 1 : sentence.last + 1][:REACH] if word.pos_ in ("NOUN", "PROPN")]
    done_to = {lemma(word, words) for word in (*syntax.undergoers(verb), *behind)}
    claimable = done_to & (words.words("attribution", "responsibility_nouns") | _event_nouns(syntax))
    if root in words.words("attribution", "deny_verbs"):
        said = [word for word in verb.subtree if word.i > verb.i]
        if done_to & words.words("attribution", "denied_nouns") or _events(said, syntax):
            yield "denied", "word"
    elif (root in words.words("attribution", "claim_verbs") and claimable) or _follows(
        verb, sentence, "claim_phrases", words
    ):
        yield "claimed", "word"
    elif root in words.words("attribution", "admit_verbs") and claimable:
        yield "claimed", "weak"


def _event_nouns(syntax: Syntax) -> frozenset[str]:
    words = syntax.lexicon
    return words.words("statements", "event_nouns") | trigger_nouns(words.language).keys()


def _deeds(sentence: Sentence, syntax: Syntax) -> list[Token]:
    """The verbs of a sentence that report an event, by themselves or with a noun to which they lend a subject."""
    found = mentions(sentence, syntax.lexicon.language)
    verbs = [light_verb(mention, syntax) if mention.nominal else mention.word for mention in found]
    return [verb for verb in verbs if verb is not None]


def _of_verbs(verb: Token, deeds: Sequence[Token], *, syntax: Syntax) -> Iterator[tuple[Stance, Basis]]:
    """What somebody says of a deed: that its own people did it, or that nobody did."""
    words, root = syntax.lexicon, lemma(verb, syntax.lexicon)
    names = ("say_verbs", "claim_verbs", "admit_verbs")
    if not any(root in words.words("attribution", name) for name in names):
        return
    for below in syntax.children(verb, "clausal_complement", "open_complement"):
        for deed in (word for word in below.subtree if word in deeds):
            if _denies(deed, syntax):
                yield "denied", "weak"
            elif root in words.words("attribution", "claim_verbs") or _own(deed, below, syntax=syntax):
                yield "claimed", "word" if root in words.words("attribution", "admit_verbs") else "told"


def _denies(deed: Token, syntax: Syntax) -> bool:
    negative = syntax.lexicon.words("realis", "negative_words")
    near = [deed, *syntax.children(deed, "subject", "passive_subject", "object")]
    return any(child.lower_ in negative for word in near for child in (word, *word.children) if child.i != deed.i)


def _own(deed: Token, below: Token, *, syntax: Syntax) -> bool:
    """Whether the doers of a deed are the speaker's: "its fighters", "they", or nobody else ("dit avoir tué")."""
    own = syntax.lexicon.words("attribution", "own")
    if deed.i == below.i and syntax.has(below, "open_complement"):
        return not syntax.passive(deed)
    doers = [word for doer in syntax.doers(deed) for word in (doer, *doer.subtree)]
    return any(word.lower_ in own for word in doers)


def _nobody(doer: Token, syntax: Syntax) -> bool:
    """Whether the subject says that there is none: "no group has claimed it"."""
    negative = syntax.lexicon.words("realis", "negative_words")
    return doer.lower_ in negative or any(child.lower_ in negative for child in doer.children)


def _owners(verb: Token, syntax: Syntax) -> list[Token]:
    """Those whose claim it is where the verb has no subject: "in a statement claiming responsibility, X said"."""
    above = [word for word in verb.ancestors if word.pos_ in ("VERB", "AUX")]
    return syntax.doers(above[0]) if above else []


def _accused(sentence: Sentence, syntax: Syntax) -> Iterator[Spoken]:
    """Those accused: "blamed X for", "accused X of", "attributed to X", "blamed on X", "X is suspected of"."""
    words = syntax.lexicon
    for verb in sentence.words():
        if verb.pos_ not in ("VERB", "ADJ") or syntax.children(verb, "negation"):
            continue
        told = _follows(verb, sentence, "accuse_phrases", words)
        blames = lemma(verb, words) in words.words("attribution", "accuse_verbs")
        if not told and not (blames and (_of_an_event(verb, syntax) or _bare(verb, syntax))):
            continue
        after = words.words("attribution", "accused_after")
        nouns = [noun for prep, noun in syntax.prepositional(verb) if prep in after] or syntax.undergoers(verb)
        yield from (("accused", noun, "word") for noun in nouns[:2] if noun.pos_ != "PRON")


def _follows(verb: Token, sentence: Sentence, name: str, words: Lexicon) -> bool:
    """Whether the verb opens one of the set phrases of a list: "hold responsible", "mettre en cause"."""
    root = lemma(verb, words)
    phrases = words.pairs("attribution", name)
    return any(root == first and follow(sentence, verb, tuple(rest)) for first, *rest in phrases)


def _behind(sentence: Sentence, syntax: Syntax) -> Iterator[Spoken]:
    """Those said to be behind an event or responsible for it."""
    words = syntax.lexicon
    for word in sentence.words():
        if word.lower_ not in words.words("attribution", "behind"):
            continue
        verb = next((above for above in word.ancestors if above.pos_ in ("VERB", "AUX")), None)
        of = any(lemma(below, words) in _event_nouns(syntax) for below in word.subtree if below.i != word.i)
        if verb is not None and of and not syntax.children(verb, "negation"):
            yield from (("accused", doer, "word") for doer in syntax.doers(verb)[:2] if doer.pos_ != "PRON")


def _bare(verb: Token, syntax: Syntax) -> bool:
    """Whether the verb accuses without saying of what: "police blamed the rebels"."""
    return not [
        child for child in verb.children if child.i > verb.i and not syntax.has(child, "object") and child.is_alpha
    ]


def _of_an_event(verb: Token, syntax: Syntax) -> bool:
    """Whether what somebody is accused of is an event that a trigger reports."""
    blamed = [verb.head] if syntax.has(verb, "participle") else []
    return _events([word for word in (*blamed, *verb.subtree) if word.i != verb.i], syntax)


def _events(found: Sequence[Token], syntax: Syntax) -> bool:
    """Whether one of the words is an event or reports one."""
    events = _event_nouns(syntax) | trigger_verbs(syntax.lexicon.language).keys()
    return any(lemma(word, syntax.lexicon) in events for word in found)
