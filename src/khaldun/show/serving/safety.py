"""What does the server refuse before it looks at a request, and what does it tell browsers of every answer?"""

import time
from collections import OrderedDict
from collections.abc import Callable
from http import HTTPStatus
from threading import Lock

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from khaldun.show.serving.problems import problem
from khaldun.show.serving.settings import Settings

POLICY = (
    "default-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(), microphone=()",
}
METHODS = frozenset({"GET", "HEAD", "POST", "OPTIONS"})
FRESH = (HTTPStatus.OK, HTTPStatus.NOT_MODIFIED)
DESCRIBED = '</openapi.json>; rel="describedby"'
MOST_ADDRESSES = 10_000
MINUTE = 60.0


class Guard:
    """Refuses what is oversized, too frequent or for another host, and puts the headers on every answer."""

    def __init__(self, app: ASGIApp, *, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self.app = app
        self.settings = settings
        self.rate = Rate(settings.rate, clock=clock)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        left = self.rate.left((scope.get("client") or ("", 0))[0])
        dressed = _dressed(send, scope, {**HEADERS, **self.rate.headers(left)})
        request = Request(scope)
        if left < 0:
            told = "Too many requests from this address; wait a minute."
            await problem(request, HTTPStatus.TOO_MANY_REQUESTS, told, **{"Retry-After": "60"})(scope, receive, dressed)
        elif refused := self.refused(request):
            await problem(request, *refused)(scope, receive, dressed)
        else:
            await self.app(scope, _measured(receive, self.settings.most_bytes), dressed)

    def refused(self, request: Request) -> tuple[HTTPStatus, str] | None:
        """The status and the sentence by which a request is refused at once; null where it is not."""
        host = request.headers.get("host", "")
        if "*" not in self.settings.hosts and _name(host) not in self.settings.hosts:
            return HTTPStatus.BAD_REQUEST, "This server does not answer for that host; start it with --host."
        if request.method not in METHODS:
            return HTTPStatus.METHOD_NOT_ALLOWED, "This server only reads: ask with GET, and POST where a page says so."
        if len(request.url.query) > self.settings.longest_query:
            return HTTPStatus.REQUEST_URI_TOO_LONG, f"A query may have {self.settings.longest_query} characters."
        length = request.headers.get("content-length", "0")
        if not length.isdigit() or int(length) > self.settings.most_bytes:
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A body may have {self.settings.most_bytes} bytes."
        if "\x00" in request.url.path or "%00" in request.url.query:
            return HTTPStatus.BAD_REQUEST, "A request holds no zero bytes."
        return None


class Rate:
    """How many requests each address has left: as many a minute as are allowed, refilled steadily."""

    def __init__(self, allowed: int, *, clock: Callable[[], float]) -> None:
        self.allowed = allowed
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def left(self, address: str) -> int:
        """What the address has left after this request; below nought where it has to wait."""
        if not self.allowed:
            return 1
        with self._lock:
            now = self._clock()
            left, at = self._left.get(address, (float(self.allowed), now))
            left = min(float(self.allowed), left + (now - at) * self.allowed / MINUTE)
            self._left[address] = (left - 1 if left >= 1 else left, now)
            self._left.move_to_end(address)
            while len(self._left) > MOST_ADDRESSES:
                self._left.popitem(last=False)
        return int(left - 1) if left >= 1 else -1

    def headers(self, left: int) -> dict[str, str]:
        """What an answer says of the limit."""
        return {"RateLimit-Limit": str(self.allowed), "RateLimit-Remaining": str(max(left, 0))} if self.allowed else {}


def _measured(receive: Receive, most: int) -> Receive:
    """The body, cut off where it passes the limit: what comes after is as if the client had gone."""
    seen = 0

    async def measured() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        return message if seen <= most else {"type": "http.disconnect"}

    return measured


def _dressed(send: Send, scope: Scope, headers: dict[str, str]) -> Send:
    """Sends with headers that the answer does not have itself; what rests on a release is named by its tag."""

    async def dressed(message: Message) -> None:
        if message["type"] == "http.response.start":
            etag = scope.get("state", {}).get("etag") if message["status"] in FRESH else None
            kept = {"ETag": etag, "Cache-Control": "no-cache", "Link": DESCRIBED} if etag else {}
            pairs = [(name.lower().encode(), value.encode()) for name, value in {**headers, **kept}.items()]
            said = {name.lower() for name, _ in message.get("headers", ())}
            message["headers"] = [*message.get("headers", ()), *(pair for pair in pairs if pair[0] not in said)]
        await send(message)

    return dressed


def _name(host: str) -> str:
    """The name of a host without its port."""
    return host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() and ":" in host else host
