"""What is written down of each request? One line of JSON on standard error, and counts for /metrics.

Neither addresses nor query strings are kept: what somebody looks for is theirs.
"""

import json
import sys
import time
import traceback
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Histogram
from starlette.types import ASGIApp, Message, Receive, Scope, Send

REGISTRY = CollectorRegistry()
REQUESTS = Counter("khaldun_requests", "Requests answered.", ("route", "status"), registry=REGISTRY)
SECONDS = Histogram("khaldun_request_seconds", "Time to the end of an answer.", ("route",), registry=REGISTRY)


class Logs:
    """Writes a line a request: when, what kind, how it ended, how long it took."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception:
            _write({"level": "error", "traceback": traceback.format_exc()})
            raise
        finally:
            _note(scope, status, time.perf_counter() - began)


def _note(scope: Scope, status: int, seconds: float) -> None:
    route = getattr(scope.get("route"), "path", "none")
    REQUESTS.labels(route, str(status)).inc()
    SECONDS.labels(route).observe(seconds)
    _write({"level": "info", "method": scope["method"], "route": route, "status": status, "ms": round(seconds * 1000)})


def _write(told: dict[str, object]) -> None:
    at = datetime.now(UTC).isoformat(timespec="milliseconds")
    sys.stderr.write(json.dumps({"at": at, **told}, ensure_ascii=False) + "\n")
