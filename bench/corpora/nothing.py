"""Which short texts hold nothing to code, however violent their words?

`bench/texts/nothing/<language>.tsv` holds one text a line, topic first: sport, business, accidents, disasters, ordinary
crime, history, culture, health, politics and more, each written by hand and none from a template. Odd lines are `dev`,
even lines `test`. The longer texts of kind `nothing` in `bench/texts/` belong to the same corpus.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from corpora import own
from corpora.gold import Annotated
from khaldun.model import Report

LISTS = Path(__file__).parents[1] / "texts" / "nothing"
PUBLISHED = date(2024, 11, 20)
SPLITS = ("dev", "test")


def read(split: str) -> Iterator[Annotated]:
    """The texts of a split: the lists first, then the longer texts."""
    for path in sorted(LISTS.glob("*.tsv")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()):
            topic, text = line.split("\t")
            if SPLITS[number % 2] == split:
                yield _annotated(f"{path.stem}-nothing-{number + 1:03}", topic, text, split)
    yield from (text for text in own.read(split) if text.kind == "nothing")


def _annotated(id_: str, topic: str, text: str, split: str) -> Annotated:
    report = Report(
        id=id_,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=topic,
        published=PUBLISHED,
        language=id_[:2],
    )
    return Annotated(report=report, kind="nothing", split=split)
