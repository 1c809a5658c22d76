"""Do questions over a release that the store wrote give what they give over plain tables?"""

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from khaldun.ask import Origin, ask, recipe
from khaldun.read.ucdp_country_year import SOURCE, country_years
from khaldun.read.ucdp_ged import DATASET
from khaldun.store.database import working
from khaldun.store.flat import Contents
from khaldun.store.release import Release, open_release, write_release
from khaldun.store.segments import Delivery, append
from khaldun.store.tabular import text_table

SHARED = Path(__file__).parents[3] / "shared" / "data" / "ucdp"
FILES = ("GEDEvent_v21_01_21_12.csv.gz", "GEDEvent_v23_1-central-african-republic.geojson.gz")
TOTALS = "organizedviolencecy_v25_1.csv.gz"
TYPES = {"1": "battles.armed_clash", "2": "battles.armed_clash", "3": "violence_against_civilians.attack"}
MADE = "2026-01-01T00:00:00+00:00"
HERE = Origin(release="first", made=MADE, code="0")


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Release]:
    """Candidate 2021, the Central African Republic complete, and the country-years."""
    if not all((SHARED / name).exists() for name in (*FILES, TOTALS)):
        pytest.skip(f"no UCDP files in {SHARED}")
    home = tmp_path_factory.mktemp("home")
    for name in FILES:
        with working(home) as db:
            raw = text_table(db, SHARED / name)
            told = Delivery(
                source=DATASET.source, coder=DATASET.coder, read_at=MADE, delivered=name, edition=DATASET.edition(name)
            )
            rows = DATASET.accounts(DATASET.prepared(raw.table), TYPES)
            append(home, db, rows, delivery=told, unreadable=raw.unreadable)
    read = country_years(SHARED / TOTALS, gzip.decompress((SHARED / TOTALS).read_bytes()))
    statements = [(read.report.id, one) for one in read.statements]
    contents = Contents(sources=(DATASET.source, SOURCE), reports=(read.report,), statements=statements)
    write_release(home, tag="first", made=MADE, code="0", contents=contents)
    with open_release(home) as opened:
        yield opened


def test_malis_forces_killed_24_to_61_over_a_release_too(release: Release) -> None:
    result = ask(recipe("mali-2021-civilians-by-government"), release.tables, origin=HERE)
    assert result.as_json()["figure"] == {"best": 24, "low": 24, "high": 61, "unit": "deaths"}
    assert [met.verdict for met in result.reproduces] == ["reproduced", "reproduced"]


def test_a_release_without_distances_cannot_say_what_is_near(release: Release) -> None:
    result = ask(recipe("mali-2021-near-borders"), release.tables, origin=HERE)
    assert result.answer.cannot == "cannot be tested: no distances to natural_earth_10m in store"


def test_country_years_agree_where_the_editions_are_close_and_revisions_are_listed(release: Release) -> None:
    result = ask(recipe("ucdp-country-years"), release.tables, origin=HERE)
    (test,) = result.answer.tests
    assert test["cells"] == test["same"] + test["different"]
    differing = {(row["country"], row["year"], row["violence"]): row for row in result.answer.table}
    african = [key for key in differing if key[0] == "CF"]
    assert len(african) == 5
    assert differing["ML", 2021, "one-sided"]["rows_best"] == 213
    assert differing["ML", 2021, "one-sided"]["published_best"] == 216
    assert differing["ML", 2021, "state-based"]["difference"] == 1


def test_the_country_year_file_becomes_statements_and_its_faults_issues() -> None:
    path = SHARED / TOTALS
    if not path.exists():
        pytest.skip(f"no country-year file at {path}")
    read = country_years(path, gzip.decompress(path.read_bytes()))
    assert len(read.statements) == 6936 * 7
    mali = {one.id.rsplit(":", 1)[1]: one for one in read.statements if ":432-2021:" in one.id}
    government = mali["os_main_govt_killings"]
    assert (government.low, government.best, government.high) == (34, 48, 90)
    assert government.perpetrators == ("Government of Mali",)
    assert mali["sb_deaths_civilians"].best == 53
    assert {issue.kind for issue in read.issues} == {"best-outside-bounds", "unknown-country"}
