"""`khaldun demo`: what does the program do, shown on the example reports?"""

import shlex
from datetime import UTC, datetime
from pathlib import Path

from khaldun.cli.console import say_issue, show, write_lines
from khaldun.cli.program import Home
from khaldun.cli.read import summary
from khaldun.model import Issue, KhaldunError

ASKED = "bamako-first-since"
CHECKED = "background.html"


def demo(home: Home = None) -> None:
    """Runs the main job on the example reports, explained as it goes."""
    assert home is not None
    from khaldun.flow.demo import examples

    _read(home, examples())
    _reconcile(home)
    _walk(home)
    _ask(home, examples())
    _more(home)


def _read(home: Path, folder: Path) -> None:
    from khaldun.flow.read import Counts, read_reports_into
    from khaldun.flow.trace import reports_of
    from khaldun.show.digest import digest_table

    _step("1. Read and code", f"khaldun read report {shlex.quote(str(folder))}")
    _explain(
        "Seven short reports, written for this project, tell of one attack, each in its own way: an early toll, a",
        "later one in French, a claim, an official statement that is silent on deaths, a monitor's total with the",
        "attackers inside, a background piece that recalls other attacks, and a match report full of violent words.",
    )
    counts = Counts()
    for each in read_reports_into(home, [str(folder)], at=datetime.now(UTC)):
        counts.count(each)
        for issue in [each] if isinstance(each, Issue) else each.issues:
            say_issue(issue)
    show([digest_table(reports_of(home))])
    write_lines(["", summary(counts)])


def _reconcile(home: Path) -> None:
    from khaldun.flow.reconcile import reconcile_home
    from khaldun.flow.trace import events_of
    from khaldun.show.events import events_table

    _step("2. Reconcile", "khaldun reconcile; khaldun events")
    _explain(
        "Accounts of the same type, time and place become one event. Nobody's figure is overwritten: the right column",
        "keeps what each source said, the figures are derived from it by named rules.",
    )
    result = reconcile_home(home, at=datetime.now(UTC))
    show([events_table(events_of(home))])
    write_lines([f"{result.accounts} accounts make {len(result.events)} events"])


def _walk(home: Path) -> None:
    from khaldun.flow.trace import events_of, figure_id, trace
    from khaldun.show.events import in_order
    from khaldun.show.trace import trace_view

    most = max(events_of(home), key=lambda each: (len(each.told), len(each.event.figures)), default=None)
    if most is None or not most.event.figures:
        raise KhaldunError("the examples gave no event with a figure; please report this as a fault of khaldun")
    derived = [each for each in most.event.figures if each.derived]
    asked = figure_id(most.event, (derived or in_order(most.event.figures))[0])
    _step("3. Walk one figure back to its words", f"khaldun trace {asked}")
    show(trace_view(trace(home, asked)))


def _ask(home: Path, folder: Path) -> None:
    """Writes a release, puts a question to it, and checks the figures of one of the example reports."""
    from khaldun.cli.ask import ask, check
    from khaldun.cli.release import release

    at = datetime.now(UTC)
    article = folder / CHECKED
    _step("4. Ask", f"khaldun release; khaldun ask {ASKED}")
    _explain(
        "Questions are put to an immutable release. Seven reports are no dataset, so the answer to a question on years",
        "is that it cannot be tested; read one (khaldun sources) and ask again.",
    )
    release(f"demo-{at:%Y%m%d-%H%M%S}", home=home)
    ask(ASKED, home=home)
    _step("5. Check an article's own figures", f"khaldun check {shlex.quote(str(article))}")
    check([str(article)], home=home)


def _more(home: Path) -> None:
    at = f" --home {shlex.quote(str(home))}"
    _step("What next", None)
    write_lines(
        [
            f"khaldun serve{at}   pages over these events, at http://127.0.0.1:8000/",
            f"khaldun trace EVENT{at}   every figure, account and reason of an event",
            "khaldun code FILE   what a report of yours says; nothing is stored",
            f"khaldun read report FILE{at}   then reconcile and trace again: your report joins the events above",
        ]
    )


def _step(title: str, command: str | None) -> None:
    from rich.text import Text

    shown = [Text(f"$ {command}", style="dim")] if command else []
    show([Text(), Text(title, style="bold reverse"), *shown, Text()])


def _explain(*lines: str) -> None:
    write_lines([*lines, ""])
