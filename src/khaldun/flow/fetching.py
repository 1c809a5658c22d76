"""From the web into the ledger: pages, feeds and ReliefWeb, each report with its bytes."""

import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from khaldun.flow.read import Added, add_documents
from khaldun.model import Issue
from khaldun.read.feed import read_feed
from khaldun.read.fetching import LARGEST, Answer, Limits, Request, fetch
from khaldun.read.given import NOTHING_GIVEN, Given
from khaldun.read.paging import Ask
from khaldun.read.reliefweb import read_reliefweb
from khaldun.read.web import read_web
from khaldun.store.fetched import remember, remembered


def asking(*, private: frozenset[str] = frozenset(), size: int = LARGEST) -> Ask:
    """What sends requests within limits; `private` are the hosts with ports that may lie in a private network."""
    limits = Limits(private=private, size=size)

    def ask(request: Request) -> Answer:
        return fetch(request, clock=time.monotonic, limits=limits)

    return ask


def fetch_page(
    home: Path, url: str, *, ask: Ask, at: datetime, given: Given = NOTHING_GIVEN
) -> Iterator[Added | Issue]:
    """Adds the report at an address to the ledger."""
    return add_documents(home, read_web(url, ask=ask, given=given), at=at)


def fetch_feed(
    home: Path, url: str, *, ask: Ask, at: datetime, given: Given = NOTHING_GIVEN
) -> Iterator[Added | Issue]:
    """Adds the reports of a feed to the ledger; a feed that has not changed since the last time adds nothing."""
    found = read_feed(url, ask=ask, marks=remembered(home, url), given=given)
    yield from add_documents(home, found.found, at=at)
    remember(home, url, dict(found.marks))


def fetch_reliefweb(home: Path, told: str, *, appname: str, ask: Ask, at: datetime) -> Iterator[Added | Issue]:
    """Adds the newest reports of ReliefWeb on a query to the ledger."""
    return add_documents(home, read_reliefweb(told, appname=appname, ask=ask), at=at)
