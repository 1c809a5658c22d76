"""Which trigger do a date, a place or a figure belong to? The nearest in the parse whose clause they stand in."""

from collections.abc import Mapping, Sequence

from spacy.tokens import Token

from khaldun.coding.dates.told import DateTold
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import Mention, lemma


def nearest(sentence: Sentence, start: int, end: int, *, mentions: Sequence[Mention], syntax: Syntax) -> int | None:
    """The index of the mention nearest to the words from `start` to `end`: by path in the parse, then in the line.

    Null where the words stand in a clause of their own: "the governor said on Friday".
    """
    words = sentence.within(start, end)
    if not words:
        return None
    clause = _clause(words[-1])
    fitting = [
        i
        for i, mention in enumerate(mentions)
        if _one_clause(mention, words[-1], clause, syntax=syntax) or _told(mention, words[0], clause)
    ]
    return min(fitting, key=lambda i: _distance(words, mentions[i], syntax=syntax), default=None)


def _distance(words: Sequence[Token], mention: Mention, *, syntax: Syntax) -> tuple[int, int]:
    path = min(syntax.path(word, part) for word in words for part in mention.parts[:1])
    return path, min(abs(word.i - mention.word.i) for word in words)


def _clause(word: Token) -> Token | None:
    """The verb of the clause that a word stands in."""
    return next((above for above in word.ancestors if above.pos_ in ("VERB", "AUX")), None)


def _one_clause(mention: Mention, word: Token, verb: Token | None, *, syntax: Syntax) -> bool:
    """Whether a trigger shares the clause of a word and its verb: it is the verb, stands under it or above it.

    Who says, when and where, is no part of what is said.
    """
    if verb is None or verb.i == mention.word.i or _under(word, mention.word, stop=verb):
        return True
    if lemma(verb, syntax.lexicon) in _speech(syntax):
        return False
    return _under(verb, mention.word) or _under(mention.word, verb)


def _under(word: Token, above: Token, *, stop: Token | None = None) -> bool:
    """Whether a word hangs under another in the parse, before `stop` is met on the way up."""
    for ancestor in word.ancestors:
        if stop is not None and ancestor.i == stop.i:
            return False
        if ancestor.i == above.i:
            return True
    return False


def _speech(syntax: Syntax) -> frozenset[str]:
    """The verbs by which somebody says, claims, admits, denies or accuses."""
    names = ("say_verbs", "deny_verbs", "accuse_verbs", "claim_verbs", "admit_verbs")
    return frozenset().union(*(syntax.lexicon.words("attribution", name) for name in names))


def _told(mention: Mention, word: Token, verb: Token | None) -> bool:
    """Whether a word stands between a trigger and the verb that tells of it: "killed ten on Sunday, police said"."""
    return verb is not None and mention.word.i < word.i < verb.i and any(a.i == verb.i for a in mention.word.ancestors)


def dates_of(sentence: Sentence, mentions: Sequence[Mention], *, syntax: Syntax) -> Mapping[int, tuple[DateTold, ...]]:
    """The dates of a sentence by the index of the mention they belong to; bounds ("since 2016") belong to none."""
    found: dict[int, tuple[DateTold, ...]] = {}
    for told in sentence.dates:
        if told.relation not in ("on", "during") or _of_another(told, sentence, mentions, syntax=syntax):
            continue
        index = nearest(sentence, told.start, told.end, mentions=mentions, syntax=syntax)
        if index is not None:
            found[index] = (*found.get(index, ()), told)
    return found


def dates_of_saying(sentence: Sentence, *, syntax: Syntax) -> tuple[DateTold, ...]:
    """The dates of a sentence that say when somebody spoke: "the governor said on Friday"."""
    return tuple(
        told
        for told in sentence.dates
        for words in [sentence.within(told.start, told.end)]
        if not words or ((verb := _clause(words[-1])) is not None and lemma(verb, syntax.lexicon) in _speech(syntax))
    )


def _of_another(told: DateTold, sentence: Sentence, mentions: Sequence[Mention], *, syntax: Syntax) -> bool:
    """Whether a date only says when something happened to a thing that takes part: "the group, founded in 1964"."""
    words = sentence.within(told.start, told.end)
    verb = _clause(words[-1]) if words else None
    triggers = {part.i for mention in mentions for part in mention.parts}
    if verb is None or verb.i in triggers or not syntax.has(verb, "participle", "relative"):
        return False
    return verb.head.i not in triggers
