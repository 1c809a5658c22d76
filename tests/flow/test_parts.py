"""Is a folder of coded reports complete, each report once, whatever happens to the processes that write it?"""

import json
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from khaldun.flow.code import SHARD, code_paths
from khaldun.flow.parts import MANIFEST, SIZE, code_into
from khaldun.flow.pool import worked
from khaldun.flow.read import read_reports_into
from khaldun.model import Issue, KhaldunError
from khaldun.show.contract import report_line
from khaldun.store.ledger import Ledger

REPORTS = 5 * SIZE + 7
RELEVANT = 40  # one report in so many
ATTACK = (
    "Gunmen attacked an army camp at Bourem in Mali on {day} September 2024 and killed {n} soldiers, the army said."
)
OTHER = "The council of ward {n} met on {day} September 2024 and spoke about the price of rice."


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("reports") / "reports.jsonl"
    write(path, REPORTS)
    return path


def write(path: Path, count: int) -> None:
    told = ((ATTACK if n % RELEVANT == 0 else OTHER).format(day=n % 28 + 1, n=n + 2) for n in range(count))
    rows = [{"id": f"r{n}", "source": "Radio", "language": "en", "text": text} for n, text in enumerate(told)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


def start(path: Path, into: Path, *, jobs: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "khaldun", "code", str(path), "--into", str(into), "--jobs", str(jobs)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)


def listed(into: Path) -> list[str]:
    path = into / MANIFEST
    return [part["file"] for part in json.loads(path.read_text())["parts"]] if path.exists() else []


def ids(into: Path) -> list[str]:
    parts = sorted(into.glob("part-*.jsonl"))
    return [json.loads(line)["report"]["id"] for part in parts for line in part.read_text().splitlines()]


def into_folder(folder: Path, path: Path, *, jobs: int = 1) -> list[str]:
    """Codes into a folder, and gives the names of the parts."""
    return [
        each.file for each in code_into(folder, [str(path)], line=report_line, jobs=jobs) if not isinstance(each, Issue)
    ]


def gone(group: int) -> bool:
    """Whether every process of a group has ended, within half a minute."""
    for _ in range(3000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


@pytest.fixture(scope="module")
def whole(lines: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "coded"
    assert len(into_folder(folder, lines)) == 6
    return folder


def test_a_run_that_is_killed_half_way_is_completed_by_the_next(lines: Path, whole: Path, tmp_path: Path) -> None:
    process = start(lines, tmp_path, jobs=2)
    while len(listed(tmp_path)) < 2 and process.poll() is None:
        time.sleep(0.001)
    process.kill()
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    assert gone(process.pid)
    assert 0 < len(listed(tmp_path)) < 6
    done = {name: (tmp_path / name).stat().st_mtime_ns for name in listed(tmp_path)}
    told = start(lines, tmp_path, jobs=1).communicate()[0].decode()
    assert told == f"{tmp_path}: {REPORTS} reports in 6 parts\n"
    assert ids(tmp_path) == [f"r{n}" for n in range(REPORTS)]
    assert {name: (tmp_path / name).stat().st_mtime_ns for name in done} == done
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in whole.iterdir())
    assert all(path.read_bytes() == (whole / path.name).read_bytes() for path in tmp_path.iterdir())


def test_the_lines_of_the_parts_are_those_of_code(lines: Path, whole: Path) -> None:
    told = [report_line(each.report, each.coded) for each in code_paths([str(lines)]) if not isinstance(each, Issue)]
    assert "".join(path.read_text() for path in sorted(whole.glob("part-*"))) == "\n".join(told) + "\n"
    assert json.loads((whole / MANIFEST).read_text())["reports"] == REPORTS == len(told)


def test_two_processes_give_the_same_in_the_same_order(tmp_path: Path) -> None:
    write(tmp_path / "few.jsonl", 2 * SHARD + 1)
    paths = [str(tmp_path / "few.jsonl")]
    assert list(code_paths(paths, jobs=2)) == list(code_paths(paths))


def test_two_processes_fill_the_ledger_as_one_does(tmp_path: Path) -> None:
    write(tmp_path / "few.jsonl", 2 * SHARD + 1)
    paths, at = [str(tmp_path / "few.jsonl")] * 2, datetime(2026, 1, 1, tzinfo=UTC)
    found = [list(read_reports_into(tmp_path / str(jobs), paths, at=at, jobs=jobs)) for jobs in (1, 2)]
    assert found[0] == found[1]
    with Ledger(tmp_path / "1") as one, Ledger(tmp_path / "2") as two:
        assert list(one.accounts()) == list(two.accounts())
        assert len(list(one.reports())) == len(list(two.reports())) == 2 * SHARD + 1


def test_a_part_that_somebody_changed_is_made_again(tmp_path: Path) -> None:
    small = tmp_path / "small.jsonl"
    write(small, SIZE + 1)
    folder = tmp_path / "coded"
    into_folder(folder, small)
    first = (folder / "part-000001.jsonl").read_bytes()
    (folder / "part-000001.jsonl").write_bytes(first[:-100])
    into_folder(folder, small)
    assert (folder / "part-000001.jsonl").read_bytes() == first


def test_the_folder_holds_what_the_files_hold_now(tmp_path: Path) -> None:
    path, folder = tmp_path / "reports.jsonl", tmp_path / "coded"
    write(path, SIZE + 1)
    assert len(into_folder(folder, path)) == 2
    write(path, 3)
    assert into_folder(folder, path) == ["part-000001.jsonl"] == [each.name for each in folder.glob("part-*")]
    assert ids(folder) == ["r0", "r1", "r2"]


def test_a_folder_of_other_files_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(KhaldunError, match="name a new folder"):
        into_folder(tmp_path, tmp_path / "thesis.txt")


def end(number: int) -> int:
    """Ends the process that it runs in, for one number."""
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_process_that_is_killed_stops_the_work_with_a_cure() -> None:
    with pytest.raises(KhaldunError, match="run the same command again"):
        list(worked(end, range(9), jobs=2))


def test_no_process_is_no_way_to_work() -> None:
    with pytest.raises(KhaldunError, match="say 1 or more"):
        list(worked(abs, [1], jobs=0))


def test_results_come_in_the_order_of_the_work() -> None:
    assert list(worked(abs, range(-20, 0), jobs=2)) == [(n, -n) for n in range(-20, 0)]
