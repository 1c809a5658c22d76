"""Is an alert said in full, in each language and form, and does no row leave that may not?"""

import json
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest

from khaldun.forecast.watch.alert import Watched, assessed
from khaldun.forecast.watch.area import Area, WatchList
from khaldun.forecast.watch.inside import Inside, Row
from khaldun.model import KhaldunError
from khaldun.show.alerts import LANGUAGES, Bulletin, words
from khaldun.show.bulletins import FORMS, MOST_ROWS, as_html, as_rss, as_text

FIRST, LAST = date(2021, 1, 1), date(2022, 12, 31)
AREA = Area(name="Kirané & <border>", country="ML")


def row(back: int, *, leaves: str = "facts") -> Row:
    day = LAST - timedelta(days=back)
    return Row(
        event_id=f"e{back}", start=day, killed=None, title="secret title", place="Kirané", leaves=leaves, actors=()
    )


def bulletin(*rows: Row, language: str = "en") -> Bulletin:
    watch = WatchList(areas=(AREA,))
    held = Inside(rows=tuple(sorted(rows, key=lambda each: each.start)), vague_days=2, vague_places=0)
    found: Watched = assessed(AREA, held, watch, since=FIRST, until=LAST)
    return Bulletin(release="2022", watch=watch, found=(found,), language=language)


def test_text_says_what_where_how_sure_and_how_often_wrong() -> None:
    text = as_text(bulletin(row(3), row(8)))
    for said in (
        "First on record, searched from 2021-01-01",
        "probability of",
        "0.1 false alarms",
        "2022-12-28, Kirané",
    ):
        assert said in text


def test_deaths_that_were_not_told_are_not_none() -> None:
    assert "killed: not told" in as_text(bulletin(row(3), row(8)))


def test_a_silent_area_says_what_was_searched_and_that_silence_is_not_peace() -> None:
    text = as_text(bulletin(*(row(n) for n in range(0, 700, 14))))
    assert "Nothing unusual." in text
    assert "a silent area is not a quiet one" in text


def test_an_area_without_any_event_is_not_called_quiet() -> None:
    text = as_text(bulletin())
    assert "nothing can be said" in text
    assert "Nothing unusual" not in text


@pytest.mark.parametrize("form", FORMS)
def test_rows_that_may_not_leave_are_counted_and_not_shown(form: str) -> None:
    written = FORMS[form](bulletin(row(3, leaves="nothing"), row(8)))
    assert "e8" in written
    assert "2022-12-28" not in written
    assert "does not let rows leave: 1" in written


@pytest.mark.parametrize("form", FORMS)
def test_a_title_leaves_only_where_everything_may(form: str) -> None:
    assert "secret title" not in FORMS[form](bulletin(row(3), row(8)))


def test_a_page_escapes_what_it_is_given() -> None:
    page = as_html(bulletin(row(3), row(8)))
    assert "Kirané &amp; &lt;border&gt;" in page
    assert "<script" not in page


def test_a_feed_is_xml_with_an_item_an_alert_and_ids_that_stay() -> None:
    first, second = (ET.fromstring(as_rss(bulletin(row(3), row(8)))) for _ in range(2))  # noqa: S314 - our own feed
    assert len(first.findall("channel/item")) == 1
    assert first.findtext("channel/item/guid") == second.findtext("channel/item/guid")


def test_json_has_every_row_and_text_the_first_ten() -> None:
    seen = bulletin(*(row(n % 13) for n in range(30)))
    told = json.loads(FORMS["json"](seen))
    assert len(told["areas"][0]["alerts"][0]["rows"]) == 30
    assert as_text(seen).count("    - ") == MOST_ROWS + 1


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_written_in_french(form: str) -> None:
    assert "Premiers connus" in FORMS[form](bulletin(row(3), row(8), language="fr"))


def test_languages_have_the_same_sentences() -> None:
    keys = [set(words(each)) | set(words(each)["rules"]) for each in LANGUAGES]
    assert keys[0] == keys[1]


def test_a_language_that_is_not_there_is_told_which_are() -> None:
    with pytest.raises(KhaldunError, match="en, fr"):
        words("de")


def test_what_an_earlier_release_had_is_told_from_what_is_new() -> None:
    made = bulletin(row(3), row(8), row(9))
    seen = replace(made, before="2022-11", known=frozenset({"e8"}))
    assert "New since release 2022-11: 2 of 3 events." in as_text(seen)
    (alert,) = json.loads(FORMS["json"](seen))["areas"][0]["alerts"]
    assert [each["new"] for each in alert["rows"]] == [True, False, True]
    assert "New since" not in as_text(made)
