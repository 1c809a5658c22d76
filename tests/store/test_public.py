"""Does nothing enter a release for the public that its source keeps in the house?"""

from datetime import date
from pathlib import Path

import ibis
import pyarrow as pa

from khaldun.model import Account, Event, Figure, Judgement, Source, Toll, When, Where
from khaldun.store.database import working
from khaldun.store.flat import Contents
from khaldun.store.release import Release, open_release, write_release
from khaldun.store.segments import Delivery, append

DAY = When(start=date(2024, 1, 1), end=date(2024, 1, 1), precision="day", basis="source")
PLACE = Where(
    told="Exampleville", name="Exampleville", country="ML", latitude=14.0, longitude=-4.0, precision="settlement"
)


def source(name: str, leaves: str) -> Source:
    return Source(name=name, title=name, licence="none", citation="none", leaves=leaves)  # type: ignore[arg-type]


SOURCES = tuple(source(f"s-{leaves}", leaves) for leaves in ("everything", "facts", "nothing"))


def account(source: Source) -> Account:
    return Account(
        id=f"told:{source.name}",
        source=source.name,
        record="1",
        type="battles.armed_clash",
        when=DAY,
        where=PLACE,
        tolls=(Toll(outcome="killed", low=2, best=2, high=3),),
    )


def event(name: str, *accounts: str) -> Event:
    figure = Figure(
        outcome="killed", who="all", low=2, best=2, high=3, rule="made up", because=("made up",), accounts=accounts
    )
    return Event(id=name, type="battles.armed_clash", accounts=accounts, when=DAY, where=PLACE, figures=(figure,))


def release(home: Path, audience: str) -> Release:
    for one in SOURCES:
        row = {"row": [1], "record": ["9"], "type": ["battles.armed_clash"], "note": ["words"], "latitude": [14.0],
               "longitude": [-4.0]}  # fmt: skip
        with working(home) as db:
            told = Delivery(source=one, coder="x", read_at="2026-01-01")
            append(home, db, ibis.memtable(pa.table(row)), delivery=told)
    everything, facts, nothing = (account(one) for one in SOURCES)
    events = (event("open", everything.id, facts.id), event("closed", facts.id, nothing.id))
    judged = (Judgement(id="j", left=facts.id, right=nothing.id, relation="same", by="x"),)
    contents = Contents(sources=SOURCES, accounts=(everything, facts, nothing), events=events, judgements=judged)
    write_release(home, tag=audience, made="2026-01-01", code="0", contents=contents, audience=audience)  # type: ignore[arg-type]
    return open_release(home, audience)


def column(opened: Release, table: str, name: str) -> set[object]:
    return set(opened.table(table)[name].to_pyarrow().to_pylist())


def test_a_release_for_the_house_has_everything(tmp_path: Path) -> None:
    with release(tmp_path, "house") as opened:
        assert column(opened, "accounts", "source") == {one.name for one in SOURCES}
        assert {"open", "closed"} <= column(opened, "events", "event_id")


def test_a_release_for_the_public_has_nothing_of_what_stays_in_the_house(tmp_path: Path) -> None:
    with release(tmp_path, "public") as opened:
        assert column(opened, "accounts", "source") == {"s-everything", "s-facts"}
        assert column(opened, "events", "event_id") == {"open", "event-s-everything:9", "event-s-facts:9"}
        for table in ("event_accounts", "figures", "borders", "event_parties"):
            assert "closed" not in column(opened, table, "event_id")
        assert column(opened, "judgements", "judgement_id") == set()
        assert opened.manifest["withheld"] == ["s-nothing"]
        for path in opened.folder.iterdir():
            assert path.suffix == ".json" or b"s-nothing" not in path.read_bytes()


def test_of_sources_that_leave_facts_only_the_public_gets_no_words(tmp_path: Path) -> None:
    with release(tmp_path, "public") as opened:
        accounts = opened.table("accounts")
        facts = accounts.filter(accounts.source == "s-facts")
        assert set(facts.note.to_pyarrow().to_pylist()) == {None}
        assert "words" in column(opened, "accounts", "note")


def test_an_event_of_accounts_and_reports_has_its_figures_and_its_cell(tmp_path: Path) -> None:
    with release(tmp_path, "house") as opened:
        events = opened.table("events")
        (row,) = events.filter(events.event_id == "open").to_pyarrow().to_pylist()
        assert (row["killed_low"], row["killed_best"], row["killed_high"], row["n_accounts"]) == (2, 2, 3, 2)
        assert (row["month"], row["leaves"], row["sources"]) == (2024 * 12 + 1, "facts", ["s-everything", "s-facts"])
        assert row["h3_5"] is not None
