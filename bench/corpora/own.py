"""What do the texts say that were written and annotated for this project?"""

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from corpora.gold import Annotated, GoldAccount, GoldPlace, GoldResponsibility, GoldStatement, GoldToll
from khaldun.model import KhaldunError, Report, When

TEXTS = Path(__file__).parents[1] / "texts"
KINDS = ("hard_news", "communique", "background", "denial", "aggregate", "nothing")
TUPLES = ("types", "countries", "targets", "also_targets")
NESTED = ("perpetrators", "also_perpetrators")
DATES = ("start", "end", "precision")


def read(split: str, *, folder: Path = TEXTS) -> Iterator[Annotated]:
    """The texts of a split, in the order of their file names; raises KhaldunError where the folder holds none."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise KhaldunError(f"{folder} holds no .toml files; docs/annotation.md shows their form")
    return (text for text in map(annotated, files) if text.split == split)


def annotated(path: Path) -> Annotated:
    """The text of one file with its annotation; the file's name is the id of the report."""
    row = tomllib.loads(path.read_text(encoding="utf-8"))
    text = row["text"].rstrip("\n")
    report = Report(
        id=path.stem,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        source=row["source"],
        published=row.get("published"),
        language=row["language"],
    )
    return Annotated(
        report=report,
        kind=row["kind"],
        split=row["split"],
        accounts=tuple(_account(each) for each in row.get("account", ())),
        statements=tuple(GoldStatement(**each) for each in row.get("statement", ())),
    )


def _account(row: dict[str, Any]) -> GoldAccount:
    fields: dict[str, Any] = {name: value for name, value in row.items() if name not in DATES}
    fields |= {name: tuple(row[name]) for name in TUPLES if name in row}
    fields |= {name: tuple(map(tuple, row[name])) for name in NESTED if name in row}
    fields["places"] = tuple(GoldPlace(**each) for each in row.get("places", ()))
    fields["tolls"] = tuple(GoldToll(**{**each, "who": tuple(each["who"])}) for each in row.get("tolls", ()))
    fields["responsibility"] = tuple(
        GoldResponsibility(**{**each, "actor": tuple(each["actor"])}) for each in row.get("responsibility", ())
    )
    if "start" in row:
        fields["when"] = When(**{name: row[name] for name in DATES}, basis="explicit")
    return GoldAccount(**fields)
