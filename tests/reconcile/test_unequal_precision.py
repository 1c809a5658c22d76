"""Does UCDP's file of 2021 find itself again through copies as coarse as GDELT's and as late as the news?"""

import csv
import gzip
import random
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import pytest

from khaldun.model import Account, Event, Party, Toll, When, Where
from khaldun.read.ucdp_ged import PLACES
from khaldun.reconcile import reconcile

FILE = Path(__file__).parents[3] / "shared" / "data" / "ucdp" / "GEDEvent_v21_01_21_12.csv.gz"
COUNTRIES = ("Mali", "Burkina Faso", "Niger")
TYPES = {"3": "violence_against_civilians.attack"}


def row(cells: dict[str, str]) -> Account:
    day = date.fromisoformat(cells["date_start"][:10])
    low, best, high = (int(cells[end]) for end in ("low", "best", "high"))
    told = (Toll(outcome="killed", low=low, best=best, high=high),) if low <= best <= high else ()
    return Account(
        id=f"ged-{cells['id']}", source="ged", record=cells["id"],
        type=TYPES.get(cells["type_of_violence"], "battles.armed_clash"),
        when=When(start=day, end=day, precision="day", basis="source"),
        where=Where(
            told=cells["where_coordinates"], name=cells["where_coordinates"], country=cells["country"],
            latitude=float(cells["latitude"]), longitude=float(cells["longitude"]),
            precision=PLACES[int(cells["where_prec"])],  # type: ignore[arg-type]
        ),
        parties=(Party(role="perpetrator", told=cells["side_a"]), Party(role="victim", told=cells["side_b"])),
        tolls=told,
    )  # fmt: skip


def like_gdelt(told: Account, chance: random.Random) -> Account:
    """A day late at times, a tenth of a degree coarse, without a figure and with one side only."""
    assert told.when.start is not None
    assert told.where is not None
    day = told.when.start + timedelta(days=chance.choice((0, 0, 0, 1)))
    north, east = round(told.where.latitude or 0, 1), round(told.where.longitude or 0, 1)
    return replace(
        told, id=f"gdelt-{told.record}", source="gdelt", tolls=(), parties=told.parties[:1],
        when=When(start=day, end=day, precision="day", basis="source"),
        where=replace(told.where, precision="settlement", latitude=north, longitude=east),
    )  # fmt: skip


def like_news(told: Account, chance: random.Random) -> Account:
    """Of one of ten papers, some kilometres off, with a lower bound for a figure."""
    assert told.where is not None
    north, east = (
        (told.where.latitude or 0) + chance.gauss(0, 0.02),
        (told.where.longitude or 0) + chance.gauss(0, 0.02),
    )
    return replace(
        told, id=f"news-{told.record}", source=f"paper{chance.randrange(10)}",
        when=replace(told.when, basis="explicit"), where=replace(told.where, latitude=north, longitude=east),
        tolls=tuple(Toll(outcome="killed", low=toll.low, hedge="at_least") for toll in told.tolls),
    )  # fmt: skip


@pytest.fixture(scope="module")
def accounts() -> list[Account]:
    """Every row of one day in three countries, and copies of about half of them of either kind."""
    if not FILE.exists():
        pytest.skip("UCDP's file of 2021 is not here")
    with gzip.open(FILE, "rt", encoding="utf-8", newline="") as file:
        cells = [each for each in csv.DictReader(file) if each["country"] in COUNTRIES and each["date_prec"] == "1"]
    rows = [row(each) for each in cells if each["date_start"] == each["date_end"]]
    chance = random.Random(7)  # noqa: S311 - nothing secret
    copies = [make(each, chance) for make in (like_gdelt, like_news) for each in rows if chance.random() < 0.5]
    return rows + copies


@pytest.fixture(scope="module")
def events(accounts: list[Account]) -> tuple[Event, ...]:
    return reconcile(accounts, duplicate_free=("ged",)).events


def test_no_two_rows_of_the_file_share_an_event(events: tuple[Event, ...]) -> None:
    assert max(sum(one.startswith("ged-") for one in event.accounts) for event in events) == 1


def test_nine_of_ten_links_are_right_and_nine_of_ten_are_found(
    accounts: list[Account], events: tuple[Event, ...]
) -> None:
    made = [pair for event in events for pair in combinations((one.split("-")[1] for one in event.accounts), 2)]
    right = sum(left == right for left, right in made)
    wanted = sum(count * (count - 1) // 2 for count in Counter(each.record for each in accounts).values())
    assert right > 0.9 * len(made)
    assert right > 0.9 * wanted
