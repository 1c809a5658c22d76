"""Which releases are there, and what changed from one to another?"""

from collections.abc import Mapping, Sequence
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Query
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.show.languages import Language
from khaldun.show.leaving import Published
from khaldun.show.pages.rendering import Page, page
from khaldun.show.pages.shown import place, title
from khaldun.show.serving.asked import Asked, shelf_of
from khaldun.show.serving.problems import MissingError

WATCHED = {
    "start": "field.days",
    "place_name": "field.place",
    "type": "field.type",
    "killed_low": "field.low",
    "killed_best": "field.best",
    "killed_high": "field.high",
}
MOST = 50
KEPT = ("event_id", "title", "status", "end", "date_precision", "country", "admin1", "admin2", *WATCHED)

router = APIRouter(include_in_schema=False)


@router.get("/releases", response_class=HTMLResponse)
def releases(
    request: Request,
    published: Asked,
    before: Annotated[str | None, Query(max_length=100)] = None,
    now: Annotated[str | None, Query(max_length=100)] = None,
) -> HTMLResponse:
    """The releases, and the changes between two that are asked for."""
    asked, shelf = page(request, published), shelf_of(request)
    tags = list(reversed(shelf.tags.every()))
    for tag in (before, now):
        if tag and tag not in tags:
            raise MissingError(f"there is no release {tag!r}; there are: {', '.join(tags)}")
    held = [shelf.published(tag) for tag in tags[:4]]
    changes = _changes(asked, shelf.published(before), shelf.published(now)) if before and now else None
    return asked.render(
        "releases.html",
        releases=[_row(asked, one, current=one.tag == shelf.tags.current()) for one in held],
        before=before or (tags[1] if len(tags) > 1 else None),
        now=now or tags[0],
        changes=changes,
    )


def _row(asked: Page, one: Published, *, current: bool) -> dict[str, Any]:
    language = asked.language
    counts = {
        name: one.rows(one.table(name).aggregate(n=lambda t: t.count()))[0]["n"] for name in ("events", "accounts")
    }
    return {
        "tag": one.tag,
        "url": f"/?release={quote(one.tag)}" + (f"&lang={language.code}" if "lang" in asked.kept else ""),
        "current": current,
        "made": asked.made(one.made),
        **{name: language.number(count) for name, count in counts.items()},
    }


def _changes(asked: Page, before: Published, now: Published) -> dict[str, Any]:
    """The events that came, went, or changed in what is watched. The two are in two files, so ids are compared here."""
    old, new = _events(before), _events(now)
    both = old.keys() & new.keys()
    changed = {event: what for event in both if (what := _what(old[event], new[event], asked.language))}
    came = [new[event] for event in new.keys() - old.keys()]
    went = [old[event] for event in old.keys() - new.keys()]
    language = asked.language
    return {
        "words": language.say("releases.words", came=len(came), went=len(went), changed=len(changed)),
        "groups": [
            _group(language.say("releases.came"), came, {}, language, tag=now.tag),
            _group(language.say("releases.went"), went, {}, language, tag=before.tag),
            _group(language.say("releases.changed"), [new[event] for event in changed], changed, language, tag=now.tag),
        ],
    }


def _group(
    name: str, rows: Sequence[Mapping[str, Any]], what: Mapping[str, str], language: Language, *, tag: str
) -> dict[str, Any]:
    """The newest of some events, with what changed in each, linked as they are in a release."""
    newest = sorted(rows, key=lambda row: str(row["start"]), reverse=True)[:MOST]
    told = [
        {
            "title": title(row, language),
            "what": what.get(row["event_id"]) or f"{_day(row, language)}, {place(row, language)}",
            "url": f"/events/{quote(row['event_id'], safe='')}?release={quote(tag)}",
        }
        for row in newest
    ]
    return {"name": name, "rows": told, "more": len(rows) - len(told)}


def _events(one: Published) -> dict[str, Mapping[str, Any]]:
    events = one.table("events")
    return {row["event_id"]: row for row in one.rows(events.select(*dict.fromkeys(KEPT)))}


def _what(old: Mapping[str, Any], new: Mapping[str, Any], language: Language) -> str:
    """The fields that changed, with their old and new values."""
    return "; ".join(
        language.say("releases.was", field=language.say(key), old=_told(old[name]), new=_told(new[name]))
        for name, key in WATCHED.items()
        if old[name] != new[name]
    )


def _day(row: Mapping[str, Any], language: Language) -> str:
    return language.days(row["start"], row["end"], precision=row["date_precision"])


def _told(value: object) -> str:
    return "–" if value is None else str(value)
