"""`khaldun read` and `khaldun sources`: what goes into the ledger, and what can?"""

from collections.abc import Iterable
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khaldun.cli.console import followed, say, say_issue, show, write_lines
from khaldun.cli.given import Jobs, Language, Paths, Published, SourceName, given
from khaldun.cli.program import DATA_WORSE, DONE, Home
from khaldun.cli.rows import access, asked, read_rows
from khaldun.model import Issue, KhaldunError

if TYPE_CHECKING:
    from khaldun.flow.read import Added, Counts
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
    jobs: Jobs = 1,
    home: Home = None,
) -> int:
    """Brings reports or a dataset into the ledger, coded; reading the same thing twice adds nothing."""
    assert home is not None
    known = given(published=published, source=source, language=language)
    if kind == REPORTS:
        return _reports(home, paths, known, jobs=jobs)
    from khaldun.read.sources import FETCHED, PEOPLE, PLACES, SOURCES, TOTALS

    if kind == PLACES.name:
        return _places(home, paths)
    if kind == PEOPLE.name:
        return _codings(home, paths)
    if kind in {each.name for each in FETCHED}:
        return _fetched(home, kind, paths, known)
    if kind in {each.name for each in TOTALS}:
        return _totals(home, paths)
    if kind not in {each.name for each in SOURCES}:
        raise KhaldunError(f"no source {kind!r}; there are: {', '.join(each.name for each in SOURCES)}")
    return read_rows(home, kind, paths)


def _reports(home: Path, paths: list[str], known: "Given", *, jobs: int) -> int:
    from khaldun.flow.read import read_reports_into

    return _counted(read_reports_into(home, paths, at=datetime.now(UTC), given=known, jobs=jobs))


def _codings(home: Path, paths: list[str]) -> int:
    from khaldun.flow.written import read_codings

    at = datetime.now(UTC)
    return _counted(chain.from_iterable(read_codings(home, Path(path), at=at) for path in paths))


def _fetched(home: Path, kind: str, paths: list[str], known: "Given") -> int:
    from khaldun.flow import fetching

    ask, at = asked(), datetime.now(UTC)
    if kind == "reliefweb":
        (name,) = access("KHALDUN_RELIEFWEB_APPNAME")
        found = (fetching.fetch_reliefweb(home, path, appname=name, ask=ask, at=at) for path in paths)
    else:
        fetched = fetching.fetch_page if kind == "web" else fetching.fetch_feed
        found = (fetched(home, path, ask=ask, at=at, given=known) for path in paths)
    return _counted(chain.from_iterable(found))


def _totals(home: Path, paths: list[str]) -> int:
    from khaldun.flow.totals import read_totals

    for path in paths:
        added, statements = read_totals(home, Path(path), at=datetime.now(UTC))
        write_lines([f"{path}: {statements} statements, {added.change}; {len(added.issues)} issues"])
    return DONE


def _places(home: Path, paths: list[str]) -> int:
    from khaldun.flow.places import read_dump

    for path in paths:
        rows, issues = read_dump(home, Path(path))
        for issue in issues:
            say_issue(issue)
        write_lines([f"{path}: {rows} places, {len(issues)} issues"])
    return DONE


def _counted(found: "Iterable[Added | Issue]") -> int:
    """Says each issue as it is met, then what was read and changed."""
    from khaldun.flow.read import Counts

    counts = Counts()
    for each in followed(found, doing="reading"):
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
