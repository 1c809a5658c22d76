"""How do the sources' tolls agree, in a sentence that could be printed?"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from khaldun.show.languages import Language
from khaldun.show.pages.tolls import Row, people, spread, toll_words

ATTACKERS = "attackers"


def agreement(
    language: Language, figures: Sequence[Row], tolls: Sequence[Row], *, speakers: Mapping[int, str]
) -> list[str]:
    """Sentences on how many were killed and how the sources agree.

    `speakers` names who gives each toll, by its position in `tolls`.
    """
    killed = [(speakers[at], toll) for at, toll in enumerate(tolls) if toll["outcome"] == "killed"]
    whole = _figure(figures, "all")
    if whole is None or not killed:
        return [language.say("agree.untold")]
    return list(_sentences(language, figures, killed, whole=whole))


def _sentences(
    language: Language, figures: Sequence[Row], killed: Sequence[tuple[str, Row]], *, whole: Row
) -> Iterator[str]:
    of_all = [(speaker, toll) for speaker, toll in killed if toll["who"] == "all"]
    including = next(((s, t) for s, t in of_all if ATTACKERS in (t.get("includes") or ())), None)
    attackers = next((t for _, t in killed if t["who"] == ATTACKERS), None)
    if including and attackers:
        yield _with_attackers(language, including, attackers, of_all=of_all, figures=figures)
    elif len({speaker for speaker, _ in of_all}) <= 1:
        yield _single(language, of_all or killed)
    elif spread([toll for _, toll in of_all]):
        yield _apart(language, of_all, whole=whole)
    else:
        yield _together(language, of_all, whole=whole)


def _with_attackers(
    language: Language,
    including: tuple[str, Row],
    attackers: Row,
    *,
    of_all: Sequence[tuple[str, Row]],
    figures: Sequence[Row],
) -> str:
    """One source counts the attackers in: what is left without them, and who gives that."""
    speaker, toll = including
    derived = _figure(figures, "others") or {"low": None, "best": None}
    least = derived["low"] if derived["low"] is not None else toll["low"] - attackers["low"]
    left = derived["best"] if derived["best"] is not None else least
    said = language.say("agree.counted_in", speaker=speaker, n=toll["low"], attackers=attackers["low"], left=left)
    others = [(name, one) for name, one in of_all if one is not toll]
    meeting = [(name, one) for name, one in others if _meets(one, left)]
    missing = [(name, one) for name, one in others if not _meets(one, left)]
    parts = [said]
    if meeting:
        parts.append(language.say("agree.which_agrees", who=_given(language, meeting)))
    if missing:
        parts.append(language.say("agree.not_with", who=_given(language, missing)))
    return "".join(parts) + "."


def _meets(toll: Row, number: int) -> bool:
    return (toll["low"] or 0) <= number and (toll["high"] is None or number <= toll["high"])


def _given(language: Language, said: Sequence[tuple[str, Row]]) -> str:
    """Who gives which number, each once."""
    told = dict.fromkeys(
        language.say("agree.given", number=_number(language, toll), speaker=within(speaker)) for speaker, toll in said
    )
    return language.listed(told)


def within(speaker: str) -> str:
    """A speaker in the middle of a sentence: "a security source", but "The Monthly Ledger"."""
    first, _, rest = speaker.partition(" ")
    return f"{first.lower()} {rest}" if rest[:1].islower() and first.istitle() else speaker


def _number(language: Language, toll: Row) -> str:
    bare = toll_words(language, {**toll, "includes": ()})
    return bare.removesuffix(f" {people(language, toll['outcome'], toll['who'], count=2)}").removesuffix(
        f" {people(language, toll['outcome'], toll['who'], count=1)}"
    )


def _single(language: Language, killed: Sequence[tuple[str, Row]]) -> str:
    speaker, toll = killed[0]
    return language.say("agree.single", speaker=speaker, words=toll_words(language, toll))


def _together(language: Language, of_all: Sequence[tuple[str, Row]], *, whole: Row) -> str:
    return language.say(
        "agree.together",
        number=language.interval(whole["low"], whole["best"], whole["high"]),
        who=_given(language, of_all),
    )


def _apart(language: Language, of_all: Sequence[tuple[str, Row]], *, whole: Row) -> str:
    best: Any = whole["best"] if whole["best"] is not None else whole["low"]
    return language.say("agree.apart", who=_given(language, of_all), best=best)


def _figure(figures: Sequence[Row], who: str) -> Row | None:
    return next((one for one in figures if one["outcome"] == "killed" and one["who"] == who), None)
