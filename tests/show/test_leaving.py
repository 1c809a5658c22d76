"""Does nothing leave the house that must not, in any profile?"""

from datetime import date
from pathlib import Path

import pytest

from khaldun.model import KhaldunError
from khaldun.show.filters import EventFilter
from khaldun.show.leaving import Published, profile, profiles, publish

TODAY = date(2026, 1, 10)


def opened(home: Path, name: str, today: date = TODAY) -> Published:
    return publish(home, profile(name), today=today)


def written(published: Published) -> str:
    """All that the published tables hold, as text."""
    return "\n".join(str(published.rows(table)) for table in published.tables.values())


def ids(published: Published) -> set[str]:
    return {row["event_id"] for row in published.events(EventFilter(), limit=100).rows}


@pytest.mark.parametrize("name", profiles())
def test_rows_whose_source_forbids_it_are_in_no_table_of_any_profile(
    planted: Path, marks: dict[str, str], name: str
) -> None:
    published = opened(planted, name)
    assert marks["forbidden"] not in written(published)
    assert b"s-nothing" not in published.held.path.read_bytes()
    assert published.withheld == {"accounts": 2, "events": 2}


def test_the_house_is_shown_all_that_licences_allow(planted: Path) -> None:
    assert ids(opened(planted, "internal")) == {
        "event-open", "event-abducted", "event-fresh", "event-s-everything:1", "event-s-facts:2",
    }  # fmt: skip


def test_the_public_waits(planted: Path, marks: dict[str, str]) -> None:
    public = opened(planted, "public")
    assert "event-fresh" not in ids(public)
    assert marks["fresh"] not in written(public)
    assert "event-fresh" in ids(opened(planted, "public", date(2026, 1, 12)))


@pytest.mark.parametrize("name", ["partners", "public"])
def test_where_somebody_was_abducted_is_shown_as_a_cell_of_half_a_degree(
    planted: Path, marks: dict[str, str], name: str
) -> None:
    published = opened(planted, name)
    found = published.event("event-abducted")
    assert found is not None
    place = (found["latitude"], found["longitude"], found["place_precision"], found["place_name"], found["h3_7"])
    assert place == (12.75, -7.75, "admin2", None, None)
    assert (found["borders"], found["killed_best"]) == ([], 4)
    assert marks["hidden"] not in written(published)


def test_notes_of_sources_that_let_facts_leave_are_for_the_house(planted: Path, marks: dict[str, str]) -> None:
    assert marks["words"] in written(opened(planted, "internal"))
    assert marks["words"] not in written(opened(planted, "partners"))


def test_who_judged_is_for_the_house(planted: Path) -> None:
    assert "Awa Traore" in written(opened(planted, "internal"))
    assert "Awa Traore" not in written(opened(planted, "public"))


def test_an_event_that_somebody_judged_is_reviewed(planted: Path) -> None:
    assert opened(planted, "public").facets(EventFilter())["status"] == {"dataset": 3, "reviewed": 1}


def test_another_profile_and_another_day_have_another_etag(planted: Path) -> None:
    tags = {opened(planted, name, day).etag for name in profiles() for day in (TODAY, date(2026, 1, 11))}
    assert len(tags) == 5


def test_a_profile_that_is_none_is_refused_with_those_that_are() -> None:
    with pytest.raises(KhaldunError, match="internal, partners, public"):
        profile("press")
