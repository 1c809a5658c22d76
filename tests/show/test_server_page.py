"""Does the page on the server say what the server does?"""

import re
from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient

from khaldun.show.filters import PARAMETERS
from khaldun.show.leaving import profiles

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_the_page_names_every_route_of_the_api(asks: Callable[..., TestClient], planted: Path) -> None:
    routes = {path for path in asks(planted).get("/openapi.json").json()["paths"] if path.startswith("/api/v1")}
    told = set(re.findall(r"^\| `(/api/v1[^`]*)`", PAGE, flags=re.MULTILINE))
    assert routes - told == set()


def test_the_page_shows_every_filter_as_it_is() -> None:
    rows = re.findall(r"^\| `(\w+)` \| `([^`]*)` \| (.*) \|$", PAGE, flags=re.MULTILINE)
    assert rows == [(name, one.example, one.what) for name, one in PARAMETERS.items()]


def test_the_page_tells_the_days_and_cells_of_each_profile() -> None:
    partners, public = profiles()["partners"], profiles()["public"]
    assert f"| days before an event is shown | 0 | {partners.delay_days} | {public.delay_days} |" in PAGE
    assert f"days before it is shown | 0 | {partners.sensitive_delay} | {public.sensitive_delay} |" in PAGE
    assert f"| any | {partners.least_cell} are not told | {public.least_cell} are not told |" in PAGE
