"""Which low, best and high do the voices for one group of persons come to, under which house's policy?"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from khaldun.reconcile.voices import Voice

TENFOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """An interval with the voices it rests on and those set aside; `best` is null where a policy names none."""

    low: int
    best: int | None
    high: int | None
    heard: tuple[Voice, ...]
    aside: tuple[Voice, ...] = ()
    flags: tuple[str, ...] = ()


Profile = Callable[[Sequence[Voice]], Settled]


def evidence(voices: Sequence[Voice]) -> Settled:
    """The default: better evidence sets worse aside; what is left intersects, or the weighted median is its best."""
    heard, aside = _by_evidence(voices)
    agreed = _agreed(heard, aside)
    return agreed or _extremes(heard, _weighted_median(heard, tiers=True), aside=aside)


def conservative(voices: Sequence[Voice]) -> Settled:
    """Like ACLED: where voices conflict, best is the lowest credible figure."""
    return _agreed(voices) or _extremes(voices, min(_number(voice) for voice in _speaking(voices)))


def ucdp(voices: Sequence[Voice]) -> Settled:
    """Like UCDP: best is the most reliable figure, between the credible extremes."""
    return _agreed(voices) or _extremes(voices, _number(min(voices, key=_reliability)))


def minmax(voices: Sequence[Voice]) -> Settled:
    """Like Iraq Body Count and Airwars: the least and the greatest figure, and no best."""
    return _extremes(voices, None, whole=True)


def median(voices: Sequence[Voice]) -> Settled:
    """The median of the closed figures, every voice counting the same."""
    return _agreed(voices) or _extremes(voices, _weighted_median(voices, tiers=False))


PROFILES: Mapping[str, Profile] = MappingProxyType(
    {"evidence": evidence, "conservative": conservative, "ucdp": ucdp, "minmax": minmax, "median": median}
)


def _by_evidence(voices: Sequence[Voice]) -> tuple[tuple[Voice, ...], tuple[Voice, ...]]:
    """The voices heard, and those whose interval misses that of a better-evidenced one that is heard."""
    heard: list[Voice] = []
    aside: list[Voice] = []
    for voice in sorted(voices, key=_reliability):
        better = [other for other in heard if other.tier.rank < voice.tier.rank]
        missed = any(not voice.meets(other.low, other.high) for other in better)
        (aside if missed else heard).append(voice)
    return tuple(heard), tuple(aside)


def _agreed(voices: Sequence[Voice], aside: tuple[Voice, ...] = ()) -> Settled | None:
    """The intersection of all intervals with the own best of the latest closed figure in it, or null if it is empty."""
    low = max(voice.low for voice in voices)
    high = min((voice.high for voice in voices if voice.high is not None), default=None)
    if high is not None and high < low:
        return None
    closed = [voice for voice in voices if voice.closed and voice.best is not None]
    latest = max(closed, key=_recency).best if closed else None
    best = low if latest is None else min(max(latest, low), latest if high is None else high)
    flags = () if high is not None else ("high_open",)
    return Settled(low=low, best=best, high=high, heard=tuple(voices), aside=aside, flags=flags)


def _extremes(
    voices: Sequence[Voice], best: int | None, *, aside: tuple[Voice, ...] = (), whole: bool = False
) -> Settled:
    """The least and the greatest figure; a bound counts where no closed figure reaches it, or always if `whole`."""
    speaking = tuple(voices) if whole else _speaking(voices)
    low = min(voice.low if whole or voice.closed or voice.high is None else voice.high for voice in speaking)
    high = max(voice.low if voice.high is None else voice.high for voice in speaking)
    bound = max((voice.low for voice in voices if voice.high is None), default=0)
    cap = min((v.high for v in voices if v.high is not None and not v.closed), default=low)
    open_above = bound > high or (bound == high and not any(voice.high == high for voice in speaking))
    flags = tuple(flag for flag, on in (("conflict", not whole), ("high_open", open_above)) if on)
    low, high = min(low, cap), max(high, bound)
    inside = None if best is None else min(max(best, low), high)
    return Settled(low=low, best=inside, high=high, heard=tuple(voices), aside=aside, flags=flags)


def _speaking(voices: Sequence[Voice]) -> tuple[Voice, ...]:
    """The closed figures, or all where there are only bounds."""
    return tuple(voice for voice in voices if voice.closed) or tuple(voices)


def _weighted_median(voices: Sequence[Voice], *, tiers: bool) -> int:
    """The median of the closed figures, each weighing what its tier says or all the same; a tie takes the lower."""
    points = sorted((_number(voice), voice.tier.weight if tiers else 1) for voice in _speaking(voices))
    total = sum(weight for _, weight in points)
    running = 0
    for number, weight in points:
        running += weight
        if 2 * running >= total:
            return number
    return points[0][0]


def _number(voice: Voice) -> int:
    return voice.low if voice.best is None else voice.best


def _reliability(voice: Voice) -> tuple[int, int, int, str]:
    return (voice.tier.rank, -_ordinal(voice), voice.low, voice.lineage)


def _recency(voice: Voice) -> tuple[int, int, int, str]:
    return (_ordinal(voice), -voice.tier.rank, -voice.low, voice.lineage)


def _ordinal(voice: Voice) -> int:
    return voice.as_of.toordinal() if voice.as_of else 0
