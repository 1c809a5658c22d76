"""Whose figures are these, once copies, revisions and claims on an enemy are told apart?"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khaldun.model import Account, Hedge, Outcome, Party, Toll
from khaldun.reconcile.tables import Lineage, Tier, find_lineage, tiers

BOUNDS = ("at_most", "fewer_than")
INJURED = "injured"
ENEMY = {"state": "non_state_forces", "non_state": "state_forces"}
OWN = {"state": "state_forces", "non_state": "non_state_forces"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one independent voice gives for one group of persons, after its own revisions.

    `high` is null where the figure is open above. `tier` says how well it is evidenced; a `claim` is a party's word
    on its enemy. `accounts` printed it. `older` marks a figure that a later one overtook: it is a lower bound.
    """

    outcome: Outcome
    who: str
    low: int
    high: int | None
    best: int | None
    hedge: Hedge
    name: str
    lineage: str
    tier: Tier
    accounts: tuple[str, ...]
    as_of: date | None = None
    includes: frozenset[str] = frozenset()
    excludes: frozenset[str] = frozenset()
    older: bool = False
    plural: bool = False

    @property
    def claim(self) -> bool:
        """Whether it is the word of a party on its enemy, or on the civilians it is accused of harming."""
        return self.tier.id == "claim"

    @property
    def closed(self) -> bool:
        """Whether it says how many, and not only a bound."""
        return self.high is not None and self.hedge not in BOUNDS

    def meets(self, low: int, high: int | None) -> bool:
        """Whether its interval shares a number with low..high."""
        return (self.high is None or low <= self.high) and (high is None or self.low <= high)


def hear(accounts: Iterable[Account], published: Mapping[str, date] | None = None) -> tuple[Voice, ...]:
    """The independent voices in the accounts of one event: one a lineage and group, in the order of their names.

    `published` gives the day of publication by record; it dates a figure that says no day of its own.
    """
    told = sorted(accounts, key=lambda account: account.id)
    parties = [party for account in told for party in account.parties]
    days = published or {}
    voices = [_voice(account, toll, parties, days) for account in told for toll in account.tolls]
    return _older(_revised(_moved(voices)))


def _voice(account: Account, toll: Toll, parties: Sequence[Party], published: Mapping[str, date]) -> Voice:
    speaker = toll.said_by or account.source
    entry = find_lineage(speaker)
    hospital = entry is not None and entry.lower_bound
    return Voice(
        outcome=toll.outcome,
        who=toll.who,
        low=toll.low,
        high=None if hospital else toll.high,
        best=toll.best,
        hedge="at_least" if hospital else toll.hedge,
        name=_name(speaker, entry, said=toll.said_by is not None),
        lineage=entry.id if entry else speaker.casefold(),
        tier=tiers()[_tier(toll, speaker, entry, parties)],
        accounts=(account.id,),
        as_of=toll.as_of or published.get(account.record),
        includes=frozenset(toll.includes),
        excludes=frozenset(toll.excludes),
        plural=entry is not None and entry.plural,
    )


def _name(speaker: str, entry: Lineage | None, *, said: bool) -> str:
    if entry:
        return entry.name
    return speaker if said or speaker != "unknown" else "one report"


def _tier(toll: Toll, speaker: str, entry: Lineage | None, parties: Sequence[Party]) -> str:
    """The tier of a figure: admitted or claim where a party to the event speaks, else its lineage's own."""
    side = entry.side if entry else None
    roles = {party.role for party in parties if _is(speaker, party)}
    own = {OWN[side]} if side else set()
    enemy = {ENEMY[side]} if side else set()
    if "perpetrator" in roles:
        own, enemy = own | {"attackers"}, enemy | {"state_forces", "non_state_forces", "other"} - own
    if roles & {"opponent", "target"}:
        enemy = enemy | {"attackers"}
    if toll.who in own:
        return "admitted"
    if toll.who in enemy or (toll.who == "civilians" and (side or "perpetrator" in roles)):
        return "claim"
    return entry.tier if entry else "single"


def _is(speaker: str, party: Party) -> bool:
    names = {party.told.casefold(), (party.actor or party.told).casefold()}
    return speaker.casefold() in names


def _moved(voices: list[Voice]) -> list[Voice]:
    """Injured who died since: added to the dead and taken from the injured of every figure older than their deaths."""
    died = {(v.who, v.low, v.as_of): v for v in voices if v.outcome == "killed" and INJURED in v.includes and v.as_of}
    rest = [voice for voice in voices if voice not in died.values()]
    for moved in died.values():
        rest = [_transfer(voice, moved) for voice in rest]
    return rest or voices


def _transfer(voice: Voice, moved: Voice) -> Voice:
    assert moved.as_of is not None
    if voice.who != moved.who or voice.as_of is None or voice.as_of >= moved.as_of:
        return voice
    if voice.outcome not in ("killed", "injured"):
        return voice
    change = moved.low if voice.outcome == "killed" else -moved.low
    accounts = tuple(sorted({*voice.accounts, *moved.accounts}))
    shifted = [None if n is None else max(0, n + change) for n in (voice.low, voice.best, voice.high)]
    return replace(voice, low=shifted[0] or 0, best=shifted[1], high=shifted[2], accounts=accounts)


def _revised(voices: list[Voice]) -> list[Voice]:
    """One voice a lineage and group where its figures allow: copies joined, the latest figure kept."""
    groups: dict[tuple[str, str, str], list[Voice]] = defaultdict(list)
    for voice in voices:
        groups[(voice.outcome, voice.who, voice.lineage)].append(voice)
    return [voice for key in sorted(groups) for voice in _latest(_copies(groups[key]))]


def _copies(voices: list[Voice]) -> list[Voice]:
    """The same figure in several reports, said once: it holds since the first of them."""
    groups: dict[tuple[int, int | None, bool], list[Voice]] = defaultdict(list)
    for voice in voices:
        groups[(voice.low, voice.high, voice.claim)].append(voice)
    return [_one(group) for group in groups.values()]


def _one(group: list[Voice]) -> Voice:
    days = [voice.as_of for voice in group if voice.as_of]
    return replace(
        group[0],
        best=max((voice.best for voice in group if voice.best is not None), default=None),
        as_of=min(days, default=None),
        accounts=tuple(sorted({account for voice in group for account in voice.accounts})),
        includes=frozenset().union(*(voice.includes for voice in group)),
        excludes=frozenset().union(*(voice.excludes for voice in group)),
    )


def _latest(voices: list[Voice]) -> list[Voice]:
    """The figures of one lineage that no later one of its own replaces; those that agree become one."""
    newest = max((voice.as_of for voice in voices if voice.as_of), default=None)
    kept = [voice for voice in voices if voice.as_of in (None, newest)]
    kept.sort(key=lambda voice: (voice.low, voice.high is None, voice.high or 0, voice.accounts))
    low = max(voice.low for voice in kept)
    highs = [voice.high for voice in kept if voice.high is not None]
    if len(kept) == 1 or (highs and min(highs) < low):
        return kept
    tight = next((voice for voice in kept if voice.closed), kept[-1])
    joined = _one([tight, *kept])
    high = min(highs, default=None)
    best = None if joined.best is None else min(max(tight.best or low, low), low if high is None else high)
    return [replace(joined, low=low, high=high, best=best)]


def _older(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """A closed figure below a later one of somebody else becomes a lower bound: tolls rise."""
    return tuple(replace(v, high=None, older=True) if _overtaken(v, voices) else v for v in voices)


def _overtaken(voice: Voice, others: Sequence[Voice]) -> bool:
    if voice.high is None or voice.as_of is None or voice.claim:
        return False
    return any(
        other.as_of is not None and other.as_of > voice.as_of and other.low > voice.high
        for other in others
        if (other.outcome, other.who) == (voice.outcome, voice.who) and not other.claim
    )
