"""Who took part in an event, and who answers for it, from all its tellings and claims together?"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khaldun.coding.parties.answering import answers_to, as_answer, sure
from khaldun.coding.parties.claims import STATE, Claim
from khaldun.coding.parties.people import PartyTold, People
from khaldun.coding.sentences.reference import specific
from khaldun.model import ActorMatch, Issue, Party, Responsibility, Role, Span

STRUCK = ("opponent", "target", "victim")
ROLES: tuple[Role, ...] = ("perpetrator", "opponent", "target", "victim", "supporter")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The parties of an event and those who answer for it, with what is doubtful about their names."""

    parties: tuple[Party, ...]
    responsibility: tuple[Responsibility, ...]
    issues: tuple[Issue, ...]


def cast(told: Sequence[PartyTold], claims: Sequence[Claim], *, people: People, on: date | None, where: str) -> Cast:
    """The cast of an event; names are resolved as of the day `on`, `where` is what issues call it."""
    kept = _one_attacker(_with_killers(_one_side(_without_descriptions(told))))
    parties = _unique(_party(party, people=people, on=on) for party in kept)
    doers = [party for party in parties if party.role == "perpetrator" and party.actor]
    struck = {party.group for party in told if party.role in STRUCK}
    found = answers_to(claims, doers, struck=struck, people=people, on=on)
    answers = (*found, *_by_author(parties, people=people, on=on))
    parties = _with_claimants(parties, answers, people=people)
    accused = tuple(as_answer(party) for party in parties if party.stance == "accused")
    return Cast(
        parties=parties,
        responsibility=tuple({(a.stance, a.actor or a.told): a for a in (*accused, *answers)}.values()),
        issues=tuple(_issues(kept, people=people, on=on, where=where)),
    )


def _by_author(parties: Sequence[Party], *, people: People, on: date | None) -> Iterator[Responsibility]:
    """The claim that lies in an armed group's own communiqué: of what it did, and of attacks on soldiers by nobody."""
    author = people.author()
    actor = sure(people.resolve(author.told, on=on)) if author else None
    if author is None or actor is None:
        return
    doers = [party.actor for party in _doers(parties)]
    soldiers = [p for p in parties if p.role in STRUCK and p.actor and people.registry.actor(p.actor).kind in STATE]
    if actor in doers or (soldiers and not doers):
        told = Span(start=author.start, end=author.end, quote=author.told)
        yield Responsibility(told=author.told, stance="claimed", actor=actor, evidence=(told,))


def _without_descriptions(told: Sequence[PartyTold]) -> list[PartyTold]:
    """The parties without those that only describe one who is named elsewhere in the same role."""
    named = {party.role for party in told if party.named}
    known = {party.role for party in told if not party.description}
    kept = [party for party in told if not (party.description and party.role in known)]
    return [party for party in kept if party.named or not (party.role in named and _vague(party))]


def _vague(party: PartyTold) -> bool:
    """Whether the words fit many: a description, or a doer without a name."""
    return party.description or (party.role == "perpetrator" and not _with_a_name(party))


def _with_a_name(party: PartyTold) -> bool:
    """Whether the words hold a name, if one that the registry does not know: "members of the Gran Grif gang"."""
    return party.match.actor is None and any(word[:1].isupper() for word in party.told.split()[1:])


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


def _with_killers(told: Sequence[PartyTold]) -> list[PartyTold]:
    """The parties; where nobody attacks, those whom the killed fought are the doers: "killed in a clash with X"."""
    dead = {_who(party) for party in told if party.role in ("victim", "target")}
    others = [party for party in told if party.role == "opponent" and _who(party) not in dead]
    if not dead or any(party.role == "perpetrator" for party in told):
        return list(told)
    return [replace(party, role="perpetrator") if party in others else party for party in told]


def _who(party: PartyTold) -> str:
    return party.match.actor.id if party.match.actor else party.told.lower()


def _one_attacker(told: Sequence[PartyTold]) -> list[PartyTold]:
    """The parties, with those who struck back as opponents: a state's forces against armed groups, or these against it.

    Who is told first, with all that the same sentence names beside, is the attacker.
    """
    doers = [party for party in told if party.role == "perpetrator" and (party.named or _with_a_name(party))]
    first = [party for party in doers if party.telling == doers[0].telling]
    sides = {_of_a_state(party) for party in first}
    return [
        replace(party, role="opponent") if party in doers and party not in first and _of_a_state(party) not in sides
        else party
        for party in told
    ]  # fmt: skip


def _of_a_state(party: PartyTold) -> bool:
    return party.match.actor is not None and party.match.actor.kind in STATE


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


def _with_claimants(
    parties: tuple[Party, ...], answers: Sequence[Responsibility], *, people: People
) -> tuple[Party, ...]:
    """The parties with those who claim the event as doers, and with those accused where no known doer is named.

    Against an armed group that claims it, a state's forces only struck back.
    """
    known = {party.actor for party in parties if party.role == "perpetrator" and _known(party.actor, people)}
    claimants = [a for a in answers if a.stance == "claimed" and _known(a.actor, people) and a.actor not in known]
    accused = [a for a in answers if a.stance == "accused" and not known]
    named = claimants or [a for a in accused if a.actor] or accused[:1] * (not _doers(parties))
    if not named:
        return parties
    struck_back = {party.actor for party in _doers(parties) if any(_against(party, a, people) for a in claimants)}
    others = [
        Party(role="opponent", told=p.told, actor=p.actor, stance=p.stance, evidence=p.evidence)
        if p.role == "perpetrator" and p.actor in struck_back
        else p
        for p in parties
        if p.role != "perpetrator" or p.actor in known
    ]
    doers = [
        Party(role="perpetrator", told=a.told, actor=a.actor, stance=a.stance, evidence=a.evidence[:1]) for a in named
    ]
    return _unique([*doers, *others])


def _doers(parties: Sequence[Party]) -> list[Party]:
    return [party for party in parties if party.role == "perpetrator"]


def _known(actor: str | None, people: People) -> bool:
    """Whether an id is that of one actor, not of anybody of its sort."""
    if actor is None:
        return False
    entry = people.registry.actor(actor)
    return specific(ActorMatch(told=entry.name, actor=entry, why="by id"))


def _against(party: Party, claim: Responsibility, people: People) -> bool:
    """Whether a state's forces stand against an armed group that claims."""
    if party.actor is None or claim.actor is None:
        return False
    kinds = (people.registry.actor(party.actor).kind, people.registry.actor(claim.actor).kind)
    return kinds[0] in STATE and kinds[1] not in STATE


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
