"""How is the program started, and how does it end?"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from khaldun import __version__
from khaldun.model import KhaldunError

DONE = 0
DATA_WORSE = 1
MISUSE = 2
STOPPED = 130
DEFAULT_HOME = Path("khaldun-home")

USAGE: type[BaseException] = typer.BadParameter.__mro__[1]  # whatever is wrong with how a command was called
CLICK: type[BaseException] = typer.BadParameter.__mro__[2]  # whatever else the argument parser says

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
)


def _at_home(context: typer.Context, given: Path | None) -> Path:
    """The home said after the command, else before it, else in KHALDUN_HOME, else ./khaldun-home."""
    said = context.find_root().params.get("home")
    return given or said or DEFAULT_HOME


Home = Annotated[
    Path | None, typer.Option("--home", metavar="DIR", callback=_at_home, help="The folder that holds all data.")
]


def _version(asked: bool) -> None:  # noqa: FBT001 - typer hands a flag over so
    if asked:
        typer.echo(f"khaldun {__version__}")
        raise typer.Exit


@app.callback()
def khaldun(
    home: Annotated[
        Path | None,
        typer.Option("--home", metavar="DIR", envvar="KHALDUN_HOME", help="The folder that holds all data."),
    ] = None,
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="The version.")] = False,  # noqa: FBT002
) -> None:
    """Reads reports of political violence and walks every figure back to the words it came from."""


def main() -> None:
    """Runs the command line and ends the process with its status."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command and returns its status: 0 done, 1 the data were too bad, 2 misuse.

    Misuse is said in one sentence on standard error; nobody's mistake ends in a traceback.
    """
    try:
        status = app(list(arguments) or ["--help"], standalone_mode=False, prog_name="khaldun")
    except KhaldunError as fault:
        return _misuse(str(fault))
    except (USAGE, CLICK) as fault:
        return _misuse(_usage(fault))
    except (typer.Abort, KeyboardInterrupt):
        sys.stderr.write("khaldun: stopped; what was finished is kept\n")
        return STOPPED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except OSError as fault:
        return _misuse(f"{fault.strerror or fault}: {fault.filename or 'no file named'}")
    return status if isinstance(status, int) else DONE


def _usage(fault: BaseException) -> str:
    """What is wrong with how a command was called, and where its use is described."""
    context = getattr(fault, "ctx", None)
    told = str(getattr(fault, "format_message", lambda: fault)()).rstrip(".")
    return f"{told}; see: {context.command_path if context else 'khaldun'} --help"


def _misuse(sentence: str) -> int:
    sys.stderr.write(f"khaldun: {' '.join(sentence.split())}\n")
    return MISUSE
