"""How does one account of an event read: its source, its facts in words, and its words in the report?"""

from dataclasses import dataclass
from urllib.parse import urlsplit

from khaldun.show.labels import type_label
from khaldun.show.languages import Language
from khaldun.show.leaving import Told
from khaldun.show.pages.event_facts import Facts, Row
from khaldun.show.pages.highlighting import Piece, marks, pieces, sentences
from khaldun.show.pages.shown import place
from khaldun.show.pages.tolls import toll_words
from khaldun.show.pages.tolls_shown import source_name


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountShown:
    """An account in words; at most one of text, quotes and note is shown."""

    id: str
    source: str
    published: str
    title: str
    type: str
    days: str
    place: str
    coder: str
    score: str
    tolls: tuple[str, ...]
    text: tuple[Piece, ...]
    quotes: tuple[str, ...]
    note: str
    withheld: str
    language: str
    url: str


def account_shown(row: Row, found: Facts, told: Told | None, language: Language) -> AccountShown:
    """A published account with its words, where they may be shown."""
    report = found.reports.get(row["record"])
    said = (toll_words(language, toll) for toll in found.tolls if toll["account_id"] == row["account_id"])
    return AccountShown(
        id=row["account_id"],
        source=source_name(row, found.sources),
        published=language.day(report["published"]) if report and report["published"] else "",
        title=(report["title"] if report else row["title"]) or "",
        type=type_label(row["type"], language=language.code),
        days=language.days(row["start"], row["end"], precision=row["date_precision"]),
        place=place(row, language),
        coder=row["coder"] or language.say("event.row", record=row["record"], source=row["source"]),
        score=language.number(round(row["score"], 2)) if report and row["score"] is not None else "",
        tolls=tuple(dict.fromkeys(said)),
        text=tuple(pieces(told.text, marks(told.quotes, language))) if told and told.text else (),
        quotes=tuple(sentences(told.quotes)) if told and not told.text else (),
        note=row["note"] or "",
        withheld=language.say("event.withheld" if report else "event.no_words"),
        language=(report["language"] if report else None) or "",
        url=web_address(row["url"] or (report["url"] if report else None)),
    )


def web_address(url: str | None) -> str:
    """The address where it leads to the web; nothing where it is of another kind, as a script's."""
    try:
        return url if url and urlsplit(url).scheme in ("http", "https") else ""
    except ValueError:
        return ""
