"""Can a dataset be read and released at the command line, and does the run say what it did?"""

from pathlib import Path

import pytest

from khaldun.cli import run
from khaldun.read.gdelt import NAMES
from khaldun.store.release import open_release

EVENT = dict.fromkeys(NAMES, "") | {
    "GLOBALEVENTID": "1",
    "SQLDATE": "20191024",
    "EventCode": "190",
    "EventRootCode": "19",
}
TALK = EVENT | {"GLOBALEVENTID": "2", "EventCode": "040", "EventRootCode": "04"}


@pytest.fixture
def export(tmp_path: Path) -> Path:
    path = tmp_path / "20191024143000.export.CSV"
    path.write_text("".join("\t".join(row.values()) + "\n" for row in (EVENT, TALK)), encoding="utf-8")
    return path


def khaldun(home: Path, *words: str) -> int:
    return run([*words, "--home", str(home)])


def test_a_run_says_what_was_read_and_set_aside(
    tmp_path: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert khaldun(tmp_path / "home", "read", "gdelt", str(export)) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "20191024143000.export.CSV: 2 rows read: 2 new, 0 changed, 0 unchanged; 2 issues"
    assert "  1 set aside: a CAMEO root other than 14 and 17 to 20" in lines
    assert khaldun(tmp_path / "home", "read", "gdelt", str(export)) == 0
    assert "0 new, 0 changed, 2 unchanged" in capsys.readouterr().out


def test_a_release_is_written_and_current(tmp_path: Path, export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    home = tmp_path / "home"
    khaldun(home, "read", "gdelt", str(export))
    assert khaldun(home, "release", "--tag", "one") == 0
    assert "release one: 1 accounts, 1 events" in capsys.readouterr().out
    assert khaldun(home, "release", "--tag", "one") == 2
    assert "a release never changes" in capsys.readouterr().err
    assert khaldun(home, "release") == 0
    with open_release(home) as opened:
        assert opened.tag != "one"
        assert opened.manifest["sources"][0]["name"] == "gdelt"


def test_the_list_of_events_says_that_rows_alone_are_not_on_it(
    tmp_path: Path, export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    khaldun(tmp_path / "home", "read", "gdelt", str(export))
    assert khaldun(tmp_path / "home", "reconcile") == 0
    assert khaldun(tmp_path / "home", "events") == 0
    assert "rows of datasets that no other source tells of are not listed here" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["read", "gtd", "x"], "no source 'gtd'"),
        (["read", "ucdp-ged", "nowhere.csv"], "there is no file nowhere.csv"),
        (["read", "ucdp-api", "gedevents/25.1"], "KHALDUN_UCDP_TOKEN is not set"),
        (["read", "acled-api", "country=Mali"], "KHALDUN_ACLED_USER is not set"),
        (["read", "reliefweb", "attack"], "KHALDUN_RELIEFWEB_APPNAME is not set"),
        (["read", "web", "file:///etc/passwd"], "must begin with http"),
        (["read", "web", "http://127.0.0.1:9/"], "private network"),
    ],
)
def test_misuse_is_one_sentence_with_the_cure(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    words: list[str],
    sentence: str,
) -> None:
    for name in ("KHALDUN_UCDP_TOKEN", "KHALDUN_ACLED_USER", "KHALDUN_ACLED_PASSWORD", "KHALDUN_RELIEFWEB_APPNAME"):
        monkeypatch.delenv(name, raising=False)
    assert khaldun(tmp_path / "home", *words) == 2
    told = capsys.readouterr().err
    assert sentence in told
    assert len(told.splitlines()) == 1
