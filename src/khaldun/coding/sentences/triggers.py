"""Which words of a sentence can report an event?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from spacy.strings import StringStore
from spacy.tokens import Token

from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import morph
from khaldun.coding.words.language import Lexicon, Trigger, lexicon

PLACES = ("place", "site", "region", "country")
STEPS = 4
UNBOUND = frozenset({"advcl", "npadvmod", "advmod", "punct", "obl:mod", "conj", "parataxis", "mark"})
SUBJECTS = frozenset({"nsubjpass", "nsubj:pass", "nsubj", "poss", "compound"})
JOINED = frozenset(
    {"pobj", "conj", "compound", "appos", "nmod", "poss", "prep", "flat", "flat:name", "amod", "obl:arg"}
)
MOST = 40  # triggers of one sentence that are read; no sentence that somebody wrote has so many
REACH = 9  # words within which the rest of a phrase must follow its verb


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Mention:
    """One trigger word in one sentence; `parts` are the words of a phrase, the trigger itself first."""

    sentence: Sentence
    word: Token
    trigger: Trigger
    nominal: bool
    parts: tuple[Token, ...]

    @property
    def start(self) -> int:
        """Where the trigger word starts in the report."""
        return self.sentence.starts[self.word.i]

    @property
    def end(self) -> int:
        """Where the trigger, with the words of its phrase, ends in the report."""
        return max(self.sentence.ends[word.i] for word in self.parts)


@lru_cache(maxsize=512)
def mentions(sentence: Sentence, language: str) -> tuple[Mention, ...]:
    """The trigger words of a sentence in order, at most `MOST`; phrases go before single words."""
    words = lexicon(language)
    barred = _barred(sentence, words)
    found: dict[int, Mention] = {}
    for word in sentence.words():
        if word.i in barred:
            continue
        mention = _phrase(sentence, word, words) or _single(sentence, word, words)
        if mention and _placed(mention, words):
            found[word.i] = mention
    inside = {part.i for mention in found.values() for part in mention.parts[1:]}
    return tuple(mention for i, mention in found.items() if i not in inside)[:MOST]


def _placed(mention: Mention, words: Lexicon) -> bool:
    """Whether a trigger that needs a place has one in its clause: what is taken is a town, not a photograph."""
    if mention.trigger.needs != "place":
        return True
    sentence, held = mention.sentence, words.words("objects", "territory")
    spots = {word.i for name in sentence.names if name.kind in PLACES for word in sentence.within(name.start, name.end)}
    near = [word for word in mention.word.subtree if _bound(word, mention.word)]
    return any(word.i in spots or lemma(word, words) in held for word in near)


def _bound(word: Token, trigger: Token) -> bool:
    """Whether a word is what the trigger is done to, or who it happens to: its object, subject, or noun after "of"."""
    for _ in range(STEPS):
        if word.head.i == trigger.i:
            return word.dep_ not in UNBOUND and (word.i > trigger.i or word.dep_ in SUBJECTS)
        if word.pos_ in ("VERB", "AUX") or word.dep_ not in JOINED:
            return False
        word = word.head
    return False


def _barred(sentence: Sentence, words: Lexicon) -> set[int]:
    """The words that stand in phrases which only look like events: "heart attack", "on strike"."""
    barred: set[int] = set()
    position = sentence.start
    while match := sentence.find(words.phrases("excluded", "phrases"), after=position):
        position = sentence.start + match.end()
        barred |= {t.i for t in sentence.within(sentence.start + match.start(), position)}
    return barred


def _single(sentence: Sentence, word: Token, words: Lexicon) -> Mention | None:
    nominal = word.pos_ in ("NOUN", "PROPN")
    table = trigger_nouns(words.language) if nominal else trigger_verbs(words.language)
    if not nominal and word.pos_ not in ("VERB", "ADJ", "AUX"):
        return None
    trigger = table.get(lemma(word, words))
    if trigger is None or (nominal and _modifies(word, table)) or _described(word, nominal=nominal):
        return None
    return Mention(sentence=sentence, word=word, trigger=trigger, nominal=nominal, parts=(word,))


def _modifies(word: Token, table: Mapping[str, Trigger]) -> bool:
    """Whether a noun only names the kind of another: "attack helicopter", "coup leader"."""
    return word.dep_ in ("compound", "nmod") and word.head.i > word.i and word.head.lemma_.lower() not in table


def _described(word: Token, *, nominal: bool) -> bool:
    """Whether a participle only describes a noun: "three kidnapped women were freed"."""
    if nominal:
        return False
    return (word.dep_ == "amod" and word.head.i > word.i) or (word.pos_ == "ADJ" and not _participle(word))


def _participle(word: Token) -> bool:
    return word.tag_ in ("VBN", "VBD", "JJ") or "Part" in morph(word, "VerbForm")


def _phrase(sentence: Sentence, word: Token, words: Lexicon) -> Mention | None:
    if word.pos_ not in ("VERB", "AUX", "NOUN", "ADJ"):
        return None
    for phrase, trigger in _phrases(words.language).get(lemma(word, words), ()):
        parts = follow(sentence, word, phrase[1:])
        if parts is not None:
            nominal = word.pos_ == "NOUN"
            return Mention(sentence=sentence, word=word, trigger=trigger, nominal=nominal, parts=(word, *parts))
    return None


def follow(sentence: Sentence, word: Token, rest: tuple[str, ...]) -> tuple[Token, ...] | None:
    """The words that carry the lemmas `rest` in order soon after `word`, or null."""
    found: list[Token] = []
    position = word.i + 1
    for wanted in rest:
        limit = min(position + REACH, sentence.last + 1)
        match = next((t for t in sentence.doc[position:limit] if wanted in (t.lemma_.lower(), t.lower_)), None)
        if match is None:
            return None
        found.append(match)
        position = match.i + 1
    return tuple(found)


def lemma(word: Token, words: Lexicon) -> str:
    """The lemma of a word, mended where the lexicon knows that the pipeline gets it wrong."""
    return _lemma(word.vocab.strings, word.lower, word.lemma, words=words)


@lru_cache(maxsize=1 << 15)
def _lemma(strings: StringStore, lower: int, lemma_: int, *, words: Lexicon) -> str:
    """The lemma of a word by the numbers under which the pipeline keeps its form and its lemma."""
    forms: Mapping[str, str] = words.sections["forms"]
    return forms.get(strings[lower]) or strings[lemma_].lower()


@cache
def trigger_verbs(language: str) -> Mapping[str, Trigger]:
    """The triggers of a language by the lemmas of their verbs."""
    return {verb: trigger for trigger in lexicon(language).triggers for verb in trigger.verbs}


@cache
def trigger_nouns(language: str) -> Mapping[str, Trigger]:
    """The triggers of a language by their nouns."""
    return {noun: trigger for trigger in lexicon(language).triggers for noun in trigger.nouns}


@cache
def _phrases(language: str) -> Mapping[str, tuple[tuple[tuple[str, ...], Trigger], ...]]:
    """Phrases by their first lemma, the longest first."""
    table: dict[str, list[tuple[tuple[str, ...], Trigger]]] = {}
    for phrase, trigger in _every_phrase(lexicon(language)):
        table.setdefault(phrase[0], []).append((phrase, trigger))
    return {head: tuple(sorted(rows, key=lambda row: -len(row[0]))) for head, rows in table.items()}


def _every_phrase(words: Lexicon) -> Iterator[tuple[tuple[str, ...], Trigger]]:
    for trigger in words.triggers:
        for phrase in trigger.phrases:
            yield phrase, trigger
