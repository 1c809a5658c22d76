"""Do sets of tolls come to the figures that the ten rules say?"""

import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from khaldun.model import Account, Figure, Issue, Party, Toll
from khaldun.reconcile import PROFILES, figures

CASES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "cases" / "tolls.toml").read_text(encoding="utf-8")
)["case"]
WORDS = re.compile(
    r"(?P<who>\S+) (?P<figure>\S+)(?: by (?P<by>.+?))?(?: with (?P<within>\S+))?(?: without (?P<without>\S+))?"
    r"(?: on (?P<on>\S+))?(?: (?P<outcome>injured|abducted|missing))?$"
)


def toll(told: str) -> Toll:
    found = WORDS.match(told)
    assert found, told
    low, high, best, hedge = interval(found["figure"])
    return Toll(
        outcome=found["outcome"] or "killed",  # type: ignore[arg-type]
        who=found["who"],  # type: ignore[arg-type]
        low=low,
        high=high,
        best=best,
        hedge=hedge,  # type: ignore[arg-type]
        includes=(found["within"],) if found["within"] else (),
        excludes=(found["without"],) if found["without"] else (),
        said_by=found["by"],
        as_of=date.fromisoformat(found["on"]) if found["on"] else None,
    )


def interval(figure: str) -> tuple[int, int | None, int | None, str]:
    if figure.endswith("+"):
        return int(figure[:-1]), None, int(figure[:-1]), "at_least"
    if ".." not in figure:
        return int(figure), int(figure), int(figure), "exact"
    low, high = (int(part) for part in figure.strip("~v").split(".."))
    if figure.endswith("v"):
        return low, high, None, "vague"
    if figure.startswith("~"):
        return low, high, (low + high) // 2, "about"
    return (low, high, None, "at_most") if low == 0 else (low, high, (low + high) // 2, "exact")


def accounts(case: dict[str, Any]) -> list[Account]:
    parties = tuple(Party(role=told.split()[0], told=told.split()[1]) for told in case.get("parties", []))
    return [
        Account(
            id=f"a{number}", source="unknown", record=f"r{number}", type="battles.armed_clash", parties=parties,
            tolls=(toll(told),),
        )
        for number, told in enumerate(case["tolls"])
    ]  # fmt: skip


def settled(case: dict[str, Any]) -> tuple[dict[tuple[str, str], Figure], tuple[Issue, ...]]:
    made, issues = figures(accounts(case), profile=PROFILES[case.get("profile", "evidence")])
    return {(figure.outcome, figure.who): figure for figure in made}, issues


def said(figure: Figure) -> str:
    numbers = ["-" if number is None else str(number) for number in (figure.low, figure.best, figure.high)]
    return numbers[0] if len(set(numbers)) == 1 else "/".join(numbers)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_tolls_come_to_the_figures_written_out(case: dict[str, Any]) -> None:
    made, issues = settled(case)
    for outcome, key in (("killed", "want"), ("injured", "injured"), ("abducted", "abducted")):
        wanted = case.get(key, {})
        assert {who: said(made[(outcome, who)]) for who in wanted} == wanted
    assert [who for who in case.get("absent", []) if ("killed", who) in made] == []
    assert len(issues) == case.get("issues", 0)


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_figures_carry_the_flags_written_out(case: dict[str, Any]) -> None:
    made, _ = settled(case)
    for who, flags in case.get("flags", {}).items():
        assert set(flags) <= set(made[("killed", who)].flags)
    for who, flags in case.get("unflagged", {}).items():
        assert not set(flags) & set(made[("killed", who)].flags)


def test_there_are_at_least_eighty_cases() -> None:
    assert len({case["name"] for case in CASES}) >= 80


def test_every_step_is_a_sentence() -> None:
    for case in CASES:
        for figure in settled(case)[0].values():
            assert figure.because
            assert all(step[0].isupper() and step.endswith(".") for step in figure.because), figure.because
