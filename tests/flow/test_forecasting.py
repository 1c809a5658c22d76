"""Do real rows, read into a release, give the forecasts and alerts that they should?"""

import csv
import gzip
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from khaldun.flow.forecast import forecast_release, watch_release
from khaldun.identify import borders
from khaldun.model import KhaldunError
from khaldun.store.schema import TABLES

UCDP = Path(__file__).parents[2] / "../shared/data/ucdp"
FILES = ("GEDEvent_v21_01_21_12.csv.gz", "GEDEvent_v22_0_2.csv.gz")
COUNTRIES = {"Ukraine": "UA", "Mali": "ML"}
VIOLENCE = {"1": "state-based", "2": "non-state", "3": "one-sided"}
LIST = """
since = 2021-01-01

[[area]]
name = "Ukraine"
country = "UA"

[[area]]
name = "western borders"
borders = ["CI|ML", "GN|ML", "ML|MR", "ML|SN"]
within_km = 48.28032
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose release holds UCDP's candidate events of 2021 and early 2022 in Mali and Ukraine."""
    folder = tmp_path_factory.mktemp("home")
    (folder / "areas.toml").write_text(LIST, encoding="utf-8")
    held = {"events": list(events()), "event_parties": list(parties()), "borders": list(distances())}
    earlier = [row for row in held["events"] if row["start"] < date(2022, 2, 20)]
    written(folder / "releases" / "zero", made="2022-02-20T00:00:00Z", held={"events": earlier})
    written(folder / "releases" / "one", made="2022-03-01T00:00:00Z", held=held)
    (folder / "releases" / "current").write_text("one", encoding="utf-8")
    return folder


def written(release: Path, *, made: str, held: Mapping[str, list[dict[str, Any]]]) -> None:
    release.mkdir(parents=True)
    for name, schema in TABLES.items():
        pq.write_table(pa.Table.from_pylist(held.get(name, []), schema=schema), release / f"{name}.parquet")
    (release / "manifest.json").write_text(json.dumps({"made": made}), encoding="utf-8")


def given() -> Iterator[Mapping[str, str]]:
    for name in FILES:
        if not (UCDP / name).exists():
            pytest.skip(f"the real file {name} is not at ../shared/data/ucdp")
        text = io.StringIO(gzip.decompress((UCDP / name).read_bytes()).decode())
        yield from (row for row in csv.DictReader(text) if row["country"] in COUNTRIES)


def events() -> Iterator[dict[str, Any]]:
    for row in given():
        start = date.fromisoformat(row["date_start"][:10])
        yield {
            "event_id": row["id"],
            "country": COUNTRIES[row["country"]],
            "violence": VIOLENCE[row["type_of_violence"]],
            "start": start,
            "month": start.year * 12 + start.month,
            "date_precision": "day" if row["date_prec"] in {"1", "2"} else "month",
            "latitude": float(row["latitude"]),
            "longitude": float(row["longitude"]),
            "place_precision": "settlement" if row["where_prec"] in {"1", "2"} else "admin1",
            "killed_best": int(row["best"]),
            "leaves": "everything",
        }


def parties() -> Iterator[dict[str, Any]]:
    return ({"event_id": row["id"], "told": row[side]} for row in given() for side in ("side_a", "side_b"))


def distances() -> Iterator[dict[str, Any]]:
    known = borders()
    for row in given():
        if row["country"] == "Mali":
            for border, km in known.distances(float(row["latitude"]), float(row["longitude"])):
                yield {"event_id": row["id"], "border": border, "km": km}


def test_the_war_of_february_2022_sounds_and_mali_s_western_borders_do_not(home: Path) -> None:
    ukraine, west = watch_release(home, home / "areas.toml", tag=None, until=None).found
    assert {alert.rule for alert in ukraine.alerts} >= {"more than before"}
    assert ukraine.until == date(2022, 2, 28)
    assert (west.events, west.alerts) == (3, ())


def test_an_alert_knows_which_of_its_events_the_release_before_did_not_have(home: Path) -> None:
    seen = watch_release(home, home / "areas.toml", tag=None, until=None)
    rows = {row.event_id: row.start for area in seen.found for alert in area.alerts for row in alert.rows}
    assert seen.before == "zero"
    assert seen.known == {event for event, day in rows.items() if day < date(2022, 2, 20)}
    assert 0 < len(seen.known) < len(rows)


def test_ukraine_is_silent_at_the_end_of_2021(home: Path) -> None:
    found = watch_release(home, home / "areas.toml", tag=None, until=date(2021, 12, 31)).found
    assert [each.alerts for each in found] == [(), ()]


def test_a_month_that_nobody_delivered_is_not_taken_for_a_month_of_peace(home: Path) -> None:
    """The second file begins in February 2022: of January there is nothing, so the past ends there."""
    with pytest.raises(KhaldunError, match="holds 1 months, from 2022-02"):
        forecast_release(home, tag=None, unit="country", violence=None, name="conflictology 12", spillover=False)
