"""What may be said of reports on the command line?"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from khaldun.model import KhaldunError

if TYPE_CHECKING:
    from khaldun.read.given import Given

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...", help=".txt, .html, .pdf or .jsonl files, folders of them, or - for standard input."
    ),
]
Published = Annotated[str | None, typer.Option(metavar="DATE", help="The day of publication, such as 2024-10-12.")]
SourceName = Annotated[str | None, typer.Option("--source", metavar="NAME", help="Who published the reports.")]
Language = Annotated[str | None, typer.Option(metavar="en|fr", help="Their language; recognised where not given.")]
Jobs = Annotated[
    int, typer.Option("--jobs", "-j", metavar="N", help="How many processes share the coding; half a gigabyte each.")
]


def given(*, published: str | None, source: str | None, language: str | None) -> "Given":
    """What the options say of the reports; raises KhaldunError where one says nothing that can be used."""
    from khaldun.coding.words.files import FOLDER, add_languages, languages
    from khaldun.read.given import Given, day_of

    own = os.environ.get(FOLDER)
    if own:
        add_languages(Path(own))
    day = day_of(published) if published is not None else None
    if published is not None and day is None:
        raise KhaldunError(f"--published {published!r} is not a day of the calendar; write it as 2024-10-12")
    if source is not None and not source.strip():
        raise KhaldunError("--source is empty; name the publisher or leave it out")
    if language is not None and language not in languages():
        raise KhaldunError(f"--language {language!r} is not coded; there are: {', '.join(languages())}")
    known: dict[str, Any] = {"published": day, "source": source and source.strip(), "language": language}
    return Given(**known)


def choose(name: str, value: str, choices: tuple[str, ...]) -> None:
    """Raises KhaldunError unless the option has one of its values."""
    if value not in choices:
        raise KhaldunError(f"--{name} {value!r} is not known; there are: {', '.join(choices)}")
