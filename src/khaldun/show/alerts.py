"""How is a watch report said: in words of a language, and which of its rows may leave?"""

import tomllib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from khaldun.forecast.watch.alert import Alert, Watched
from khaldun.forecast.watch.area import WatchList
from khaldun.forecast.watch.inside import Row
from khaldun.model import KhaldunError

LANGUAGES: Final = ("en", "fr")
RULES: Final = 2
ALIKE: Final = 0.3
"""A correlation of neighbouring fortnights above which the reader is warned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bulletin:
    """A watch report: what was found, over which release, and in which language it is said.

    `before` is an earlier release, `known` the events behind the alerts that it already had.
    """

    release: str
    watch: WatchList
    found: tuple[Watched, ...]
    language: str = "en"
    before: str | None = None
    known: frozenset[str] = frozenset()

    @property
    def alerts(self) -> int:
        """How many alerts there are in all."""
        return sum(len(each.alerts) for each in self.found)

    @property
    def false_alarms(self) -> float:
        """How many false alarms a report of this list is expected to have at most."""
        return self.watch.false_alarms * RULES * len(self.found)

    def say(self, key: str, **values: object) -> str:
        """A sentence of the language with its values filled in."""
        return str(words(self.language)[key]).format(**values)


@cache
def words(language: str) -> dict[str, Any]:
    """The sentences of a language; raises KhaldunError where there are none."""
    if language not in LANGUAGES:
        raise KhaldunError(f"alerts are not written in {language!r}; there are: {', '.join(LANGUAGES)}")
    path = files("khaldun.show") / "data" / "watch" / f"{language}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def title(bulletin: Bulletin) -> str:
    """What the report is about."""
    return bulletin.say("title", until=bulletin.found[0].until, release=bulletin.release)


def summary(bulletin: Bulletin) -> tuple[str, ...]:
    """How many alerts there are, how many false ones to expect, and what silence means."""
    rate = f"{bulletin.watch.false_alarms:.1%}"
    return (
        bulletin.say("found", alerts=bulletin.alerts, areas=len(bulletin.found)),
        bulletin.say("expected", rate=rate, false_alarms=f"{bulletin.false_alarms:.2g}"),
        bulletin.say("late"),
    )


def headline(bulletin: Bulletin, area: Watched, alert: Alert) -> str:
    """What an alert says, in one sentence."""
    rule = "first on record" if alert.rule == "first since" and alert.earlier is None else alert.rule
    sentence: str = words(bulletin.language)["rules"][rule]
    return sentence.format(
        observed=alert.test.observed,
        expected=f"{alert.test.expected:.2g}",
        weeks=bulletin.watch.weeks,
        newest=area.newest_from,
        since=area.searched_from,
        earlier=alert.earlier,
        actor=alert.actor,
    )


def grounds(bulletin: Bulletin, alert: Alert) -> tuple[str, ...]:
    """What an alert stands on."""
    said = [bulletin.say("test", p=f"{alert.test.p:.2g}", fortnights=alert.test.blocks)]
    if alert.test.lag1 > ALIKE:
        said.append(bulletin.say("eager", lag1=f"{alert.test.lag1:.2f}"))
    if bulletin.before:
        said.append(bulletin.say("fresh", n=len(fresh(bulletin, alert)), of=len(alert.rows), before=bulletin.before))
    held_back = len(alert.rows) - len(shown(alert.rows))
    return (*said, bulletin.say("held_back", n=held_back)) if held_back else tuple(said)


def notes(bulletin: Bulletin, area: Watched) -> tuple[str, ...]:
    """What was searched in an area, what was left out, and whether it could be tested."""
    said = [bulletin.say("searched", events=area.events, since=area.searched_from, until=area.until)]
    if area.vague_days or area.vague_places:
        said.append(bulletin.say("vague", days=area.vague_days, places=area.vague_places))
    if not area.events:
        return (*said, bulletin.say("empty"))
    if area.test.least > bulletin.watch.false_alarms:
        return (*said, bulletin.say("untested", fortnights=area.test.blocks))
    return tuple(said) if area.alerts else (*said, bulletin.say("silent"))


def fresh(bulletin: Bulletin, alert: Alert) -> tuple[Row, ...]:
    """The rows of an alert that the earlier release did not have."""
    return tuple(row for row in alert.rows if row.event_id not in bulletin.known)


def shown(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that may leave: none of a source that keeps its rows."""
    return tuple(row for row in rows if row.leaves != "nothing")


def told(row: Row, bulletin: Bulletin) -> dict[str, Any]:
    """What may be said of a row: its facts, whether the earlier release had it, and its title where all may leave."""
    facts = {"event": row.event_id, "day": row.start.isoformat(), "place": row.place, "killed": row.killed}
    facts |= {"new": row.event_id not in bulletin.known} if bulletin.before else {}
    return facts | ({"title": row.title} if row.leaves == "everything" else {})


def as_json(bulletin: Bulletin) -> dict[str, Any]:
    """The report for other programs."""
    return {
        "schema": 1,
        "title": title(bulletin),
        "release": bulletin.release,
        "before": bulletin.before,
        "language": bulletin.language,
        "false_alarms": {"rate": bulletin.watch.false_alarms, "expected": bulletin.false_alarms},
        "areas": [_area(bulletin, each) for each in bulletin.found],
    }


def _area(bulletin: Bulletin, area: Watched) -> dict[str, Any]:
    return {
        "name": area.area.name,
        "from": area.searched_from.isoformat(),
        "newest_from": area.newest_from.isoformat(),
        "to": area.until.isoformat(),
        "events": area.events,
        "left_out": {"vague_days": area.vague_days, "vague_places": area.vague_places},
        "test": asdict(area.test),
        "notes": list(notes(bulletin, area)),
        "alerts": [_alert(bulletin, area, each) for each in area.alerts],
    }


def _alert(bulletin: Bulletin, area: Watched, alert: Alert) -> dict[str, Any]:
    return {
        "rule": alert.rule,
        "says": headline(bulletin, area, alert),
        "grounds": list(grounds(bulletin, alert)),
        "actor": alert.actor,
        "earlier": alert.earlier.isoformat() if alert.earlier else None,
        "test": asdict(alert.test),
        "rows": [told(row, bulletin) for row in shown(alert.rows)],
    }
