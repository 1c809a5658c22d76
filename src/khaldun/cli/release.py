"""`khaldun release`: what is published?"""

from datetime import UTC, datetime
from typing import Annotated

import typer

from khaldun.cli.console import say, write_lines
from khaldun.cli.program import DONE, Home


def release(
    tag: Annotated[
        str | None, typer.Option("--tag", metavar="TAG", help="The release's name; its day where none is given.")
    ] = None,
    *,
    public: Annotated[
        bool, typer.Option("--public", help="Leaves out every row that its source's licence keeps in the house.")
    ] = False,
    home: Home = None,
) -> int:
    """Writes an immutable release of all that counts, and makes it the current one."""
    from khaldun.flow.release import release_home
    from khaldun.store.release import open_release

    assert home is not None
    folder = release_home(home, at=datetime.now(UTC), tag=tag, audience="public" if public else "house")
    with open_release(home, folder.name) as made:
        rows = {name: table["rows"] for name, table in made.manifest["tables"].items()}
        for note in made.manifest["notes"]:
            say(note)
    write_lines([f"release {folder.name}: " + ", ".join(f"{count} {name}" for name, count in rows.items() if count)])
    return DONE
