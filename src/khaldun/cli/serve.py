"""`khaldun serve`: how is a release looked at in a browser, and asked by programs?"""

from pathlib import Path
from typing import Annotated

import typer

from khaldun.cli.console import say
from khaldun.cli.program import DONE, Home


def serve(
    *,
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port to answer at.")] = 8000,
    host: Annotated[str, typer.Option(metavar="HOST", help="The address to answer at; 0.0.0.0 is all.")] = "127.0.0.1",
    name: Annotated[
        list[str] | None, typer.Option("--name", metavar="HOST", help="A host name that may be asked for; repeatable.")
    ] = None,
    profile: Annotated[
        str, typer.Option(metavar="internal|partners|public", help="For whom: what others are not shown.")
    ] = "internal",
    origin: Annotated[
        list[str] | None, typer.Option(metavar="URL", help="A web site whose scripts may read the API; repeatable.")
    ] = None,
    rate: Annotated[int, typer.Option(metavar="N", min=0, help="Requests a minute from one address; 0 is any.")] = 3000,
    background: Annotated[
        Path | None, typer.Option("--map", metavar="FILE", help="A PMTiles file as the maps' background.")
    ] = None,
    home: Home = None,
) -> int:
    """Answers with pages and an API over the current release; a new release is served without a restart."""
    assert home is not None
    import uvicorn

    from khaldun.show.leaving import profile as named
    from khaldun.show.serving.app import create_app
    from khaldun.show.serving.settings import LOOPBACK, Settings

    settings = Settings(
        home=home,
        profile=named(profile),
        hosts=(*LOOPBACK, host, *(name or ())),
        origins=tuple(origin or ()),
        rate=rate,
        map=background,
    )
    app = create_app(settings)
    tag = app.state.shelf.published().tag
    say(f"release {tag} for {profile}: http://{host}:{port}/   (stop with Ctrl-C)")
    if profile == "internal" and host not in LOOPBACK:
        say(f"whoever reaches {host} is shown what is for the house; choose another --profile where others can")
    uvicorn.run(
        app, host=host, port=port, log_config=None, access_log=False, server_header=False, timeout_keep_alive=15
    )
    return DONE
