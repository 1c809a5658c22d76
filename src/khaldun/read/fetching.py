"""How are bytes fetched from the web without harm to the machine that fetches them?

Only http and https; the address is checked when the connection is made, so neither a name that resolves to a private
network nor a redirect to one gets through; size, time, redirects and unpacking have caps. Settings of the environment,
such as proxies, are not used.
"""

import ipaddress
import socket
import ssl
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpcore

from khaldun.model import KhaldunError

LARGEST = 50 * 2**20  # bytes of an answer
SCHEMES = ("http", "https")
REDIRECTS = (301, 302, 303, 307, 308)
AGENT = b"khaldun"
_CHUNK = 2**16
_GZIP = 31  # zlib's window bits for gzip
Clock = Callable[[], float]


class FetchError(KhaldunError):
    """Nothing usable came back: refused, cut, too slow, too large, or an answer that says no."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken from a server that is not trusted.

    `private` are the hosts, as "127.0.0.1:8000", that may lie in a private network: none unless somebody names them.
    """

    size: int = LARGEST
    seconds: float = 60.0
    pause: float = 20.0
    redirects: int = 5
    private: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered: `url` is where the answer came from, after all redirects."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    def good(self) -> "Answer":
        """The answer itself; raises FetchError where its status is not 2xx."""
        if not 200 <= self.status < 300:  # noqa: PLR2004
            raise FetchError(f"{host_of(self.url)} answered {self.status}{_MEANING.get(self.status, '')}")
        return self


_MEANING = {
    401: ": the log-in or token was not accepted",
    403: ": it does not allow this to you",
    404: ": there is nothing at that address",
    410: ": what was there is gone for good",
    429: ": too many requests; wait and run the command again",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a server."""

    url: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


def fetch(request: Request, *, clock: Clock, limits: Limits | None = None) -> Answer:
    """The answer to a request, redirects followed. `clock` gives seconds that only rise, as time.monotonic does.

    Raises FetchError where there is no answer within the limits, and KhaldunError for an address that is not allowed.
    """
    bounds = limits or Limits()
    until = clock() + bounds.seconds
    with httpcore.ConnectionPool(ssl_context=ssl.create_default_context(), network_backend=_Checked(bounds)) as pool:
        for _ in range(bounds.redirects + 1):
            answer = _once(pool, request, bounds, clock=clock, until=until)
            if answer.status not in REDIRECTS or "location" not in answer.headers:
                return answer
            request = _redirected(request, urljoin(request.url, answer.headers["location"]))
    raise FetchError(f"{host_of(request.url)} redirects more than {bounds.redirects} times")


def host_of(url: str) -> str:
    """The host that an address names."""
    return urlsplit(url).hostname or url


def _redirected(request: Request, url: str) -> Request:
    """The request sent on; another host gets neither log-in nor body."""
    same = urlsplit(url).netloc == urlsplit(request.url).netloc and urlsplit(url).scheme == urlsplit(request.url).scheme
    return Request(url=url, headers=request.headers if same else {})


def _once(pool: httpcore.ConnectionPool, request: Request, limits: Limits, *, clock: Clock, until: float) -> Answer:
    host = _allowed(request.url)
    headers = [(b"User-Agent", AGENT), (b"Accept-Encoding", b"gzip"), (b"Host", _netloc(request.url))]
    headers += [(name.encode(), value.encode()) for name, value in request.headers.items()]
    pause = {name: min(limits.pause, limits.seconds) for name in ("connect", "read", "write", "pool")}
    try:
        with pool.stream(
            request.method, request.url, headers=headers, content=request.body, extensions={"timeout": pause}
        ) as response:
            told = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in response.headers}
            pieces = _timely(response.iter_stream(), host, clock=clock, until=until)
            body = _capped(pieces, told.get("content-encoding", ""), host, limits.size)
            return Answer(url=request.url, status=response.status, headers=told, body=body)
    except httpcore.TimeoutException:
        raise FetchError(f"{host} did not answer in time; try again later") from None
    except (httpcore.NetworkError, httpcore.ProtocolError, ssl.SSLError, OSError) as fault:
        raise FetchError(f"the connection to {host} failed ({fault or type(fault).__name__}); try again") from None


def _allowed(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise KhaldunError(f"{url!r} is no address of the web; it must begin with http:// or https://")
    if parts.username or parts.password:
        raise KhaldunError(f"the address of {parts.hostname} holds a log-in; give it without")
    return parts.hostname


def _netloc(url: str) -> bytes:
    return urlsplit(url).netloc.encode("idna" if not url.isascii() else "ascii")


def _timely(pieces: Iterable[bytes], host: str, *, clock: Clock, until: float) -> Iterable[bytes]:
    for piece in pieces:
        if clock() > until:
            raise FetchError(f"{host} answers too slowly; try again later")
        yield piece


def _capped(pieces: Iterable[bytes], encoding: str, host: str, size: int) -> bytes:
    """The body, unpacked where it came packed, never more than `size` bytes."""
    if encoding not in ("", "identity", "gzip"):
        raise FetchError(f"{host} answers in {encoding!r}, which was not asked for")
    unpack = zlib.decompressobj(_GZIP) if encoding == "gzip" else None
    body = bytearray()
    for piece in pieces:
        try:
            body += unpack.decompress(piece, size + 1 - len(body)) if unpack else piece
        except zlib.error:
            raise FetchError(f"what {host} sent is damaged; try again") from None
        if len(body) > size:
            raise FetchError(f"{host} sends more than {size} bytes; it was not read")
    if unpack and not unpack.eof:
        raise FetchError(f"what {host} sent is damaged; try again")
    return bytes(body)


class _Checked(httpcore.SyncBackend):
    """Connects to addresses of the open internet, and to those that the limits allow by name."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Looks the name up once, checks every address it has, and connects to one of those and no other."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError):
            raise FetchError(f"there is no host {host!r}; check the address") from None
        addresses = [str(info[4][0]) for info in found]
        if f"{host}:{port}" not in self.limits.private and not all(map(_open, addresses)):
            raise KhaldunError(f"{host} lies in a private network; it is not fetched")
        return super().connect_tcp(addresses[0], port, timeout, local_address, socket_options)


def _open(address: str) -> bool:
    """Whether an address belongs to the open internet, whatever it is wrapped in."""
    found = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(found, ipaddress.IPv6Address):
        inner = found.ipv4_mapped or found.sixtofour or (found.teredo[1] if found.teredo else None)
        if found in _NAT64:
            inner = ipaddress.IPv4Address(int(found) & 0xFFFFFFFF)
        if inner is not None:
            return _open(str(inner))
    return found.is_global and not found.is_multicast


_NAT64 = ipaddress.ip_network("64:ff9b::/96")
