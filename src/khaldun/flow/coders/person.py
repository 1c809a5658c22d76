"""How does a person come to code a report? By a file in the JSON that `khaldun code` writes, edited by hand."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

from khaldun.coding.coded import Coded
from khaldun.coding.person.coder import code_by_person
from khaldun.coding.person.written import Written, written
from khaldun.flow.code import Coder
from khaldun.flow.coders.wish import CoderKind, Wish
from khaldun.identify import registry
from khaldun.model import Issue, KhaldunError, Report


def make(wish: Wish) -> Coder:
    """The codings of the file, by report; a line that is none is misuse here, because no report can answer for it."""
    if wish.written is None:
        raise KhaldunError("--coder person needs --written FILE; write one with: khaldun code PATH --format jsonl")
    lines = list(read_written(wish.written))
    faulty = next((each for each in lines if isinstance(each, Issue)), None)
    if faulty is not None:
        raise KhaldunError(f"{faulty.where} {faulty.what}")
    return partial(code_report_by_person, {each.report: each for each in lines if isinstance(each, Written)})


def code_report_by_person(lines: Mapping[str, Written], report: Report) -> Coded:
    """What a person wrote down of a report; nothing and an issue where nobody did."""
    line = lines.get(report.id)
    if line is None:
        return Coded(issues=(Issue(where=report.id, what="no person has coded it", kind="person"),))
    return code_by_person(report, written=line, registry=registry())


def read_written(path: Path) -> Iterator[Written | Issue]:
    """The codings of a file of JSON Lines, and an issue for each line that holds none."""
    if not path.is_file():
        raise KhaldunError(f"no file {path}; write one with: khaldun code PATH --format jsonl > {path}")
    with path.open(encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                yield written(line, where=f"{path.name}:{number}")


CODER = CoderKind(name="person", title="a person's file in the JSON of `khaldun code`", make=make)
