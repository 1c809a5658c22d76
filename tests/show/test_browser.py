"""Do the pages work in a real browser: map, filters, words, questions, checks, French, keyboard, without another host?

Debian's chromium is driven over a home made of the examples and, where they are, UCDP's events of 2021.
"""

import re
import shutil
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Route, sync_playwright

from khaldun.flow.datasets import read_dataset
from khaldun.flow.demo import examples
from khaldun.flow.read import read_reports_into
from khaldun.flow.reconcile import reconcile_home
from khaldun.flow.release import release_home
from khaldun.show.serving.app import create_app
from khaldun.show.serving.settings import Settings

GED = Path(__file__).parents[2].parent / "shared" / "data" / "ucdp" / "GEDEvent_v21_01_21_12.csv.gz"
CHROMIUM = shutil.which("chromium")
DRAWING = ("--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader")
AT = datetime(2026, 1, 10, tzinfo=UTC)
BAMAKO = "event-fc2769b35d1d"
MAP_READY = "() => document.querySelector('#map').khaldun?.loaded()"
DRAWN = "() => document.querySelector('#map').khaldun.queryRenderedFeatures({layers: ['cells', 'events']}).length"

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no chromium here: apt-get install chromium"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
]


@dataclass
class Watched:
    """A page, its server, and all that went wrong or went elsewhere while it was looked at."""

    page: Page
    base: str
    faults: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.base + path)
        return self.page

    def with_map(self, path: str) -> Page:
        page = self.open(path)
        page.wait_for_function(MAP_READY)
        return page


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("shown")
    list(read_reports_into(home, [str(path) for path in sorted(examples().iterdir())], at=AT))
    if GED.exists():
        list(read_dataset(home, "ucdp-ged", [str(GED)], ask=None, at=AT))
    reconcile_home(home, at=AT)
    release_home(home, at=AT, tag="shown")
    return home


@pytest.fixture(scope="module")
def server(home: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    running = uvicorn.Server(uvicorn.Config(create_app(Settings(home=home, rate=0)), port=port, log_config=None))
    thread = Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    running.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=DRAWING)
        yield browser
        browser.close()


Look = Callable[..., Watched]


@pytest.fixture
def look(server: str, browser: Browser) -> Iterator[Look]:
    """A new window; when the test ends, nothing may have failed in it and nothing asked of another host."""
    opened: list[Watched] = []

    def new(**options: object) -> Watched:
        chosen: dict[str, object] = {"locale": "en-GB", "viewport": {"width": 1280, "height": 800}, **options}
        context = browser.new_context(**chosen)  # type: ignore[arg-type]
        context.set_default_timeout(60_000)
        watched = Watched(context.new_page(), server)
        watched.page.on("console", lambda said: watched.faults.append(said.text) if said.type == "error" else None)
        watched.page.on("pageerror", lambda fault: watched.faults.append(str(fault)))
        context.route(re.compile(f"^(?!{re.escape(server)}|blob:|data:)"), lambda route: _refuse(route, watched))
        opened.append(watched)
        return watched

    yield new
    for watched in opened:
        watched.page.context.close()
        assert (watched.faults, watched.elsewhere) == ([], [])


def _refuse(route: Route, watched: Watched) -> None:
    watched.elsewhere.append(route.request.url)
    route.abort()


def shown(page: Page) -> str:
    return page.locator("#head h1").inner_text()


def test_the_map_is_drawn_with_events(look: Look) -> None:
    page = look().with_map("/")
    page.wait_for_function(DRAWN)
    assert page.evaluate(DRAWN) > 0
    assert page.evaluate(
        "() => document.querySelector('#map').khaldun.queryRenderedFeatures({layers: ['borders']}).length"
    )


def test_a_filter_changes_list_map_and_address_together_and_back_undoes_it(look: Look) -> None:
    page = look().with_map("/?from=2021-01-01")
    before = shown(page)
    page.locator("details summary").first.click()
    page.locator("label.choice", has_text="Violence against civilians").click()
    page.wait_for_function("count => document.querySelector('#head h1').textContent !== count", arg=before)
    assert "family=violence_against_civilians" in page.url
    tiles = page.evaluate("() => document.querySelector('#map').khaldun.getSource('tiles').tiles[0]")
    assert "family=violence_against_civilians" in tiles
    page.wait_for_function(MAP_READY)
    page.go_back()
    page.wait_for_function("count => document.querySelector('#head h1').textContent === count", arg=before)
    assert "family=" not in page.url


def test_days_dragged_on_the_time_line_are_chosen(look: Look) -> None:
    page = look().with_map("/")
    bars = page.locator("#bars").bounding_box()
    assert bars is not None
    y = bars["y"] + 20
    page.mouse.move(bars["x"] + bars["width"] * 0.55, y)
    page.mouse.down()
    page.mouse.move(bars["x"] + bars["width"] * 0.7, y, steps=5)
    page.mouse.up()
    page.wait_for_url(re.compile(r"from=\d{4}-\d\d-\d\d&to="))
    assert page.locator("#from").input_value() in page.url


def test_the_list_follows_the_map_where_that_is_asked(look: Look) -> None:
    page = look().with_map("/")
    page.locator("#follow-choice").click()
    page.wait_for_url(re.compile("bbox="))
    first = page.url
    page.locator("#map canvas").focus()
    page.keyboard.press("+")
    page.wait_for_function("url => location.href !== url", arg=first)
    assert "bbox=" in page.url


def test_the_bamako_event_explains_seventy_seven_and_ninety_and_marks_the_words(look: Look) -> None:
    page = look().with_map(f"/events/{BAMAKO}")
    lede = page.locator("#tolls ~ .lede").first.inner_text()
    assert "90 killed, 13 attackers among them. Without the attackers that leaves 77" in lede
    drawn = page.locator("#toll-drawing").inner_text()
    assert "90 killed, attackers counted in" in drawn
    assert "at least 77 killed" in drawn
    marked = page.locator("mark").all_inner_texts()
    assert {"at least 77 people", "90"} <= set(marked)
    assert page.locator("mark", has_text="at least 77 people").first.get_attribute("title") == "how many"
    assert page.locator("#judged ~ details").count() > 5


def test_a_question_gives_figure_range_definitions_and_stamp(look: Look) -> None:
    page = look().open("/questions/mali-2021-near-borders")
    assert page.locator("#readings tbody tr").count() == 8
    assert (
        "release" in page.locator("#stamp ~ .cite").inner_text()
        or "shown" in page.locator("#stamp ~ .cite").inner_text()
    )
    if GED.exists():
        assert page.locator("#figure b").inner_text() == "3"
        assert page.locator(".verdict", has_text="reproduced").count() == 1


def test_an_article_is_checked_figure_by_figure_and_its_events_are_linked(look: Look) -> None:
    watched = look()
    page = watched.open("/check")
    article = re.sub(r"<[^>]*>", " ", (examples() / "background.html").read_text(encoding="utf-8"))
    page.fill("#text", article)
    page.fill("#published", "2024-10-05")
    page.click("#check button.first")
    page.wait_for_selector("#article")
    assert page.locator("#article a.said[href^='#statement-']").count() >= 1
    assert page.locator(f"#article a[href^='/events/{BAMAKO}']").count() >= 1
    assert page.locator("[id^=statement-] .verdict").count() >= 1


def test_the_same_in_french(look: Look) -> None:
    page = look(locale="fr-FR").with_map("/")
    assert "événement" in shown(page)
    assert page.locator("html").get_attribute("lang") == "fr"
    page.goto(page.url + f"events/{BAMAKO}")
    assert "Sans les assaillants, il en reste 77" in page.locator("#tolls ~ .lede").first.inner_text()
    page.get_by_role("link", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_the_keyboard_alone_leads_from_the_list_to_an_event_and_through_the_filters(look: Look) -> None:
    page = look().with_map("/")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.id") == "q"
    page.keyboard.type("bamako")
    page.wait_for_url(re.compile("q=bamako"))
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("() => document.activeElement.classList.contains('event')"):
            break
    assert page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle") != "none"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/events/"))


@pytest.mark.parametrize(
    ("path", "scheme"),
    [
        ("/", "light"),
        ("/?view=table", "dark"),
        (f"/events/{BAMAKO}", "light"),
        (f"/events/{BAMAKO}", "dark"),
        ("/questions/mali-2021-near-borders", "dark"),
        ("/check", "light"),
        ("/actors/jnim", "dark"),
    ],
)
def test_axe_finds_no_serious_fault(look: Look, path: str, scheme: str) -> None:
    page = look(color_scheme=scheme).open(path)
    found = Axe().run(page).response["violations"]
    serious = [
        (one["id"], [node["html"][:120] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in ("serious", "critical")
    ]
    assert serious == []


def test_without_scripts_lists_details_and_filters_work(look: Look) -> None:
    page = look(java_script_enabled=False).open("/")
    page.fill("#q", "bamako")
    page.click("#apply")
    assert "q=bamako" in page.url
    page.locator("a.event").first.click()
    assert page.locator("#toll-drawing").count() == 1


def test_the_theme_is_switched_and_kept_in_this_browser_without_a_cookie(look: Look) -> None:
    page = look(color_scheme="light").open("/about")
    ground = "() => getComputedStyle(document.documentElement).backgroundColor"
    light = page.evaluate(ground)
    page.click("#theme")
    dark = page.evaluate(ground)
    assert dark != light
    page.reload()
    assert page.evaluate(ground) == dark
    assert page.context.cookies() == []


def test_a_phone_shows_the_list_and_the_map_when_asked(look: Look) -> None:
    page = look(viewport={"width": 390, "height": 844}, has_touch=True).open("/")
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("a.event").first.is_visible()
    assert not page.locator("#map").is_visible()
    page.click("#show-map")
    page.wait_for_function(MAP_READY)
    assert page.locator("#map canvas").is_visible()
