"""Does any route of the server, in any profile, give what must not leave?"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from khaldun.show.leaving import profiles

Asks = Callable[..., TestClient]
TRIED = ("?limit=1000", "?q={mark}", "")
FORMS = ("csv", "xlsx", "geojson", "gpkg", "geoparquet", "parquet", "kml", "jsonl", "hxl", "zip", "datapackage")
NUMBERS = {"z": ("0", "8"), "x": ("0", "122"), "y": ("0", "118")}
BODY = "At least 3 people were killed in Bamako on 2 January 2024, armed men {mark} said."


def ids(mark: str) -> Sequence[str]:
    """Ids of all that must not leave and of some that may, as a path may ask for them."""
    gone = (f"s-nothing:told{mark}", f"s-nothing:3{mark}", f"event-s-nothing:3{mark}", f"told{mark}", "s-nothing")
    there = ("event-open", "event-closed", "event-abducted", "event-fresh", "s-facts:2", "s-facts", "jnim")
    return (*gone, *there, f"s{mark}", "ML", "first", "mali", "0")


def routes(found: Iterable[Any], prefix: str = "") -> Iterator[tuple[str, frozenset[str]]]:
    """Path and methods of every route, those of included routers and mounted folders too."""
    for one in found:
        if hasattr(one, "original_router"):
            yield from routes(one.original_router.routes, prefix + one.include_context.prefix)
        elif getattr(one, "methods", None):
            yield prefix + one.path, frozenset(one.methods)
        elif hasattr(one, "routes"):
            yield from routes(one.routes, prefix + one.path)


def filled(path: str, mark: str) -> Iterator[str]:
    """The path with every value that its places may take, to some number."""
    names = re.findall(r"{(\w+)(?::\w+)?}", path)
    values = [NUMBERS.get(name) or (FORMS if name in ("format", "form", "suffix") else ids(mark)) for name in names]
    for chosen in list(product(*values))[:16]:
        made = path
        for name, value in zip(names, chosen, strict=True):
            made = re.sub(r"{" + name + r"(?::\w+)?}", value, made)
        yield made


def answers(client: TestClient, mark: str) -> Iterator[tuple[str, bytes]]:
    """All that every route says when it is asked for everything and for what it must not say."""
    for path, methods in routes(client.app.routes):  # type: ignore[attr-defined]
        for made in filled(path, mark):
            for query in TRIED if "{" not in path else ("",):
                asked = made + query.format(mark=mark)
                if "GET" in methods:
                    yield asked, client.get(asked).content
                if "POST" in methods:
                    body = client.post(asked, content=BODY.format(mark="there"), headers={"content-type": "text/plain"})
                    yield asked, body.content


def told(content: bytes, mark: str, asked: str) -> bool:
    """Whether an answer holds the mark, other than as an echo of the address that was asked for."""
    text = content.decode("utf-8", "replace")
    return mark in (text.replace(asked, "") if mark in asked else text) and not echoed(text, mark)


def echoed(text: str, mark: str) -> bool:
    """Whether the answer is a refusal, which may repeat the id that it refuses, or echoes the words looked for."""
    return '"status": 40' in text or '"status":40' in text or f"q={mark}" in text


@pytest.mark.parametrize("name", profiles())
def test_no_route_gives_what_must_not_leave(asks: Asks, planted: Path, marks: dict[str, str], name: str) -> None:
    found = list(answers(asks(planted, name, rate=0), marks["forbidden"]))
    kept = {"internal": ("forbidden",), "partners": ("forbidden", "words", "hidden"), "public": tuple(marks)}[name]
    given = [(kind, asked) for asked, content in found for kind in kept if told(content, marks[kind], asked)]
    assert given == []
    assert [asked for asked, content in found if b"Internal Server Error" in content] == []
    assert len(found) > 60
