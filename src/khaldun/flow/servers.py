"""From a server into the ledger: fetch page by page, go on where an earlier run broke off, add what is new."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from khaldun.flow.datasets import NOTHING, WEB, Brought, add_rows, mapped_rows
from khaldun.model import Issue
from khaldun.read import acled_api, ucdp_api
from khaldun.read.acled import DATASET as ACLED
from khaldun.read.dataset import Dataset
from khaldun.read.paging import Ask, Turn, pages, shortfall
from khaldun.read.ucdp_ged import DATASET as UCDP
from khaldun.store.database import working
from khaldun.store.fetched import Fetching, forget_pages, keep_page, page_files, remember, remembered, resume
from khaldun.store.raw import keep_raw
from khaldun.store.rows import time_text
from khaldun.store.segments import Delivery, mark_deleted
from khaldun.store.tabular import page_table


def read_ucdp(home: Path, told: str, *, token: str, ask: Ask, at: datetime) -> Brought:
    """Adds the rows of "gedevents/25.1?Country=432" from UCDP's server to the ledger."""
    first = ucdp_api.first_page(told)
    issues = _fetch(home, first, ask=ask, turn=ucdp_api.turn, headers={ucdp_api.TOKEN: token})
    delivery = Delivery(
        source=UCDP.source, coder=UCDP.coder, read_at=time_text(at), delivered=told, edition=ucdp_api.edition(told)
    )
    return _add(home, first, UCDP, rows=ucdp_api.ROWS, delivery=delivery, issues=issues)


def read_acled(home: Path, told: str, *, user: str, password: str, ask: Ask, at: datetime) -> Brought:
    """Adds the rows of "country=Mali" from ACLED's server; when run again, those changed since and the deletions.

    A whole address, as "https://acleddata.com/api/?country=Mali", asks another server.
    """
    server, _, query = told.partition("?") if told.startswith(WEB) else (acled_api.SERVER, "", told)
    headers = acled_api.bearer(acled_api.token(server, user=user, password=password, ask=ask))
    name = f"acled {server} {query}"
    since = remembered(home, name)
    first = acled_api.first_page(query, since=since, server=server)
    issues = _fetch(home, first, ask=ask, turn=acled_api.turn, headers=headers)
    newest = acled_api.newest([json.loads(path.read_bytes()) for path in page_files(home, first)])
    delivery = Delivery(source=ACLED.source, coder=ACLED.coder, read_at=time_text(at), delivered=told)
    if since is not None:
        gone = acled_api.first_page("", resource=acled_api.DELETED, since=since, server=server)
        found = [json.loads(page.body) for page in pages(gone, ask=ask, turn=acled_api.turn, headers=headers)]
        with working(home) as db:
            mark_deleted(home, db, acled_api.deleted_records(found), delivery=delivery)
    brought = _add(home, first, ACLED, rows=acled_api.ROWS, delivery=delivery, issues=issues)
    if newest is not None:
        remember(home, name, newest)
    return brought


def _fetch(home: Path, first: str, *, ask: Ask, turn: Turn, headers: Mapping[str, str]) -> tuple[Issue, ...]:
    """Fetches the pages that are not there yet; what is there stays there when the connection breaks."""
    state = resume(home, first)
    issues: list[Issue] = []
    if not state.done and state.following is not None:
        for page in pages(state.following, ask=ask, turn=turn, headers=headers, before=state.rows):
            state = Fetching(
                pages=state.pages + 1,
                rows=state.rows + page.rows,
                total=page.total,
                following=page.next,
                done=page.next is None,
            )
            keep_page(home, first, page.body, after=state)
            issues += page.issues
    return (*issues, *shortfall(first, got=state.rows, total=state.total))


def _add(home: Path, first: str, kind: Dataset, *, rows: str, delivery: Delivery, issues: tuple[Issue, ...]) -> Brought:
    """Adds the rows of all pages at once, keeps their bytes, and takes the pages away."""
    files = page_files(home, first)
    brought = Brought(name=delivery.delivered, summary=NOTHING, issues=issues)
    for path in files:
        keep_raw(home, path.read_bytes())
    if resume(home, first).rows:
        with working(home) as db:
            found = page_table(db, files, rows=rows)
            brought = add_rows(home, db, mapped_rows(kind, found), kind=kind, found=found, delivery=delivery)
    forget_pages(home, first)
    return Brought(name=brought.name, summary=brought.summary, issues=(*issues, *brought.issues))
