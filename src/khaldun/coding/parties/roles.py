"""Who did it, to whom, with whose help? The phrases around a trigger by role, in the order of the text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from spacy.tokens import Token

from khaldun.coding.parties.accusing import accused_by, accuses
from khaldun.coding.sentences.phrase import Phrase, phrase
from khaldun.coding.sentences.syntax import Syntax, morph
from khaldun.coding.sentences.triggers import Mention, lemma
from khaldun.model import Role

SUBJECT_ROLES: dict[str, Role] = {"victim": "victim", "target": "target"}


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Part:
    """A phrase and the role it plays in what a trigger reports."""

    role: Role
    phrase: Phrase


def parts(mention: Mention, syntax: Syntax) -> tuple[Part, ...]:
    """The phrases around a trigger that name who took part, by role."""
    found = chain(
        _noun_parts(mention, syntax) if mention.nominal else _verb_parts(mention, syntax),
        _supporters(mention, syntax),
        _holders(mention, syntax),
    )
    return tuple(Part(role=role, phrase=phrase(mention.sentence, word, syntax=syntax)) for role, word in found)


def _verb_parts(mention: Mention, syntax: Syntax) -> Iterator[tuple[Role, Token]]:
    verb, trigger = mention.word, mention.trigger
    done_to = _role_of_object(mention)
    for word in syntax.doers(verb):
        if trigger.subject != "device":
            yield SUBJECT_ROLES.get(trigger.subject, "perpetrator"), word
    means = _means(mention, syntax)
    yield from (("perpetrator", word) for word in means)
    yield from (("perpetrator", word) for word in _senders([*syntax.doers(verb), *means], syntax))
    for noun in mention.parts[1:]:
        if noun.pos_ == "NOUN" and trigger.subject == "target":
            yield from _noun_parts(replace(mention, word=noun), syntax, lent=False)
    for word in syntax.undergoers(verb):
        if word not in mention.parts and done_to:
            yield done_to, word
    taken = syntax.undergoers(verb) if trigger.object == "place" else []
    for preposition, word in chain(*map(syntax.prepositional, (verb, *taken))):
        yield from _by_preposition(mention, preposition, word=word, syntax=syntax)


def _means(mention: Mention, syntax: Syntax) -> list[Token]:
    """The strikes and weapons by which something was done: "killed in an Israeli air strike"."""
    things, during = syntax.lexicon.words("actors", "things"), syntax.lexicon.words("prepositions", "during")
    found = syntax.prepositional(mention.word)
    return [noun for preposition, noun in found if preposition in during and lemma(noun, syntax.lexicon) in things]


def _senders(things: Sequence[Token], syntax: Syntax) -> Iterator[Token]:
    """Those from whom a thing comes that did it: "a bomb planted by X", "a shell fired by X"."""
    for thing in things:
        if lemma(thing, syntax.lexicon) in syntax.lexicon.words("actors", "things"):
            for verb in syntax.children(thing, "participle"):
                yield from syntax.doers(verb) if syntax.passive(verb) else ()


def _role_of_object(mention: Mention) -> Role | None:
    roles: dict[str, Role] = {"target": "target", "victim": "victim", "opponent": "opponent"}
    return roles.get(mention.trigger.object)


def _by_preposition(mention: Mention, preposition: str, *, word: Token, syntax: Syntax) -> Iterator[tuple[Role, Token]]:
    words = syntax.lexicon
    for joined in syntax.conjoined(word):
        if preposition in words.words("prepositions", "target") and mention.trigger.object == "target":
            yield "target", joined
        elif _against(mention, preposition, syntax=syntax):
            yield "opponent", joined
        elif preposition in words.words("prepositions", "between"):
            yield "perpetrator", joined


def _against(mention: Mention, preposition: str, *, syntax: Syntax) -> bool:
    """Whether a preposition names the other side: those fought with, or those a place is taken from."""
    name = {"opponent": "with", "place": "from_whom"}.get(mention.trigger.object)
    return name is not None and preposition in syntax.lexicon.words("prepositions", name)


def _noun_parts(mention: Mention, syntax: Syntax, *, lent: bool = True) -> Iterator[tuple[Role, Token]]:
    """The phrases around a trigger noun; `lent` adds the subject of a verb that only lends it one."""
    words, noun = syntax.lexicon, mention.word
    owners = syntax.children(noun, "possessor", "compound")
    yield from (("perpetrator", owner) for owner in owners if owner.i < noun.i or owner.pos_ == "ADJ")
    for preposition, word in after(mention, syntax):
        for joined in syntax.conjoined(word):
            if preposition in words.words("prepositions", "by"):
                yield "perpetrator", joined
            elif preposition in words.words("prepositions", "of") and joined not in mention.parts:
                yield _role_of_owner(mention, joined, syntax=syntax), joined
            else:
                yield from _by_preposition(mention, preposition, word=joined, syntax=syntax)
    verb = light_verb(mention, syntax) if lent else None
    if verb is not None:
        yield from (("perpetrator", word) for word in syntax.doers(verb))


def _role_of_owner(mention: Mention, word: Token, *, syntax: Syntax) -> Role:
    """What "of" means after the trigger: the killed, the attacked, or in French also the attacker."""
    if mention.trigger.object == "victim":
        return "victim"
    words, root = syntax.lexicon, lemma(word, syntax.lexicon)
    if root in words.words("actors", "attacking"):
        return "perpetrator"
    place = root in words.words("objects", "military") | words.words("objects", "civilian")
    return "perpetrator" if word.pos_ == "PROPN" and not place else "target"


def after(mention: Mention, syntax: Syntax) -> list[tuple[str, Token]]:
    """The prepositions behind a trigger noun with the nouns they govern, up to the next finite verb.

    Attachment is not trusted: in "an attack by rebels on a convoy" the second preposition often hangs under the
    first noun, so all that stand in the stretch are taken, without those inside relative clauses.
    """
    found: list[tuple[str, Token]] = []
    skipped = _relative_words(mention, syntax) | _accused_words(mention, syntax)
    source = mention.sentence.find(syntax.lexicon.phrases("attribution", "according"), after=mention.end)
    limit = mention.sentence.start + source.start() if source else mention.sentence.end
    for word in mention.sentence.doc[mention.word.i + 1 : mention.sentence.last + 1]:
        if word.i in skipped or (syntax.has(word, "case") and word.head.i in skipped):
            continue
        if _finite(word) or word.text in (";", ":") or mention.sentence.starts[word.i] >= limit:
            break
        if syntax.has(word, "preposition"):
            nouns = syntax.children(word, "prepositional_object")
            found += [(word.lower_, noun) for noun in nouns if noun.i not in skipped]
        elif syntax.has(word, "case") and word.head.i > word.i:
            found.append((word.lemma_.lower(), word.head))
    return found


def _finite(word: Token) -> bool:
    if word.pos_ not in ("VERB", "AUX"):
        return False
    return word.tag_ in ("VBD", "VBZ", "VBP", "MD") or "Fin" in morph(word, "VerbForm")


def _relative_words(mention: Mention, syntax: Syntax) -> set[int]:
    later = mention.sentence.doc[mention.word.i + 1 : mention.sentence.last + 1]
    return {
        below.i for word in later if syntax.has(word, "relative") for below in word.subtree if below.i > mention.word.i
    }


def _accused_words(mention: Mention, syntax: Syntax) -> set[int]:
    """The words of those on whom an event is only blamed: "an attack attributed to X"; claims read them."""
    blaming = [p for p in syntax.children(mention.word, "participle") if accuses(p, syntax)]
    above = mention.word.head
    blamed = accused_by(above, syntax) if accuses(above, syntax) and mention.word in syntax.undergoers(above) else []
    return {below.i for word in (*blaming, *blamed) if word.i != mention.word.i for below in word.subtree}


def light_verb(mention: Mention, syntax: Syntax) -> Token | None:
    """The verb that only lends the trigger noun its subject: "launched an attack"."""
    noun, verb = mention.word, mention.word.head
    light = syntax.lexicon.words("actors", "light_verbs")
    if syntax.has(noun, "object", "passive_subject") and lemma(verb, syntax.lexicon) in light:
        return verb
    participles = [p for p in syntax.children(noun, "participle") if lemma(p, syntax.lexicon) in light]
    return participles[0] if participles else None


def _supporters(mention: Mention, syntax: Syntax) -> Iterator[tuple[Role, Token]]:
    """Those named as helping: "support from X allowed", "backed by X", "alongside X"."""
    words = syntax.lexicon
    for word in mention.sentence.words():
        root = lemma(word, words)
        if word.pos_ == "NOUN" and root in words.words("actors", "support_nouns"):
            yield from (("supporter", noun) for _, noun in syntax.prepositional(word)[:1])
            yield from (("supporter", noun) for noun in syntax.children(word, "possessor"))
        elif root in words.words("actors", "support_verbs") and syntax.has(word, "participle"):
            yield from (("supporter", noun) for noun in syntax.doers(word))
        elif word.lower_ in words.words("actors", "support_words"):
            yield from (("supporter", noun) for noun in word.children if noun.pos_ in ("NOUN", "PROPN"))


def _holders(mention: Mention, syntax: Syntax) -> Iterator[tuple[Role, Token]]:
    """Those who held the place that changes hands: "retook X, which rebels had held"."""
    if mention.trigger.object != "place":
        return
    words = syntax.lexicon
    for word in mention.sentence.words():
        holding = word.i != mention.word.i and lemma(word, words) in words.words("actors", "opponent_holds")
        if holding and syntax.has(word, "relative", "participle"):
            yield from (("opponent", noun) for noun in syntax.doers(word))
