"""Do the commands of questions say what a person or a program needs, and end as they should?"""

import json
from pathlib import Path

import pytest

from khaldun.cli import run

GED = Path(__file__).parents[3] / "shared" / "data" / "ucdp" / "GEDEvent_v21_01_21_12.csv.gz"
SENTENCE = "The Malian army killed fewer than 100 civilians in Mali in 2021."


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not GED.exists():
        pytest.skip(f"no UCDP file at {GED}")
    folder = tmp_path_factory.mktemp("home")
    assert run(["read", "ucdp-ged", str(GED), "--home", str(folder)]) == 0
    assert run(["release", "--tag", "first", "--home", str(folder)]) == 0
    return folder


def test_asking_prints_the_contracts_json(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(["ask", "mali-2021-civilians-by-government", "--format", "json", "--home", str(home)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["figure"] == {"best": 24, "low": 24, "high": 61, "unit": "deaths"}
    assert told["stamp"]["release"] == "first"
    assert {"best": 751, "sound": False}.items() <= next(d for d in told["definitions"] if d["best"] == 751).items()


def test_asking_draws_and_says_what_moved(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    drawn = tmp_path / "near.svg"
    words = ["ask", "mali-2021-near-borders", "--format", "csv", "--since", "first", "--chart", str(drawn)]
    assert run([*words, "--home", str(home)]) == 0
    printed = capsys.readouterr()
    assert printed.out.count("True") == 3
    assert "the figure moved from 3 to 3: rows came (0), went (0), changed (0)" in printed.err
    assert drawn.read_text(encoding="utf-8").startswith("<svg")
    assert run([*words[:-1], "near.jpg", "--home", str(home)]) == 2


def test_a_text_is_checked(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "article.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    assert run(["check", str(path), "--published", "2024-10-12", "--format", "json", "--home", str(home)]) == 0
    (told,) = json.loads(capsys.readouterr().out)
    assert told["statement"]["perpetrators"] == ["mali-armed-forces"]
    assert told["verdict"] == "reproduced"
    assert [figure["best"] for figure in told["figures"]] == [24, 43, 77, 96]
    assert run(["check", str(path), "--home", str(home)]) == 0
    assert "[reproduced]" in capsys.readouterr().out


def test_all_published_figures_are_reproduced(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["verify", "--home", str(home)]) == 0
    assert "reproduced 13 of 13, cannot be tested 0" in capsys.readouterr().out


def test_questions_are_listed_and_an_unknown_one_names_the_nearest(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["questions"]) == 0
    assert "gti-formula" in capsys.readouterr().out
    assert run(["ask", "gti-formulas"]) == 2
    assert "did you mean 'gti-formula'" in capsys.readouterr().err
