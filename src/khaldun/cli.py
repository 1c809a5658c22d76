"""What can be said to the program, and what does it do then?"""

from typing import Annotated

import typer

from khaldun.model import KhaldunError

app = typer.Typer(add_completion=False, no_args_is_help=True)
Words = Annotated[list[str] | None, typer.Argument()]


def _to_come(name: str) -> None:
    def command(words: Words = None) -> None:
        raise KhaldunError(f"{name} is being built, after {words}")

    app.command(name, help=f"{name.capitalize()}: being built.")(command)


for _name in ("code", "read", "reconcile", "events", "trace", "actors", "places", "sources", "demo"):
    _to_come(_name)


def main() -> None:
    """Runs the command line."""
    app()
