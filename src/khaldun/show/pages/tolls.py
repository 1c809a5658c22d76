"""How do the tolls that sources give look on one scale, and how is each said?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from khaldun.show.languages import Language

LEFT, RIGHT = 1.5, 93.0  # per cent of the width that the scale runs over
STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2000, 5000, 10000)
TICKS = 6
MARKS = {"exact": "exact", "at_least": "at_least", "at_most": "at_most", "fewer_than": "at_most", "about": "about"}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Numbers of persons to per cent of a drawing's width."""

    top: int
    step: int

    def at(self, value: float) -> float:
        """Where a number stands."""
        return round(LEFT + (RIGHT - LEFT) * min(value, self.top) / self.top, 2)

    @property
    def ticks(self) -> list[tuple[int, float]]:
        """The numbers that the axis names, with where they stand."""
        return [(value, self.at(value)) for value in range(0, self.top + 1, self.step)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One toll as it is drawn: who says it, in which words, its line, its mark, and the part inside it."""

    speaker: str
    via: str
    words: str
    low: float
    high: float
    open: bool
    mark: str
    at: float
    part: tuple[float, float] | None = None
    settled: bool = False


def scale_over(tolls: Iterable[Row]) -> Scale:
    """A scale from nought to a round number above every toll."""
    ends = [value for toll in tolls for value in (toll["low"], toll["best"], toll["high"]) if value is not None]
    most = max([*ends, 1]) * 1.08
    step = next((step for step in STEPS if most / step <= TICKS), STEPS[-1])
    return Scale(top=step * -(-int(most + 1) // step), step=step)


def drawn(toll: Row, scale: Scale, *, speaker: str, via: str, words: str, inside: Row | None = None) -> Drawn:
    """A toll on a scale; `inside` is the toll of those counted in it, the attackers, by the same voice."""
    low = toll["low"] if toll["low"] is not None else toll["best"] or 0
    high = toll["high"]
    at = toll["best"] if toll["best"] is not None else low
    part = None
    if inside is not None and inside["low"]:
        part = (scale.at(max(low - inside["low"], 0)), scale.at(low))
    return Drawn(
        speaker=speaker,
        via=via,
        words=words,
        low=scale.at(low),
        high=scale.at(high if high is not None else scale.top),
        open=high is None,
        mark=MARKS.get(toll.get("hedge") or "exact", "about"),
        at=scale.at(at),
        part=part,
        settled=bool(toll.get("settled")),
    )


def toll_words(language: Language, toll: Row) -> str:
    """One figure as it was given: at least 77 killed; 90 killed, attackers counted in."""
    number, count = _number(language, toll)
    said = f"{number} {people(language, toll['outcome'], toll['who'], count=count)}"
    includes = [language.word("people", who) for who in toll.get("includes") or ()]
    return f"{said}, {language.say('toll.counted_in', who=language.listed(includes))}" if includes else said


def people(language: Language, outcome: str, who: str, *, count: int) -> str:
    """What happened to whom: killed; civilians killed; attackers injured."""
    if who == "all":
        return language.say(f"outcome.{outcome}", n=count)
    return f"{language.say(f'group.{who}', n=count)} {language.say(f'outcome_of.{outcome}', n=count)}"


def _number(language: Language, toll: Row) -> tuple[str, int]:
    """The number as it was hedged, and the count that decides between one and many."""
    low, best, high, hedge = toll["low"], toll["best"], toll["high"], toll.get("hedge") or "exact"
    if best is None and toll.get("told"):
        return f"“{toll['told']}”", 2
    if hedge == "at_least" and low is not None:
        return language.say("toll.at_least", number=low), low
    if hedge in ("at_most", "fewer_than") and high is not None:
        return language.say(f"toll.{hedge}", number=high + (hedge == "fewer_than")), high
    if hedge == "about" and best is not None:
        return language.say("toll.about", number=best), best
    told = language.interval(low, best, high)
    if best is not None and best not in (low, high):
        told = language.say("toll.best_within", best=best, within=told)
    return told, best or low or 0


def spread(rows: Sequence[Row]) -> bool:
    """Whether any two of the figures share no number."""
    ends = sorted((row["low"] or 0, row["high"] if row["high"] is not None else float("inf")) for row in rows)
    return any(later[0] > earlier[1] for earlier, later in pairwise(ends))
