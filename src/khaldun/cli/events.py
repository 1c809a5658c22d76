"""`khaldun reconcile`, `khaldun events` and `khaldun trace`: which events, how many died, and who says so?"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.console import say, say_issue, show, write_lines
from khaldun.cli.program import Home

Id = Annotated[
    str, typer.Argument(metavar="ID", help="The id of an event, figure, account or report, or its beginning.")
]


def reconcile(home: Home = None) -> None:
    """Works out which accounts speak of the same event, and how many died in each."""
    assert home is not None
    from khaldun.flow.reconcile import reconcile_home

    result = reconcile_home(home, at=datetime.now(UTC))
    for issue in result.issues:
        say_issue(issue)
    for lead in result.redirects:
        say(f"{lead.old}: {lead.because}")
    write_lines([f"{result.accounts} accounts make {len(result.events) + result.alone} events"])


def events(home: Home = None) -> None:
    """Lists the events with their figures and what each source says."""
    assert home is not None
    _say_if_behind(home)
    from khaldun.flow.reconcile import holds_datasets
    from khaldun.flow.trace import events_of
    from khaldun.show.events import events_table

    found = events_of(home)
    if found:
        show([events_table(found)])
    if holds_datasets(home):
        say("rows of datasets that no other source tells of are not listed here; see them with: khaldun serve")
    elif not found:
        say("no events; after reading reports, make them with: khaldun reconcile")


def trace(id: Id, home: Home = None) -> None:  # noqa: A002 - the word of the command line
    """Walks an event, figure, account or report back to its sources and their words."""
    assert home is not None
    from khaldun.flow.rows import trace_row
    from khaldun.flow.trace import trace as walk
    from khaldun.flow.withdraw import withdrawn
    from khaldun.show.rows import row_view
    from khaldun.show.trace import trace_view

    row = trace_row(home, id)
    gone = withdrawn(home, id)
    if gone is not None:
        write_lines([f"withdrawn by {gone.by} on {gone.made[:10]}: {gone.because}"])
    if row is not None:
        show(row_view(row))
        return
    found = walk(home, id)
    _say_if_behind(home)
    show(trace_view(found))


def _say_if_behind(home: Path) -> None:
    from khaldun.flow.reconcile import is_behind

    if is_behind(home):
        say("the ledger has grown since the events were made; make them again with: khaldun reconcile")
