"""Who is quoted for the words at a place of a sentence?"""

from khaldun.coding.sentences.phrase import Phrase, phrase
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma


def speaker(sentence: Sentence, word_start: int, *, syntax: Syntax) -> Phrase | None:
    """The phrase of who is quoted for the words at a character: the subject of the verb of saying above them.

    "According to X" counts for the whole sentence.
    """
    words = syntax.lexicon
    word = sentence.word_at(word_start)
    says = words.words("attribution", "say_verbs")
    for above in [word, *word.ancestors] if word is not None else []:
        if above.pos_ in ("VERB", "AUX") and lemma(above, words) in says and not syntax.passive(above):
            subjects = [s for s in syntax.children(above, "subject") if s.pos_ in ("NOUN", "PROPN")]
            if subjects:
                return phrase(sentence, subjects[0], syntax=syntax)
    return _aside(sentence, syntax=syntax) or _according(sentence, syntax=syntax)


def _aside(sentence: Sentence, *, syntax: Syntax) -> Phrase | None:
    """The speaker of a clause set beside: ", the governor said", "a annoncé l'armée"."""
    says = syntax.lexicon.words("attribution", "say_verbs")
    for verb in sentence.words():
        if verb.dep_ == "parataxis" and lemma(verb, syntax.lexicon) in says:
            subjects = syntax.children(verb, "subject", "object")
            if subjects:
                return phrase(sentence, subjects[0], syntax=syntax)
    return None


def _according(sentence: Sentence, *, syntax: Syntax) -> Phrase | None:
    match = sentence.find(syntax.lexicon.phrases("attribution", "according"))
    if not match:
        return None
    after = sentence.word_at(sentence.start + match.end())
    if after is None:
        return None
    nouns = [w for w in sentence.doc[after.i : min(after.i + 8, sentence.last + 1)] if w.pos_ in ("NOUN", "PROPN")]
    top = [w for w in nouns if w.head not in nouns]
    return phrase(sentence, top[0], syntax=syntax) if top else None
