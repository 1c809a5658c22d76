"""Do `khaldun forecast` and `khaldun watch` work from a file of history and from a release?"""

import json
from pathlib import Path

import pytest

from khaldun.cli import run

WATCH = '[[area]]\nname = "Mali"\ncountry = "ML"\n'


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Five years of two countries in the challenge's form."""
    path = tmp_path / "history.csv"
    lines = [",Mali,Senegal", *(f"{445 + n},{n % 5 + 1}.0,0.0" for n in range(60))]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_history_file_is_forecast_with_its_record(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["forecast", "--history", str(history), "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [each["unit"] for each in told["units"]] == ["Mali", "Senegal"]
    assert told["made_from"] == "2021-12"
    assert [each["kind"] for each in told["record"]] == ["at war", "at peace"]


def test_the_table_always_shows_past_scores(history: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["forecast", "--history", str(history), "--ahead", "12"]) == 0
    shown = capsys.readouterr().out
    assert "2022-12: forecast by pool from 2021-12" in shown
    assert "Past scores of pool" in shown


def test_reliability_is_written_where_it_is_asked_for(history: Path, tmp_path: Path) -> None:
    chart = tmp_path / "reliability.svg"
    assert run(["forecast", "--history", str(history), "--chart", str(chart)]) == 0
    assert "<svg" in chart.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["--ahead", "2"], "3 to 14"),
        (["--model", "oracle"], "pool"),
        (["--format", "xml"], "table, json"),
    ],
)
def test_misuse_is_told_the_cure(
    history: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], cure: str
) -> None:
    assert run(["forecast", "--history", str(history), *arguments]) == 2
    assert cure in capsys.readouterr().err


def test_a_home_without_a_release_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    areas = tmp_path / "areas.toml"
    areas.write_text(WATCH, encoding="utf-8")
    assert run(["watch", str(areas), "--home", str(tmp_path)]) == 2
    assert "release" in capsys.readouterr().err


def test_a_day_that_is_none_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["watch", str(tmp_path / "areas.toml"), "--until", "2021-02-30"]) == 2
    assert "not a day of the calendar" in capsys.readouterr().err
