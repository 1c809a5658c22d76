"""From the files of a dataset into the ledger: keep the bytes, read the table, map its columns, add what is new."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

import ibis
from ibis.backends.duckdb import Backend

from khaldun.coding.codebook import from_acled, from_cameo, from_ucdp, type_of
from khaldun.model import Issue, KhaldunError
from khaldun.read.dataset import Dataset
from khaldun.read.fetching import Request
from khaldun.read.gdelt_lists import LISTS, Listed, listed_exports
from khaldun.read.paging import Ask
from khaldun.read.sources import TABLE, dataset
from khaldun.read.table import table_dataset
from khaldun.store.database import working
from khaldun.store.kept import keep_file
from khaldun.store.ledger import Ledger
from khaldun.store.rows import time_text
from khaldun.store.segments import Delivery, Summary, append
from khaldun.store.tabular import Delivered, text_table

WEB = ("http://", "https://")
NOTHING = Summary(read=0, new=0, changed=0, unchanged=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """What one file or one run of fetching brought; `issues` are those of the whole, not of a row."""

    name: str
    summary: Summary
    issues: tuple[Issue, ...] = ()


def read_dataset(
    home: Path, name: str, paths: Iterable[str], *, at: datetime, ask: Ask | None = None
) -> Iterator[Brought]:
    """Adds the rows of files, or of addresses of the web, to the ledger, one by one, each whole or not at all.

    Of the source "table" the first path is the mapping and the others are tables. `ask` fetches what is an address.
    """
    given = list(paths)
    kind = dataset(name) if name != TABLE.name else table_dataset(Path(given.pop(0)))
    if not given:
        raise KhaldunError(f"name a file of {name} to read")
    for path in given:
        if path in LISTS or path.startswith(WEB):
            yield from _from_web(home, kind, LISTS.get(path, path), ask=ask, at=at)
        else:
            yield read_file(home, kind, Path(path), at=at)


def _from_web(home: Path, kind: Dataset, url: str, *, ask: Ask | None, at: datetime) -> Iterator[Brought]:
    """The file at an address, or the files that a list of GDELT names there, each checked against the list."""
    if ask is None:
        raise KhaldunError(f"{url} is an address of the web, and nothing is fetched here; give a file")
    data = ask(Request(url=url)).good().body
    if not url.endswith(".txt"):
        yield _read_bytes(home, kind, data, url=url, at=at)
        return
    for listed in listed_exports(data.decode("utf-8", "replace"), where=url):
        fault = listed if isinstance(listed, Issue) else None
        body = b"" if isinstance(listed, Issue) else ask(Request(url=listed.url)).good().body
        fault = fault or (listed.fault(body) if isinstance(listed, Listed) else None)
        if fault is not None:
            with Ledger(home) as ledger:
                ledger.add_issues([fault], at=at)
            yield Brought(name=fault.where, summary=NOTHING, issues=(fault,))
        elif isinstance(listed, Listed):
            yield _read_bytes(home, kind, body, url=listed.url, at=at)


def _read_bytes(home: Path, kind: Dataset, data: bytes, *, url: str, at: datetime) -> Brought:
    with TemporaryDirectory() as folder:
        path = Path(folder) / (PurePosixPath(urlsplit(url).path).name or "fetched")
        path.write_bytes(data)
        return read_file(home, kind, path, at=at)


def read_file(home: Path, kind: Dataset, path: Path, *, at: datetime) -> Brought:
    """Adds the rows of one file of a dataset to the ledger."""
    if not path.is_file():
        raise KhaldunError(f"there is no file {path}; name one that exists")
    with working(home) as db:
        found = text_table(
            db,
            path,
            names=kind.names,
            wanted=kind.wanted,
            delimiter=kind.delimiter,
            quote=kind.quote,
            sheet=kind.sheet,
        )
        delivery = Delivery(
            source=kind.source,
            coder=kind.coder,
            read_at=time_text(at),
            delivered=path.name,
            edition=kind.edition(path.name),
            raw=keep_file(home, path),
        )
        return add_rows(home, db, mapped_rows(kind, found), kind=kind, found=found, delivery=delivery)


def mapped_rows(kind: Dataset, found: Delivered) -> ibis.Table:
    """The rows of a table of text as accounts."""
    return kind.accounts(kind.prepared(found.table), types_of(kind))


def add_rows(
    home: Path, db: Backend, mapped: ibis.Table, *, kind: Dataset, found: Delivered, delivery: Delivery
) -> Brought:
    """Adds mapped rows, with the issues that concern the delivery as a whole."""
    issues = (*kind.leftover(found.columns), *found.unreadable)
    with Ledger(home) as ledger:
        summary = append(home, db, mapped, delivery=delivery, unreadable=found.unreadable)
        ledger.add_issues(issues, at=datetime.fromisoformat(delivery.read_at))
    return Brought(name=delivery.delivered, summary=summary, issues=issues)


def types_of(kind: Dataset) -> Mapping[str, str]:
    """The types of the codebook by the dataset's own codes; codes without a type are left out."""
    if kind.scheme == "own":
        return {code: type_of(told).code for code, told in kind.types.items()}
    found = {code: _TYPES[kind.scheme](code) for code in kind.codes}
    return {code: told for code, told in found.items() if told is not None}


def _from_acled(code: str) -> str | None:
    event_type, _, sub_event_type = code.partition("|")
    return from_acled(event_type, sub_event_type)


_TYPES = {"ucdp": from_ucdp, "cameo": from_cameo, "acled": _from_acled}
