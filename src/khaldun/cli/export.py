"""`khaldun export`: how do events leave as a file, for a spreadsheet, a map or a script?"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from urllib.parse import parse_qsl

import typer

from khaldun.cli.console import say
from khaldun.cli.program import DONE, Home


def export(
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="The file; what it ends with is its format: .csv .xlsx .gpkg …")
    ],
    *,
    chosen: Annotated[
        str, typer.Option("--filter", metavar="QUERY", help="Which events, as in the API: country=ML&from=2021-12-01.")
    ] = "",
    profile: Annotated[
        str, typer.Option(metavar="internal|partners|public", help="For whom: what others are not shown.")
    ] = "public",
    tag: Annotated[
        str | None, typer.Option("--release", metavar="TAG", help="Another release than the current.")
    ] = None,
    raw: Annotated[
        bool, typer.Option("--raw", help="CSV without the quote before what a spreadsheet takes for a formula.")
    ] = False,
    home: Home = None,
) -> int:
    """Writes the events that may leave the house into a file; its format is what the name ends with."""
    assert home is not None
    from khaldun.show.exports import format_of
    from khaldun.show.exports.chosen import export as exported
    from khaldun.show.filters import EventFilter
    from khaldun.show.leaving import profile as named
    from khaldun.show.leaving import publish

    form = format_of(path)
    asked = EventFilter.read(parse_qsl(chosen.removeprefix("?"), keep_blank_values=True))
    published = publish(home, named(profile), today=datetime.now(UTC).date(), tag=tag)
    told = exported(published, asked, beside=form.name == "package", raw=raw)
    form.save(told, path)
    say(f"{told.rows} events of release {published.tag} for {profile}: {path}")
    return DONE
