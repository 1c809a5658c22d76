"""Does a release of UCDP's candidate events of 2021 say what the file says, and what was published from it?"""

import csv
import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khaldun.flow.datasets import read_dataset
from khaldun.flow.release import release_home
from khaldun.read.columns import gleditsch_ward
from khaldun.read.ucdp_ged import VIOLENCE
from khaldun.store.release import Release, open_release

FILE = Path(__file__).parents[3] / "shared" / "data" / "ucdp" / "GEDEvent_v21_01_21_12.csv.gz"
AT = datetime(2026, 1, 1, tzinfo=UTC)
THIRTY_MILES = 48.28032
FOUR_BORDERS = ("GN|ML", "CI|ML", "ML|SN", "ML|MR")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    if not FILE.exists():
        pytest.skip("UCDP's file of 2021 is not here")
    home = tmp_path_factory.mktemp("home")
    (brought,) = read_dataset(home, "ucdp-ged", [str(FILE)], at=AT)
    assert (brought.summary.read, brought.summary.new, brought.issues) == (17407, 17407, ())
    release_home(home, at=AT, tag="2021")
    with open_release(home) as opened:
        yield opened


def test_deaths_by_violence_and_country_are_those_of_the_file(release: Release) -> None:
    told: Counter[tuple[str, str, str]] = Counter()
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            violence, country = VIOLENCE[int(row["type_of_violence"])], gleditsch_ward()[row["country_id"]]
            told.update({(violence, country, end): int(row[end]) for end in ("low", "best", "high")})
    accounts = release.table("accounts")
    sums = {end: accounts[f"killed_{end}"].sum() for end in ("low", "best", "high")}
    rows = accounts.group_by("violence", "country").aggregate(**sums).to_pyarrow().to_pylist()
    assert {(row["violence"], row["country"], end): row[end] for row in rows for end in sums} == told


def test_three_events_with_six_deaths_lie_near_four_borders_of_mali(release: Release) -> None:
    events, borders = release.table("events"), release.table("borders")
    near = borders.filter(borders.border.isin(FOUR_BORDERS) & (borders.km <= THIRTY_MILES))
    found = events.filter(events.country == "ML").inner_join(near, "event_id").order_by("km").to_pyarrow().to_pylist()
    assert [(row["event_id"].rpartition(":")[2], row["border"], round(row["km"], 1)) for row in found] == [
        ("374495", "ML|MR", 0.7),
        ("378909", "ML|MR", 0.7),
        ("396788", "GN|ML", 42.6),
    ]
    assert sum(row["killed_best"] for row in found) == 6
    assert {row["place_precision"] for row in found} == {"settlement"}


def test_every_event_is_one_account_and_every_figure_out_of_order_is_flagged(release: Release) -> None:
    rows = {name: table.count().to_pyarrow().as_py() for name, table in release.tables.items()}
    assert (rows["accounts"], rows["events"], rows["event_accounts"]) == (17407, 17407, 17407)
    figures = release.table("figures")
    flagged = figures.filter((figures.who == "all") & (figures.flags.length() > 0))
    assert flagged.count().to_pyarrow().as_py() == 707
