"""How are rows fetched from ACLED under the user's own access, and how does one learn what was changed or deleted?

OAuth with user name and password for a token of 24 hours; pages by `page` or by `cursor`, both are followed. An account
without rights to recent rows is answered with status 200 and no rows, and only `data_query_restrictions` says so: that
is an issue, never an empty result. An update takes the deletions and the rows since the newest timestamp held.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from khaldun.model import Issue, KhaldunError, Source
from khaldun.read.acled import DATASET
from khaldun.read.fetching import Answer, FetchError, Request, host_of
from khaldun.read.paging import Ask, Page, envelope

SERVER = "https://acleddata.com/api/"
ROWS = "data"
LARGEST_PAGE = 5000
EVENTS, DELETED = "acled", "deleted"

SOURCE = Source(
    name="acled-api",
    title="ACLED from its server, with your own access",
    licence=DATASET.source.licence,
    citation=DATASET.source.citation,
    leaves="nothing",
    duplicate_free=True,
    url=SERVER,
)


def token(server: str, *, user: str, password: str, ask: Ask) -> str:
    """A token for the user; raises KhaldunError where ACLED does not accept the log-in."""
    form = {"username": user, "password": password, "grant_type": "password", "client_id": "acled"}
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    url = urljoin(server, "/oauth/token")
    answer = ask(Request(url=url, method="POST", headers=headers, body=urlencode(form).encode()))
    if answer.status in (400, 401, 403):
        raise KhaldunError("ACLED did not accept the user name and password; check KHALDUN_ACLED_USER and _PASSWORD")
    told = envelope(answer.good()).get("access_token")
    if not isinstance(told, str):
        raise FetchError(f"{host_of(url)} answered without an access token")
    return told


def first_page(told: str, *, resource: str = EVENTS, since: int | None = None, server: str = SERVER) -> str:
    """The address of the first page of a query as "country=Mali&year=2024", of events or of deletions.

    `since` is a unix time from which on changes or deletions are asked for.
    """
    query: dict[str, Any] = dict(parse_qsl(told.lstrip("?"))) if resource == EVENTS else {}
    if told and resource == EVENTS and not query:
        raise KhaldunError(f"{told!r} is no query; write for example country=Mali&year=2024")
    column = "timestamp" if resource == EVENTS else "deleted_timestamp"
    if since is not None:
        query |= {column: since, f"{column}_where": ">="}
    query |= {"_format": "json", "limit": query.get("limit", LARGEST_PAGE), "page": 1}
    return urljoin(server, f"{resource}/read?{urlencode(query)}")


def bearer(access: str) -> dict[str, str]:
    """The headers that carry a token."""
    return {"Authorization": f"Bearer {access}"}


def turn(url: str, answer: Answer, before: int) -> Page:
    """One page of ACLED's server."""
    told = envelope(answer)
    rows = told.get(ROWS)
    if told.get("success") is False or not isinstance(rows, list):
        raise FetchError(f"{host_of(url)} answered: {_message(told)}")
    return Page(
        body=answer.body,
        rows=len(rows),
        next=_next(url, told, rows),
        issues=_restricted(told) if not rows and before == 0 else (),
    )


def deleted_records(pages: list[Mapping[str, Any]]) -> list[str]:
    """The ids of the rows that pages of deletions name, each once, in their order."""
    return list(dict.fromkeys(str(row["event_id_cnty"]) for page in pages for row in page[ROWS]))


def newest(pages: list[Mapping[str, Any]], *, column: str = "timestamp") -> int | None:
    """The latest time of change that the rows of pages name, as a unix time; null where none does."""
    times = [str(row.get(column, "")) for page in pages for row in page[ROWS]]
    return max((int(one) for one in times if one.isdigit()), default=None)


def _next(url: str, told: Mapping[str, Any], rows: list[Any]) -> str | None:
    """The next page: by the cursor where the server gives one, else by number while pages come full."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query, keep_blank_values=True))
    if "next_cursor" in told:
        if not told["next_cursor"]:
            return None
        query = {name: value for name, value in query.items() if name != "page"} | {"cursor": str(told["next_cursor"])}
    elif len(rows) < int(query.get("limit", LARGEST_PAGE)):
        return None
    else:
        query["page"] = str(int(query.get("page", 1)) + 1)
    return urlunsplit(parts._replace(query=urlencode(query)))


def _restricted(told: Mapping[str, Any]) -> tuple[Issue, ...]:
    """That no row came because the account may not see rows so recent."""
    recency = (told.get("data_query_restrictions") or {}).get("date_recency")
    if not recency:
        return ()
    day = recency.get("date") or f"{recency.get('quantity')} {recency.get('unit')} ago"
    what = f"no row came: this account may see rows up to {day} only, so nothing follows from their absence"
    return (Issue(where="acled-api", what=what, kind="no-access"),)


def _message(told: Mapping[str, Any]) -> str:
    errors = told.get("error")
    found = errors[0] if isinstance(errors, list) and errors else errors
    text = found.get("message") if isinstance(found, dict) else found
    return str(text or told.get("messages") or "an answer without data")
