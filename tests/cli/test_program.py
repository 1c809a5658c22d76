"""Does the program do what the contract says, run as a person runs it?"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from khaldun.cli import COMMANDS, app, run

EXAMPLES = Path(__file__).parents[2] / "examples" / "bamako-2024"
TEXT = "Gunmen of JNIM attacked the town of Bourem in Mali on 17 September 2024 and killed at least seven people.\n"


def khaldun(
    *arguments: str, at: Path, given: bytes = b"", home: Path | None = None
) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "khaldun", *arguments]
    known = os.environ | ({"KHALDUN_HOME": str(home)} if home else {})
    return subprocess.run(command, input=given, cwd=at, env=known, capture_output=True, check=False)


def out(done: subprocess.CompletedProcess[bytes]) -> str:
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_nothing_said_is_answered_with_help(tmp_path: Path) -> None:
    assert out(khaldun(at=tmp_path)) == out(khaldun("--help", at=tmp_path))


def test_every_command_is_registered_once() -> None:
    assert len({command.__name__ for command in COMMANDS}) == len(COMMANDS) == len(app.registered_commands)


def test_help_lists_the_commands_and_imports_nothing_heavy(tmp_path: Path) -> None:
    program = "import sys; from khaldun.cli import run; run(['--help']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, check=True)
    told = done.stdout.decode()
    assert [name for name in (c.__name__ for c in COMMANDS) if f"\n  {name} " not in told] == []
    assert [name for name in ("spacy", "sqlalchemy", "pydantic", "trafilatura", "ibis") if f"'{name}'" in told] == []


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["--nope"], "No such option: --nope"),
        (["nope"], "No such command 'nope'; see: khaldun --help"),
        (["code"], "see: khaldun code --help"),
        (["code", "--nope", "x"], "No such option: --nope"),
        (["code", "nowhere.txt"], "there is no file or folder 'nowhere.txt'"),
        (["code", "a.txt", "--published", "2024-13-45"], "write it as 2024-10-12"),
        (["code", "a.txt", "--published", ""], "write it as 2024-10-12"),
        (["code", "a.txt", "--language", "tlh"], "'tlh' is not coded; there are: en"),
        (["code", "a.txt", "--format", "xml"], "'xml' is not known; there are: table, jsonl"),
        (["code", "a.txt", "--source", " "], "name the publisher"),
        (["read", "nope", "a.txt"], "no source 'nope'; there are: report"),
        (["events"], "no ledger in khaldun-home; make one with: khaldun read report PATH"),
        (["reconcile", "--home", "elsewhere"], "no ledger in elsewhere"),
        (["trace", "event-1"], "no ledger in khaldun-home"),
        (["--home", "a.txt", "read", "report", "a.txt"], "a.txt is a file, not a home folder"),
        (["actors", "JNIM", "--on", "then"], "write it as 2024-09-17"),
        (["places", "Bamako", "--country", "Mali"], "two-letter code"),
    ],
)
def test_misuse_is_one_sentence_with_the_cure_and_status_2(
    arguments: list[str],
    cure: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KHALDUN_HOME", raising=False)
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    assert run(arguments) == 2
    told = capfd.readouterr()
    assert cure in told.err
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_misuse_sets_the_status_of_the_process(tmp_path: Path) -> None:
    done = khaldun("code", "nowhere.txt", at=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"Traceback" not in done.stderr


def test_code_prints_one_object_a_report_and_keeps_nothing(tmp_path: Path) -> None:
    done = khaldun("code", "-", "--published", "2024-09-19", "--format", "jsonl", at=tmp_path, given=TEXT.encode())
    (line,) = out(done).splitlines()
    held = json.loads(line)
    assert held["report"]["published"] == "2024-09-19"
    assert [toll["low"] for account in held["accounts"] for toll in account["tolls"]] == [7]
    assert list(tmp_path.iterdir()) == []


def test_code_prints_a_table_for_reading(tmp_path: Path) -> None:
    told = out(khaldun("code", "-", at=tmp_path, given=TEXT.encode()))
    assert "at least 7 killed" in told
    assert "17 Sep 2024" in told
    assert "\x1b" not in told


def test_an_issue_is_not_failure_but_nothing_read_is(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = khaldun("code", "empty.txt", "a.txt", at=tmp_path)
    assert b"empty.txt: is empty" in done.stderr
    assert done.returncode == 0
    alone = khaldun("code", "empty.txt", at=tmp_path)
    assert (alone.returncode, alone.stdout) == (1, b"")


def test_a_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    command = f"{sys.executable} -m khaldun --help | true"
    done = subprocess.run(command, shell=True, cwd=tmp_path, capture_output=True, check=False)  # noqa: S602
    assert done.stderr == b""


def test_the_spine_from_files_to_words(tmp_path: Path) -> None:
    home = tmp_path / "home"
    told = out(khaldun("read", "report", str(EXAMPLES), at=tmp_path, home=home))
    assert "7 reports read: 7 new, 0 changed, 0 recoded, 0 unchanged" in told
    again = out(khaldun("read", "report", str(EXAMPLES), at=tmp_path, home=home))
    assert "7 reports read: 0 new, 0 changed, 0 recoded, 7 unchanged; 0 accounts added" in again
    assert "events" in out(khaldun("reconcile", at=tmp_path, home=home))
    listed = out(khaldun("events", at=tmp_path, home=home))
    assert "Bamako, ML" in listed
    assert "at least 77" in listed
    event = next(word for word in listed.split() if word.startswith("event-"))
    walked = out(khaldun("trace", event, at=tmp_path, home=home))
    assert event in walked
    assert "Accounts" in walked


def test_a_home_said_on_the_command_line_goes_before_the_environment(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    out(khaldun("read", "report", "a.txt", "--home", "mine", at=tmp_path, home=tmp_path / "other"))
    assert (tmp_path / "mine" / "ledger.sqlite").exists()
    assert not (tmp_path / "other").exists()


def test_a_file_that_is_not_a_ledger_is_refused_and_left(tmp_path: Path) -> None:
    home = tmp_path / "khaldun-home"
    home.mkdir()
    (home / "ledger.sqlite").write_text("a diary", encoding="utf-8")
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = khaldun("read", "report", "a.txt", at=tmp_path)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"is not a ledger" in done.stderr
    assert (home / "ledger.sqlite").read_text(encoding="utf-8") == "a diary"


def test_names_are_looked_up_and_explained(tmp_path: Path) -> None:
    assert "why" in out(khaldun("actors", "JNIM", at=tmp_path))
    assert "precision" in out(khaldun("places", "Tinzaouaten", at=tmp_path))
    assert "no place is known" in out(khaldun("places", "Qwxzzq", at=tmp_path))
    assert "licence" in out(khaldun("sources", at=tmp_path))


def test_the_demo_explains_the_whole_walk(tmp_path: Path) -> None:
    told = out(khaldun("demo", "--home", "home", at=tmp_path))
    steps = ["1. Read and code", "2. Reconcile", "3. Walk one figure", "4. Ask", "5. Check an article", "What next"]
    assert [told.index(step) for step in steps] == sorted(told.index(step) for step in steps)
    assert "which agrees with" in told
    assert "put the total at [90]" in " ".join(told.split())
    assert "Radisson" in told
    assert "khaldun serve --home" in told


def test_the_demo_can_be_run_again(tmp_path: Path) -> None:
    first, again = (out(khaldun("demo", "--home", "home", at=tmp_path)) for _ in range(2))
    assert again.count("unchanged") == 1
    for begin, end in (("2. Reconcile", "4. Ask"), ("5. Check an article", "What next")):
        assert first.split(begin)[1].split(end)[0] == again.split(begin)[1].split(end)[0]
