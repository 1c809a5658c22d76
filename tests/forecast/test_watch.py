"""Does a watch sound where the newest weeks do not fit the past, and only there?"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest

from khaldun.forecast.watch.alert import Watched, watched, weekly
from khaldun.forecast.watch.area import Area, Near, WatchList, watch_list
from khaldun.forecast.watch.inside import inside
from khaldun.forecast.watch.unusual import unusual
from khaldun.model.fault import KhaldunError

FIRST = date(2021, 1, 1)
LAST = date(2022, 12, 31)
PLACE = {"latitude": 12.65, "longitude": -8.0, "radius_km": 5.0, "place_precision": "settlement"}


def tables(events: Sequence[Mapping[str, Any]], *, actor: str = "jnim") -> dict[str, ibis.Table]:
    """A release's tables with the columns that a watch reads."""
    plain = {"date_precision": "day", "country": "ML", "family": "battles", "violence": "state-based", **PLACE}
    told = {"killed_best": 1, "title": None, "place_name": "Bamako", "leaves": "facts", "actor": actor, "km": 10.0}
    rows = [{"event_id": f"e{n}", **plain, **told, **event} for n, event in enumerate(events)]
    parties = [
        {"event_id": row["event_id"], "actor": row["actor"], "told": None, "grp": None, "actor_source_id": None}
        for row in rows
    ]
    borders = [{"event_id": row["event_id"], "border": "GN|ML", "km": row["km"]} for row in rows]
    text = pa.string()
    schema = pa.schema([("event_id", text), ("actor", text), ("told", text), ("grp", text), ("actor_source_id", text)])
    return {
        "events": ibis.memtable(pa.Table.from_pylist(rows, schema=_events_schema())),
        "event_parties": ibis.memtable(pa.Table.from_pylist(parties, schema=schema)),
        "borders": ibis.memtable(pa.Table.from_pylist(borders)),
    }


def _events_schema() -> pa.Schema:
    text = ("event_id", "date_precision", "country", "family", "violence", "place_precision", "title", "place_name")
    reals = ("latitude", "longitude", "radius_km")
    fields = [(name, pa.string()) for name in (*text, "leaves")] + [(name, pa.float64()) for name in reals]
    return pa.schema([*fields, ("start", pa.date32()), ("killed_best", pa.int64())])


def found(events: Sequence[Mapping[str, Any]], *, weeks: int = 4) -> Watched:
    area = Area(name="Bamako", near=Near(latitude=12.65, longitude=-8.0, radius_km=50))
    return watched(tables(events), WatchList(areas=(area,), weeks=weeks), since=FIRST, until=LAST)[0]


def days(*back: int) -> list[dict[str, Any]]:
    return [{"start": LAST - timedelta(days=n)} for n in back]


def test_p_is_the_share_of_all_choices_of_blocks_with_ties_counted_half() -> None:
    weeks = [0, 1, 2, 0, 0, 0, 1, 1, 0, 3, 1, 0]
    blocks = np.reshape(weeks, (-1, 2)).sum(axis=1)
    sums = np.array([sum(chosen) for chosen in combinations(blocks.tolist(), 2)])
    newest = blocks[-2:].sum()
    assert unusual(weeks, newest=4).p == pytest.approx((sums > newest).mean() + (sums == newest).mean() / 2)


def test_two_events_after_two_quiet_years_are_the_first_since() -> None:
    watch = found(days(3, 20))
    alert = watch.alerts[0]
    assert (alert.rule, alert.earlier, len(alert.rows)) == ("first since", None, 2)
    assert watch.test.p < 0.05


def test_a_steady_area_is_silent() -> None:
    assert found(days(*range(0, 700, 14))).alerts == ()


def test_a_burst_is_more_than_before() -> None:
    rules = [alert.rule for alert in found(days(*range(0, 700, 30), 1, 2, 4, 5, 8)).alerts]
    assert rules == ["more than before"]


def test_nothing_new_is_no_alarm_however_quiet_the_past() -> None:
    watch = found(days(300))
    assert (watch.alerts, watch.test.p) == ((), 1.0)


def test_an_actor_seen_for_the_first_time_is_named() -> None:
    events = [*days(*range(0, 700, 14)), {"start": LAST - timedelta(days=2), "actor": "stranger"}]
    alerts = [alert for alert in found(events).alerts if alert.rule == "new actor"]
    assert [(alert.actor, len(alert.rows)) for alert in alerts] == [("stranger", 1)]


def test_places_known_worse_than_the_area_is_wide_are_counted_and_left_out() -> None:
    events: list[dict[str, Any]] = [*days(3), {"start": LAST, "radius_km": 150.0, "place_precision": "admin1"}]
    watch = found(events)
    assert (watch.events, watch.vague_places) == (1, 1)


def test_days_known_worse_than_a_week_are_counted_and_left_out() -> None:
    watch = found([*days(3), {"start": LAST, "date_precision": "month"}])
    assert (watch.events, watch.vague_days) == (1, 1)


@pytest.mark.parametrize(
    ("area", "ids"),
    [
        (Area(name="country", country="GN"), ["e1"]),
        (Area(name="border", borders=("GN|ML",), within_km=48.28), ["e0", "e2"]),
        (Area(name="circle", near=Near(latitude=12.65, longitude=-8.0, radius_km=30)), ["e0", "e1"]),
        (Area(name="actor", actor="wagner"), ["e2"]),
        (Area(name="both", actor="jnim", country="ML"), ["e0"]),
        (Area(name="kind", country="ML", families=("protests",)), ["e2"]),
    ],
    ids=lambda value: value.name if isinstance(value, Area) else "",
)
def test_an_area_holds_the_events_that_meet_all_it_says(area: Area, ids: list[str]) -> None:
    events: list[dict[str, Any]] = [
        {"start": LAST},
        {"start": LAST, "country": "GN", "km": 60.0},
        {"start": LAST, "latitude": 14.0, "actor": "wagner", "family": "protests"},
    ]
    assert [row.event_id for row in inside(tables(events), area, until=LAST).rows] == ids


def test_weeks_are_counted_back_from_the_last_day() -> None:
    last = date(2021, 1, 21)
    assert weekly([date(2021, 1, 1), date(2021, 1, 8), date(2021, 1, 21)], since=FIRST, until=last) == [1, 1, 1]
    assert weekly([FIRST], since=FIRST, until=date(2021, 1, 22)) == [0, 0, 0]


def test_a_watch_list_is_read_from_toml() -> None:
    listed = watch_list("""
        false_alarms = 0.02
        weeks = 8
        [[area]]
        name = "Mali's western borders"
        borders = ["GN|ML", "CI|ML"]
        within_km = 48.28
        [[area]]
        name = "Bamako"
        near = {latitude = 12.65, longitude = -8.0, radius_km = 50}
    """)
    assert (listed.false_alarms, listed.weeks, len(listed.areas)) == (0.02, 8, 2)
    assert listed.areas[1].near == Near(latitude=12.65, longitude=-8.0, radius_km=50)


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        ("[[area]]\nname = 'x'", "give it a country"),
        ("[[area]]\nname = 'x'\ncountri = 'ML'", "known are"),
        ("[[area]]\nname = 'x'\nborders = ['GN|ML']", "belong together"),
        ("[[area]]\nname = 'x'\nborders = ['GN|ML']\nwithin_km = 400", "at most 250"),
        ("weeks = 3\n[[area]]\nname = 'x'\ncountry = 'ML'", "even number"),
        ("false_alarms = 5\n[[area]]\nname = 'x'\ncountry = 'ML'", "rate above 0"),
        ("", "at least one"),
        ("since = '2021'\n[[area]]\nname = 'x'\ncountry = 'ML'", "without quotes"),
        ("[[area]", "not TOML"),
    ],
)
def test_a_faulty_watch_list_is_told_the_cure(text: str, cure: str) -> None:
    with pytest.raises(KhaldunError, match=cure):
        watch_list(text)
