"""Does the server answer from the release that counts, and only within its limits?"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from khaldun.model import Account, Event, Figure, Source, Toll, When, Where
from khaldun.show.serving.app import create_app
from khaldun.show.serving.settings import Settings
from khaldun.store.flat import Contents
from khaldun.store.release import write_release

OPEN = Source(name="open", title="Open", licence="CC BY 4.0", citation="Open", leaves="everything")
BAMAKO = Where(told="Bamako", name="Bamako", country="ML", latitude=12.65, longitude=-8.0, precision="settlement")


def contents(*days: date) -> Contents:
    accounts = tuple(
        Account(
            id=f"open:{n}",
            source="open",
            record=str(n),
            type="battles.armed_clash",
            when=When(start=day, end=day, precision="day", basis="source"),
            where=BAMAKO,
            tolls=(Toll(outcome="killed", low=n, best=n, high=n),),
        )
        for n, day in enumerate(days, 1)
    )
    events = tuple(
        Event(
            id=f"event-{account.record}",
            type=account.type,
            accounts=(account.id,),
            when=account.when,
            where=account.where,
            title=f"Clash {account.record}",
            figures=(
                Figure(
                    outcome="killed",
                    who="all",
                    low=account.tolls[0].low,
                    best=account.tolls[0].best,
                    high=account.tolls[0].high,
                    rule="one",
                    because=(),
                    accounts=(account.id,),
                ),
            ),
        )
        for account in accounts
    )
    return Contents(sources=(OPEN,), accounts=accounts, events=events)


def released(home: Path, tag: str, *days: date) -> None:
    write_release(home, tag=tag, made="2026-01-01T00:00:00+00:00", code="0", contents=contents(*days))


def client(home: Path, **settings: Any) -> TestClient:  # noqa: ANN401
    app = create_app(Settings(home=home, hosts=("testserver",), today=lambda: date(2026, 1, 1), **settings))
    return TestClient(app, raise_server_exceptions=False)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    released(tmp_path, "first", date(2024, 1, 1), date(2024, 1, 2))
    return tmp_path


def test_events_are_listed_newest_first(home: Path) -> None:
    found = client(home).get("/api/v1/events").json()
    assert [row["event_id"] for row in found["data"]] == ["event-2", "event-1"]


def test_a_filter_chooses_and_a_bad_one_says_the_cure(home: Path) -> None:
    asked = client(home)
    assert asked.get("/api/v1/events?min_killed=2").json()["total"] == 1
    bad = asked.get("/api/v1/events?countrry=ML")
    assert (bad.status_code, bad.headers["content-type"]) == (400, "application/problem+json")
    assert "there are: from, to" in bad.json()["detail"]


def test_a_home_without_a_release_answers_that_there_is_none(tmp_path: Path) -> None:
    found = client(tmp_path).get("/healthz")
    assert (found.status_code, "khaldun release" in found.json()["detail"]) == (503, True)


def test_a_request_for_another_host_is_refused(home: Path) -> None:
    assert client(home).get("/healthz", headers={"host": "evil.example"}).status_code == 400


def test_an_address_that_asks_too_often_waits(home: Path) -> None:
    asked = client(home, rate=2)
    assert [asked.get("/metrics").status_code for _ in range(3)] == [200, 200, 429]
