"""Who speaks, as may be written down?"""

from khaldun.coding.parties.monitors import monitor
from khaldun.coding.parties.people import People
from khaldun.coding.sentences.phrase import Phrase, head_lemmas, phrase
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma


def voice(spoken: Phrase | None, people: People) -> str | None:
    """Who speaks, as may be written down: an organisation or an office, never a private person's name."""
    if spoken is None:
        return None
    syntax, words = people.syntax, people.syntax.lexicon
    last = spoken.sentence.last
    around = spoken.sentence.told(spoken.start, spoken.sentence.ends[min(last, spoken.head.i + 10)])
    counting = monitor(around)
    if counting:
        return counting
    told = _without_according(spoken.told, syntax)
    if people.resolve(told).actor:
        return told
    if spoken.head.pos_ == "PROPN":
        return _office(spoken, syntax=syntax)
    return told if head_lemmas(spoken, syntax) & words.words("attribution", "sources") else None


def _without_according(told: str, syntax: Syntax) -> str:
    """The words of a speaker without those that introduce them: "selon la police"."""
    for words in syntax.lexicon.phrases("attribution", "according"):
        if told.lower().startswith(f"{words} "):
            return told[len(words) + 1 :]
    return told


def _office(spoken: Phrase, *, syntax: Syntax) -> str | None:
    """The office of a named speaker, from an apposition or a title, without the name."""
    sources = syntax.lexicon.words("attribution", "sources")
    for word in spoken.sentence.within(spoken.start, spoken.sentence.end):
        if word.pos_ == "NOUN" and lemma(word, syntax.lexicon) in sources and word.i - spoken.head.i < 8:  # noqa: PLR2004
            return phrase(spoken.sentence, word, syntax=syntax).told
    return None
