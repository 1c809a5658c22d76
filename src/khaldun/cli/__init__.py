"""What can be said to the program, and what does it do then? One file a group of commands."""

from collections.abc import Callable

from khaldun.cli.ask import ask, check, questions, verify
from khaldun.cli.brief import brief
from khaldun.cli.code import code
from khaldun.cli.demo import demo
from khaldun.cli.events import events, reconcile, trace
from khaldun.cli.export import export
from khaldun.cli.forecast import forecast, watch
from khaldun.cli.judge import judge
from khaldun.cli.names import actors, places
from khaldun.cli.program import app, main, run
from khaldun.cli.read import read, sources
from khaldun.cli.release import release
from khaldun.cli.serve import serve
from khaldun.cli.withdraw import withdraw

COMMANDS: tuple[Callable[..., int | None], ...] = (
    code,
    read,
    reconcile,
    release,
    ask,
    check,
    verify,
    questions,
    events,
    trace,
    judge,
    withdraw,
    actors,
    places,
    forecast,
    watch,
    sources,
    export,
    brief,
    serve,
    demo,
)

for command in COMMANDS:
    app.command()(command)

__all__ = ["COMMANDS", "app", "main", "run"]
