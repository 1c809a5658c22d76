"""`khaldun ask`, `check`, `verify` and `questions`: what do the events say, and does a text's own figure hold?"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khaldun.cli.console import say, say_issue, show, write_lines
from khaldun.cli.given import Language, Paths, Published, SourceName, choose, given
from khaldun.cli.program import DATA_WORSE, DONE, Home
from khaldun.model import Issue, KhaldunError

if TYPE_CHECKING:
    from khaldun.ask import Result

FORMATS = ("table", "json", "csv")
Tag = Annotated[str | None, typer.Option("--release", metavar="TAG", help="Another release than the current one.")]


def ask(
    question: Annotated[str, typer.Argument(metavar="RECIPE", help="A recipe's name, or a TOML file; see questions.")],
    *,
    shape: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help="For reading or programs.")
    ] = "table",
    chart: Annotated[Path | None, typer.Option(metavar="FILE", help="Draws the answer into a .svg or .png.")] = None,
    since: Annotated[str | None, typer.Option(metavar="TAG", help="Says what moved since an older release.")] = None,
    release: Tag = None,
    home: Home = None,
) -> int:
    """Answers a question over a release: figure, definitions, rows, tests and caveats."""
    assert home is not None
    choose("format", shape, FORMATS)
    from khaldun.ask import recipe
    from khaldun.flow.ask import ask_release, moved_since

    asked = recipe(question)
    result = ask_release(home, asked, tag=release)
    _told(result, shape)
    if chart is not None:
        _drawn(result, chart)
    if since is not None:
        change, notes = moved_since(home, asked, tag=release, since=since)
        say(change.words(), *notes, *(f"changed {event}: {', '.join(f)}" for event, f in change.changed.items()))
    return DONE


def check(
    paths: Paths,
    *,
    published: Published = None,
    source: SourceName = None,
    language: Language = None,
    shape: Annotated[str, typer.Option("--format", metavar="table|json", help="For reading or programs.")] = "table",
    release: Tag = None,
    home: Home = None,
) -> int:
    """Puts every figure that a text states to the test: verdict, reason, definitions and rows."""
    assert home is not None
    choose("format", shape, FORMATS[:2])
    known = given(published=published, source=source, language=language)
    from khaldun.flow.ask import check_paths
    from khaldun.show.answers import check_view

    told, met = [], 0
    for found in check_paths(home, paths, tag=release, given=known):
        if isinstance(found, Issue):
            say_issue(found)
            continue
        met += 1
        if shape == "json":
            told += [one.as_json() for one in found.checked]
        else:
            show(check_view(found.report.title or found.report.id, found.checked))
    if shape == "json":
        write_lines([json.dumps(told, ensure_ascii=False)])
    return DONE if met else DATA_WORSE


def verify(*, release: Tag = None, home: Home = None) -> int:
    """Runs every recipe that states a published figure, and says which the rows in store reproduce."""
    assert home is not None
    from khaldun.flow.ask import verify_release
    from khaldun.show.answers import verification_view

    found = verify_release(home, tag=release)
    show(verification_view(found))
    return DONE if found.reproduced == found.tested else DATA_WORSE


def questions() -> int:
    """Lists the recipes that ship, with what they ask."""
    from khaldun.ask import recipes
    from khaldun.show.answers import questions_view

    show(questions_view(list(recipes().values())))
    return DONE


def _told(result: "Result", shape: str) -> None:
    from khaldun.ask import as_bytes
    from khaldun.show.answers import answer_view, as_csv

    if shape == "table":
        show(answer_view(result))
    else:
        write_lines([as_bytes(result).decode() if shape == "json" else as_csv(result).rstrip("\n")])


def _drawn(result: "Result", path: Path) -> None:
    from khaldun.show.charts import chart, png, svg

    draw: dict[str, Callable[[dict[str, object]], bytes]] = {".png": png, ".svg": lambda spec: svg(spec).encode()}
    if path.suffix not in draw:
        raise KhaldunError(f"--chart {path.name!r} is neither .svg nor .png; name the file with one of them")
    spec = chart(result)
    if spec is None:
        say("there is nothing to draw in this answer")
        return
    path.write_bytes(draw[path.suffix](spec))
