"""`khaldun brief`: what happened in a country in a month, on two pages?"""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.console import write_lines
from khaldun.cli.program import DONE, Home
from khaldun.model import KhaldunError

MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")


def brief(
    country: Annotated[str, typer.Option("--country", metavar="ML", help="The country, by its ISO two-letter code.")],
    month: Annotated[str, typer.Option("--month", metavar="2021-12", help="The month.")],
    *,
    language: Annotated[str, typer.Option(metavar="en|fr", help="The language that it is written in.")] = "en",
    profile: Annotated[
        str, typer.Option(metavar="internal|partners|public", help="For whom: what others are not shown.")
    ] = "public",
    tag: Annotated[
        str | None, typer.Option("--release", metavar="TAG", help="Another release than the current.")
    ] = None,
    folder: Annotated[Path, typer.Option("--into", metavar="DIR", help="Where the two files go.")] = Path(),
    home: Home = None,
) -> int:
    """Writes two pages on a country's month as PDF and HTML: map, months before, deadliest events, caveats."""
    assert home is not None
    from khaldun.show import briefs
    from khaldun.show.languages import language as spoken
    from khaldun.show.leaving import profile as named
    from khaldun.show.leaving import publish

    if not (given := MONTH.fullmatch(month)):
        raise KhaldunError(f"{month!r} is no month; write it as 2021-12")
    published = publish(home, named(profile), today=datetime.now(UTC).date(), tag=tag)
    told = briefs.brief(published, country.upper(), int(given[1]) * 12 + int(given[2]), language=spoken(language))
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"brief-{country.upper()}-{month}-{language}.{suffix}" for suffix in ("pdf", "html")]
    paths[0].write_bytes(briefs.pdf(told))
    paths[1].write_text(briefs.html(told), encoding="utf-8")
    write_lines([str(path) for path in paths])
    return DONE
