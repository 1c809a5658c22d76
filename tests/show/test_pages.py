"""Do the pages say what the release holds, in two languages, without a script, and nothing that must not leave?"""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from khaldun.show.leaving import profile
from khaldun.show.serving.app import create_app
from khaldun.show.serving.settings import Settings

TODAY = date(2026, 1, 10)
PAGES = (
    "/",
    "/?view=table",
    "/actors",
    "/actors/jnim",
    "/places",
    "/places/12.65,-8.0",
    "/sources",
    "/questions",
    "/questions/mali-2021-deadliest",
    "/check",
    "/forecasts",
    "/alerts",
    "/releases",
    "/about",
    "/codebook",
    "/licences",
)
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|\son[a-z]+\s*=|\sstyle\s*=|<style|javascript:", re.IGNORECASE)
ELSEWHERE = re.compile(r"""(?:src|href|action)=["']https?://(?!127\.0\.0\.1|testserver)""")


@pytest.fixture(scope="module", params=["internal", "partners", "public"])
def client(planted: Path, request: pytest.FixtureRequest) -> Iterator[TestClient]:
    app = create_app(Settings(home=planted, profile=profile(request.param), today=lambda: TODAY, hosts=("testserver",)))
    with TestClient(app, headers={"Accept": "text/html"}) as client:
        yield client


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("code", ["en", "fr"])
def test_a_page_answers_in_the_language_asked_for(client: TestClient, path: str, code: str) -> None:
    told = client.get(path, params={"lang": code})
    assert told.status_code == 200, told.text[:400]
    assert f'<html lang="{code}" dir="ltr">' in told.text
    assert INLINE.findall(told.text) == []
    assert ELSEWHERE.findall(told.text) == []


def test_no_page_holds_what_must_not_leave(client: TestClient, marks: dict[str, str]) -> None:
    events = re.findall(r'href="(/events/[^"?]+)', client.get("/").text)
    assert events
    text = "".join(client.get(path).text for path in (*PAGES, *events))
    unseen = {"forbidden"} if client.app.state.settings.profile.name == "internal" else {*marks} - {"fresh"}  # type: ignore[attr-defined]
    assert [name for name in unseen if marks[name] in text] == []


def test_the_browsers_language_counts_where_none_is_asked_for(client: TestClient) -> None:
    told = client.get("/about", headers={"Accept-Language": "fr-ML, en;q=0.5"})
    assert '<html lang="fr"' in told.text
    assert told.headers["Vary"] == "Accept-Language"


def test_links_keep_the_language_and_the_release(client: TestClient) -> None:
    text = client.get("/", params={"lang": "fr", "release": "first"}).text
    inner = re.findall(r'href="(/(?!static|api|events\.)[^"]*)"', text)
    assert len(inner) > 10
    assert [link for link in inner if "lang=" not in link or "release=first" not in link] == []


@pytest.mark.parametrize(
    "path",
    ["/events/none", "/actors/nobody", "/places/x", "/places/1,x", "/sources/none", "/questions/none", "/nowhere",
     "/questions/mali-2021-deadliest/chart.gif", "/static/x/../../world.py", "/static/x/none.css"],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    told = client.get(path, headers={"Accept-Language": "fr"})
    assert told.status_code == 404
    assert "Introuvable" in told.text


@pytest.mark.parametrize("query", ["from=yesterday", "bbox=1,2", "family=x" * 60, "after=x", "nonsense=1"])
def test_a_filter_that_means_nothing_is_told_and_nothing_breaks(client: TestClient, query: str) -> None:
    assert client.get(f"/?{query}").status_code in (200, 400, 422)


def test_markup_in_a_query_is_shown_as_text(client: TestClient) -> None:
    evil = '"><script>alert(1)</script>'
    text = client.get("/", params={"q": evil}).text + client.get("/actors", params={"name": evil}).text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text


def test_a_text_is_checked_and_forgotten_and_its_markup_is_text(client: TestClient) -> None:
    body = "In 2021, 924 civilians were killed in Mali. <img src=x onerror=alert(1)>"
    told = client.post("/check", data={"text": body, "published": "2022-01-05"})
    assert told.status_code == 200
    assert "<img" not in told.text
    assert "&lt;img" in told.text
    assert client.post("/check", data={"text": " "}).status_code == 422
    assert client.post("/check", files={"file": ("x.exe", b"MZ")}).status_code == 422


def test_a_static_file_is_kept_for_a_year_under_its_own_address_only(client: TestClient) -> None:
    address = re.findall(r'href="(/static/[^"]+app\.css)"', client.get("/").text)[0]
    assert "immutable" in client.get(address).headers["Cache-Control"]
    assert client.get("/static/older/app.css").headers["Cache-Control"] == "no-cache"


def test_a_question_can_be_taken_along_as_json_csv_and_drawing(client: TestClient) -> None:
    base = "/questions/mali-2021-near-borders"
    assert client.get(f"{base}/answer.json").json()["schema"] == 1
    assert client.get(f"{base}/answer.csv").headers["content-type"].startswith("text/csv")
