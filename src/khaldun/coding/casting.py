"""Who took part in an event, and who answers for it, from all its tellings and claims together?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from khaldun.coding.answering import answers_to, as_answer, sure, unidentified
from khaldun.coding.claims import Claim
from khaldun.coding.people import PartyTold, People
from khaldun.model import Issue, Party, Responsibility, Role, Span

ROLES: tuple[Role, ...] = ("perpetrator", "opponent", "target", "victim", "supporter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The parties of an event and those who answer for it, with what is doubtful about their names."""

    parties: tuple[Party, ...]
    responsibility: tuple[Responsibility, ...]
    issues: tuple[Issue, ...]


def cast(told: Sequence[PartyTold], claims: Sequence[Claim], *, people: People, on: date | None, where: str) -> Cast:
    """The cast of an event; names are resolved as of the day `on`, `where` is what issues call it."""
    kept = _one_side(_without_descriptions(told))
    parties = _unique(_party(party, people=people, on=on) for party in kept)
    doers = [party for party in parties if party.role == "perpetrator" and party.actor]
    answers = answers_to(claims, doers, people=people, on=on)
    parties = _with_claimants(parties, answers)
    accused = tuple(as_answer(party) for party in parties if party.stance == "accused")
    return Cast(
        parties=parties,
        responsibility=tuple({(a.stance, a.actor or a.told): a for a in (*accused, *answers)}.values()),
        issues=tuple(_issues(kept, people=people, on=on, where=where)),
    )


def _without_descriptions(told: Sequence[PartyTold]) -> list[PartyTold]:
    """The parties without those that only describe one who is named elsewhere in the same role."""
    named = {party.role for party in told if party.named}
    known = {party.role for party in told if not party.description}
    kept = [party for party in told if not (party.description and party.role in known)]
    return [party for party in kept if party.named or not (party.role in named and _vague(party))]


def _vague(party: PartyTold) -> bool:
    """Whether the words fit many: a description, or a party to a fight that nobody names."""
    return party.description or party.role == "perpetrator"


def _one_side(told: Sequence[PartyTold]) -> list[PartyTold]:
    """The parties with each actor on one side only: the one where it is told oftener, else first."""
    sides: dict[str, list[str]] = {}
    for party in told:
        if party.match.actor:
            sides.setdefault(party.match.actor.id, []).append(_side(party.role))
    chosen = {
        actor: max(found, key=lambda side: (found.count(side), -found.index(side))) for actor, found in sides.items()
    }
    return [p for p in told if p.match.actor is None or chosen[p.match.actor.id] == _side(p.role)]


def _side(role: Role) -> str:
    return "doers" if role in ("perpetrator", "supporter") else "struck"


def _party(told: PartyTold, *, people: People, on: date | None) -> Party:
    match = people.resolve(told.name, on=on) if told.match.actor else told.match
    return Party(
        role=told.role,
        told=told.told,
        actor=sure(match),
        stance=told.stance,
        evidence=(Span(start=told.start, end=told.end, quote=told.told),),
    )


def _unique(parties: Iterable[Party]) -> tuple[Party, ...]:
    """The parties by role, each actor or name once with all its evidence."""
    found: dict[tuple[str, str], Party] = {}
    for party in parties:
        key = (party.role, party.actor or party.told.lower())
        found[key] = _more(found[key], party) if key in found else party
    return tuple(sorted(found.values(), key=lambda party: ROLES.index(party.role)))


def _more(first: Party, second: Party) -> Party:
    evidence = tuple(dict.fromkeys((*first.evidence, *second.evidence)))
    stance = first.stance if first.stance == "reported" else second.stance
    return Party(role=first.role, told=first.told, actor=first.actor, stance=stance, evidence=evidence)


def _with_claimants(parties: tuple[Party, ...], answers: Sequence[Responsibility]) -> tuple[Party, ...]:
    """The parties, with those who claim or are accused as doers where no known doer is named."""
    if any(party.role == "perpetrator" and party.actor and not unidentified(party) for party in parties):
        return parties
    meant = [a for a in answers if a.stance in ("claimed", "accused") and a.actor]
    others = [party for party in parties if party.role != "perpetrator" or not meant]
    doers = [
        Party(role="perpetrator", told=a.told, actor=a.actor, stance=a.stance, evidence=a.evidence[:1]) for a in meant
    ]
    return _unique([*doers, *others])


def _issues(told: Sequence[PartyTold], *, people: People, on: date | None, where: str) -> Iterator[Issue]:
    """What is doubtful about the names: years that do not fit, and names that nobody knows."""
    for party in {party.told: party for party in told}.values():
        match = people.resolve(party.name, on=on) if party.match.actor else party.match
        if match.doubt:
            yield Issue(where=where, what=f"{party.told!r}: {match.doubt}", kind="actor")
        elif match.actor is None and not party.description and _proper(party.told):
            yield Issue(where=where, what=f"no actor is known as {party.told!r}; it stays as told", kind="actor")


def _proper(told: str) -> bool:
    """Whether the words end in a name."""
    return told.rsplit(maxsplit=1)[-1][:1].isupper()
