"""What happened in one event, who says so in which words, and why are these accounts held for one?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.model import Event
from khaldun.show.labels import actor_name
from khaldun.show.languages import Language
from khaldun.show.leaving import explained, told
from khaldun.show.pages.account import account_shown
from khaldun.show.pages.event_facts import Facts, Row, facts
from khaldun.show.pages.event_places import places
from khaldun.show.pages.judged import judged
from khaldun.show.pages.rendering import Page, page
from khaldun.show.pages.shown import Shown, shown
from khaldun.show.pages.tolls import toll_words
from khaldun.show.pages.tolls_shown import source_name, tolls_shown
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

ROLES = ("perpetrator", "opponent", "target", "victim", "supporter")
NEAREST = 4

router = APIRouter(include_in_schema=False)


@router.get("/events/{id}", response_class=HTMLResponse)
def event(request: Request, published: Asked, id: str) -> HTMLResponse:  # noqa: A002
    """One event with everything that it rests on."""
    found = facts(published, id)
    if found is None:
        raise MissingError(f"release {published.tag} publishes no event {id[:100]!r}")
    asked, home = page(request, published), request.app.state.settings.home
    language = asked.language
    one = shown(found.event, language)
    words = {one.row["account_id"]: one for one in told(home, published, id)}
    names = {row["account_id"]: source_name(row, found.sources) for row in found.accounts}
    return asked.render(
        "event.html",
        event=_head(one, found, asked),
        sides=list(sides(found.event["parties"], language)),
        sources=[(name, asked.href(f"/sources/{quote(key, safe='')}")) for key, name in _sources(found).items()],
        coded_by_machine=found.event["status"] == "machine",
        steps=_steps(explained(home, published, id)),
        accounts=[account_shown(row, found, words.get(row["account_id"]), language) for row in found.accounts],
        judgements=[judged(row, names, language) for row in found.judgements],
        rivals=list(_rivals(found, asked)),
        places=places([one], asked),
        borders=[(row["border"].replace("|", "–"), f"{row['km']:.0f} km") for row in _nearest(found)],
        revisions=list(_revisions(found, language)),
        related=[shown(row, language) for row in found.neighbours],
        exports=[("JSON", f"/api/v1/events/{quote(id, safe='')}")],
        citation=_citation(one, found, asked),
        **tolls_shown(found, language),
    )


def _steps(event: Event | None) -> tuple[str, ...]:
    """The sentences by which the figure of all who were killed follows."""
    figures = (one for one in (event.figures if event else ()) if (one.outcome, one.who) == ("killed", "all"))
    return next((one.because for one in figures), ())


def sides(parties: Sequence[Row], language: Language) -> Iterator[dict[str, Any]]:
    """Who took part, by role, each once with the first stance that is more than a report."""
    for role in ROLES:
        named: dict[str, dict[str, str | None]] = {}
        for party in (one for one in parties if one["role"] == role):
            name = actor_name(party["actor"]) if party["actor"] else party["told"] or ""
            stance = "" if party["stance"] in (None, "reported") else language.word("stance", party["stance"])
            entry = named.setdefault(name, {"name": name, "actor": party["actor"], "stance": stance})
            entry["stance"] = entry["stance"] or stance
        if named:
            yield {"name": language.word("role", role), "parties": list(named.values())}


def _head(one: Shown, found: Facts, asked: Page) -> Mapping[str, Any]:
    """The event as its head shows it; an event with words of its own is warned of."""
    row = found.event
    url = asked.href(f"/places/{quote(row['place_id'], safe='')}") if row["place_id"] else None
    precise = row["date_precision"] or "unknown"
    return {
        **asdict(one),
        "place_url": url,
        "date_precision": precise if asked.language.has(f"date_precision.{precise}") else "unknown",
        "radius": one.radius_km and asked.language.number(round(one.radius_km)),
        "graphic": bool(found.reports) or any(account["note"] for account in found.accounts),
    }


def _sources(found: Facts) -> dict[str, str]:
    return {row["source"]: source_name(row, found.sources) for row in found.accounts}


def _rivals(found: Facts, asked: Page) -> Iterator[dict[str, str]]:
    for row, score in found.rivals:
        chance = asked.language.say("event.probability", share=asked.language.percent(score, digits=1))
        yield {
            "title": shown(row, asked.language).title,
            "url": asked.href(f"/events/{quote(row['event_id'], safe='')}"),
            "why": asked.language.say("event.rival", probability=chance),
        }


def _nearest(found: Facts) -> list[Row]:
    return sorted(found.event["borders"], key=lambda row: row["km"])[:NEAREST]


def _revisions(found: Facts, language: Language) -> Iterator[str]:
    """The accounts by their day of publication: what each added."""
    dated = [row for row in found.accounts if (report := found.reports.get(row["record"])) and report["published"]]
    for at, row in enumerate(dated):
        day = language.day(found.reports[row["record"]]["published"])
        tolls = [toll for toll in found.tolls if toll["account_id"] == row["account_id"]]
        words = "; ".join(dict.fromkeys(toll_words(language, toll) for toll in tolls)) or language.say("toll.untold")
        source = source_name(row, found.sources)
        first = language.say("event.revision_first", day=day, source=source)
        yield language.say("event.revision_more", day=day, source=source, words=words) if at else first


def _citation(one: Shown, found: Facts, asked: Page) -> str:
    return asked.language.say(
        "event.citation",
        title=f"{one.title}, {one.days}",
        id=one.id,
        tag=asked.published.tag,
        made=asked.made(asked.published.made),
        sources=", ".join(_sources(found).values()),
        url=f"{str(asked.request.base_url).rstrip('/')}/events/{quote(one.id, safe='')}?release={asked.published.tag}",
    )
