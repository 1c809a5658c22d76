"""Do the import contracts hold, and would they notice if somebody broke them?"""

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FLOORS = ("cli", "show", "flow", "read", "coding", "identify", "reconcile", "ask", "forecast", "store", "model")
LAYERS = "Imports go down only, and sibling rooms are strangers"
READING = "A report is read from words up to events and statements"
DATABASE = "Only the store opens a database"
EXIT = "Nothing is shown that did not pass the one exit"
NOUNS = "The nouns need nothing but the standard library"
BREACHES = [
    (LAYERS, "read", "import khaldun.coding"),
    (LAYERS, "coding", "import khaldun.identify"),
    (LAYERS, "reconcile", "import khaldun.store"),
    (LAYERS, "forecast", "import khaldun.ask"),
    (LAYERS, "model", "import khaldun.read"),
    (LAYERS, "identify", "import khaldun.flow"),
    (LAYERS, "flow", "import khaldun.cli"),
    (READING, "coding/dates", "import khaldun.coding.events.telling"),
    (READING, "coding/parties", "import khaldun.coding.coder"),
    (DATABASE, "coding", "import sqlalchemy"),
    (DATABASE, "reconcile", "import sqlite3"),
    (DATABASE, "ask", "import duckdb"),
    (DATABASE, "forecast", "import duckdb"),
    (DATABASE, "flow", "import psycopg"),
    (EXIT, "show/api", "from khaldun.store.release import open_release"),
    (EXIT, "show/serving", "import khaldun.flow.trace"),
    (NOUNS, "model", "import numpy"),
    (NOUNS, "model", "from pydantic import BaseModel"),
]


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the package to break. A floor that is not built yet stands as an empty module."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "data"))
    rooms = tmp_path / "src" / "khaldun"
    for floor in FLOORS:
        if not (rooms / floor).is_dir():
            (rooms / f"{floor}.py").touch()
    return tmp_path


def lint(house: Path) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    found = {**os.environ, "PYTHONPATH": str(house / "src"), "COLUMNS": "200"}
    return subprocess.run(command, cwd=house, env=found, capture_output=True, text=True, check=False)


def breach(house: Path, floor: str, line: str) -> None:
    room = house / "src" / "khaldun" / floor
    path = room / "breach.py" if room.is_dir() else room.with_suffix(".py")
    with path.open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")


def test_the_contracts_hold(house: Path) -> None:
    done = lint(house)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [f"{name} KEPT" in done.stdout for name in (LAYERS, READING, DATABASE, EXIT, NOUNS)] == [True] * 5


@pytest.mark.parametrize(("contract", "floor", "line"), BREACHES)
def test_a_breach_is_noticed(house: Path, contract: str, floor: str, line: str) -> None:
    breach(house, floor, line)
    done = lint(house)
    assert done.returncode != 0
    assert f"{contract} BROKEN" in done.stdout, done.stdout + done.stderr


def test_the_store_may_open_a_database(house: Path) -> None:
    breach(house, "store", "import sqlite3\nimport sqlalchemy")
    assert lint(house).returncode == 0


def test_every_contract_is_broken_on_purpose_here() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    assert {contract["name"] for contract in contracts} == {contract for contract, _, _ in BREACHES}
