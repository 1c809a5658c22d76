"""What accounts and statements does a report hold? The rules in their order, from text to accounts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from khaldun.coding.casualties.counted import Count, counts_by_sentence
from khaldun.coding.chapters import by_chapter
from khaldun.coding.coded import Coded
from khaldun.coding.events.building import Built, build
from khaldun.coding.events.likelihood import Weighed, held, likelihood
from khaldun.coding.events.merging import Draft, main_draft, merge
from khaldun.coding.events.scene import Scene
from khaldun.coding.events.telling import Telling, loose, orphans, tellings
from khaldun.coding.events.traits import traits
from khaldun.coding.events.warrant import Subject, subject, warranted
from khaldun.coding.gate import relevant, violent
from khaldun.coding.parties.claims import Claim, claims
from khaldun.coding.places.whereabouts import PlaceTold
from khaldun.coding.reading import Reading, read
from khaldun.coding.sentences.parser import parser
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.triggers import MOST, mentions
from khaldun.coding.statements.aggregates import Total, taken, totals
from khaldun.coding.statements.records import records
from khaldun.coding.statements.told import Statements
from khaldun.coding.words.files import languages
from khaldun.model import Account, Gazetteer, Issue, Registry, Report, Statement

Gate = Callable[[str, str], bool]  # a text and its language

EXACT = ("day", "week")


def code(report: Report, *, gazetteer: Gazetteer, registry: Registry, gate: Gate = relevant) -> Coded:
    """The accounts, statements and issues of a report, by rules over a dependency parse.

    A report in a language without a lexicon gives no accounts and an issue that says so. One whose words speak of
    nothing that is coded is not parsed; `gate` says so of a text and its language.
    """
    language = report.language or "en"
    if language not in languages():
        what = f"language {language!r} has no lexicon, so nothing is coded; there are: {', '.join(languages())}"
        return Coded(issues=(Issue(where=report.id, what=what, kind="language"),))
    told = partial(_chapter, language=language, gazetteer=gazetteer, registry=registry, gate=gate)
    return by_chapter(report, told)


def weighed_accounts(
    report: Report, *, gazetteer: Gazetteer, registry: Registry
) -> tuple[tuple[Weighed, Account], ...]:
    """Every draft of a report, held for an event or not, and the account it makes: what the weights are learned from.

    Neither the gate nor the chapters of long reports come in.
    """
    language = report.language or "en"
    seen: list[Weighed] = []

    def every(weighed: Weighed) -> bool:
        seen.append(weighed)
        return True

    reading = read(report, parser(language), leads=True, language=language, gazetteer=gazetteer, registry=registry)
    coded = _code(reading, keep=every)
    return tuple(zip(seen, coded.accounts, strict=True))


def _chapter(
    chapter: Report, *, leads: bool, language: str, gazetteer: Gazetteer, registry: Registry, gate: Gate
) -> Coded:
    if not gate(chapter.text, language):
        return Coded()
    parsing = parser(language)
    return _code(read(chapter, parsing, leads=leads, language=language, gazetteer=gazetteer, registry=registry))


def _code(reading: Reading, keep: Callable[[Weighed], bool] = held) -> Coded:
    syntax_ = reading.people.syntax
    many = totals(reading.sentences, syntax_, published=reading.report.published)
    report = reading.report
    about = subject(
        reading.sentences,
        syntax_.lexicon,
        published=report.published,
        violent=violent(report.text, syntax_.lexicon.language),
    )
    figures = counts_by_sentence(
        reading.sentences, syntax_, taken={index: taken(found) for index, found in many.items()}
    )
    told = [
        telling
        for sentence in reading.sentences
        for telling in _tellings(reading, sentence, many[sentence.index], figures=figures[sentence.index])
    ]
    answers = {sentence.index: claims(sentence, reading.people) for sentence in reading.sentences}
    weighed = [_weighed(reading, draft, about=about, answers=answers) for draft in merge(told, reading.resolve)]
    kept = [each for each in weighed if keep(each)]
    linked = _link(answers, [each.draft for each in kept])
    main = main_draft([each.draft for each in kept]) if reading.leads else None
    scene = Scene(
        sentences=reading.sentences,
        whereabouts=reading.whereabouts,
        resolve=reading.resolve,
        drafts=[each.draft for each in kept],
        published=report.published,
    )
    built = [
        _build(reading, each, number=n, main=each.draft is main, claims=linked[n - 1], scene=scene)
        for n, each in enumerate(kept, start=1)
    ]
    return Coded(
        accounts=tuple(each.account for each in built),
        statements=_statements(reading, many, built=built, linked=linked),
        issues=(*(issue for each in built for issue in each.issues), *_crowded(reading)),
    )


def _crowded(reading: Reading) -> Iterator[Issue]:
    """An issue for each sentence of which only the first triggers were read."""
    language = reading.people.syntax.lexicon.language
    for sentence in reading.sentences:
        if len(mentions(sentence, language)) == MOST:
            what = f"the sentence at character {sentence.start} has {MOST} words of violence or more; the rest is left"
            yield Issue(where=reading.report.id, what=what, kind="length")


def _weighed(reading: Reading, draft: Draft, *, about: Subject, answers: Mapping[int, Sequence[Claim]]) -> Weighed:
    said = [claim for telling in draft.tellings for claim in answers[telling.sentence.index]]
    claimed = any(claim.match.actor or claim.stance == "claimed" for claim in said)
    syntax_, published = reading.people.syntax, reading.report.published
    rules = warranted(draft, about, syntax=syntax_, claimed=claimed, published=published) and not draft.faint
    seen = traits(draft, about, syntax=syntax_, claimed=claimed, published=published)
    return Weighed(draft=draft, traits=seen, by_rule=rules)


def _tellings(
    reading: Reading, sentence: Sentence, found: Sequence[Total], *, figures: Sequence[Count]
) -> tuple[Telling, ...]:
    """The tellings of a sentence; a sentence that totals many events tells of none but a dated one."""
    syntax_ = reading.people.syntax
    triggers = mentions(sentence, syntax_.lexicon.language)
    places = reading.whereabouts.places(sentence)
    if not triggers:
        return loose(sentence, figures, places=places, resolve=reading.resolve)
    told = tellings(sentence, triggers, counts=figures, places=places, people=reading.people, resolve=reading.resolve)
    told += loose(sentence, orphans(figures, triggers, told=told), places=places, resolve=reading.resolve)
    return tuple(each for each in told if not found or each.when.precision in EXACT)


def _link(answers: Mapping[int, Sequence[Claim]], drafts: Sequence[Draft]) -> list[list[Claim]]:
    """The claims by the draft that they speak of: one told in the same sentence, the last before, or the main one."""
    linked: list[list[Claim]] = [[] for _ in drafts]
    main = main_draft(drafts)
    for index, found in answers.items():
        if not found or main is None:
            continue
        same = [n for n, draft in enumerate(drafts) if any(t.sentence.index == index for t in draft.tellings)]
        near = [n for n, draft in enumerate(drafts) if any(0 < index - t.sentence.index <= 1 for t in draft.tellings)]
        chosen = (same or near or [drafts.index(main)])[0]
        linked[chosen] += found
    return linked


def _build(
    reading: Reading, weighed: Weighed, *, number: int, main: bool, claims: Sequence[Claim], scene: Scene
) -> Built:
    return build(
        scene.dated(weighed.draft, main=main),
        reading.report,
        number=number,
        main=main,
        score=likelihood(weighed.traits),
        claims=claims,
        around=scene.place(weighed.draft, main=main),
        country=_country(reading, weighed.draft),
        people=reading.people,
        gazetteer=reading.gazetteer,
        coder=reading.coder,
    )


def _country(reading: Reading, draft: Draft) -> PlaceTold | None:
    """The country of an event without a place: named beside it, in the report, home of an actor, or the dateline's."""
    own = [telling.sentence for telling in draft.tellings]
    for sentence in (*own, *reading.sentences):
        for name in sentence.names:
            if name.kind in ("country", "demonym") and name.ids[0] in reading.people.countries[:1]:
                return reading.whereabouts.national(sentence, name)
    homes = (home for telling in draft.tellings for home in _homes(telling))
    return next(homes, None) or reading.whereabouts.homeland(draft.tellings[0].sentence)


def _homes(telling: Telling) -> Iterator[PlaceTold]:
    """The home countries of actors that belong to one country, as told by the actors' names."""
    for party in telling.parties:
        actor = party.match.actor
        word = telling.sentence.word_at(party.start)
        if actor is not None and len(actor.countries) == 1 and word is not None:
            country = actor.countries[0]
            yield PlaceTold(start=party.start, end=party.end, told=party.told, word=word, place=None, country=country)


def _statements(
    reading: Reading, many: Mapping[int, Sequence[Total]], *, built: Sequence[Built], linked: Sequence[Sequence[Claim]]
) -> tuple[Statement, ...]:
    """The statements of a report in the order of its sentences, then the claims."""
    published = reading.report.published
    writing = Statements(report=reading.report.id, people=reading.people, gazetteer=reading.gazetteer)
    for sentence in reading.sentences:
        counted = many[sentence.index]
        noted = records(sentence, reading.people.syntax, published=published, totals=counted)
        for total in counted:
            if total not in [record.of for record in noted]:
                writing.total(sentence, total)
        for record in noted:
            writing.record(sentence, record, account=_account_in(sentence, built))
    for each, found in zip(built, linked, strict=True):
        told = {answer.told for answer in each.account.responsibility}
        for claim in (claim for claim in found if claim.stance != "accused" and claim.told in told):
            writing.claim(claim, actor=_actor(each, claim), account=each.account.id)
    return tuple(writing.found)


def _account_in(sentence: Sentence, built: Sequence[Built]) -> Account | None:
    found = (b.account for b in built if any(t.sentence.index == sentence.index for t in b.draft.tellings))
    return next(found, None)


def _actor(each: Built, claim: Claim) -> str | None:
    answers = each.account.responsibility
    return next((answer.actor for answer in answers if answer.told == claim.told and answer.actor), None)
