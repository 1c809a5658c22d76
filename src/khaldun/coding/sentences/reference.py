"""Whom do "it", "its fighters" and "the group" stand for?

After Hobbs (1978), much reduced: a pronoun or possessive means who is quoted, else the subject before it; a bare
description means the armed organisation that was named last.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from khaldun.coding.sentences.phrase import Phrase, core, phrase
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma
from khaldun.model import ActorMatch, Name

ORGANISED = ("armed_group", "militia", "private_military_company")
LEAD = 2  # the sentences of headline and lead, which describe whom the text names later
STEPS = 3

Resolve = Callable[[str], ActorMatch]


@dataclass(frozen=True, slots=True, kw_only=True)
class Referent:
    """A known actor with the words that name it; `description` is true where a bare description stands for it."""

    told: str
    start: int
    end: int
    match: ActorMatch
    description: bool = False


def specific(match: ActorMatch) -> bool:
    """Whether a match is one actor, not just anybody of its sort ("jihadists", "unidentified armed men")."""
    actor = match.actor
    if actor is None or actor.kind in ("civilians", "unidentified"):
        return False
    return bool(actor.countries) or actor.start is not None


def owned(spoken: Phrase, syntax: Syntax) -> bool:
    """Whether a phrase is somebody by a possessive only: "its forces", "one of its fighters"."""
    words = syntax.lexicon
    own = words.words("attribution", "own")
    people = (("actors", "armed"), ("persons", "any"), ("persons", "forces"), ("attribution", "representatives"))
    somebody = any(lemma(core(spoken, syntax), words) in words.words(*entry) for entry in people)
    heads = [spoken.head, *(noun for _, noun in syntax.prepositional(spoken.head))]
    return somebody and any(child.lower_ in own for head in heads for child in head.children)


def meant(
    spoken: Phrase,
    sentences: Sequence[Sentence],
    *,
    syntax: Syntax,
    resolve: Resolve,
    by_relation: bool = False,
    steps: int = 0,
) -> Referent | None:
    """The known actor that a phrase stands for; null where it names somebody itself, or nobody who is known.

    `by_relation` says that it names somebody only by a relation to another actor: "the al-Qaeda affiliate".
    """
    if not by_relation and any(specific(resolve(name.told)) for name in _actors(spoken)):
        return None
    if first_person(spoken, syntax):
        return _who_writes(spoken, sentences, syntax=syntax, resolve=resolve)
    pronoun = spoken.head.lower_ in syntax.lexicon.words("attribution", "own")
    if pronoun or owned(spoken, syntax):
        subjects = _subjects(spoken, sentences, syntax=syntax)
        first = next(subjects, None)
        if first is None or steps >= STEPS:
            return None
        return _named(first, resolve) or meant(first, sentences, syntax=syntax, resolve=resolve, steps=steps + 1)
    bare = _description(spoken, syntax) and not specific(resolve(spoken.told))
    described = _definite(spoken, syntax) and (by_relation or bare)
    return _last_named(spoken, sentences, resolve=resolve) if described else None


def first_person(spoken: Phrase, syntax: Syntax) -> bool:
    """Whether a phrase stands for those who write or speak: "we", "our fighters"."""
    first = syntax.lexicon.words("attribution", "first_person")
    if spoken.head.lower_ in first:
        return True
    return owned(spoken, syntax) and any(child.lower_ in first for child in spoken.head.children)


def _who_writes(spoken: Phrase, sentences: Sequence[Sentence], *, syntax: Syntax, resolve: Resolve) -> Referent | None:
    """The actor that the sentence quotes, else the author of the communiqué, else who was quoted last before."""
    here = spoken.sentence
    before = list(reversed(sentences[: here.index]))
    quoted = (_quoted(sentence, syntax=syntax, resolve=resolve) for sentence in before)
    return (
        _quoted(here, syntax=syntax, resolve=resolve)
        or author(sentences, syntax=syntax, resolve=resolve)
        or next((found for found in quoted if found), None)
    )


def _quoted(here: Sentence, *, syntax: Syntax, resolve: Resolve) -> Referent | None:
    """The actor that a sentence quotes, before or behind its words: "our fighters did it, X said"."""
    says = syntax.lexicon.words("attribution", "say_verbs")
    verbs = [word for word in here.words() if word.pos_ == "VERB" and lemma(word, syntax.lexicon) in says]
    doers = [doer for verb in verbs for doer in (*syntax.doers(verb), *_inverted(verb, syntax))]
    named = (_named(phrase(here, doer, syntax=syntax), resolve) for doer in doers)
    return next((found for found in named if found), None)


def _inverted(verb: Token, syntax: Syntax) -> list[Token]:
    """The subject behind a verb of saying, which the parser takes for its object: "affirme le groupe"."""
    return [] if syntax.children(verb, "subject") else syntax.children(verb, "object")


def author(sentences: Sequence[Sentence], *, syntax: Syntax, resolve: Resolve) -> Referent | None:
    """Whose communiqué a report is: the first actor that its heading names beside a word for a statement."""
    stated = syntax.lexicon.words("attribution", "statement_nouns")
    for sentence in sentences[:LEAD]:
        if any(syntax.has(word, "subject", "passive_subject") for word in sentence.words()):
            continue
        if any(lemma(word, syntax.lexicon) in stated or word.lower_ in stated for word in sentence.words()):
            named = [_of_name(name, resolve) for name in sentence.names if name.kind == "actor"]
            found = next((referent for referent in named if referent), None)
            if found is not None:
                return found
    return None


def _of_name(name: Name, resolve: Resolve) -> Referent | None:
    match = resolve(name.told)
    return Referent(told=name.told, start=name.start, end=name.end, match=match) if specific(match) else None


def _subjects(spoken: Phrase, sentences: Sequence[Sentence], *, syntax: Syntax) -> Iterator[Phrase]:
    """The phrases that a pronoun or possessive can mean, the likeliest first.

    They are the subjects of the verbs above it, then the subject of the sentence before.
    """
    here = spoken.sentence
    above = [word for word in spoken.head.ancestors if word.pos_ in ("VERB", "AUX")]
    doers = [doer for verb in above for doer in syntax.doers(verb)]
    yield from (
        phrase(here, doer, syntax=syntax)
        for doer in doers
        if doer.i < spoken.head.i and here.starts[doer.i] >= here.start and doer.lower_ != spoken.head.lower_
    )
    before = sentences[here.index - 1] if 0 < here.index < len(sentences) else None
    root = _root(before) if before is not None else None
    if before is not None and root is not None:
        yield from (phrase(before, doer, syntax=syntax) for doer in syntax.doers(root))


def _root(sentence: Sentence) -> Token | None:
    return next((word for word in sentence.words() if word.head.i == word.i and word.pos_ in ("VERB", "AUX")), None)


def _named(spoken: Phrase, resolve: Resolve) -> Referent | None:
    """The actor that the phrase itself names: by a known name in it, or by role and country ("the army")."""
    inside = _actors(spoken)
    start, end = (inside[0].start, inside[0].end) if inside else (spoken.start, spoken.end)
    told = spoken.sentence.told(start, end)
    match = resolve(told)
    return Referent(told=told, start=start, end=end, match=match) if specific(match) else None


def _actors(spoken: Phrase) -> list[Name]:
    names = spoken.sentence.names
    return [name for name in names if name.kind == "actor" and spoken.start <= name.start and name.end <= spoken.end]


def _definite(spoken: Phrase, syntax: Syntax) -> bool:
    """Whether a phrase points at somebody known: "the group", "le mouvement rebelle"."""
    words = syntax.lexicon
    definite = words.words("realis", "anaphoric_words")
    return any(child.lower_ in definite or lemma(child, words) in definite for child in spoken.head.children)


def _description(spoken: Phrase, syntax: Syntax) -> bool:
    return lemma(spoken.head, syntax.lexicon) in syntax.lexicon.words("actors", "descriptions")


def _last_named(spoken: Phrase, sentences: Sequence[Sentence], *, resolve: Resolve) -> Referent | None:
    """The armed organisation named last before a phrase; for a headline or lead, the first named after it.

    Words that tell it by another actor ("the al-Qaeda affiliate") mean one that belongs to that actor, if any does.
    """
    names = [name for sentence in sentences for name in sentence.names if name.kind == "actor"]
    before = [name for name in reversed(names) if name.end <= spoken.start]
    after = [name for name in names if name.start >= spoken.end]
    related = {actor.id for name in _actors(spoken) if (actor := resolve(name.told).actor)}
    for name in (*before, *after) if related or spoken.sentence.index < LEAD else before:
        match = resolve(name.told)
        if organised(match) and match.actor and (not related or related & set(match.actor.parents)):
            return Referent(told=name.told, start=name.start, end=name.end, match=match, description=True)
    return None


def organised(match: ActorMatch) -> bool:
    """Whether a match is one armed organisation, not a state's."""
    return specific(match) and match.actor is not None and match.actor.kind in ORGANISED
