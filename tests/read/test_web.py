"""Is a page, a feed or an answer of ReliefWeb read as reports, and a hostile one refused?"""

import json
from collections.abc import Callable
from typing import Any

import pytest

from khaldun.model import Issue, KhaldunError
from khaldun.read.feed import read_feed
from khaldun.read.fetching import FetchError
from khaldun.read.reliefweb import read_reliefweb
from khaldun.read.reports import Document
from khaldun.read.web import read_web

Serve = Callable[[Callable[[Any], Any]], Any]
WORDS = "Gunmen attacked a village near Exampleville on Friday and killed three people, a resident said by phone. "
PAGE = f"""<html><head><title>Three killed near Exampleville</title><script>alert("{WORDS}")</script></head>
<body><article><h1>Three killed near Exampleville</h1><p>{WORDS * 3}</p><p onclick="steal()">{WORDS * 2}</p></article>
<script>document.write("a script")</script></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>News</title><item><title>Three killed</title><link>https://example.org/1</link>
<pubDate>Fri, 05 Jan 2024 10:00:00 GMT</pubDate><description>{WORDS}</description></item>
<item><title>No words</title><link>https://example.org/2</link></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>Three killed</title>
<link rel="alternate" href="https://example.org/1"/><updated>2024-01-05T10:00:00Z</updated>
<content type="html">&lt;p&gt;{WORDS * 3}&lt;/p&gt;</content></entry></feed>"""
BOMB = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>
<rss><channel><item><title>&b;</title></item></channel></rss>"""
FILE = """<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>
<rss><channel><item><description>&a;</description></item></channel></rss>"""


def html(reply: type[Any], body: str, kind: str = "text/html; charset=utf-8") -> Callable[[Any], Any]:
    return lambda _: reply(body.encode(), headers={"Content-Type": kind})


def test_a_page_is_a_report_without_its_scripts(serve: Serve, reply: type[Any]) -> None:
    server = serve(html(reply, PAGE))
    (found,) = [one for one in read_web(f"{server.url}/1", ask=server.ask) if isinstance(one, Document)]
    assert WORDS.strip() in found.report.text
    assert "a script" not in found.report.text
    assert "alert" not in found.report.text
    assert found.raw == PAGE.encode()
    assert found.report.url == f"{server.url}/1"


def test_what_is_no_report_is_an_issue(serve: Serve, reply: type[Any]) -> None:
    server = serve(html(reply, "GIF89a", kind="image/gif"))
    (found,) = read_web(server.url, ask=server.ask)
    assert isinstance(found, Issue)
    assert found.what == "is 'image/gif', not a page, a text or a PDF"


def test_a_page_that_is_not_there_is_a_sentence(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda _: reply(b"none", status=404))
    with pytest.raises(FetchError, match="nothing at that address"):
        list(read_web(server.url, ask=server.ask))


def test_each_entry_of_rss_with_words_is_a_report(serve: Serve, reply: type[Any]) -> None:
    server = serve(html(reply, RSS, kind="application/rss+xml"))
    report, issue = read_feed(server.url, ask=server.ask).found
    assert isinstance(report, Document)
    assert (report.report.title, report.report.url, str(report.report.published)) == (
        "Three killed", "https://example.org/1", "2024-01-05",
    )  # fmt: skip
    assert isinstance(issue, Issue)
    assert "carries no text" in issue.what


def test_an_entry_of_atom_is_read_through_its_markup(serve: Serve, reply: type[Any]) -> None:
    server = serve(html(reply, ATOM, kind="application/atom+xml"))
    (found,) = read_feed(server.url, ask=server.ask).found
    assert isinstance(found, Document)
    assert (found.report.url, str(found.report.published)) == ("https://example.org/1", "2024-01-05")
    assert "<p>" not in found.report.text


def test_a_feed_is_asked_whether_it_has_changed(serve: Serve, reply: type[Any]) -> None:
    def answer(asked: Any) -> Any:  # noqa: ANN401
        if asked.headers.get("If-None-Match") == '"v1"':
            return reply(status=304)
        return reply(RSS.encode(), headers={"ETag": '"v1"'})

    server = serve(answer)
    first = read_feed(server.url, ask=server.ask)
    again = read_feed(server.url, ask=server.ask, marks=first.marks)
    assert (len(first.found), again.found, again.marks) == (2, (), first.marks)


@pytest.mark.parametrize("body", [BOMB, FILE, "<html>no feed", "", "{}"], ids=["bomb", "file", "html", "empty", "json"])
def test_a_feed_that_cannot_be_trusted_is_refused(serve: Serve, reply: type[Any], body: str) -> None:
    server = serve(html(reply, body, kind="application/xml"))
    with pytest.raises(FetchError, match="no feed that can be trusted"):
        read_feed(server.url, ask=server.ask)


def test_a_feed_that_is_gone_says_so(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda _: reply(status=410))
    with pytest.raises(FetchError, match="gone for good"):
        read_feed(server.url, ask=server.ask)


def fields(number: int) -> dict[str, object]:
    return {
        "title": f"Report {number}",
        "body": f"{WORDS} {number}",
        "date": {"original": "2024-01-05T00:00:00+00:00"},
        "source": [{"shortname": "EXO", "name": "Example Office"}],
        "language": [{"code": "en"}],
        "url": f"https://example.org/{number}",
    }


def reliefweb(reply: type[Any], total: int) -> Callable[[Any], Any]:
    """A server with ReliefWeb's envelope that asks for an approved appname."""

    def answer(asked: Any) -> Any:  # noqa: ANN401
        if "appname=approved" not in asked.path:
            return reply(b'{"error": {"message": "appname"}}', status=403)
        wish = json.loads(asked.body)
        numbers = range(wish["offset"], min(total, wish["offset"] + wish["limit"]))
        rows = [{"id": str(n), "fields": fields(n)} for n in numbers]
        return reply(json.dumps({"totalCount": total, "count": len(rows), "data": rows}).encode())

    return answer


def test_reports_of_reliefweb_come_page_by_page(serve: Serve, reply: type[Any]) -> None:
    server = serve(reliefweb(reply, 5))
    found = list(read_reliefweb("attack", appname="approved", ask=server.ask, server=server.url, page=2))
    reports = [one.report for one in found if isinstance(one, Document)]
    assert [one.title for one in reports] == [f"Report {n}" for n in range(5)]
    assert {(one.source, str(one.published), one.language) for one in reports} == {("EXO", "2024-01-05", "en")}
    assert len(server.asked) == 3


def test_no_more_reports_come_than_are_asked_for(serve: Serve, reply: type[Any]) -> None:
    server = serve(reliefweb(reply, 50))
    assert (
        len(list(read_reliefweb("attack", appname="approved", ask=server.ask, server=server.url, page=4, most=6))) == 6
    )


@pytest.mark.parametrize(("name", "sentence"), [("", "KHALDUN_RELIEFWEB_APPNAME"), ("other", "has not approved")])
def test_reliefweb_without_an_approved_name_is_misuse(serve: Serve, reply: type[Any], name: str, sentence: str) -> None:
    server = serve(reliefweb(reply, 1))
    with pytest.raises(KhaldunError, match=sentence):
        list(read_reliefweb("attack", appname=name, ask=server.ask, server=server.url))
