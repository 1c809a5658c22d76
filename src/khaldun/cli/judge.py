"""`khaldun judge`: are two accounts of one event, says who, and which pairs wait for a person?"""

from datetime import UTC, datetime
from typing import Annotated, get_args

import typer

from khaldun.cli.console import say, show, write_lines
from khaldun.cli.given import choose
from khaldun.cli.program import Home
from khaldun.model import KhaldunError, Relation

Left = Annotated[str | None, typer.Argument(metavar="ACCOUNT", help="The id of an account, or its beginning.")]
Said = Annotated[
    str | None, typer.Argument(metavar="RELATION", help=f"What it is to the other: {', '.join(get_args(Relation))}.")
]
Right = Annotated[str | None, typer.Argument(metavar="ACCOUNT", help="The other account.")]
By = Annotated[str, typer.Option(metavar="NAME", help="Who judges.")]
Because = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]
Withdraw = Annotated[str | None, typer.Option(metavar="ID", help="Take back the judgement with this id.")]


def judge(  # noqa: PLR0917 - the order of words on the command line
    left: Left = None,
    relation: Said = None,
    right: Right = None,
    by: By = "",
    because: Because = "",
    withdraw: Withdraw = None,
    home: Home = None,
) -> None:
    """Records what a person holds of two accounts; without any, lists the pairs that wait, most at stake first."""
    assert home is not None
    from khaldun.flow import judge as flow
    from khaldun.show.judge import waiting_view

    now = datetime.now(UTC)
    if withdraw:
        made = flow.withdraw(home, withdraw, by=by, because=because, at=now)
        write_lines([f"{withdraw} is withdrawn by {made.by}; reconcile to see what changes: khaldun reconcile"])
    elif left and relation and right:
        choose("relation", relation, get_args(Relation))
        said: Relation = relation  # type: ignore[assignment]
        made = flow.judge(home, left, right, relation=said, by=by, because=because, at=now)
        write_lines([f"{made.id}: {made.left} {relation} {made.right}, by {made.by}; now: khaldun reconcile"])
    elif left:
        raise KhaldunError("a judgement has three words: khaldun judge ACCOUNT same|different|part_of|unsure ACCOUNT")
    else:
        waiting = flow.waiting(home)
        show(waiting_view(waiting))
        say(f"{len(waiting)} pairs wait; judge: khaldun judge ACCOUNT RELATION ACCOUNT --by NAME --because TEXT")
