"""`khaldun actors` and `khaldun places`: who or where is meant by a name?"""

from typing import Annotated

import typer

from khaldun.cli.console import show
from khaldun.cli.program import Home
from khaldun.model import KhaldunError

Told = Annotated[list[str], typer.Argument(metavar="NAME", help="A name as a report would write it.")]
Countries = Annotated[
    list[str] | None, typer.Option("--country", metavar="CODE", help="A country it belongs to, such as ML; repeatable.")
]
On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day that is spoken of, such as 2024-09-17.")]


def actors(name: Told, country: Countries = None, on: On = None) -> None:
    """Says who is meant by a name, and why."""
    from khaldun.identify import registry
    from khaldun.read.given import day_of
    from khaldun.show.names import actor_view

    day = day_of(on) if on else None
    if on and day is None:
        raise KhaldunError(f"--on {on!r} is not a day of the calendar; write it as 2024-09-17")
    show(actor_view(" ".join(name), registry(), countries=_codes(country), on=day))


def places(name: Told, country: Countries = None, home: Home = None) -> None:
    """Says where a name lies, and how sure that is; country dumps of the home folder are asked too."""
    from khaldun.flow.places import dumps_of, gazetteer_of
    from khaldun.show.names import place_view

    assert home is not None
    show(place_view(" ".join(name), gazetteer_of(home, dumps_of(home)), countries=_codes(country)))


def _codes(countries: list[str] | None) -> tuple[str, ...]:
    for each in countries or ():
        if len(each) != len("ML") or not each.isalpha():
            raise KhaldunError(f"--country {each!r} is not a two-letter code of ISO 3166, such as ML")
    return tuple(each.upper() for each in countries or ())
