"""Which reports does ReliefWeb hold on a query?

POST /v2/reports?appname=NAME with a query in JSON; pages by offset. ReliefWeb asks each user for a name that it has
approved, and answers 403 without.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from khaldun.model import Issue, KhaldunError, Source
from khaldun.read.fetching import FetchError, Request, host_of
from khaldun.read.given import Given
from khaldun.read.page import page_of
from khaldun.read.paging import Ask, envelope
from khaldun.read.raw import Raw
from khaldun.read.reports import Document, read_piece

SERVER = "https://api.reliefweb.int/v2/reports"
SOURCE = Source(
    name="reliefweb",
    title="Reports on ReliefWeb, with your own appname",
    licence="their publishers'",
    citation="each report by its own source, title and address on ReliefWeb",
    leaves="facts",
    url="https://reliefweb.int/",
)
LARGEST_PAGE = 1000
FORBIDDEN, GONE = 403, 410
FIELDS = ("title", "body", "body-html", "url", "date.original", "source.shortname", "source.name", "language.code")
ENGLISH_AND_FRENCH = ("en", "fr")


def read_reliefweb(
    told: str, *, appname: str, ask: Ask, server: str = SERVER, page: int = LARGEST_PAGE, most: int = LARGEST_PAGE
) -> Iterator[Document | Issue]:
    """The newest reports on a query in ReliefWeb's words, as "country.iso3:mli AND attack", at most `most`.

    Raises KhaldunError without an approved appname, and FetchError where nothing came.
    """
    if not appname:
        raise KhaldunError("ReliefWeb asks for a name that it has approved; put it into KHALDUN_RELIEFWEB_APPNAME")
    offset = 0
    while offset < most:
        size = min(page, most - offset)
        rows, total = _page(told, appname=appname, ask=ask, server=server, offset=offset, size=size)
        for row in rows:
            yield from _report(row)
        offset += len(rows)
        if not rows or offset >= total:
            return


def _page(
    told: str, *, appname: str, ask: Ask, server: str, offset: int, size: int
) -> tuple[list[Mapping[str, Any]], int]:
    body = {
        "query": {"value": told, "operator": "AND"},
        "fields": {"include": list(FIELDS)},
        "sort": ["date.original:desc"],
        "limit": size,
        "offset": offset,
    }
    headers = {"Content-Type": "application/json"}
    url = f"{server}?appname={appname}"
    answer = ask(Request(url=url, method="POST", headers=headers, body=json.dumps(body).encode()))
    if answer.status == FORBIDDEN:
        raise KhaldunError(f"ReliefWeb has not approved the appname {appname!r}; ask it to, or correct the name")
    if answer.status == GONE:
        raise FetchError(f"{host_of(url)} has left this version of its interface; a newer khaldun is needed")
    found = envelope(answer.good())
    rows = found.get("data")
    if not isinstance(rows, list):
        raise FetchError(f"{host_of(url)} answered without 'data'")
    return rows, int(found.get("totalCount", len(rows)))


def _report(row: Mapping[str, Any]) -> Iterator[Document | Issue]:
    """A report as a line of JSON Lines, so that what it rests on can be kept and read again."""
    told = row.get("fields", {})
    where = f"reliefweb {row.get('id')}"
    page = (
        page_of(f"<html><body><article>{told['body-html']}</article></body></html>") if told.get("body-html") else None
    )
    text = page.text if page else told.get("body", "")
    if not text.strip():
        yield Issue(
            where=where, what="the report has no text; what it says may lie in an attached file", kind="unreadable"
        )
        return
    languages = [one.get("code") for one in told.get("language", []) if one.get("code") in ENGLISH_AND_FRENCH]
    line = {
        "title": told.get("title"),
        "text": text,
        "published": (told.get("date") or {}).get("original"),
        "source": next((one.get("shortname") or one.get("name") for one in told.get("source", [])), None),
        "language": languages[0] if len(languages) == 1 else None,
        "url": told.get("url"),
    }
    held = json.dumps({key: value for key, value in line.items() if value is not None}, ensure_ascii=False)
    yield from read_piece(Raw(where=where, file=where, form="line", data=held.encode()), Given())
