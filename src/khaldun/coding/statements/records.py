"""Which sentences speak of a record, a first since, a rank in an index or a share?"""

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma
from khaldun.model import Hedge, StatementKind

REACH = 5  # words between a superlative and the noun it stands for
INCIDENTS = "incidents"


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Record:
    """A record, first-since, rank or share: what it measures, and the words that say so."""

    kind: StatementKind
    measure: str
    start: int
    end: int
    low: int | None = None
    high: int | None = None
    hedge: Hedge = "exact"
    since: bool = False


def records(sentence: Sentence, syntax: Syntax) -> tuple[Record, ...]:
    """The records, firsts, ranks and shares of a sentence."""
    return (
        *_superlatives(sentence, syntax),
        *_firsts(sentence, syntax),
        *_ranks(sentence, syntax),
        *_shares(sentence, syntax),
    )


def _superlatives(sentence: Sentence, syntax: Syntax) -> Iterator[Record]:
    """Records such as "the deadliest attack to date" or "la plus meurtrière depuis 2016"."""
    match = sentence.find(syntax.lexicon.phrases("statements", "superlatives"))
    if not match:
        return
    start, end = sentence.start + match.start(), sentence.start + match.end()
    noun = _event_noun(sentence, start, end, syntax=syntax)
    if noun is None or not _bounded(sentence, syntax):
        return
    deadly = any(word in match.group().lower() for word in syntax.lexicon.words("statements", "deadly"))
    yield Record(
        kind="record",
        measure="killed" if deadly else INCIDENTS,
        start=min(start, sentence.starts[noun.i]),
        end=max(end, sentence.ends[noun.i]),
        since=_since(sentence),
    )


def _event_noun(sentence: Sentence, start: int, end: int, *, syntax: Syntax) -> Token | None:
    """The noun for an event beside the words from `start` to `end`, behind them or before."""
    nouns = syntax.lexicon.words("statements", "event_nouns")
    behind = sentence.within(end, sentence.end)[:REACH]
    before = sentence.within(sentence.start, start)[-REACH:]
    near = [*behind, *reversed(before)]
    return next(
        (word for word in near if word.pos_ in ("NOUN", "PROPN") and lemma(word, syntax.lexicon) in nouns), None
    )


def _bounded(sentence: Sentence, syntax: Syntax) -> bool:
    """Whether the record has a scope: a time since when, or words such as "to date"."""
    return _since(sentence) or sentence.find(syntax.lexicon.phrases("statements", "record_scope")) is not None


def _since(sentence: Sentence) -> bool:
    return any(told.relation in ("since", "after") for told in sentence.dates)


def _firsts(sentence: Sentence, syntax: Syntax) -> Iterator[Record]:
    """Firsts such as "the first attack inside the capital since 2016"."""
    firsts = syntax.lexicon.words("statements", "first")
    for word in sentence.words():
        if word.lower_ not in firsts:
            continue
        start, end = sentence.starts[word.i], sentence.ends[word.i]
        noun = _event_noun(sentence, start, end, syntax=syntax)
        if noun is not None and noun.i > word.i and _bounded(sentence, syntax):
            yield Record(
                kind="first_since", measure=INCIDENTS, start=start, end=sentence.ends[noun.i], since=_since(sentence)
            )
            return


def _ranks(sentence: Sentence, syntax: Syntax) -> Iterator[Record]:
    """Ranks such as "the epicentre of terrorism, according to the Global Terrorism Index"."""
    index = sentence.find(syntax.lexicon.phrases("statements", "indices"))
    words = sentence.find(syntax.lexicon.phrases("statements", "rank_words"))
    if index:
        start = sentence.start + (words.start() if words else index.start())
        end = sentence.start + (words.end() if words else index.end())
        yield Record(kind="rank", measure=index.group(), start=start, end=end)


def _shares(sentence: Sentence, syntax: Syntax) -> Iterator[Record]:
    """Shares such as "70 percent of the attacks"."""
    nouns = syntax.lexicon.words("statements", "share_nouns")
    for figure in sentence.quantities:
        if figure.kind != "percent":
            continue
        behind = sentence.within(figure.end, sentence.end)[: 2 * REACH]
        noun = next((word for word in behind if lemma(word, syntax.lexicon) in nouns), None)
        if noun is not None:
            measure = "killed" if lemma(noun, syntax.lexicon) in _casualties(syntax) else INCIDENTS
            yield Record(
                kind="share", measure=measure, start=figure.start, end=sentence.ends[noun.i],
                low=figure.low, high=figure.high, hedge=figure.hedge,
            )  # fmt: skip


def _casualties(syntax: Syntax) -> frozenset[str]:
    return syntax.lexicon.words("statements", "casualty_nouns")
