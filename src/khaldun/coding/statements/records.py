"""Which sentences speak of a record, a first since, the third in a month, a rank in an index or a share?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Token

from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma, mentions
from khaldun.coding.statements.aggregates import Total
from khaldun.coding.statements.changes import changes
from khaldun.coding.statements.many import ours
from khaldun.coding.statements.measures import INCIDENTS, topic_behind
from khaldun.coding.statements.periods import Stretch, nearest, stretches
from khaldun.coding.statements.shares import shares
from khaldun.model import Hedge, Period, StatementKind

REACH = 5  # words between a superlative and the noun it stands for
BESIDE = 3  # words between an ordinal and its noun


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Record:
    """A record, first-since, count by order, rank or share: what it measures, the days it covers, the words for it.

    `of` is the total that is the record: "4,680 people, the highest number ever".
    """

    kind: StatementKind
    measure: str
    start: int
    end: int
    low: int | None = None
    high: int | None = None
    hedge: Hedge = "exact"
    period: Period | None = None
    of: Total | None = None


def records(
    sentence: Sentence, syntax: Syntax, *, published: date | None, totals: Sequence[Total] = ()
) -> tuple[Record, ...]:
    """The records, firsts, counts by order, ranks and shares of a sentence."""
    told = stretches(sentence, syntax, published=published)
    found = [*_ranks(sentence, syntax)]
    if ours(sentence, syntax):
        found += _superlatives(sentence, syntax, told=told, totals=totals)
        found += [*_firsts(sentence, syntax, told=told)] or [*_never(sentence, syntax, told=told)]
        found += _in_order(sentence, syntax, told=told)
        found += _shares(sentence, syntax, told=told)
    return tuple(found)


def _superlatives(
    sentence: Sentence, syntax: Syntax, *, told: Sequence[Stretch], totals: Sequence[Total]
) -> Iterator[Record]:
    """Records such as "the deadliest attack to date", "ses plus lourdes pertes depuis 2016"."""
    for first, last in _most(sentence, syntax):
        start, end = sentence.starts[first.i], sentence.ends[last.i]
        deadly = bool({last.lower_, lemma(last, syntax.lexicon)} & syntax.lexicon.words("statements", "deadly"))
        noun, measure = _measured(sentence, first, last, deadly=deadly, syntax=syntax)
        scoped, period = _scope(sentence, syntax, told=told)
        if noun is None or measure is None or not scoped:
            continue
        of = next((total for total in totals if total.end < start), None) if _is_number(noun, syntax) else None
        yield Record(
            kind="record",
            measure=of.measure if of else measure,
            start=min(start, sentence.starts[noun.i]),
            end=max(end, sentence.ends[noun.i]),
            hedge="vague" if _one_of(sentence, start, syntax) else "exact",
            period=period,
            of=of,
        )
        return


def _most(sentence: Sentence, syntax: Syntax) -> Iterator[tuple[Token, Token]]:
    """The first and last word of each superlative: "deadliest", "the most violent", "la plus meurtrière"."""
    words, all_words = syntax.lexicon, list(sentence.words())
    definite = words.words("statements", "definite")
    for n, word in enumerate(all_words):
        if word.lower_ in words.words("statements", "superlatives"):
            yield word, word
        elif word.lower_ in words.words("statements", "most") and n + 1 < len(all_words) and n:
            behind, before = all_words[n + 1], all_words[n - 1]
            told = {behind.lower_, lemma(behind, words)} & words.words("statements", "superlative_adjectives")
            if told and before.lower_ in definite:
                yield word, behind


def _measured(
    sentence: Sentence, first: Token, last: Token, *, deadly: bool, syntax: Syntax
) -> tuple[Token | None, str | None]:
    """The noun that a superlative stands for, behind it or before, and what the record measures."""
    words = syntax.lexicon
    behind = sentence.within(sentence.ends[last.i], sentence.end)[:REACH]
    before = sentence.within(sentence.start, sentence.starts[first.i])[-REACH:]
    near = [word for word in (*behind, *reversed(before)) if word.pos_ in ("NOUN", "PROPN")]
    for noun in near:
        root = lemma(noun, words)
        if root.split("-")[0] in words.words("statements", "event_nouns"):
            return noun, "killed" if deadly else INCIDENTS
        if root in words.words("statements", "fighting"):
            return noun, INCIDENTS
        if root in words.words("statements", "toll_nouns"):
            return noun, "killed"
        if root in words.words("statements", "level_nouns"):
            found = topic_behind(sentence, sentence.start, syntax=syntax, reach=None)
            return (noun, found.measure) if found else (None, None)
    return (near[0], "killed") if deadly and near else (None, None)


def _is_number(noun: Token, syntax: Syntax) -> bool:
    return lemma(noun, syntax.lexicon) in syntax.lexicon.words("statements", "level_nouns")


def _one_of(sentence: Sentence, start: int, syntax: Syntax) -> bool:
    """Whether it is only one of the deadliest."""
    before = sentence.text[: start - sentence.start].replace("’", "'").rstrip().lower()
    return before.endswith(syntax.lexicon.phrases("statements", "one_of"))


def _scope(sentence: Sentence, syntax: Syntax, *, told: Sequence[Stretch]) -> tuple[bool, Period | None]:
    """Whether a record says over which time or of what it is one, and the days where they are told."""
    since = [each for each in told if each.since or each.lasting]
    if since:
        return True, since[0].period
    if any(word.lower_ in syntax.lexicon.words("statements", "since") for word in sentence.words()):
        return True, None
    if told:
        return True, told[0].period
    return sentence.find(syntax.lexicon.phrases("statements", "record_scope")) is not None, None


def _firsts(sentence: Sentence, syntax: Syntax, *, told: Sequence[Stretch]) -> Iterator[Record]:
    """Firsts such as "the first attack inside the capital since 2016" or "struck for the first time in five years"."""
    scoped, period = _scope(sentence, syntax, told=told)
    if not scoped:
        return
    since = any(each.since or each.lasting for each in told)
    for word in sentence.words():
        first = word.lower_ in syntax.lexicon.words("statements", "first") and not _of_time(sentence, word, syntax)
        noun = _first_of(sentence, word, syntax) if first else None
        if noun is not None:
            places = sorted((word, noun), key=lambda each: each.i)
            yield Record(
                kind="first_since",
                measure=INCIDENTS,
                start=sentence.starts[places[0].i],
                end=sentence.ends[places[1].i],
                period=period if since else None,
            )
            return


def _never(sentence: Sentence, syntax: Syntax, *, told: Sequence[Stretch]) -> Iterator[Record]:
    """Nothing like it since or ever: "had not seen an attack since 2011", "n'avait jamais subi d'attentat"."""
    words = syntax.lexicon
    since = any(word.lower_ in words.words("statements", "since") for word in sentence.words())
    for verb in sentence.words():
        if verb.pos_ != "VERB" or lemma(verb, words) not in words.words("statements", "undergo_verbs"):
            continue
        near = {word.lower_ for word in verb.children} | {word.lower_ for word in sentence.words() if word.i < verb.i}
        never = near & words.words("statements", "never")
        if not never and not (since and near & words.words("statements", "negations")):
            continue
        suffered = (word for thing in syntax.children(verb, "object", "oblique") for word in thing.subtree)
        noun = next((word for word in suffered if _event(word, syntax) or _of_violence(word, syntax)), None)
        if noun is not None:
            start, end = _ends(sentence, verb, noun)
            open_ = next((each.period for each in told if each.since or each.lasting), None)
            yield Record(kind="first_since", measure=INCIDENTS, start=start, end=end, period=open_)
            return


def _of_violence(word: Token, syntax: Syntax) -> bool:
    return word.pos_ == "NOUN" and lemma(word, syntax.lexicon) in syntax.lexicon.words("statements", "conflict_nouns")


def _of_time(sentence: Sentence, first: Token, syntax: Syntax) -> bool:
    """Whether it is the first quarter or month that is meant."""
    start = sentence.starts[first.i]
    behind = sentence.within(sentence.ends[first.i], sentence.end)[:2]
    units = syntax.lexicon.words("statements", "parts_of_time")
    dated = any(told.start <= start < told.end for told in sentence.dates)
    return dated or any(lemma(word, syntax.lexicon) in units for word in behind)


def _first_of(sentence: Sentence, first: Token, syntax: Syntax) -> Token | None:
    """What is the first of its kind: the event noun behind it, its subject, or the act done for the first time."""
    nouns = syntax.lexicon.words("statements", "event_nouns")
    since = syntax.lexicon.words("statements", "since")
    behind = sentence.within(sentence.ends[first.i], sentence.end)[:REACH]
    stop = next((n for n, word in enumerate(behind) if word.lower_ in since or word.pos_ == "VERB"), len(behind))
    for word in behind[:stop]:
        if word.pos_ in ("NOUN", "PROPN") and lemma(word, syntax.lexicon).split("-")[0] in nouns:
            return word
    if any(lemma(word, syntax.lexicon) in syntax.lexicon.words("statements", "times") for word in behind[:1]):
        acts = {each.word.i: each.word for each in mentions(sentence, syntax.lexicon.language) if not each.nominal}
        return next((acts[word.i] for word in behind[0].ancestors if word.i in acts), None)
    if first.head.i == first.i or first.head.pos_ in ("AUX", "VERB") or first.pos_ in ("ADJ", "NOUN"):
        subjects = [*first.children, *first.head.children]
        return next((word for word in subjects if word.i < first.i and _event(word, syntax)), None)
    return None


def _event(word: Token, syntax: Syntax) -> bool:
    nouns = syntax.lexicon.words("statements", "event_nouns")
    return word.pos_ == "NOUN" and lemma(word, syntax.lexicon).split("-")[0] in nouns


def _in_order(sentence: Sentence, syntax: Syntax, *, told: Sequence[Stretch]) -> Iterator[Record]:
    """Events counted by their order: "the third attack in a month" says that there were three."""
    order = syntax.lexicon.pairs("statements", "ordinals")
    for word in sentence.words():
        number = next((n for n, names in enumerate(order, start=2) if word.lower_ in names), None)
        behind = sentence.within(sentence.ends[word.i], sentence.end)[:BESIDE] if number else ()
        noun = next((each for each in behind if _event(each, syntax)), None)
        if number is None or noun is None:
            continue
        start, end = _ends(sentence, word, noun)
        days = nearest([each for each in told if each.start > end], start, end)
        since = syntax.lexicon.words("statements", "since")
        if days is not None or any(each.lower_ in since for each in sentence.within(end, sentence.end)):
            period = days.period if days else Period()
            yield Record(
                kind="aggregate", measure=INCIDENTS, start=start, end=end, low=number, high=number, period=period
            )
            return


def _ends(sentence: Sentence, first: Token, last: Token) -> tuple[int, int]:
    return sentence.starts[first.i], sentence.ends[last.i]


def _ranks(sentence: Sentence, syntax: Syntax) -> Iterator[Record]:
    """Ranks such as "the epicentre of terrorism, according to the Global Terrorism Index", "ranked fourth in" it."""
    index = sentence.find(syntax.lexicon.phrases("statements", "indices"))
    match = sentence.find(syntax.lexicon.phrases("statements", "rank_words"))
    if index:
        start = sentence.start + (match.start() if match else index.start())
        end = sentence.start + (match.end() if match else index.end())
        behind = sentence.within(end, sentence.end)[:BESIDE] if match else ()
        order = syntax.lexicon.pairs("statements", "ordinals")
        number = next((n for word in behind for n, names in enumerate(order, start=2) if word.lower_ in names), None)
        yield Record(kind="rank", measure=index.group(), start=start, end=end, low=number, high=number)


def _shares(sentence: Sentence, syntax: Syntax, *, told: Sequence[Stretch]) -> Iterator[Record]:
    """Shares, with the days told nearest to them."""
    for share in shares(sentence, syntax, changed=changes(sentence, syntax)):
        days = nearest([each for each in told if each.long and not each.lasting], share.start, share.end)
        yield Record(
            kind="share",
            measure=share.measure,
            start=share.start,
            end=share.end,
            low=share.low,
            high=share.high,
            hedge=share.hedge,
            period=days.period if days else None,
        )
