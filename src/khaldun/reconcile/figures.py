"""How many were killed, injured, abducted or missing in one event, of whom, and why do we say so?"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from khaldun.model import Account, Figure, Issue
from khaldun.reconcile.attackers import Reading, read_attackers
from khaldun.reconcile.profiles import TENFOLD, Profile, Settled, evidence
from khaldun.reconcile.sentences import group, listed, number, sentence, voices_say
from khaldun.reconcile.split import PARTS, Bounds, contradiction, propagate, rest
from khaldun.reconcile.voices import Voice, hear

VERSION = 1
COUNTED = ("all", *PARTS, "attackers")


def figures(
    accounts: Iterable[Account], *, profile: Profile = evidence, published: Mapping[str, date] | None = None
) -> tuple[tuple[Figure, ...], tuple[Issue, ...]]:
    """The figures of one event under a profile, with the contradictions between them as Issues.

    The order of accounts does not matter. Every figure says which voices it rests on and which were set aside.
    """
    voices = hear(accounts, published)
    found: list[Figure] = []
    issues: list[Issue] = []
    for outcome in sorted({voice.outcome for voice in voices}):
        of_outcome = [voice for voice in voices if voice.outcome == outcome]
        made, faults = _of_outcome(of_outcome, profile)
        found += made
        issues += faults
    return tuple(found), tuple(issues)


def _of_outcome(voices: list[Voice], profile: Profile) -> tuple[list[Figure], list[Issue]]:
    reading = read_attackers([voice for voice in voices if not voice.claim], profile)
    made = {who: _figure(settled, reading, profile) for who, settled in reading.settled.items()}
    claims = [voice for voice in voices if voice.claim]
    made = made | {
        voice.who: _claim_only(voice, [v for v in claims if v.who == voice.who])
        for voice in claims
        if voice.who not in made
    }
    made = {who: _with_claims(figure, claims) for who, figure in made.items()}
    if reading.others is not None and "others" not in made:
        made["others"] = _others(reading, made)
    made, issues = _fitted(made)
    return [made[who] for who in sorted(made)], issues


def _others(reading: Reading, made: Mapping[str, Figure]) -> Figure:
    assert reading.others is not None
    whole, part = made["all"], made["attackers"]
    best = None if whole.best is None or part.best is None else whole.best - part.best
    low, high = reading.others
    inside = best if best is not None and low <= best and (high is None or best <= high) else None
    if "attackers_inclusion_unknown" in whole.flags:
        inside = None
    basis = {"all": whole, "attackers": part}
    figure = _derived(reading.others, "others", reading.because, basis, "all less attackers", best=inside)
    return replace(figure, flags=tuple(sorted({*figure.flags, *reading.flags.get("others", ())})))


def _figure(settled: Settled, reading: Reading, profile: Profile) -> Figure:
    first = settled.heard[0]
    explained = reading.because if first.who in ("all", "others") else ()
    aside = [
        sentence(f"The figure of {voice.name} is set aside, as better evidence contradicts it")
        for voice in settled.aside
    ]
    conflict = [_conflict(settled)] if "conflict" in settled.flags else []
    voices = (*settled.heard, *settled.aside)
    return Figure(
        outcome=first.outcome,
        who=first.who,
        low=settled.low,
        best=settled.best,
        high=settled.high,
        rule=f"{profile.__name__}-{VERSION}",
        because=(*voices_say(voices), *explained, *conflict, *aside),
        accounts=tuple(sorted({account for voice in settled.heard for account in voice.accounts})),
        flags=tuple(sorted({*settled.flags, *_flags(settled), *reading.flags.get(first.who, ())})),
    )


def claimed(figure: Figure) -> bool:
    """Whether nobody but a party to the fight gives a figure, so that none is set."""
    return figure.rule == f"claim-{VERSION}"


def _conflict(settled: Settled) -> str:
    best = "" if settled.best is None else f", and {settled.best} is taken as best"
    return f"These figures contradict one another{best}."


def _flags(settled: Settled) -> list[str]:
    voices = (*settled.heard, *settled.aside)
    ends = [n for voice in voices for n in (voice.low, voice.high) if n is not None and n > 0]
    flags = {
        "single_voice": len(voices) == 1,
        "set_aside": bool(settled.aside),
        "tenfold": len(voices) > 1 and max(ends, default=0) >= TENFOLD * min(ends, default=1),
        "older": any(voice.older for voice in voices),
    }
    return [flag for flag, on in flags.items() if on]


def _claim_only(voice: Voice, claims: list[Voice]) -> Figure:
    return Figure(
        outcome=voice.outcome,
        who=voice.who,
        low=0,
        best=None,
        high=None,
        rule=f"claim-{VERSION}",
        because=("Nobody but a party to the fight gives a figure.",),
        accounts=tuple(sorted({account for claim in claims for account in claim.accounts})),
        flags=("party_claim",),
    )


def _with_claims(figure: Figure, claims: list[Voice]) -> Figure:
    mine = [claim for claim in claims if claim.who == figure.who]
    if not mine:
        return figure
    said = [f"{text[:-1]}, a party's figure that does not count by itself." for text in voices_say(mine)]
    return replace(figure, because=(*figure.because, *said), flags=tuple(sorted({*figure.flags, "party_claim"})))


def _derived(
    bounds: Bounds,
    who: str,
    because: tuple[str, ...],
    made: Mapping[str, Figure],
    rule: str,
    *,
    best: int | None = None,
) -> Figure:
    low, high = bounds
    whole = next(iter(made.values()))
    only = low if low == high else best
    return Figure(
        outcome=whole.outcome,
        who=who,
        low=low,
        best=only,
        high=high,
        rule=f"{rule}-{VERSION}",
        because=because,
        accounts=tuple(sorted({account for figure in made.values() for account in figure.accounts})),
        flags=() if high is not None else ("high_open",),
        derived=True,
    )


def _fitted(made: dict[str, Figure]) -> tuple[dict[str, Figure], list[Issue]]:
    """The figures made to fit: bounds carried from all to parts and back, or the contradiction named.

    Where sources contradict one another on all, the parts that one of them gives do not bound it.
    """
    told = {who: (figure.low, figure.high) for who, figure in made.items() if who in COUNTED and not claimed(figure)}
    bounds = propagate(told)
    if bounds is None:
        return _contradicted(made, contradiction(told))
    fitted = {who: _tightened(figure, bounds.get(who)) for who, figure in made.items()}
    if "all" in made and "conflict" in made["all"].flags:
        fitted["all"] = made["all"]
    parts = [part for part in PARTS if part in told]
    if "all" not in made and parts and bounds["all"][0] > 0:
        said = sentence(f"The parts with a figure ({listed([group(part) for part in parts])}) add up to this much")
        only = {part: made[part] for part in parts}
        fitted["all"] = _derived(
            (bounds["all"][0], None), "all", (said,), only, "parts", best=max(_sum_best(only), bounds["all"][0])
        )
    left = rest(told)
    if left is not None and left[1] is not None:
        fitted["rest"] = _derived(left, "rest", (_rest_said(left, parts),), made, "rest")
    return fitted, []


def _sum_best(parts: Mapping[str, Figure]) -> int:
    return sum(figure.low if figure.best is None else figure.best for figure in parts.values())


def _rest_said(left: Bounds, parts: list[str]) -> str:
    told = listed([group(part) for part in parts])
    most = f"at most {left[1]}" if left[0] == 0 else number(*left)
    return f"That leaves {most} who are not counted as {told}."


def _tightened(figure: Figure, bounds: Bounds | None) -> Figure:
    if bounds is None or bounds == (figure.low, figure.high):
        return figure
    low, high = bounds
    raised = None if figure.best is None else max(figure.best, low)
    best = raised if raised is None or high is None else min(raised, high)
    flags = tuple(flag for flag in figure.flags if flag != "high_open" or high is None)
    said = f"The figures for all and for the parts together allow {number(low, high)}."
    return replace(figure, low=low, best=best, high=high, flags=flags, because=(*figure.because, said))


def _contradicted(made: dict[str, Figure], groups: tuple[str, ...]) -> tuple[dict[str, Figure], list[Issue]]:
    told = listed([f"{number(made[who].low, made[who].high)} {group(who)}" for who in groups])
    said = f"These figures cannot all hold: {told}."
    marked = {
        who: replace(figure, flags=tuple(sorted({*figure.flags, "parts_contradict"})), because=(*figure.because, said))
        if who in groups
        else figure
        for who, figure in made.items()
    }
    return marked, [Issue(where=", ".join(made[groups[0]].accounts), what=said, kind="tolls")]
