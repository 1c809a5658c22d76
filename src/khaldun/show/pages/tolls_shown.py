"""How does an event page draw the tolls: the event's own figure first, then every voice, on one scale?"""

from collections.abc import Mapping, Sequence
from typing import Any

from khaldun.show.languages import Language
from khaldun.show.pages.agreement import agreement
from khaldun.show.pages.event_facts import Facts, Row
from khaldun.show.pages.tolls import Drawn, drawn, people, scale_over, toll_words

KILLED = "killed"


def speaker(toll: Row, account: Row, sources: Mapping[str, Row]) -> str:
    """Who gives a toll: whom the report quotes, else the source under its own title where it is a dataset."""
    told = toll.get("said_by") or source_name(account, sources)
    return f"{told[0].upper()}{told[1:]}"


def source_name(account: Row, sources: Mapping[str, Row]) -> str:
    """The name of an account's source: a dataset's title, a publisher's name."""
    held = sources.get(account["source"])
    return str(held["title"]) if held else str(account["source"])


def tolls_shown(found: Facts, language: Language) -> dict[str, Any]:
    """What the template draws: rows, scale, the shaded zone, sentences, and the other figures."""
    accounts = {row["account_id"]: row for row in found.accounts}
    tolls = [toll for toll in found.tolls if toll["account_id"] in accounts]
    figures = found.event["figures"]
    whole = next((f for f in figures if (f["outcome"], f["who"]) == (KILLED, "all")), None)
    of_all = [toll for toll in tolls if (toll["outcome"], toll["who"]) == (KILLED, "all")]
    scale = scale_over([*of_all, *([whole] if whole else [])])
    rows = [_settled(whole, language, scale)] if whole and of_all else []
    rows += _voices(found, of_all, language, scale)
    speakers = {at: speaker(toll, accounts[toll["account_id"]], found.sources) for at, toll in enumerate(tolls)}
    return {
        "drawn": rows,
        "scale": scale,
        "zone": (rows[0].low, round(rows[0].high - rows[0].low, 2)) if rows and rows[0].settled else None,
        "sentences": agreement(language, figures, tolls, speakers=speakers),
        "others": [_other(figure, language) for figure in figures if figure is not whole],
    }


def _settled(whole: Row, language: Language, scale: Any) -> Drawn:  # noqa: ANN401 - a Scale
    words = (
        f"{language.interval(whole['low'], whole['best'], whole['high'])} {people(language, KILLED, 'all', count=2)}"
    )
    return drawn(
        {**whole, "settled": True},
        scale,
        speaker=language.say("event.settled"),
        via=language.say("event.settled_via"),
        words=words,
    )


def _voices(found: Facts, of_all: Sequence[Row], language: Language, scale: Any) -> list[Drawn]:  # noqa: ANN401
    """A row a voice and figure; reports that print the same figure of the same voice share it."""
    accounts = {row["account_id"]: row for row in found.accounts}
    joined: dict[tuple[Any, ...], list[Row]] = {}
    for toll in of_all:
        who = speaker(toll, accounts[toll["account_id"]], found.sources)
        joined.setdefault((who, toll["low"], toll["best"], toll["high"], toll["hedge"]), []).append(toll)
    order = sorted(joined.items(), key=lambda pair: (-(pair[0][2] or pair[0][1] or 0), pair[0][0]))
    return [
        drawn(
            tolls[0],
            scale,
            speaker=key[0],
            via="; ".join(dict.fromkeys(_via(found, accounts[toll["account_id"]], language) for toll in tolls)),
            words=toll_words(language, tolls[0]),
            inside=_inside(found, tolls[0]),
        )
        for key, tolls in order
    ]


def _via(found: Facts, account: Row, language: Language) -> str:
    report = found.reports.get(account["record"])
    day = f", {language.day(report['published'])}" if report and report["published"] else ""
    return f"{source_name(account, found.sources)}{day}"


def _inside(found: Facts, toll: Row) -> Row | None:
    """The attackers whom the same account counts inside this toll."""
    if "attackers" not in (toll["includes"] or ()):
        return None
    mine = (one for one in found.tolls if one["account_id"] == toll["account_id"])
    return next((one for one in mine if (one["outcome"], one["who"]) == (KILLED, "attackers")), None)


def _other(figure: Row, language: Language) -> dict[str, Any]:
    low, best, high = figure["low"], figure["best"], figure["high"]
    count = best if best is not None else low or 0
    number = language.interval(low, best, high)
    if best is not None and best not in (low, high):
        number = language.say("toll.best_within", best=best, within=number)
    words = f"{number} {people(language, figure['outcome'], figure['who'], count=count)}"
    return {"words": words, "derived": figure["derived"], "rule": figure["rule"]}
