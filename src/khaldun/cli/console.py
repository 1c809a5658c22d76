"""Where do results, issues and progress go? Results to standard output, everything else to standard error."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console, RenderableType
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from khaldun.model import Issue

PIPE_WIDTH = 120
Item = TypeVar("Item")


def results() -> Console:
    """The console of results: as wide as the terminal, or a fixed width without colours in a pipe."""
    return Console(file=sys.stdout, width=None if sys.stdout.isatty() else PIPE_WIDTH, highlight=False, emoji=False)


def show(views: Iterable[RenderableType]) -> None:
    """Prints views as results."""
    console = results()
    for view in views:
        if console.is_terminal:
            console.print(view)
            continue
        with console.capture() as held:
            console.print(view)
        write_lines(line.rstrip() for line in held.get().splitlines())


def write_lines(lines: Iterable[str]) -> None:
    """Writes lines for other programs as results, each when it is ready."""
    for line in lines:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()


def say(*lines: str) -> None:
    """Says something about the work on standard error."""
    console = Console(file=sys.stderr, highlight=False, emoji=False, soft_wrap=True)
    for line in lines:
        console.print(Text(line))


def say_issue(issue: Issue) -> None:
    """Says on standard error where a fault was met and what it is."""
    say(f"{issue.where}: {issue.what}")


def followed(items: Iterable[Item], *, doing: str, total: int | None = None) -> Iterator[Item]:
    """The items, with a progress bar on standard error where that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=Console(file=sys.stderr), transient=True) as progress:
        task = progress.add_task(doing, total=total)
        for item in items:
            yield item
            progress.advance(task)
