"""`khaldun read` and `khaldun sources`: what goes into the ledger, and what can?"""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khaldun.cli.console import followed, say, say_issue, show, write_lines
from khaldun.cli.given import Language, Paths, Published, SourceName, given
from khaldun.cli.program import DATA_WORSE, DONE, Home
from khaldun.model import Issue, KhaldunError

if TYPE_CHECKING:
    from khaldun.flow.read import Counts
    from khaldun.read.given import Given

REPORTS = "report"
Kind = Annotated[
    str, typer.Argument(metavar="SOURCE", help="What is read: `report`, or a dataset of `khaldun sources`.")
]


def read(
    kind: Kind,
    paths: Paths,
    *,
    published: Published = None,
    source: SourceName = None,
    language: Language = None,
    home: Home = None,
) -> int:
    """Brings reports or a dataset into the ledger, coded; reading the same thing twice adds nothing."""
    assert home is not None
    known = given(published=published, source=source, language=language)
    if kind == REPORTS:
        return _reports(home, paths, known)
    from khaldun.read.sources import dataset

    raise KhaldunError(f"source {dataset(kind).source.name!r} cannot be read at the command line yet")


def _reports(home: Path, paths: list[str], known: "Given") -> int:
    from khaldun.flow.read import Counts, read_reports_into

    counts = Counts()
    for each in followed(read_reports_into(home, paths, at=datetime.now(UTC), given=known), doing="reading"):
        counts.count(each)
        for issue in [each] if isinstance(each, Issue) else each.issues:
            say_issue(issue)
    write_lines([summary(counts)])
    if counts.read == 0:
        say("khaldun: not one report could be read")
    return DONE if counts.read else DATA_WORSE


def summary(counts: "Counts") -> str:
    """What a run read and changed, in one line whose numbers add up."""
    changes = ", ".join(f"{counts.changes[each]} {each}" for each in ("new", "changed", "recoded", "unchanged"))
    return f"{counts.read} reports read: {changes}; {counts.accounts} accounts added, {counts.issues} issues"


def sources() -> None:
    """Lists what can be read, under which licence, and what of it may be passed on."""
    from khaldun.read.sources import SOURCES
    from khaldun.show.names import sources_table

    show([sources_table(SOURCES)])
