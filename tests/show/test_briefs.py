"""Does a brief say what is published of a month, in the language asked for, on two pages, and nothing else?"""

import io
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest
from pypdf import PdfReader

from khaldun.model import KhaldunError, Source
from khaldun.show.briefs import brief, html, pdf
from khaldun.show.briefs.bars import Bar, bars
from khaldun.show.briefs.counted import counted, first_day
from khaldun.show.languages import catalogue, language
from khaldun.show.leaving import Published, profile, publish
from khaldun.store.database import working
from khaldun.store.flat import Contents
from khaldun.store.release import write_release
from khaldun.store.segments import Delivery, append

SHOW = Path(__file__).parents[2] / "src" / "khaldun" / "show"
TODAY = date(2026, 1, 10)
JANUARY = 2024 * 12 + 1
DECEMBER = 2021 * 12 + 12


@pytest.fixture(scope="module")
def planted_brief(planted: Path) -> dict[str, Any]:
    return brief(publish(planted, profile("public"), today=TODAY), "ML", JANUARY, language=language("en"))


def watched(home: Path, *, burst: int) -> Published:
    """A year of one event every third day, and more in its last four weeks."""
    source = Source(name="rows", title="Rows", licence="CC BY 4.0", citation="Rows 2021", leaves="everything")
    start, end = date(2021, 1, 1), date(2021, 12, 31)
    days = [start + timedelta(days=n) for n in range(0, 365, 3)] + [end - timedelta(days=2 * n) for n in range(burst)]
    columns: dict[str, list[Any]] = {
        "row": list(range(1, len(days) + 1)),
        "record": [str(n) for n in range(len(days))],
        "type": ["battles.armed_clash"] * len(days),
        "start": days,
        "end": days,
        "date_precision": ["day"] * len(days),
        "country": ["ML"] * len(days),
        "place_name": ["Ségou <b>"] * len(days),
        "place_precision": ["settlement"] * len(days),
        "latitude": [13.43] * len(days),
        "longitude": [-6.2] * len(days),
        "killed_low": [1] * len(days),
        "killed_best": [2] * len(days),
        "killed_high": [3] * len(days),
    }
    with working(home) as db:
        append(home, db, ibis.memtable(pa.table(columns)), delivery=Delivery(source=source, coder="x", read_at="2022"))
    write_release(home, tag="r", made="2022-01-01T00:00:00+00:00", code="0", contents=Contents(sources=(source,)))
    return publish(home, profile("public"), today=TODAY)


def test_a_brief_is_two_pages_and_a_file_of_its_own(planted_brief: dict[str, Any]) -> None:
    pages = PdfReader(io.BytesIO(pdf(planted_brief))).pages
    assert len(pages) == 2
    told = " ".join(page.extract_text() for page in pages)
    assert "Mali, January 2024" in told
    assert "Deadliest events" in told
    page = html(planted_brief)
    assert "<h1>Mali, January 2024</h1>" in page
    assert re.findall(r"(?:src|href)=", page) == []
    assert "<script" not in page


def test_nothing_that_must_stay_is_in_a_brief(planted_brief: dict[str, Any], marks: dict[str, str]) -> None:
    told = html(planted_brief) + "".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf(planted_brief))).pages)
    assert [mark for mark in marks.values() if mark in told] == []
    assert any("licences" in one for one in planted_brief["caveats"]["rows"])


def test_what_no_dataset_covers_is_not_tested_and_not_nought(planted_brief: dict[str, Any]) -> None:
    assert planted_brief["trend"]["verdict"] == "Whether the month is unusual cannot be tested."
    assert "13 of the thirteen months are not covered" in " ".join(planted_brief["caveats"]["rows"])


def test_a_burst_is_told_from_a_usual_month(tmp_path: Path) -> None:
    bursting = counted(watched(tmp_path / "burst", burst=12), "ML", DECEMBER)
    assert bursting.more is True
    assert bursting.now is not None
    assert bursting.now.events == 10 + 12
    assert (len(bursting.before), sum(month.events for month in bursting.before)) == (11, 112)
    assert bursting.months[DECEMBER - 12] is None
    assert counted(watched(tmp_path / "usual", burst=0), "ML", DECEMBER).more is False


def test_the_same_brief_is_french_and_escaped(tmp_path: Path) -> None:
    told = brief(watched(tmp_path, burst=12), "ML", DECEMBER, language=language("fr"))
    page = html(told)
    assert told["title"] == "Mali, décembre 2021"
    assert told["trend"]["verdict"].startswith("Plus d’événements que d’habitude")
    assert "Ségou &lt;b&gt;" in page
    assert "Ségou <b>" not in page
    assert "CC BY 4.0. Rows 2021" in page
    assert len(PdfReader(io.BytesIO(pdf(told))).pages) == 2


def test_every_sentence_of_a_brief_is_written_and_said() -> None:
    said = {
        key
        for path in [*(SHOW / "briefs").rglob("*.py")]
        for key in re.findall(r"\"(brief\.[a-z_]+)\"", path.read_text(encoding="utf-8"))
    }
    written = {key for key in catalogue("en") if key.startswith("brief.")}
    assert {key for key in said if not key.endswith((".json", ".typ", ".html"))} <= written
    assert {key for key in written - said if not key.startswith("brief.caveat_")} == set()


def test_a_bar_that_is_not_known_is_a_question() -> None:
    drawn = bars(
        "Title", [Bar(name="Jan", number=None), Bar(name="Feb", number=3, low=1, high=5)], language=language("en")
    )
    assert ">?<" in drawn
    assert drawn.count("<rect") == 1


def test_a_country_without_events_is_misuse(planted: Path) -> None:
    with pytest.raises(KhaldunError, match="publishes no event in 'XX'"):
        brief(publish(planted, profile("public"), today=TODAY), "XX", JANUARY, language=language("en"))
    assert [first_day(month) for month in (DECEMBER, JANUARY)] == [date(2021, 12, 1), date(2024, 1, 1)]
