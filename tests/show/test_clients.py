"""Do the clients that people have work against the server as it runs?"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any
from urllib.request import urlopen

import pyogrio
from owslib.ogcapi.features import Features

ACLED = """
import json, sys
from acled import AcledClient
client = AcledClient(api_key="any", email="any@example.org")
rows = client.get_data(limit=2, page=2, country="Mali", query_params={"fatalities": 1, "fatalities_where": ">"})
between = client.get_data(event_date="2024-01-02|2024-01-02", query_params={"event_date_where": "BETWEEN"})
few = client.get_data(query_params={"fields": "event_id_cnty|fatalities"})
actors = client.get_actor_data(actor_name="armed")
countries = client.get_country_data()
print(json.dumps([rows, between, few, actors, countries, client.get_region_data()], default=str))
"""


def acled(address: str) -> Any:  # noqa: ANN401 - lists of dictionaries
    """What PyPI's `acled`, a process of its own, makes of our answers."""
    told = {**os.environ, "ACLED_API_HOST": f"{address}/compat/acled/api", "ACLED_MAX_RETRIES": "0"}
    done = subprocess.run(
        [sys.executable, "-c", ACLED], env=told, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_the_client_of_acled_reads_events_actors_and_countries(address: str) -> None:
    rows, between, few, actors, countries, regions = acled(address)
    assert len(rows) == 2
    assert {row["country"] for row in rows} == {"Mali"}
    assert [row["event_id_cnty"] for row in between] == ["event-abducted", "event-open"]
    assert (between[1]["actor1"], between[1]["fatalities"], between[1]["event_type"]) == ("armed men", 4, "Battles")
    assert {tuple(row) for row in few} == {("event_id_cnty", "fatalities")}
    assert ({row["actor_name"] for row in actors} >= {"armed men"}, countries[0]["iso"], regions) == (True, 466, [])


def pages(url: str) -> Iterator[dict[str, Any]]:
    while url:
        with urlopen(url) as answer:  # noqa: S310 - loopback
            found = json.load(answer)
        yield found
        url = found["NextPageUrl"]


def test_a_loop_over_the_pages_of_ucdp_ends_at_its_total(address: str) -> None:
    # An event has one of UCDP's three kinds or is not told there.
    with urlopen(f"{address}/api/v1/events?violence=state-based,non-state,one-sided") as answer:  # noqa: S310
        total = json.load(answer)["total"]
    found = list(pages(f"{address}/compat/ucdp/api/gedevents/first?pagesize=1&page=0"))
    assert [one["TotalCount"] for one in found] == [total] * len(found)
    assert sum(len(one["Result"]) for one in found) == total > 1
    assert all(len(row) == 49 for one in found for row in one["Result"])


def test_gdal_reads_the_features_page_by_page(address: str) -> None:
    info = pyogrio.read_info(f"OAPIF:{address}/ogc", layer="events")
    _, table = pyogrio.read_arrow(f"OAPIF:{address}/ogc", layer="events", PAGE_SIZE="2")
    assert (info["geometry_type"], table.num_rows) == ("Point", 5)
    _, near = pyogrio.read_arrow(f"OAPIF:{address}/ogc", layer="events", bbox=(-8.05, 12.6, -7.9, 12.7))
    assert sorted(near["event_id"].to_pylist()) == ["event-abducted", "event-fresh", "event-open"]


def test_owslib_reads_the_features(address: str) -> None:
    server = Features(f"{address}/ogc/")
    assert server.feature_collections() == ["events"]
    found = server.collection_items("events", limit=2, datetime="2024-01-01/2024-01-02")
    assert (found["numberMatched"], found["numberReturned"]) == (4, 2)
    assert server.collection_item("events", "event-open")["properties"]["killed_best"] == 4


def test_months_are_told_in_the_shape_of_hapi(address: str) -> None:
    query = "location_code=MLI&event_type=political_violence&start_date=2024-01-01&end_date=2024-01-31"
    url = f"{address}/compat/hapi/api/v2/coordination-context/conflict-events?{query}"
    with urlopen(url) as answer:  # noqa: S310 - loopback
        rows = json.load(answer)["data"]
    assert sum(row["events"] for row in rows) == 4
    assert {(row["reference_period_start"], row["reference_period_end"]) for row in rows} == {
        ("2024-01-01T00:00:00", "2024-01-31T00:00:00")
    }
