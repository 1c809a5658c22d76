"""Does the API tell what is published, page by page, and say what is wrong with a question?"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

Asks = Callable[..., TestClient]


@pytest.fixture
def ask(asks: Asks, planted: Path) -> Callable[..., Any]:
    client = asks(planted)

    def get(path: str, **headers: str) -> Any:  # noqa: ANN401 - a response of the client's own kind
        return client.get(f"/api/v1{path}", headers=headers)

    return get


@pytest.mark.parametrize("order", ["newest", "oldest", "deadliest"])
def test_pages_of_events_hold_every_event_once(ask: Callable[..., Any], order: str) -> None:
    path: str | None = f"/api/v1/events?limit=2&order={order}"
    seen: list[str] = []
    while path:
        found = ask(path.removeprefix("/api/v1")).json()
        seen += [row["event_id"] for row in found["data"]]
        path = found["next"]
    assert len(seen) == len(set(seen)) == found["total"] == 5


def test_an_event_has_its_figures_parties_and_accounts(ask: Callable[..., Any]) -> None:
    found = ask("/events/event-open").json()["data"]
    assert [(one["who"], one["low"], one["best"], one["high"]) for one in found["figures"]] == [("all", 3, 4, 5)]
    assert (found["perpetrators"], found["actors"]) == (["armed men"], ["jnim"])
    assert found["accounts"] == ["s-everything:told", "s-facts:told"]


@pytest.mark.parametrize(
    "path",
    ["/events/none", "/accounts/none", "/reports/none", "/actors/none", "/questions/none", "/events?release=none"],
)
def test_what_is_not_there_is_a_problem_that_says_so(ask: Callable[..., Any], path: str) -> None:
    found = ask(path)
    assert (found.status_code, found.json()["status"]) == (404, 404)
    assert "none" in found.json()["detail"]


def test_a_client_that_has_the_release_is_told_so(ask: Callable[..., Any]) -> None:
    first = ask("/events")
    again = ask("/events", **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_release_is_found_by_a_day_after_it_was_made(ask: Callable[..., Any]) -> None:
    assert ask("/events?as_of=2026-01-01").json()["release"] == "first"
    assert ask("/events?as_of=2025-12-31").status_code == 404


def test_accounts_of_an_event_are_listed(ask: Callable[..., Any]) -> None:
    found = ask("/accounts?event=event-open").json()
    assert [row["account_id"] for row in found["data"]] == ["s-everything:told", "s-facts:told"]
    assert {row["event_id"] for row in found["data"]} == {"event-open"}


def test_actors_and_places_are_counted_by_their_events(ask: Callable[..., Any]) -> None:
    (actor,) = ask("/actors?q=nusrat").json()["data"]
    assert (actor["id"], actor["events"]) == ("jnim", 3)
    assert {row["place_name"]: row["events"] for row in ask("/places?q=kati").json()["data"]} == {"Kati": 2}


def test_sources_have_their_licences_and_what_is_withheld_is_counted(ask: Callable[..., Any]) -> None:
    found = ask("/sources").json()
    assert [row["source"] for row in found["data"]] == ["s-everything", "s-facts"]
    assert found["withheld"] == {"accounts": 2, "events": 2}


def test_a_question_is_answered_over_what_is_published(ask: Callable[..., Any]) -> None:
    names = [row["name"] for row in ask("/questions").json()["data"]]
    found = ask(f"/questions/{names[0]}").json()["data"]
    assert (found["schema"], found["stamp"]["release"]) == (1, "first")


def test_a_text_is_checked(asks: Asks, planted: Path) -> None:
    text = "At least 1,000 people were killed in Mali in January 2024, a monitoring group said."
    found = asks(planted).post(
        "/api/v1/check?published=2024-02-01&language=en", content=text, headers={"content-type": "text/plain"}
    )
    assert [one["verdict"] for one in found.json()["data"]] == ["cannot be tested"]


def test_too_few_rows_are_not_forecast_and_no_list_is_no_alert(ask: Callable[..., Any]) -> None:
    foreseen, alerts = ask("/forecasts"), ask("/alerts")
    assert (foreseen.status_code, alerts.status_code) == (400, 404)
    assert "areas.toml" in alerts.json()["detail"]


def test_the_openapi_names_every_filter_and_field(asks: Asks, planted: Path) -> None:
    told = asks(planted).get("/openapi.json").json()
    names = {one["name"] for one in told["paths"]["/api/v1/events"]["get"]["parameters"]}
    assert {"from", "country", "near", "q", "order", "cursor", "release", "as_of"} <= names
    assert told["openapi"].startswith("3.1")
    assert told["components"]["schemas"]["Event"]["properties"]["killed_low"]["description"]


def test_other_sites_may_read_only_where_that_is_set(asks: Asks, planted: Path) -> None:
    origin = {"origin": "https://paper.example"}
    open_to = asks(planted, origins=("https://paper.example",)).get("/api/v1/releases", headers=origin)
    closed = asks(planted).get("/api/v1/releases", headers=origin)
    found = [one.headers.get("access-control-allow-origin") for one in (open_to, closed)]
    assert found == ["https://paper.example", None]
