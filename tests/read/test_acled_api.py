"""Are rows fetched as ACLED's server gives them? The server here speaks its protocol; every row is made up."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from khaldun.model import KhaldunError
from khaldun.read.acled_api import DELETED, bearer, deleted_records, first_page, newest, token, turn
from khaldun.read.fetching import FetchError
from khaldun.read.paging import pages

Serve = Callable[[Callable[[Any], Any]], Any]
RIGHT = "open sesame"
ROWS = [{"event_id_cnty": f"XYZ{n}", "timestamp": str(1_700_000_000 + n)} for n in range(5)]


def acled(reply: type[Any], *, cursor: bool = False, rows: list[dict[str, str]] = ROWS) -> Callable[[Any], Any]:
    """A server with ACLED's log-in and envelope, that pages by number or by cursor."""

    def answer(asked: Any) -> Any:  # noqa: ANN401
        if asked.path == "/oauth/token":
            form = {name: value[0] for name, value in parse_qs(asked.body.decode()).items()}
            good = form["password"] == RIGHT and form["grant_type"] == "password" and form["client_id"] == "acled"
            told = {"token_type": "Bearer", "expires_in": 86400, "access_token": "abc"}
            return reply(json.dumps(told).encode()) if good else reply(b'{"error": "invalid_grant"}', status=400)
        if asked.headers.get("Authorization") != "Bearer abc":
            return reply(b"{}", status=401)
        query = {name: value[0] for name, value in parse_qs(urlsplit(asked.path).query).items()}
        held = [row for row in rows if int(row["timestamp"]) >= int(query.get("timestamp", 0))]
        limit = int(query["limit"])
        start = int(query.get("cursor", 0)) if cursor else (int(query["page"]) - 1) * limit
        part = held[start : start + limit]
        told = {"status": 200, "success": True, "count": len(part), "data": part}
        if cursor:
            told["next_cursor"] = str(start + limit) if start + limit < len(held) else None
        return reply(json.dumps(told).encode())

    return answer


def fetched(server: Any, told: str = "country=Examplia&limit=2", since: int | None = None) -> list[Any]:  # noqa: ANN401
    access = token(f"{server.url}/api/", user="me", password=RIGHT, ask=server.ask)
    first = first_page(told, since=since, server=f"{server.url}/api/")
    return list(pages(first, ask=server.ask, turn=turn, headers=bearer(access)))


def ids(found: list[Any]) -> list[str]:
    return [row["event_id_cnty"] for page in found for row in json.loads(page.body)["data"]]


@pytest.mark.parametrize("cursor", [False, True], ids=["by page", "by cursor"])
def test_every_row_comes_once(serve: Serve, reply: type[Any], cursor: bool) -> None:  # noqa: FBT001
    server = serve(acled(reply, cursor=cursor))
    assert ids(fetched(server)) == [row["event_id_cnty"] for row in ROWS]
    assert "country=Examplia" in server.asked[1].path


def test_an_update_asks_for_what_changed_since(serve: Serve, reply: type[Any]) -> None:
    found = fetched(serve(acled(reply)), since=1_700_000_003)
    assert ids(found) == ["XYZ3", "XYZ4"]
    assert newest([json.loads(page.body) for page in found]) == 1_700_000_004


def test_a_wrong_password_is_a_sentence(serve: Serve, reply: type[Any]) -> None:
    server = serve(acled(reply))
    with pytest.raises(KhaldunError, match="did not accept the user name and password"):
        token(f"{server.url}/api/", user="me", password=RIGHT[::-1], ask=server.ask)


def test_no_row_for_want_of_rights_is_an_issue_and_no_empty_result(serve: Serve, reply: type[Any]) -> None:
    told = {"success": True, "data": [], "data_query_restrictions": {"date_recency": {"date": "2025-01-01"}}}
    server = serve(lambda a: acled(reply)(a) if a.method == "POST" else reply(json.dumps(told).encode()))
    (page,) = fetched(server)
    assert [issue.kind for issue in page.issues] == ["no-access"]
    assert "up to 2025-01-01 only" in page.issues[0].what


def test_no_row_with_all_rights_is_no_issue(serve: Serve, reply: type[Any]) -> None:
    (page,) = fetched(serve(acled(reply, rows=[])))
    assert (page.rows, page.issues) == (0, ())


def test_a_refusal_is_told_in_acleds_own_words(serve: Serve, reply: type[Any]) -> None:
    told = json.dumps({"success": False, "error": [{"message": "no such column"}]}).encode()
    server = serve(lambda a: acled(reply)(a) if a.method == "POST" else reply(told))
    with pytest.raises(FetchError, match="no such column"):
        fetched(server)


def test_deletions_name_each_record_once() -> None:
    gone = [{"event_id_cnty": "XYZ1", "deleted_timestamp": "1"}, {"event_id_cnty": "XYZ1", "deleted_timestamp": "2"}]
    assert deleted_records([{"data": gone}, {"data": [{"event_id_cnty": "XYZ2", "deleted_timestamp": "3"}]}]) == [
        "XYZ1",
        "XYZ2",
    ]
    first = first_page("country=Examplia", resource=DELETED, since=9, server="https://example.org/api/")
    assert first.startswith("https://example.org/api/deleted/read?deleted_timestamp=9&deleted_timestamp_where=%3E%3D")


def test_what_is_no_query_is_misuse() -> None:
    with pytest.raises(KhaldunError, match="is no query"):
        first_page("Mali")
