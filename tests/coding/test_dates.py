"""Do dates fall on the days that the words allow, and on no other?"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khaldun.coding.dates.told import dates, resolve
from khaldun.model import KhaldunError, Span, When

PUBLISHED = date(2024, 10, 12)  # a Saturday

DAYS = {
    "Sept. 17": ("2024-09-17", "2024-09-17", "day", "published"),
    "17 September 2024": ("2024-09-17", "2024-09-17", "day", "explicit"),
    "September 17, 2024": ("2024-09-17", "2024-09-17", "day", "explicit"),
    "17th of September 2024": ("2024-09-17", "2024-09-17", "day", "explicit"),
    "Tuesday, Sept. 17, 2024": ("2024-09-17", "2024-09-17", "day", "explicit"),
    "17/09/2024": ("2024-09-17", "2024-09-17", "day", "explicit"),
    "2024-09-17": ("2024-09-17", "2024-09-17", "day", "explicit"),
    "Tuesday": ("2024-10-08", "2024-10-08", "day", "published"),
    "Saturday": ("2024-10-12", "2024-10-12", "day", "published"),
    "last Saturday": ("2024-10-05", "2024-10-05", "day", "published"),
    "Tuesday night": ("2024-10-08", "2024-10-08", "day", "published"),
    "yesterday": ("2024-10-11", "2024-10-11", "day", "published"),
    "two days ago": ("2024-10-10", "2024-10-10", "day", "published"),
    "three weeks ago": ("2024-09-18", "2024-09-24", "week", "published"),
    "two months ago": ("2024-08-01", "2024-08-31", "month", "published"),
    "last week": ("2024-09-30", "2024-10-06", "week", "published"),
    "this week": ("2024-10-07", "2024-10-12", "week", "published"),
    "last month": ("2024-09-01", "2024-09-30", "month", "published"),
    "last year": ("2023-01-01", "2023-12-31", "year", "published"),
    "late July": ("2024-07-20", "2024-07-31", "month", "published"),
    "mid-2022": ("2022-05-01", "2022-08-31", "year", "explicit"),
    "early in March": ("2024-03-01", "2024-03-10", "month", "published"),
    "November": ("2023-11-01", "2023-11-30", "month", "published"),
    "2015": ("2015-01-01", "2015-12-31", "year", "explicit"),
    "2015-16": ("2015-01-01", "2016-12-31", "year", "explicit"),
    "the 1990s": ("1990-01-01", "1999-12-31", "year", "explicit"),
    "the past year": ("2023-10-12", "2024-10-12", "year", "published"),
    "the past 12 months": ("2023-10-12", "2024-10-12", "year", "published"),
    "overnight Monday to Tuesday": ("2024-10-07", "2024-10-08", "day", "published"),
    "Monday and Tuesday": ("2024-10-07", "2024-10-08", "day", "published"),
    "3 and 7 May": ("2024-05-03", "2024-05-07", "week", "published"),
    "March 3 to 5": ("2024-03-03", "2024-03-05", "week", "published"),
    "28 February to 3 March 2020": ("2020-02-28", "2020-03-03", "week", "explicit"),
    "Tuesday of last week": ("2024-10-01", "2024-10-01", "day", "published"),
    "last July": ("2024-07-01", "2024-07-31", "month", "published"),
    "Feb. 29": ("2024-02-29", "2024-02-29", "day", "published"),
}


def when(text: str, *, published: date | None = PUBLISHED, language: str = "en", anchor: When | None = None) -> When:
    return resolve(dates(text, language=language), published=published, anchor=anchor)


@pytest.mark.parametrize("text", DAYS)
def test_words_fall_on_days(text: str) -> None:
    (told,) = dates(f"It happened. {text}, they said", language="en")
    found = resolve([told], published=PUBLISHED)
    assert told.told == text
    assert (str(found.start), str(found.end), found.precision, found.basis) == DAYS[text]


@pytest.mark.parametrize("text", [text for text, row in DAYS.items() if row[3] == "published"])
def test_without_a_day_of_publication_no_year_is_invented(text: str) -> None:
    found = when(text, published=None)
    assert (found.start, found.precision, found.basis) == (None, "unknown", "none")
    assert found.told == text


def test_two_partial_dates_of_one_event_join() -> None:
    found = when("struck before dawn last month ... the Sept. 17 attack")
    assert (found.start, found.end, found.basis) == (date(2024, 9, 17), date(2024, 9, 17), "published")
    assert [span.quote for span in found.evidence if isinstance(span, Span)] == ["last month", "Sept. 17"]


def test_a_day_takes_its_year_from_words_beside_it() -> None:
    found = when("In 2015 the hotel was attacked on Nov. 20", published=None)
    assert (found.start, found.basis) == (date(2015, 11, 20), "explicit")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("the first attack since 2016", "since"),
        ("until last month", "until"),
        ("before Tuesday", "before"),
        ("by 2020", "before"),
        ("after Sept. 17", "after"),
        ("tomorrow", "after"),
        ("since the 1990s", "since"),
        ("after the 2020 coup", "during"),
        ("after Tuesday's attack", "on"),
        ("from March 3 to 5", "during"),
        ("in 2020", "during"),
        ("on Tuesday", "on"),
    ],
)
def test_a_bound_is_told_from_a_date(text: str, relation: str) -> None:
    assert [told.relation for told in dates(text, language="en")] == [relation]


@pytest.mark.parametrize(
    "text",
    [
        "They may march on",
        "May said so",
        "2000 people",
        "some 2000 fled",
        "Resolution 2085",
        "the 122nd",
        "Covid-2019x",
    ],
)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert dates(text, language="en") == ()


def test_a_day_that_no_calendar_has_stays_told_and_unresolved() -> None:
    found = when("on 31 February 2020")
    assert (found.told, found.start, found.precision) == ("31 February 2020", None, "unknown")


def test_day_and_month_are_told_apart_only_where_the_text_shows_how() -> None:
    assert when("03/04/2024").precision == "month"
    first, second = dates("03/04/2024 and 17/09/2024", language="en")
    assert resolve([first], published=None).start == date(2024, 4, 3)
    assert resolve([second], published=None).start == date(2024, 9, 17)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("the same day", 0, 0),
        ("two days later", 2, 2),
        ("the next day", 1, 1),
        ("the day before", -1, -1),
        ("a few days later", 3, 9),
    ],
)
def test_days_later_rest_on_the_event_in_focus(text: str, start: int, end: int) -> None:
    day = date(2024, 9, 17)
    found = when(text, anchor=When(start=day, end=day, precision="day", basis="explicit"))
    assert (found.start, found.end) == (day + timedelta(start), day + timedelta(end))
    assert found.basis == "anchored"


def test_a_day_of_the_month_stands_alone_behind_on() -> None:
    assert when("On the 22nd a bus was halted.").start == date(2024, 9, 22)
    assert dates("They live on the 22nd floor.", language="en") == ()


@pytest.mark.parametrize(
    ("language", "text"), [("en", "In November of that year"), ("fr", "En novembre de la même année")]
)
def test_a_month_can_lie_in_the_year_of_the_event_in_focus(language: str, text: str) -> None:
    focus = When(start=date(2014, 6, 15), end=date(2014, 6, 16), precision="day", basis="explicit")
    found = when(text, language=language, anchor=focus)
    assert (found.start, found.end) == (date(2014, 11, 1), date(2014, 11, 30))


def test_a_language_without_words_of_dates_is_refused() -> None:
    with pytest.raises(KhaldunError, match="there are: en, fr"):
        dates("Tuesday", language="xx")


WORDS = (
    "Sept. 17 2024 Tuesday last month since the and to - / , late ago two days İ ’ night of 9999 31 February past year "
    "later 01/02/2024"
)
PIECES = st.sampled_from([*WORDS.split(" "), "\n\n", "\u00a0"])


@given(
    st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES).map("".join)),
    st.one_of(st.none(), st.dates()),
)
def test_whatever_the_text_quotes_are_exact_and_nothing_breaks(text: str, published: date | None) -> None:
    found, end = dates(text, language="en"), 0
    for told in found:
        assert text[told.start : told.end] == told.told
        assert end <= told.start < told.end
        end = told.end
        assert resolve([told], published=published).told == told.told
    days = resolve(found, published=published)
    assert (days.start is None) == (days.precision == "unknown")


FRENCH = {
    "le 3 du mois": ("2024-10-03", "2024-10-03", "day"),
    "nuit du 16 au 17": ("2024-09-16", "2024-09-17", "day"),
    "en début de semaine": ("2024-10-07", "2024-10-09", "week"),
    "entre le 3 et le 7 mai": ("2024-05-03", "2024-05-07", "week"),
    "mardi 17 septembre": ("2024-09-17", "2024-09-17", "day"),
    "17 septembre 2024": ("2024-09-17", "2024-09-17", "day"),
    "1er mai": ("2024-05-01", "2024-05-01", "day"),
    "03/04/2024": ("2024-04-03", "2024-04-03", "day"),
    "hier": ("2024-10-11", "2024-10-11", "day"),
    "avant-hier": ("2024-10-10", "2024-10-10", "day"),
    "lundi dernier": ("2024-10-07", "2024-10-07", "day"),
    "la semaine dernière": ("2024-09-30", "2024-10-06", "week"),
    "le mois dernier": ("2024-09-01", "2024-09-30", "month"),
    "l’année dernière": ("2023-01-01", "2023-12-31", "year"),
    "fin juillet": ("2024-07-20", "2024-07-31", "month"),
    "début mars": ("2024-03-01", "2024-03-10", "month"),
    "mi-2022": ("2022-05-01", "2022-08-31", "year"),
    "nuit de lundi à mardi": ("2024-10-07", "2024-10-08", "day"),
    "nuit du 3 au 4 mai": ("2024-05-03", "2024-05-04", "day"),
    "il y a trois jours": ("2024-10-09", "2024-10-09", "day"),
    "ces derniers mois": ("2023-11-12", "2024-10-12", "year"),
    "3 au 7 mai": ("2024-05-03", "2024-05-07", "week"),
}


@pytest.mark.parametrize("text", FRENCH)
def test_french_words_fall_on_days(text: str) -> None:
    (told,) = dates(f"Cela s'est passé. {text}, ont-ils dit", language="fr")
    found = resolve([told], published=PUBLISHED)
    assert told.told == text
    assert (str(found.start), str(found.end), found.precision) == FRENCH[text]


def test_a_bound_is_told_from_a_date_in_french() -> None:
    text = "depuis 2016, jusqu'en mars, avant mardi, après le 3 mai, en 2015"
    assert [told.relation for told in dates(text, language="fr")] == ["since", "until", "before", "after", "during"]


def test_mars_is_a_month_only_beside_words_of_time() -> None:
    assert dates("la planète mars", language="fr") == ()
