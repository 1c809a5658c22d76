"""Are the dead attackers inside a total or beside it, and how many others does that leave?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from khaldun.reconcile.profiles import Profile, Settled
from khaldun.reconcile.sentences import number, quantity
from khaldun.reconcile.split import Bounds, less, plus
from khaldun.reconcile.voices import Voice

ATTACKERS = "attackers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The settled figure of each group, and of the others where all less attackers gives one."""

    settled: Mapping[str, Settled]
    others: Bounds | None = None
    because: tuple[str, ...] = ()
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def read_attackers(voices: Sequence[Voice], profile: Profile) -> Reading:
    """Each group's figure, with attackers read inside `all` where a voice says so.

    A total that says nothing of attackers is read as one without them where only that reading agrees with a voice
    that counts them in. Where nobody says, `all` reaches from the total alone to total and attackers together.
    """
    told = [replace(v, who="others") if v.who == "all" and ATTACKERS in v.excludes else v for v in voices]
    attackers = _settle(told, ATTACKERS, profile)
    counted_in = [voice for voice in told if voice.who == "all" and ATTACKERS in voice.includes]
    if attackers is None or not any(voice.who in ("all", "others") for voice in told):
        return Reading(settled=_settled(told, profile))
    if counted_in:
        return _inside(told, counted_in, attackers, profile)
    if any(voice.who == "others" for voice in told):
        return _beside(told, attackers, profile)
    return _unknown(told, attackers, profile)


def _inside(told: list[Voice], counted_in: list[Voice], attackers: Settled, profile: Profile) -> Reading:
    whole = profile(counted_in)
    part = (attackers.low, attackers.high)
    others = less((whole.low, whole.high), part)
    moved = [voice for voice in told if _without(voice, whole, others)]
    read = [replace(voice, who="others") if voice in moved else voice for voice in told]
    settled = _settled(read, profile)
    silent = [v for v in told if v.who == "all" and ATTACKERS not in v.includes and v.meets(*others)]
    everybody = settled["all"]
    best = less((everybody.low, everybody.high), part)
    return Reading(settled=settled, others=best, because=_inside_said(counted_in[0], attackers, others, silent))


def _without(voice: Voice, whole: Settled, others: Bounds) -> bool:
    """Whether a total that is silent on attackers can only be one without them."""
    silent = voice.who == "all" and ATTACKERS not in voice.includes
    return silent and not voice.meets(whole.low, whole.high) and voice.meets(*others)


def _inside_said(total: Voice, attackers: Settled, others: Bounds, silent: list[Voice]) -> tuple[str, ...]:
    dead = number(attackers.low, attackers.high)
    first = f"{total.name} counts {quantity(total)} {total.outcome}, {dead} attackers among them; "
    first = first[0].upper() + first[1:] + f"without the attackers that leaves {number(*others)} others"
    if not silent:
        return (f"{first}.",)
    figures = sorted({f"“{quantity(voice)}” given by {voice.name}" for voice in silent})
    return (f"{first}, which agrees with the {' and the '.join(figures)}.",)


def _beside(told: list[Voice], attackers: Settled, profile: Profile) -> Reading:
    settled = _settled(told, profile)
    if "all" in settled:
        return Reading(settled=settled)
    others = settled["others"]
    low, high = plus((others.low, others.high), (attackers.low, attackers.high))
    best = None if others.best is None or attackers.best is None else others.best + attackers.best
    heard = tuple(replace(voice, who="all") for voice in (*others.heard, *attackers.heard))
    whole = Settled(low=low, best=best, high=high, heard=heard, flags=() if high is not None else ("high_open",))
    said = f"The attackers are counted beside the others: {number(low, high)} in all."
    return Reading(settled={**settled, "all": whole}, because=(said,))


def _unknown(told: list[Voice], attackers: Settled, profile: Profile) -> Reading:
    settled = _settled(told, profile)
    whole, part = settled["all"], (attackers.low, attackers.high)
    total = (whole.low, whole.high)
    wide = replace(whole, high=plus(total, part)[1])
    flags = ("attackers_inclusion_unknown",)
    said = f"Nobody says whether the {number(*total)} count the {number(*part)} attackers in; both readings are kept."
    others = (less(total, part)[0], whole.high)
    return Reading(
        settled={**settled, "all": wide}, others=others, because=(said,), flags={"all": flags, "others": flags}
    )


def _settled(voices: Sequence[Voice], profile: Profile) -> dict[str, Settled]:
    groups = sorted({voice.who for voice in voices})
    return {who: profile([voice for voice in voices if voice.who == who]) for who in groups}


def _settle(voices: Sequence[Voice], who: str, profile: Profile) -> Settled | None:
    mine = [voice for voice in voices if voice.who == who]
    return profile(mine) if mine else None
