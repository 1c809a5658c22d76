"""How does a list that a server gives out in pages become one list, without losing or doubling a row?"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from khaldun.model import Issue
from khaldun.read.fetching import Answer, FetchError, Request, host_of

Ask = Callable[[Request], Answer]
"""Sends a request and gives the answer; whoever makes it decides on limits, clock and log-in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page as it came: its bytes, how many rows it has, and the address of the next, null after the last.

    `total` is how many rows the server says there are altogether, null where it does not say.
    """

    body: bytes
    rows: int
    next: str | None
    total: int | None = None
    issues: tuple[Issue, ...] = ()


Turn = Callable[[str, Answer, int], Page]
"""Reads one page: from its address, its answer and the number of rows before it."""


def pages(first: str, *, ask: Ask, turn: Turn, headers: Mapping[str, str], before: int = 0) -> Iterator[Page]:
    """The pages from the one at `first` on; `before` is how many rows were fetched in an earlier run.

    Raises FetchError where a page leads back to itself.
    """
    url: str | None = first
    met: set[str] = set()
    while url is not None:
        met.add(url)
        page = turn(url, ask(Request(url=url, headers=headers)).good(), before)
        if page.next in met:
            raise FetchError(f"{host_of(url)} sends in a circle: a page names an earlier one as the next")
        before += page.rows
        yield page
        url = page.next


def shortfall(name: str, *, got: int, total: int | None) -> tuple[Issue, ...]:
    """An issue where a server gave another number of rows than it said that there were."""
    if total is None or got == total:
        return ()
    return (Issue(where=name, what=f"the server spoke of {total} rows and gave {got}", kind="rows-missing"),)


def envelope(answer: Answer) -> dict[str, Any]:
    """The object that an answer holds as JSON; raises FetchError where it holds none."""
    try:
        told = json.loads(answer.body)
    except ValueError:
        raise FetchError(f"{host_of(answer.url)} answered with something that is not JSON; try again") from None
    if not isinstance(told, dict):
        raise FetchError(f"{host_of(answer.url)} answered with JSON that is no object")
    return told
