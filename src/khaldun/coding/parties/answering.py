"""Who answers for an event: who claims it, who is accused of it, and who denies it?"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from khaldun.coding.parties.claims import STATE, Claim
from khaldun.coding.parties.people import People
from khaldun.model import ActorMatch, Party, Responsibility

ARMED = frozenset({"non_state_forces", "attackers"})


def answers_to(
    claims: Sequence[Claim], doers: Sequence[Party], *, struck: Collection[str | None], people: People, on: date | None
) -> tuple[Responsibility, ...]:
    """What the claims say of an event that the known `doers` are told to have done.

    One that names nobody is left out where another of its sort names somebody, a weak one where it does not fit the
    doers. `struck` are the groups that were attacked: what a state's forces say that they did to armed groups is no
    claim.
    What is denied by those who are told to have done it is an accusation too.
    """
    found = [(c, _answer(c, doers, people=people, on=on)) for c in claims]
    denied = {answer.actor for _, answer in found if answer.stance == "denied"}
    contested = bool(struck) and ARMED.isdisjoint(struck)
    found = [(c, a) for c, a in found if not c.reported or (contested and a.actor not in denied)]
    done_by = {party.actor for party in doers if party.actor}
    done_by |= {a.actor for claim, a in found if a.actor and a.stance != "denied" and not claim.weak}
    kept = [(claim, answer) for claim, answer in found if not claim.weak or _fits(answer, done_by, people)]
    named = {answer.stance for _, answer in kept if answer.actor}
    answers = [a for claim, a in kept if a.actor or not (claim.description and a.stance in named)]
    return (*answers, *_accused(answers, doers, people=people))


def _answer(claim: Claim, doers: Sequence[Party], *, people: People, on: date | None) -> Responsibility:
    """What a claim says; words that only describe somebody mean the event's own doer."""
    match = people.resolve(claim.match.told, on=on) if claim.match.actor else claim.match
    own = next((party.actor for party in doers if not unidentified(party)), None)
    meant = own if claim.description and match.actor is None else sure(match)
    return Responsibility(
        told=claim.told, stance=claim.stance, actor=meant, said_by=claim.said_by, evidence=claim.spans()
    )


def _fits(answer: Responsibility, done_by: set[str], people: People) -> bool:
    """Whether an answer is given by one of those who did it, or a denial by the state whose forces did."""
    if answer.actor in done_by:
        return True
    if answer.stance != "denied" or answer.actor is None:
        return False
    return any(_one_state(people, answer.actor, other) for other in done_by)


def _one_state(people: People, left: str, right: str) -> bool:
    actors = (people.registry.actor(left), people.registry.actor(right))
    homes = [actor.countries[:1] for actor in actors if actor.kind in STATE]
    return len(homes) > 1 and homes[0] == homes[1] != ()


def _accused(answers: Sequence[Responsibility], doers: Sequence[Party], *, people: People) -> Iterator[Responsibility]:
    """The doers whose deed they or their state deny."""
    claimed = {answer.actor for answer in answers if answer.stance == "claimed"}
    denied = [answer for answer in answers if answer.stance == "denied"]
    for party in doers:
        if not party.actor or unidentified(party) or party.actor in claimed:
            continue
        if any(_fits(answer, {party.actor}, people) for answer in denied):
            yield as_answer(party)


def unidentified(party: Party) -> bool:
    """Whether a party is known only as somebody with a gun."""
    return party.actor is not None and party.actor.startswith("unidentified")


def as_answer(party: Party) -> Responsibility:
    """The accusation that lies in a party's being told as the doer."""
    return Responsibility(told=party.told, stance="accused", actor=party.actor, evidence=party.evidence)


def sure(match: ActorMatch) -> str | None:
    """The actor's id, unless its years do not fit."""
    return match.actor.id if match.actor and match.doubt is None else None
