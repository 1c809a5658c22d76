"""Is nothing fetched that should not be, and nothing taken for whole that is not?"""

import gzip
import time
from collections.abc import Callable
from typing import Any

import pytest

from khaldun.model import KhaldunError
from khaldun.read.fetching import Answer, FetchError, Limits, Request, _open, fetch

Serve = Callable[[Callable[[Any], Any]], Any]


def get(server: Any, path: str = "/", **limits: Any) -> Answer:  # noqa: ANN401
    bounds = Limits(private=frozenset({server.host}), **{"seconds": 5, "pause": 2, **limits})
    return fetch(Request(url=server.url + path), clock=time.monotonic, limits=bounds)


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://example.org/a", "gopher://example.org", "//example.org", "example.org", "http://"],
)
def test_only_addresses_of_the_web_are_fetched(url: str) -> None:
    with pytest.raises(KhaldunError, match="must begin with http"):
        fetch(Request(url=url), clock=time.monotonic)


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://0.0.0.0/", "http://2130706433/"]
)
def test_the_machine_itself_is_not_fetched(url: str) -> None:
    with pytest.raises(KhaldunError, match="private network"):
        fetch(Request(url=url), clock=time.monotonic)


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:10.0.0.1", False),
        ("64:ff9b::a00:1", False),
        ("2002:7f00:1::", False),
    ],
)
def test_an_address_is_open_or_private_whatever_it_is_wrapped_in(address: str, is_open: bool) -> None:  # noqa: FBT001
    assert _open(address) is is_open


def test_a_redirect_to_a_private_address_is_not_followed(serve: Serve, reply: type[Any]) -> None:
    inner = serve(lambda _: reply(b"secret"))
    outer = serve(lambda _: reply(status=302, headers={"Location": inner.url}))
    with pytest.raises(KhaldunError, match="private network"):
        get(outer)
    assert inner.asked == []


def test_a_redirect_within_what_is_allowed_is_followed(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda a: reply(b"here") if a.path == "/b" else reply(status=301, headers={"Location": "/b"}))
    answer = get(server, "/a")
    assert (answer.body, answer.url) == (b"here", f"{server.url}/b")


def test_a_redirect_to_another_host_takes_no_log_in_along(serve: Serve, reply: type[Any]) -> None:
    other = serve(lambda _: reply(b"here"))
    first = serve(lambda _: reply(status=302, headers={"Location": other.url}))
    allowed = Limits(private=frozenset({first.host, other.host}), seconds=5)
    request = Request(url=first.url, headers={"Authorization": "Bearer secret"})
    assert fetch(request, clock=time.monotonic, limits=allowed).body == b"here"
    assert "Authorization" in first.asked[0].headers
    assert "Authorization" not in other.asked[0].headers


def test_redirects_in_a_circle_end(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda _: reply(status=302, headers={"Location": "/"}))
    with pytest.raises(FetchError, match="redirects more than 5 times"):
        get(server)


def test_a_packed_answer_is_unpacked(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda _: reply(gzip.compress(b"words"), headers={"Content-Encoding": "gzip"}))
    assert get(server).body == b"words"


def test_a_packed_bomb_is_stopped(serve: Serve, reply: type[Any]) -> None:
    bomb = gzip.compress(b"0" * 50_000_000)
    server = serve(lambda _: reply(bomb, headers={"Content-Encoding": "gzip"}))
    with pytest.raises(FetchError, match="more than 1000000 bytes"):
        get(server, size=1_000_000)


def test_an_answer_that_is_too_large_is_stopped(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda _: reply(b"x" * 2_000_000))
    with pytest.raises(FetchError, match="more than 1000000 bytes"):
        get(server, size=1_000_000)


def test_an_answer_that_is_cut_is_not_taken_for_whole(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda _: reply(b"half", length=8))
    with pytest.raises(FetchError, match="failed"):
        get(server)


def test_a_packed_answer_that_is_cut_is_not_taken_for_whole(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda _: reply(gzip.compress(b"words" * 100)[:-9], headers={"Content-Encoding": "gzip"}))
    with pytest.raises(FetchError, match="damaged"):
        get(server)


def test_a_server_that_says_nothing_is_given_up(serve: Serve, reply: type[Any]) -> None:
    def late(_: object) -> object:
        time.sleep(1)
        return reply(b"late")

    server = serve(late)
    with pytest.raises(FetchError, match="did not answer in time"):
        get(server, pause=0.2)


def test_a_server_that_drips_is_given_up(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda _: reply(b"x" * 1000, drip=0.05))
    with pytest.raises(FetchError, match="too slowly"):
        get(server, seconds=0.4)


@pytest.mark.parametrize(
    ("status", "sentence"), [(401, "not accepted"), (404, "nothing at that"), (500, "answered 500")]
)
def test_an_answer_that_says_no_is_a_sentence(serve: Serve, reply: type[Any], status: int, sentence: str) -> None:
    server = serve(lambda _: reply(b"no", status=status))
    with pytest.raises(FetchError, match=sentence):
        get(server).good()


def test_nobody_at_the_door_is_a_sentence(serve: Serve, reply: type[Any]) -> None:
    server = serve(lambda _: reply(b""))
    closed = Limits(private=frozenset({"127.0.0.1:1"}), seconds=2)
    with pytest.raises(FetchError, match=r"connection to 127\.0\.0\.1 failed"):
        fetch(Request(url="http://127.0.0.1:1/"), clock=time.monotonic, limits=closed)
    assert server.asked == []
