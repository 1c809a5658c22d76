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
    release = folder / "releases" / "one"
    release.mkdir(parents=True)
    held = {"events": list(events()), "event_parties": list(parties()), "borders": list(distances())}
    for name, schema in TABLES.items():
        pq.write_table(pa.Table.from_pylist(held.get(name, []), schema=schema), release / f"{name}.parquet")
    (release / "manifest.json").write_text(json.dumps({}), encoding="utf-8")
    (folder / "releases" / "current").write_text("one", encoding="utf-8")
    return folder


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


def test_ukraine_is_silent_at_the_end_of_2021(home: Path) -> None:
    found = watch_release(home, home / "areas.toml", tag=None, until=date(2021, 12, 31)).found
    assert [each.alerts for each in found] == [(), ()]


def test_a_month_that_nobody_delivered_is_not_taken_for_a_month_of_peace(home: Path) -> None:
    """The second file begins in February 2022: of January there is nothing, so the past ends there."""
    with pytest.raises(KhaldunError, match="holds 1 months, from 2022-02"):
        forecast_release(home, tag=None, unit="country", violence=None, name="conflictology 12", spillover=False)
