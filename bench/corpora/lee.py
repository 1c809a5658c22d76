"""What share of a general news feed speaks of political violence, and does the coder know which?

The Lee corpus: 350 short reports of December 2001 and 2002 on everything that a broadcaster tells (Lee, Pincombe and
Welsh 2005), as the package gensim ships it for its tests. It is read in place and is no part of this project; which of
its texts hold an event was judged for this project, in bench/corpora/lee.toml. The first 270 are `dev`.
"""

import importlib.util
import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpora.gold import Annotated, GoldAccount
from khaldun.coding.codebook import types
from khaldun.model import KhaldunError, Report

JUDGED = Path(__file__).with_suffix(".toml")
FILES = {"lee_background.cor": date(2001, 12, 31), "lee.cor": date(2002, 9, 1)}
DEV = 270


def shipped() -> Path:
    """The folder of texts that the package gensim ships; raises KhaldunError where it is not installed."""
    found = importlib.util.find_spec("gensim")
    if found is None or found.origin is None:
        raise KhaldunError("the package gensim is not installed; pip install gensim brings the texts")
    return Path(found.origin).parent / "test" / "test_data"


def read(split: str) -> Iterator[Annotated]:
    """The reports of a split; one that speaks of political violence holds an event of any type, place and time."""
    told = [(line, day) for name, day in FILES.items() for line in _lines(name)]
    judged = tomllib.loads(JUDGED.read_text(encoding="utf-8"))
    for number, (text, day) in enumerate(told):
        if (number < DEV) == (split == "dev"):
            event = GoldAccount(types=tuple(types()), optional=number in judged["doubtful"])
            spoken = number in judged["events"] or number in judged["doubtful"]
            report = Report(id=f"lee-{number:03}", text=text, sha256="", source="ABC", published=day, language="en")
            yield Annotated(report=report, kind="feed", split=split, accounts=(event,) if spoken else ())


def nothing(split: str) -> Iterator[Annotated]:
    """The reports of a split with nothing to code."""
    return (text for text in read(split) if not text.accounts)


def _lines(name: str) -> list[str]:
    return [line for line in (shipped() / name).read_text(encoding="latin-1").splitlines() if line.strip()]
