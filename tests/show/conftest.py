"""A release with everything that must not leave in it, marked by words that no answer may hold."""

import contextlib
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import ibis
import pyarrow as pa
import pytest
from fastapi.testclient import TestClient

from khaldun.model import (
    Account,
    Event,
    Figure,
    Issue,
    Judgement,
    Party,
    Period,
    Report,
    Source,
    Statement,
    Toll,
    When,
    Where,
)
from khaldun.show.leaving import profile as named
from khaldun.show.serving.app import create_app
from khaldun.show.serving.settings import Settings
from khaldun.store.database import working
from khaldun.store.flat import Contents
from khaldun.store.release import write_release
from khaldun.store.segments import Delivery, append

FORBIDDEN = "zzforbiddenzz"  # stands in every text of rows whose source forbids passing on
HIDDEN = "zzhiddenzz"  # stands in what shows where a sensitive event was
FRESH = "zzfreshzz"  # stands in an event of yesterday
WORDS = "zzwordszz"  # stands in the note of a source that lets facts leave only
TODAY = date(2026, 1, 10)
MADE = "2026-01-01T00:00:00+00:00"
ABDUCTION = "violence_against_civilians.abduction"
CLASH = "battles.armed_clash"
SOURCES = tuple(
    Source(name=f"s-{leaves}", title=f"Source {leaves}", licence="none", citation="none", leaves=leaves)
    for leaves in ("everything", "facts", "nothing")
)
BAMAKO = Where(told="Bamako", name="Bamako", country="ML", latitude=12.65, longitude=-8.0, precision="settlement")


def when(day: date) -> When:
    return When(start=day, end=day, precision="day", basis="source")


def account(name: str, source: str, *, type: str = CLASH, day: date = date(2024, 1, 2), mark: str = "") -> Account:  # noqa: A002
    return Account(
        id=f"{source}:{name}{mark if mark == FORBIDDEN else ''}",
        source=source,
        record=f"{name}{mark if mark == FORBIDDEN else ''}",
        type=type,
        when=when(day),
        where=replace(BAMAKO, told=f"Bamako {mark}", name=f"Bamako{mark}"),
        parties=(Party(role="perpetrator", told=f"armed men {mark}".strip(), actor="jnim"),),
        tolls=(Toll(outcome="killed", low=3, best=4, high=5, told=f"four {mark}"),),
        coder="khaldun-rules",
    )


def event(name: str, *accounts: Account, mark: str = "") -> Event:
    first = accounts[0]
    ids = tuple(one.id for one in accounts)
    figure = Figure(outcome="killed", who="all", low=3, best=4, high=5, rule="one", because=("one",), accounts=ids)
    return Event(
        id=f"event-{name}",
        type=first.type,
        accounts=ids,
        when=first.when,
        where=first.where,
        parties=first.parties,
        figures=(figure,),
        title=f"Clash in Bamako {mark}".strip(),
    )


def row(record: str, mark: str, source: Source) -> tuple[Source, dict[str, Any]]:
    return source, {
        "row": 1,
        "record": record + mark.replace(WORDS, ""),
        "type": CLASH,
        "violence": "state-based",
        "start": date(2024, 1, 1),
        "end": date(2024, 1, 1),
        "date_precision": "day",
        "country": "ML",
        "admin1": f"Koulikoro{mark}".replace(WORDS, ""),
        "place_name": f"Kati{mark}".replace(WORDS, ""),
        "place_precision": "settlement",
        "latitude": 12.75,
        "longitude": -8.07,
        "killed_low": 1,
        "killed_best": 2,
        "killed_high": 3,
        "note": f"note {mark}",
        "parties": [
            {
                "role": "perpetrator",
                "told": f"X{mark}".replace(WORDS, ""),
                "actor_source_id": "x:1",
                "stance": "reported",
            }
        ],
        "issues": [{"kind": "k", "what": f"what {mark}".replace(WORDS, "")}],
    }


def planted_contents() -> Contents:
    nothing = account("told", "s-nothing", mark=FORBIDDEN)
    facts = account("told", "s-facts")
    everything = account("told", "s-everything")
    abducted = account("abducted", "s-everything", type=ABDUCTION, mark=HIDDEN)
    fresh = account("fresh", "s-everything", day=date(2026, 1, 9), mark=FRESH)
    events = (
        event("open", everything, facts),
        event("closed", facts, nothing, mark=FORBIDDEN),
        event("abducted", abducted, mark=HIDDEN),
        event("fresh", fresh, mark=FRESH),
    )
    report = Report(id=f"told{FORBIDDEN}", text="text", sha256="0", source="s-nothing", title=f"title {FORBIDDEN}")
    said = Statement(
        id=f"s{FORBIDDEN}", kind="aggregate", measure="killed", low=1, high=1, said_by=FORBIDDEN,
        period=Period(start=date(2024, 1, 1), end=date(2024, 1, 31)),
    )  # fmt: skip
    return Contents(
        sources=SOURCES,
        accounts=(nothing, facts, everything, abducted, fresh),
        events=events,
        reports=(report,),
        statements=((report.id, said),),
        judgements=(
            Judgement(id="j1", left=facts.id, right=nothing.id, relation="same", by="x", because=(FORBIDDEN,)),
            Judgement(id="j2", left=facts.id, right=everything.id, relation="same", by="Awa Traore"),
        ),
        issues=(Issue(where=f"{FORBIDDEN}.csv", what=FORBIDDEN),),
    )


def plant(home: Path, tag: str = "first") -> Path:
    """A home with a release in which something of every kind must not leave."""
    for source, cells in (
        row("1", "", SOURCES[0]),
        row("2", WORDS, SOURCES[1]),
        row("3", FORBIDDEN, SOURCES[2]),
    ):
        with working(home) as db:
            told = Delivery(source=source, coder="x", read_at="2026-01-01")
            append(home, db, ibis.memtable(pa.table({name: [cell] for name, cell in cells.items()})), delivery=told)
    write_release(home, tag=tag, made=MADE, code="0", contents=planted_contents())
    return home


@pytest.fixture(scope="session")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home with the release that must not leave whole; it is only read."""
    return plant(tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="session")
def marks() -> dict[str, str]:
    """What no answer may hold, by what it stands for."""
    return {"forbidden": FORBIDDEN, "hidden": HIDDEN, "fresh": FRESH, "words": WORDS}


Asks = Callable[..., TestClient]


@pytest.fixture
def asks() -> Asks:
    """A client of a server over a home, with settings as they are given."""

    def client(home: Path, profile: str = "internal", **settings: Any) -> TestClient:  # noqa: ANN401
        given = {"hosts": ("testserver",), "today": lambda: TODAY, **settings}
        return TestClient(
            create_app(Settings(home=home, profile=named(profile), **given)), raise_server_exceptions=False
        )

    return client


@pytest.fixture(scope="session")
def address(planted: Path) -> Iterator[str]:
    """Where `khaldun serve` answers over the planted home, as a process of its own."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "khaldun", "--home", str(planted), "serve", "--port", str(port), "--rate", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as running:
        assert running.stderr is not None
        lines = [running.stderr.readline()]
        Thread(target=lambda: lines.extend(running.stderr or ()), daemon=True).start()
        assert "http://" in lines[0], lines
        for _ in range(300):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
        running.terminate()
