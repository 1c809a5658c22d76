"""`khaldun read` of a dataset: which source is asked for, with whose access, and what did it bring?"""

import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from khaldun.cli.console import followed, say, say_issue, write_lines
from khaldun.cli.program import DATA_WORSE, DONE
from khaldun.model import KhaldunError

if TYPE_CHECKING:
    from khaldun.flow.datasets import Brought
    from khaldun.read.paging import Ask
    from khaldun.store.segments import Summary

LARGEST_FILE = 2**30  # bytes of a dataset that is fetched
MOST_SAID = 20  # issues of one delivery that are said one by one


def read_rows(home: Path, name: str, paths: list[str]) -> int:
    """Reads a dataset from files, addresses or its server, and says what each brought."""
    worse = False
    for brought in followed(_brought(home, name, paths), doing=f"reading {name}"):
        for issue in brought.issues[:MOST_SAID]:
            say_issue(issue)
        if len(brought.issues) > MOST_SAID:
            say(f"{brought.name}: {len(brought.issues) - MOST_SAID} more issues of the whole file are in the ledger")
        write_lines(told(brought.name, brought.summary))
        worse = worse or brought.summary.read == 0
    return DATA_WORSE if worse else DONE


def told(name: str, summary: "Summary") -> list[str]:
    """What a delivery brought, in lines whose numbers add up."""
    changes = f"{summary.new} new, {summary.changed} changed, {summary.unchanged} unchanged"
    unreadable = f", {summary.unreadable} unreadable" if summary.unreadable else ""
    lines = [f"{name}: {summary.read} rows read: {changes}{unreadable}; {sum(summary.issues.values())} issues"]
    lines += [f"  {count} set aside: {rule}" for rule, count in summary.set_aside.items()]
    return lines + [f"  {count} issues: {kind}" for kind, count in summary.issues.items()]


def asked() -> "Ask":
    """What sends requests; hosts in private networks only where KHALDUN_PRIVATE_HOSTS names them."""
    from khaldun.flow.fetching import asking

    hosts = os.environ.get("KHALDUN_PRIVATE_HOSTS", "")
    return asking(private=frozenset(filter(None, hosts.split(","))), size=LARGEST_FILE)


def access(*names: str) -> tuple[str, ...]:
    """The user's own access from the environment; raises KhaldunError for what is missing."""
    for name in names:
        if not os.environ.get(name):
            raise KhaldunError(f"{name} is not set; put your own access into {' and '.join(names)}")
    return tuple(os.environ[name] for name in names)


def _brought(home: Path, name: str, paths: Iterable[str]) -> "Iterator[Brought]":
    from khaldun.flow import servers
    from khaldun.flow.datasets import read_dataset

    at = datetime.now(UTC)
    if name == "ucdp-api":
        (token,) = access("KHALDUN_UCDP_TOKEN")
        yield from (servers.read_ucdp(home, path, token=token, ask=asked(), at=at) for path in paths)
    elif name == "acled-api":
        user, password = access("KHALDUN_ACLED_USER", "KHALDUN_ACLED_PASSWORD")
        for path in paths:
            yield servers.read_acled(home, path, user=user, password=password, ask=asked(), at=at)
    else:
        yield from read_dataset(home, name, paths, at=at, ask=asked())
