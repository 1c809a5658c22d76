"""What account does a draft make? Type, time, place, cast, tolls and score, each with its words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from khaldun.coding.casualties.counted import Count
from khaldun.coding.events.event_type import Sides, event_type
from khaldun.coding.events.merging import Draft
from khaldun.coding.events.placing import where
from khaldun.coding.events.tolling import tolls
from khaldun.coding.parties.casting import cast
from khaldun.coding.parties.claims import Claim
from khaldun.coding.parties.people import PartyTold, People
from khaldun.coding.places.whereabouts import PlaceTold
from khaldun.coding.sentences.triggers import lemma
from khaldun.model import Account, Actor, Gazetteer, Issue, Party, Report, Role, Span, Toll, When

NEWS = timedelta(days=6)  # what a report without a date speaks of happened at most so long before
BYSTANDERS = ("civilians", "state_forces")
UPON_CIVILIANS = ("violence_against_civilians", "explosions")
STRUCK: tuple[Role, ...] = ("target", "victim", "opponent")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Built:
    """An account with the draft it was made from and what is doubtful about it."""

    account: Account
    draft: Draft
    issues: tuple[Issue, ...]


def build(
    draft: Draft,
    report: Report,
    *,
    number: int,
    main: bool,
    score: float,
    claims: Sequence[Claim],
    around: PlaceTold | None,
    country: PlaceTold | None,
    people: People,
    gazetteer: Gazetteer,
    coder: str,
) -> Built:
    """The account of a draft, the `number`-th of its report."""
    told = [party for telling in draft.tellings for party in telling.parties]
    figures = tolls(draft.tellings, people, parties=told)
    place = where(draft.tellings, gazetteer=gazetteer, around=around, country=country)
    id = f"{report.id}-a{number}"  # noqa: A001 - the field's own name
    who = cast(told, claims, people=people, on=draft.when.start or report.published, where=id)
    kind = _type(draft, told, figures=figures, people=people)
    account = Account(
        id=id,
        source=report.source,
        record=report.id,
        type=kind,
        when=_when(draft, report.published, main=main),
        where=place,
        parties=(*who.parties, *_bystanders(draft, told, kind=kind, people=people)),
        tolls=figures,
        responsibility=who.responsibility,
        evidence=_evidence(draft),
        main=main,
        score=round(score, 2),
        coder=coder,
    )
    return Built(account=account, draft=draft, issues=(*who.issues, *_issues(account, report.published)))


def _when(draft: Draft, published: date | None, *, main: bool) -> When:
    """The days of a draft; news without any date tells of the week before it was published."""
    undated = not any(telling.dates for telling in draft.tellings)
    if draft.when.start or not main or not undated or published is None:
        return draft.when
    return When(start=published - NEWS, end=published, precision="week", basis="published")


def _bystanders(draft: Draft, told: Sequence[PartyTold], *, kind: str, people: People) -> Iterator[Party]:
    """Those whom figures count as struck and no other words name: civilians, a state's forces, else just people.

    Unarmed persons without a group ("people", "a man") are civilians where no group was struck.
    """
    groups = {party.group for party in told if party.role in STRUCK} - {None}
    counts = [count for telling in draft.tellings for count in telling.counts]
    words = people.syntax.lexicon
    for count in counts:
        group = people.registry.group(count.of.told, language=words.language)
        if group in BYSTANDERS and group not in groups:
            groups.add(group)
            yield _victim(count, people, actor=people.resolve(count.of.told).actor)
    unarmed = words.words("persons", "any") | words.words("persons", "civilians")
    plain = next((count for count in counts if lemma(count.noun, words) in unarmed), None)
    if plain and not groups and kind.startswith(UPON_CIVILIANS):
        yield _victim(plain, people, actor=people.resolve(words.phrases("persons", "unarmed")[0]).actor)


def _victim(count: Count, people: People, *, actor: Actor | None) -> Party:
    start, end = people.trimmed(count.of)
    told = count.of.sentence.told(start, end)
    span = Span(start=start, end=end, quote=told)
    return Party(role="victim", told=told, actor=actor.id if actor else None, evidence=(span,))


def _type(draft: Draft, told: Sequence[PartyTold], *, figures: Sequence[Toll], people: People) -> str:
    triggers = [mention.trigger for telling in draft.tellings for mention in telling.mentions]
    words = " ".join(telling.sentence.text.lower() for telling in draft.tellings if telling.mentions)
    sides = _sides(draft, told, figures=figures, people=people)
    return event_type(triggers, words, sides=sides, lexicon=people.syntax.lexicon)


def _sides(draft: Draft, told: Sequence[PartyTold], *, figures: Sequence[Toll], people: People) -> Sides:
    struck = [party for party in told if party.role in STRUCK]
    killed = [toll for toll in figures if toll.outcome == "killed" and toll.low > 0]
    groups = {party.group for party in struck} | {t.who for t in figures if t.who in ("civilians", "state_forces")}
    groups |= {"non_state_forces" for t in figures if t.who == "non_state_forces"}
    return Sides(
        doers=frozenset(party.group for party in told if party.role == "perpetrator"),
        struck=frozenset(groups),
        military=_strikes(draft, struck, name="military", people=people),
        civilian=_strikes(draft, struck, name="civilian", people=people),
        crowd=any(telling.crowd for telling in draft.tellings),
        killed=bool(killed),
    )


def _strikes(draft: Draft, struck: Sequence[PartyTold], *, name: str, people: People) -> bool:
    """Whether what is struck is an object of that list: a camp, a village."""
    listed = people.syntax.lexicon.phrases("objects", name)
    words = [party.told.lower() for party in struck]
    words += [place.told.lower() for telling in draft.tellings for place in telling.places if place.site]
    return any(f" {entry}" in f" {told}" for told in words for entry in listed)


def _evidence(draft: Draft) -> tuple[Span, ...]:
    """The trigger words of an event, as they stand in the report."""
    mentions = [mention for telling in draft.tellings for mention in telling.mentions]
    spans = ((m.start, m.end, m.sentence.told(m.start, m.end)) for m in mentions)
    return tuple(dict.fromkeys(Span(start=start, end=end, quote=quote) for start, end, quote in spans))


def _issues(account: Account, published: date | None) -> list[Issue]:
    found = []
    if account.when.precision == "unknown" and account.when.told and published is None:
        what = f"{account.when.told!r} hangs on a publication date, and none is given; say it with --published"
        found.append(Issue(where=account.id, what=what, kind="date"))
    if account.where is not None and account.where.name is None:
        what = f"no place is known as {account.where.told!r}; it stays as told"
        found.append(Issue(where=account.id, what=what, kind="place"))
    return found
