"""Are UCDP's pages fetched whole, in order, once each? The server here speaks its protocol on loopback."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from khaldun.model import KhaldunError
from khaldun.read.fetching import FetchError
from khaldun.read.paging import pages, shortfall
from khaldun.read.ucdp_api import TOKEN, edition, first_page, turn

Serve = Callable[[Callable[[Any], Any]], Any]
ROWS = [{"id": n} for n in range(7)]


def ucdp(reply: type[Any], rows: list[dict[str, int]], *, cut_at: int | None = None) -> Callable[[Any], Any]:
    """A server with UCDP's envelope that asks for a token."""

    def answer(asked: Any) -> Any:  # noqa: ANN401
        if asked.headers.get(TOKEN) != "mine":
            return reply(b"no token", status=401)
        query = {name: int(value[0]) for name, value in parse_qs(urlsplit(asked.path).query).items()}
        size, page = query["pagesize"], query["page"]
        part = rows[page * size : (page + 1) * size]
        more = (page + 1) * size < len(rows)
        following = f"/api/gedevents/25.1?pagesize={size}&page={page + 1}" if more else ""
        told = {
            "TotalCount": len(rows),
            "TotalPages": 3,
            "PreviousPageUrl": "",
            "NextPageUrl": following,
            "Result": part,
        }
        body = json.dumps(told).encode()
        return reply(body, length=len(body) + 5) if page == cut_at else reply(body)

    return answer


def fetched(server: Any, token: str = "mine", start: str = "gedevents/25.1?pagesize=3") -> list[Any]:  # noqa: ANN401, S107
    first = first_page(f"{server.url}/api/{start}")
    found = pages(first, ask=server.ask, turn=turn, headers={TOKEN: token})
    return [row["id"] for page in found for row in json.loads(page.body)["Result"]]


def test_every_row_comes_once_and_in_order(serve: Serve, reply: type[Any]) -> None:
    server = serve(ucdp(reply, ROWS))
    assert fetched(server) == [0, 1, 2, 3, 4, 5, 6]
    assert len(server.asked) == 3


def test_a_run_goes_on_from_the_page_where_an_earlier_one_broke_off(serve: Serve, reply: type[Any]) -> None:
    server = serve(ucdp(reply, ROWS, cut_at=2))
    first = first_page(f"{server.url}/api/gedevents/25.1?pagesize=3")
    got = pages(first, ask=server.ask, turn=turn, headers={TOKEN: "mine"})
    one, two = next(got), next(got)
    with pytest.raises(FetchError, match="failed"):
        next(got)
    assert two.next is not None
    mended = serve(ucdp(reply, ROWS))
    resumed = two.next.replace(server.url, mended.url)
    (three,) = pages(resumed, ask=mended.ask, turn=turn, headers={TOKEN: "mine"}, before=one.rows + two.rows)
    assert (one.rows, two.rows, three.rows, three.total) == (3, 3, 1, 7)


def test_without_a_token_the_answer_is_a_sentence(serve: Serve, reply: type[Any]) -> None:
    with pytest.raises(FetchError, match="token was not accepted"):
        fetched(serve(ucdp(reply, ROWS)), token="")


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (b"<html>maintenance</html>", "not JSON"),
        (b"[]", "no object"),
        (b'{"TotalCount": 1}', "without 'Result'"),
        (b'{"Result": [{"id": 1}], "NextPageUrl": "http://example.org/api"}', "on another host"),
        (b'{"Result": [], "NextPageUrl": "/api/gedevents/25.1?page=1"}', "empty page"),
        (b'{"Result": [{"id": 1}], "NextPageUrl": "/api/gedevents/25.1?pagesize=3&page=0"}', "in a circle"),
    ],
)
def test_an_answer_that_is_not_ucdps_is_a_sentence(serve: Serve, reply: type[Any], told: bytes, sentence: str) -> None:
    with pytest.raises(FetchError, match=sentence):
        fetched(serve(lambda _: reply(told)))


def test_rows_that_the_server_owes_are_an_issue() -> None:
    assert [issue.what for issue in shortfall("x", got=6, total=7)] == ["the server spoke of 7 rows and gave 6"]
    assert shortfall("x", got=7, total=7) == shortfall("x", got=7, total=None) == ()


def test_the_first_page_is_asked_of_ucdp_with_the_largest_page() -> None:
    wanted = "https://ucdpapi.pcr.uu.se/api/gedevents/25.1?Country=432&pagesize=1000&page=0"
    assert first_page("gedevents/25.1?Country=432") == wanted
    assert edition("gedevents/25.1?Country=432") == "25.1"


@pytest.mark.parametrize(
    ("told", "sentence"),
    [("gedevents/25.1?country=432", "no filter 'country'"), ("gedevents", "names no resource and version")],
)
def test_a_filter_that_ucdp_would_ignore_is_misuse(told: str, sentence: str) -> None:
    with pytest.raises(KhaldunError, match=sentence):
        first_page(told)
