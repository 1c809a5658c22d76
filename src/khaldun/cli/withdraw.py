"""`khaldun withdraw`: what is held for void, says who and why?"""

from datetime import UTC, datetime
from typing import Annotated

import typer

from khaldun.cli.console import write_lines
from khaldun.cli.program import Home

Id = Annotated[
    str, typer.Argument(metavar="ID", help="A report, an account or a row (ucdp-ged:123), or its beginning.")
]
By = Annotated[str, typer.Option(metavar="NAME", help="Who withdraws it.")]
Because = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]
Restore = Annotated[bool, typer.Option("--restore", help="Let what was withdrawn count again.")]


def withdraw(
    id: Id,  # noqa: A002 - the word of the command line
    by: By = "",
    because: Because = "",
    restore: Restore = False,  # noqa: FBT002 - an option of the command line
    home: Home = None,
) -> None:
    """Takes a report, an account or a dataset's row out of what counts; the ledger keeps it, and it can come back."""
    assert home is not None
    from khaldun.flow import withdraw as flow

    change = flow.restore if restore else flow.withdraw
    made = change(home, id, by=by, because=because, at=datetime.now(UTC))
    state = "counts again" if made.back else "counts no longer"
    write_lines([f"{made.kind} {made.id} {state}, says {made.by}; now: khaldun reconcile"])
