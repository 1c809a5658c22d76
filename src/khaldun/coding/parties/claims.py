"""Who claims an event, who is accused of it, and who denies it?"""

from dataclasses import dataclass

from khaldun.coding.parties.blaming import blamed
from khaldun.coding.parties.claiming import Basis, claimed
from khaldun.coding.parties.people import People
from khaldun.coding.parties.states import government, state_named
from khaldun.coding.sentences.phrase import Phrase, phrase
from khaldun.coding.sentences.reference import first_person, specific
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma
from khaldun.model import ActorMatch, Span, Stance

STATE = ("state_force", "government", "international_force")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Claim:
    """One sentence that says who answers for an event; `match` holds no actor where the words only describe one.

    A `weak` one counts only for whom it fits: "the army acknowledged the attack" of rebels is no claim, and "the police
    say that nobody was killed" in it no denial. One is `reported` where a state tells what its forces did, which is a
    claim only if they did it to others than armed groups.
    """

    sentence: Sentence
    stance: Stance
    told: str
    start: int
    end: int
    match: ActorMatch
    description: bool
    weak: bool = False
    reported: bool = False
    said_by: str | None = None

    def spans(self) -> tuple[Span, ...]:
        """Who is named, and the sentence that says so."""
        sentence = self.sentence
        named = Span(start=self.start, end=self.end, quote=self.told)
        return named, Span(start=sentence.start, end=sentence.end, quote=sentence.text)


def claims(sentence: Sentence, people: People) -> tuple[Claim, ...]:
    """The claims, accusations and denials of a sentence."""
    syntax = people.syntax
    found = [*claimed(sentence, syntax), *blamed(sentence, syntax)]
    read = [
        claim
        for stance, word, basis in found
        if (claim := _claim(stance, phrase(sentence, word, syntax=syntax), basis=basis, people=people))
    ]
    return tuple({(claim.stance, claim.start): claim for claim in read}.values())


def _claim(stance: Stance, told_by: Phrase, *, basis: Basis, people: People) -> Claim | None:
    """The claim, unless its subject is nobody who could answer for an event."""
    spoken = _represented(told_by, people.syntax)
    referent = people.meant(spoken)
    if referent is None and first_person(spoken, people.syntax):
        return None
    start, end, match = (spoken.start, spoken.end, referent.match) if referent else _whose(spoken, people)
    pale = people.pale(spoken) or spoken.head.pos_ == "PRON"
    described = referent is None and (people.describes(spoken) or (pale and not specific(match)))
    told = spoken.sentence.told(start, end)
    match = ActorMatch(told=told, actor=None, why="a description") if described else match
    kind = match.actor.kind if match.actor else None
    nobody = match.actor is None and not described and not people.someone(spoken)
    state = referent is None and state_named(spoken, people.gazetteer) is not None
    if kind == "civilians" or nobody:
        return None
    return Claim(
        sentence=spoken.sentence, stance=stance, told=told, start=start, end=end, match=match, description=described,
        weak=basis == "weak" or (state and stance == "denied"), reported=basis == "told" and kind in STATE,
    )  # fmt: skip


def _whose(spoken: Phrase, people: People) -> tuple[int, int, ActorMatch]:
    """The known name in a phrase, or the phrase without what stands before it, and whom it means."""
    names = spoken.sentence.names
    inside = [n for n in names if n.kind == "actor" and spoken.start <= n.start and n.end <= spoken.end]
    state = None if inside else state_named(spoken, people.gazetteer)
    if state is not None:
        return state.start, state.end, people.resolve(government(state, people.gazetteer))
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
