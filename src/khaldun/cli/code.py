"""`khaldun code`: what do these reports say?"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from khaldun.cli.console import followed, say, say_issue, show, write_lines
from khaldun.cli.given import Jobs, Language, Paths, Published, SourceName, choose, given
from khaldun.cli.program import DATA_WORSE, DONE
from khaldun.model import Issue, KhaldunError

if TYPE_CHECKING:
    from khaldun.flow.code import CodedReport, Coder
    from khaldun.read.given import Given

FORMATS = ("table", "jsonl")
Format = Annotated[
    str, typer.Option("--format", metavar="table|jsonl", help="For reading, or one JSON object a report.")
]
CoderName = Annotated[
    str,
    typer.Option(
        "--coder",
        metavar="rules|llm|person",
        help="Rules, a language model held against the rules, or a person's file.",
    ),
]
Address = Annotated[
    str | None, typer.Option("--endpoint", metavar="URL", help="The OpenAI-compatible address that texts are sent to.")
]
ModelName = Annotated[str | None, typer.Option("--model", metavar="NAME", help="The model's name there.")]
Hand = Annotated[
    Path | None,
    typer.Option("--written", metavar="FILE", help="What a person wrote: JSON Lines of this command, edited by hand."),
]
Into = Annotated[
    Path | None,
    typer.Option("--into", metavar="DIR", help="A folder for JSON Lines in parts; run again, it is completed."),
]


def code(
    paths: Paths,
    *,
    published: Published = None,
    source: SourceName = None,
    language: Language = None,
    shape: Format = "table",
    into: Into = None,
    jobs: Jobs = 1,
    coder: CoderName = "rules",
    endpoint: Address = None,
    model: ModelName = None,
    written: Hand = None,
) -> int:
    """Codes reports and stores nothing: what they say happened, with the words that say so."""
    choose("format", shape, FORMATS)
    known = given(published=published, source=source, language=language)
    if coder != "rules" and into is not None:
        raise KhaldunError(f"--into keeps what the rules code; leave it out with --coder {coder}")
    if into is not None:
        return _parts(into, paths, known, jobs=jobs)
    from khaldun.flow.code import code_paths

    reports = _Reports(
        followed(
            code_paths(paths, given=known, jobs=jobs, coder=_coder(coder, endpoint, model, written)), doing="coding"
        )
    )
    if shape == "jsonl":
        write_lines(_json(reports))
    else:
        for each in reports:
            _table(each)
    return reports.status()


def _coder(name: str, endpoint: str | None, model: str | None, written: Path | None) -> "Coder":
    """The coder of that name; raises KhaldunError where there is none, or where it lacks what it needs."""
    from platformdirs import user_cache_path

    from khaldun.flow.coders import coder_kind
    from khaldun.flow.coders.wish import Wish

    key, cache = os.environ.get("KHALDUN_LLM_KEY"), user_cache_path("khaldun") / "llm"
    return coder_kind(name).make(Wish(endpoint=endpoint, model=model, key=key, cache=cache, written=written))


def _parts(into: Path, paths: list[str], known: "Given", *, jobs: int) -> int:
    """Codes into a folder, says each issue as it is met, then what the folder holds."""
    from khaldun.flow.parts import code_into
    from khaldun.show.contract import report_line

    reports = parts = 0
    for each in followed(code_into(into, paths, line=report_line, given=known, jobs=jobs), doing="coding parts"):
        if isinstance(each, Issue):
            say_issue(each)
        else:
            reports, parts = reports + each.reports, parts + 1
    write_lines([f"{into}: {reports} reports in {parts} parts"])
    return DONE if reports else DATA_WORSE


class _Reports:
    """The coded reports, each issue met on the way said on standard error."""

    def __init__(self, found: Iterable["CodedReport | Issue"]) -> None:
        self.found = found
        self.met = 0

    def __iter__(self) -> Iterator["CodedReport"]:
        for each in self.found:
            if isinstance(each, Issue):
                say_issue(each)
            else:
                self.met += 1
                yield each

    def status(self) -> int:
        """1 where not one report could be read."""
        if self.met == 0:
            say("khaldun: not one report could be read")
        return DONE if self.met else DATA_WORSE


def _json(reports: Iterable["CodedReport"]) -> Iterator[str]:
    from khaldun.show.contract import report_line

    return (report_line(each.report, each.coded) for each in reports)


def _table(each: "CodedReport") -> None:
    from khaldun.show.accounts import report_view

    show(report_view(each.report, each.coded.accounts, each.coded.statements))
    for issue in each.coded.issues:
        say_issue(issue)
