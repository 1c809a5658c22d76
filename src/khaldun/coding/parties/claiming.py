"""Whose word is it that they did it, or did not? The subjects of verbs of claiming, admitting and denying."""

from collections.abc import Iterator, Sequence
from typing import Literal

from spacy.tokens import Token

from khaldun.coding.parties.roles import light_verb
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import follow, lemma, mentions, trigger_nouns, trigger_verbs
from khaldun.coding.words.language import Lexicon
from khaldun.model import Stance

Basis = Literal["word", "told", "weak"]
Spoken = tuple[Stance, Token, Basis]  # the stance, the word for whose it is, and what it rests on
REACH = 9  # words behind a verb within which the noun for what is claimed stands; the parse may hang it elsewhere
AFTER = 8  # words behind a set phrase within which the name stands
SAYING = ("say_verbs", "claim_verbs", "admit_verbs")


def claimed(sentence: Sentence, syntax: Syntax) -> Iterator[Spoken]:
    """Claims and denials with their subjects: of a deed by its noun, or of what one's own people did."""
    deeds = _deeds(sentence, syntax)
    for verb in sentence.words():
        if not _verbal(verb, syntax) or syntax.children(verb, "negation"):
            continue
        read = (*_of_nouns(sentence, verb, deeds, syntax=syntax), *_of_verbs(verb, deeds, syntax=syntax))
        for stance, basis in read:
            yield from ((stance, doer, basis) for doer in _sayers(verb, syntax)[:2])
    for deed in deeds:
        yield from (("claimed", doer, "told") for doer in syntax.doers(deed) if ours(doer, syntax))
    yield from (("claimed", noun, "word") for noun in named_after(sentence, "claim_openings", syntax))


def _verbal(word: Token, syntax: Syntax) -> bool:
    """Whether a word is a verb; "dément" is one whatever the tagger says."""
    return word.pos_ in ("VERB", "AUX", "ADJ") or lemma(word, syntax.lexicon) in syntax.lexicon.words(
        "attribution", "deny_verbs"
    )


def _sayers(verb: Token, syntax: Syntax) -> list[Token]:
    """Those whose word a verb tells; none where it says that nobody did."""
    doers = syntax.doers(verb) or _owners(verb, syntax)
    if not doers and verb.head.pos_ in ("NOUN", "PROPN") and verb.head.head.i == verb.head.i:
        doers = [verb.head]  # the parse took the whole sentence for a noun with a participle
    return [doer for doer in doers if not _nobody(doer, syntax)]


def named_after(sentence: Sentence, name: str, syntax: Syntax) -> list[Token]:
    """The noun that follows a set phrase of a list: "the hallmarks of X", "a claim of responsibility by X"."""
    match = sentence.find(syntax.lexicon.phrases("attribution", name))
    after = sentence.word_at(sentence.start + match.end()) if match else None
    if after is None:
        return []
    near = sentence.doc[after.i : min(after.i + AFTER, sentence.last + 1)]
    nouns = [word for word in near if word.pos_ in ("NOUN", "PROPN")]
    return syntax.conjoined(next((word for word in nouns if word.head not in nouns), nouns[0]))[:2] if nouns else []


def ours(doer: Token, syntax: Syntax) -> bool:
    """Whether a word stands for those who write: "we", "our fighters"."""
    first = syntax.lexicon.words("attribution", "first_person")
    return doer.lower_ in first or any(child.lower_ in first for child in doer.children)


def _of_nouns(
    sentence: Sentence, verb: Token, deeds: Sequence[Token], *, syntax: Syntax
) -> Iterator[tuple[Stance, Basis]]:
    """What a verb makes of its subject by what it is done to: "claimed the attack", "denied involvement"."""
    words, root = syntax.lexicon, lemma(verb, syntax.lexicon)
    behind = [word for word in sentence.doc[verb.i + 1 : sentence.last + 1][:REACH] if word.pos_ in ("NOUN", "PROPN")]
    done_to = {lemma(word, words) for word in (*syntax.undergoers(verb), *behind)}
    responsible = done_to & words.words("attribution", "responsibility_nouns")
    if root in words.words("attribution", "deny_verbs"):
        yield from _denied(verb, done_to, deeds, syntax=syntax)
    elif follows(verb, sentence, "deny_phrases", words) or _baseless(verb, sentence, syntax):
        yield "denied", "weak"
    elif follows(verb, sentence, "claim_phrases", words) or (
        root in words.words("attribution", "claim_verbs") and (responsible or done_to & event_nouns(syntax))
    ):
        yield "claimed", "word"
    elif root in words.words("attribution", "admit_verbs") and (responsible or done_to & event_nouns(syntax)):
        yield "claimed", "word" if responsible else "weak"


def _denied(
    verb: Token, done_to: set[str], deeds: Sequence[Token], *, syntax: Syntax
) -> Iterator[tuple[Stance, Basis]]:
    """What a verb of denying makes of its subject; a bare one ("X denied it") counts for whom it fits."""
    said = [word for word in verb.subtree if word.i > verb.i]
    named = done_to & syntax.lexicon.words("attribution", "denied_nouns")
    if named or events(said, syntax) or any(word in deeds for word in said) or _own_clause(verb, syntax):
        yield "denied", "word"
    elif not [word for word in said if word.pos_ in ("NOUN", "PROPN", "VERB") and word.head.i != word.i]:
        yield "denied", "weak"


def _own_clause(verb: Token, syntax: Syntax) -> bool:
    """Whether a clause under a verb speaks of the speaker's own people: "denied that its men were involved"."""
    clauses = syntax.children(verb, "clausal_complement")
    return any(
        own(doer, syntax) for clause in clauses for doer in syntax.children(clause, "subject", "passive_subject")
    )


def _baseless(verb: Token, sentence: Sentence, syntax: Syntax) -> bool:
    """Whether somebody says that what they are accused of is not true: "called the allegations false"."""
    words = syntax.lexicon
    judging = words.words("attribution", "say_verbs") | words.words("attribution", "judge_verbs")
    if lemma(verb, words) not in judging or not sentence.find(words.phrases("attribution", "untrue")):
        return False
    return any(lemma(word, words) in words.words("attribution", "denied_nouns") for word in verb.subtree)


def event_nouns(syntax: Syntax) -> frozenset[str]:
    """The nouns that name an event."""
    words = syntax.lexicon
    return words.words("statements", "event_nouns") | trigger_nouns(words.language).keys()


def events(found: Sequence[Token], syntax: Syntax) -> bool:
    """Whether one of the words is an event or reports one."""
    known = event_nouns(syntax) | trigger_verbs(syntax.lexicon.language).keys()
    return any(lemma(word, syntax.lexicon) in known for word in found)


def follows(verb: Token, sentence: Sentence, name: str, words: Lexicon) -> bool:
    """Whether the verb opens one of the set phrases of a list: "hold responsible", "mettre en cause"."""
    root = lemma(verb, words)
    phrases = words.pairs("attribution", name)
    return any(root == first and follow(sentence, verb, tuple(rest)) is not None for first, *rest in phrases)


def _deeds(sentence: Sentence, syntax: Syntax) -> list[Token]:
    """The verbs of a sentence that report an event, by themselves or with a noun to which they lend a subject."""
    found = mentions(sentence, syntax.lexicon.language)
    verbs = [light_verb(mention, syntax) if mention.nominal else mention.word for mention in found]
    return [verb for verb in verbs if verb is not None]


def _of_verbs(verb: Token, deeds: Sequence[Token], *, syntax: Syntax) -> Iterator[tuple[Stance, Basis]]:
    """What somebody says of a deed: that its own people did it, or that nobody did."""
    words, root = syntax.lexicon, lemma(verb, syntax.lexicon)
    if not any(root in words.words("attribution", name) for name in SAYING):
        return
    for below in syntax.children(verb, "clausal_complement", "open_complement"):
        for deed in (word for word in below.subtree if word in deeds or _pro_deed(word, syntax)):
            if any(syntax.has(above, "relative") for above in (deed, *deed.ancestors) if above.i > verb.i):
                continue
            if _denies(deed, syntax):
                yield "denied", "weak"
            elif root in words.words("attribution", "claim_verbs") or _own(deed, below, syntax=syntax):
                yield "claimed", "word" if root in words.words("attribution", "admit_verbs") else "told"


def _pro_deed(verb: Token, syntax: Syntax) -> bool:
    """Whether a verb stands for a deed told before: "its men had done it"."""
    does = lemma(verb, syntax.lexicon) in syntax.lexicon.words("attribution", "do_verbs")
    return does and any(word.pos_ == "PRON" for word in syntax.children(verb, "object"))


def _denies(deed: Token, syntax: Syntax) -> bool:
    negative = syntax.lexicon.words("realis", "negative_words")
    near = [deed, *syntax.children(deed, "subject", "passive_subject", "object")]
    return any(child.lower_ in negative for word in near for child in (word, *word.children) if child.i != deed.i)


def _own(deed: Token, below: Token, *, syntax: Syntax) -> bool:
    """Whether the doers of a deed are the speaker's: "its fighters", "they", or nobody else ("dit avoir tué")."""
    if deed.i == below.i and syntax.has(below, "open_complement"):
        return not syntax.passive(deed)
    return any(own(doer, syntax) for doer in syntax.doers(deed))


def own(doer: Token, syntax: Syntax) -> bool:
    """Whether a word stands for the speaker or its people: "it", "its fighters"."""
    mine = syntax.lexicon.words("attribution", "own")
    return any(word.lower_ in mine for word in (doer, *doer.subtree))


def _nobody(doer: Token, syntax: Syntax) -> bool:
    """Whether the subject says that there is none: "no group has claimed it"."""
    negative = syntax.lexicon.words("realis", "negative_words")
    return doer.lower_ in negative or any(child.lower_ in negative for child in doer.children)


def _owners(verb: Token, syntax: Syntax) -> list[Token]:
    """Those whose claim it is where the verb has no subject: "in a statement claiming responsibility, X said"."""
    above = [word for word in verb.ancestors if word.pos_ in ("VERB", "AUX")]
    return syntax.doers(above[0]) if above else []
