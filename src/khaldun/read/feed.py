"""Which reports does a feed of RSS or Atom hold?

Each entry that carries text is a report. A feed that has not changed since it was last asked for answers nothing, and
that is no fault. Entities and references in the XML are refused, so a feed can neither read files nor grow.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from khaldun.model import Issue, Source
from khaldun.read.fetching import FetchError, Request, host_of
from khaldun.read.given import NOTHING_GIVEN, Given
from khaldun.read.page import page_of
from khaldun.read.paging import Ask
from khaldun.read.raw import Raw
from khaldun.read.reports import Document, read_piece

SOURCE = Source(
    name="feed",
    title="A feed of RSS or Atom",
    licence="its publisher's",
    citation="each report by its own source, title and address",
    leaves="facts",
)
UNCHANGED, GONE = 304, 410
ATOM = "{http://www.w3.org/2005/Atom}"
ENTRIES = (f".//{ATOM}entry", ".//item")
NAMES = {
    "title": ("title", f"{ATOM}title"),
    "day": ("pubDate", f"{ATOM}published", f"{ATOM}updated", "{http://purl.org/dc/elements/1.1/}date"),
    "id": ("guid", f"{ATOM}id"),
    "words": ("{http://purl.org/rss/1.0/modules/content/}encoded", f"{ATOM}content", "description", f"{ATOM}summary"),
}
MARKS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """The reports of a feed, and the marks to ask with next time whether it has changed."""

    found: tuple[Document | Issue, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)


def read_feed(url: str, *, ask: Ask, marks: Mapping[str, str] | None = None, given: Given = NOTHING_GIVEN) -> Feed:
    """The reports of the feed at the address; `marks` are those of the last time. Raises FetchError where none came."""
    known = marks or {}
    answer = ask(Request(url=url, headers=dict(known)))
    if answer.status == UNCHANGED:
        return Feed(marks=known)
    if answer.status == GONE:
        raise FetchError(f"the feed at {host_of(url)} is gone for good; take it off your list")
    fresh = {asked: answer.headers[told] for told, asked in MARKS.items() if told in answer.good().headers}
    try:
        tree = fromstring(answer.body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        raise FetchError(
            f"what lies at {host_of(url)} is no feed that can be trusted: not XML, or XML with entities"
        ) from None
    entries = [entry for path in ENTRIES for entry in tree.iterfind(path)]
    found = [each for number, entry in enumerate(entries, 1) for each in _entry(entry, f"{url}, entry {number}", given)]
    return Feed(found=tuple(found), marks=fresh)


def _entry(entry: Element, where: str, given: Given) -> Iterator[Document | Issue]:
    """The report of an entry as a line of JSON Lines, so that what it rests on can be kept and read again."""
    words = _first(entry, "words")
    page = page_of(f"<html><body><article>{words}</article></body></html>") if "<" in words else None
    text = page.text if page else words
    if not text.strip():
        yield Issue(
            where=where,
            what="the entry carries no text; read the page it leads to with the source web",
            kind="unreadable",
        )
        return
    row = {
        "title": _first(entry, "title") or None,
        "text": text,
        "published": _day(_first(entry, "day")),
        "url": _link(entry),
        "source": given.source,
        "language": given.language,
    }
    line = json.dumps({key: value for key, value in row.items() if value is not None}, ensure_ascii=False)
    yield from read_piece(Raw(where=where, file=where, form="line", data=line.encode()), given)


def _first(entry: Element, what: str) -> str:
    found = (entry.findtext(name) for name in NAMES[what])
    return next((text.strip() for text in found if text and text.strip()), "")


def _link(entry: Element) -> str | None:
    told = entry.findtext("link")
    linked = [link.get("href") for link in entry.iterfind(f"{ATOM}link") if link.get("rel", "alternate") == "alternate"]
    return (told or "").strip() or next((href for href in linked if href), None)


def _day(told: str) -> str | None:
    """The day as ISO 8601, from that or from the form of e-mail; null where it is neither."""
    try:
        return parsedate_to_datetime(told).date().isoformat()
    except (ValueError, TypeError, IndexError):
        return told or None
