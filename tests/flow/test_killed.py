"""Is nothing lost and nothing doubled when the program is killed in the middle of its work?"""

import csv
import multiprocessing
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from multiprocessing.context import ForkServerContext
from pathlib import Path

import pytest

from khaldun.flow.datasets import read_file
from khaldun.flow.release import release_home
from khaldun.read.ucdp_ged import DATASET
from khaldun.store.database import working
from khaldun.store.listing import listed
from khaldun.store.release import open_release, releases
from khaldun.store.segments import newest_rows, settled

KILLS, ROWS = 10, 3000
AT = datetime(2026, 1, 1, tzinfo=UTC)
Work = Callable[[], object]
SIDES = ("Government of Mali", "JNIM", "IS", "Civilians")


def write_rows(path: Path) -> None:
    """A file of UCDP GED's shape, made up and always the same."""
    chance = random.Random(7)  # noqa: S311
    fixed = {
        "code_status": "Clear", "active_year": "1", "side_a_new_id": "1", "side_b_new_id": "2", "country": "Mali",
        "country_id": "432", "number_of_sources": "1", "where_description": "", "adm_1": "", "adm_2": "",
        "event_clarity": "1", "date_prec": "1", "gwnoa": "", "gwnob": "", "source_original": "", "deaths_a": "0",
        "deaths_b": "0", "deaths_civilians": "0", "where_coordinates": "a place",
    }  # fmt: skip
    with path.open("w", encoding="utf-8", newline="") as file:
        rows = csv.DictWriter(file, [*fixed, *varying(chance, 0)])
        rows.writeheader()
        rows.writerows({**fixed, **varying(chance, n)} for n in range(ROWS))


def varying(chance: random.Random, number: int) -> dict[str, str]:
    side_a, side_b = chance.sample(SIDES, 2)
    day = f"2021-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    dead = str(chance.randint(0, 40))
    return {
        "id": str(number), "type_of_violence": str(chance.randint(1, 3)), "dyad_name": f"{side_a} - {side_b}",
        "side_a": side_a, "side_b": side_b, "where_prec": str(chance.randint(1, 6)),
        "latitude": f"{chance.uniform(11, 16):.4f}", "longitude": f"{chance.uniform(-10, 3):.4f}", "date_start": day,
        "date_end": day, "deaths_unknown": dead, "best": dead, "low": dead, "high": dead,
    }  # fmt: skip


@pytest.fixture(scope="module")
def context() -> ForkServerContext:
    """A process that has loaded everything, so that what is killed is the work and not its start."""
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["khaldun.flow.datasets", "khaldun.flow.release"])
    return found


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rows") / "GEDEvent_v25_1.csv"
    write_rows(path)
    return path


def reading(home: Path, path: Path) -> Work:
    return partial(read_file, home, DATASET, path, at=AT)


def releasing(home: Path, tag: str) -> Work:
    return partial(release_home, home, at=AT, tag=tag)


def timed(context: ForkServerContext, work: Work) -> float:
    """How long the work takes when nobody disturbs it."""
    process = context.Process(target=work)
    began = time.monotonic()
    process.start()
    process.join()
    assert process.exitcode == 0
    return time.monotonic() - began


def killed(context: ForkServerContext, after: float, work: Work) -> int | None:
    """Kills the work after so many seconds, and says how it ended."""
    process = context.Process(target=work)
    process.start()
    process.join(after)
    process.kill()
    process.join()
    return process.exitcode


def held(home: Path) -> tuple[int, int]:
    """How many rows and how many different records the ledger holds, each listed segment whole."""
    if not (home / "ledger.sqlite").exists() or not listed(home):
        return 0, 0
    for one in listed(home):
        assert settled(home / one.path) == one.sha256
    with working(home) as db:
        sql = f"SELECT count(*), count(DISTINCT record) FROM ({newest_rows(home, source='ucdp-ged')})"  # noqa: S608
        found: tuple[int, int] = db.con.execute(sql).fetchall()[0]
        return found


def test_a_killed_read_leaves_all_rows_or_none_and_is_completed_by_the_next(
    tmp_path: Path, rows: Path, context: ForkServerContext
) -> None:
    whole = timed(context, reading(tmp_path / "whole", rows))
    assert held(tmp_path / "whole") == (ROWS, ROWS)
    chance = random.Random(1)  # noqa: S311
    ends = []
    for number in range(KILLS):
        home = tmp_path / str(number)
        ends.append(killed(context, chance.uniform(0, whole), reading(home, rows)))
        assert held(home) in {(0, 0), (ROWS, ROWS)}
        reading(home, rows)()
        assert held(home) == (ROWS, ROWS)
    assert -9 in ends


def test_a_killed_release_leaves_current_as_it_was_or_as_it_will_be(
    tmp_path: Path, rows: Path, context: ForkServerContext
) -> None:
    home = tmp_path / "home"
    reading(home, rows)()
    whole = timed(context, releasing(home, "first"))
    chance = random.Random(2)  # noqa: S311
    ends = []
    for number in range(KILLS):
        before = releases(home)
        ends.append(killed(context, chance.uniform(0, whole), releasing(home, f"try-{number}")))
        assert set(releases(home)) - set(before) <= {f"try-{number}"}
        for tag in (None, *releases(home)):
            with open_release(home, tag) as opened:
                assert opened.manifest["tables"]["accounts"]["rows"] == ROWS
                assert opened.table("accounts").account_id.nunique().to_pyarrow().as_py() == ROWS
    assert -9 in ends
    releasing(home, "last")()
    with open_release(home) as opened:
        assert opened.tag == "last"
