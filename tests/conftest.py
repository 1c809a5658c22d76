"""Servers on loopback that speak what the tests ask of them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from khaldun.read.fetching import Answer, Limits, Request, fetch


@dataclass
class Reply:
    """What a server answers; `length` promises more bytes than come, `drip` sends the body in pieces with pauses."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    length: int | None = None
    drip: float = 0.0


@dataclass
class Asked:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Server:
    """A running server: its address, what it was asked, and how to ask it as the program does."""

    url: str
    host: str
    asked: list[Asked]

    def ask(self, request: Request) -> Answer:
        return fetch(request, clock=time.monotonic, limits=Limits(private=frozenset({self.host}), seconds=5, pause=2))


Serve = Callable[[Callable[[Asked], Reply]], Server]


@pytest.fixture
def serve() -> Iterator[Serve]:
    running: list[ThreadingHTTPServer] = []

    def start(answer: Callable[[Asked], Reply]) -> Server:
        asked: list[Asked] = []
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler(answer, asked))
        server.daemon_threads = True
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        running.append(server)
        host = f"127.0.0.1:{server.server_port}"
        return Server(url=f"http://{host}", host=host, asked=asked)

    yield start
    for server in running:
        server.shutdown()
        server.server_close()


def handler(answer: Callable[[Asked], Reply], asked: list[Asked]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def reply(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            request = Asked(self.command, self.path, dict(self.headers.items()), self.rfile.read(size))
            asked.append(request)
            found = answer(request)
            self.send_response(found.status)
            for name, value in found.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(found.body) if found.length is None else found.length))
            self.end_headers()
            self.send(found)

        def send(self, found: Reply) -> None:
            step = 1 if found.drip else max(len(found.body), 1)
            try:
                for start in range(0, len(found.body), step):
                    self.wfile.write(found.body[start : start + step])
                    self.wfile.flush()
                    time.sleep(found.drip)
            except OSError:
                pass

        do_GET = do_POST = reply  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@pytest.fixture
def reply() -> type[Reply]:
    return Reply
