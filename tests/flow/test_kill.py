"""Does a process that is killed half way leave a ledger that opens, and does running it again complete the work?"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

from khaldun.store.ledger import Ledger

REPORTS = 40
TEXT = "Gunmen attacked the town of Bourem in Mali on {day} September 2024 and killed {n} people, the mayor said."


def lines(path: Path) -> Path:
    told = [{"id": f"r{n}", "source": "Radio", "text": TEXT.format(day=n % 28 + 1, n=n + 2)} for n in range(REPORTS)]
    path.write_text("\n".join(map(json.dumps, told)), encoding="utf-8")
    return path


def start(home: Path, path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "khaldun", "read", "report", str(path), "--home", str(home)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)


def codings(home: Path) -> int:
    """How many codings another process sees in the ledger, without opening it as the program does."""
    if not (home / "ledger.sqlite").exists():
        return -1
    connection = sqlite3.connect(home / "ledger.sqlite", timeout=30)
    try:
        return int(connection.execute("SELECT count(*) FROM codings").fetchone()[0])
    finally:
        connection.close()


def kill_at(home: Path, path: Path, moment: int) -> None:
    """Kills a run as soon as the ledger holds so many codings."""
    process = start(home, path)
    while codings(home) < moment and process.poll() is None:
        time.sleep(0.001)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_killed_runs_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    path, home, whole = lines(tmp_path / "reports.jsonl"), tmp_path / "home", tmp_path / "whole"
    for moment in (-1, 0, 1, 9, 20, 31):
        kill_at(home, path, moment)
        with Ledger(home) as ledger:
            reports = [each.id for each in ledger.reports()]
            records = {each.record for each in ledger.accounts()}
        assert len(reports) == len(set(reports)) == codings(home)
        assert records <= set(reports)
    told = start(home, path).communicate()[0].decode()
    assert f"{REPORTS} reports read" in told
    assert start(whole, path).communicate()[0].decode().startswith(f"{REPORTS} reports read: {REPORTS} new")
    with Ledger(home) as ledger, Ledger(whole) as other:
        assert list(ledger.reports()) == list(other.reports())
        assert list(ledger.accounts()) == list(other.accounts())
