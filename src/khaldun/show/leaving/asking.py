"""What do the published rows answer to a question, and to the figures of a text?"""

from pathlib import Path
from tempfile import TemporaryDirectory

from khaldun.ask import Recipe, Result, ask, check_statements
from khaldun.flow.ask import CheckedReport
from khaldun.flow.code import code_paths
from khaldun.identify import gazetteer, registry
from khaldun.model import Issue, KhaldunError
from khaldun.read.given import NOTHING_GIVEN, Given
from khaldun.show.leaving.published import Published

KINDS = (".txt", ".html", ".pdf")


def answered(published: Published, recipe: Recipe) -> Result:
    """The answer to a recipe over what is published."""
    with published.asking() as tables:
        return ask(recipe, tables, origin=published.origin)


def checked(published: Published, body: bytes, *, kind: str = ".txt", given: Given = NOTHING_GIVEN) -> CheckedReport:
    """A text, page or PDF, and the verdicts of what is published on its statements; nothing of it is kept.

    Raises KhaldunError where it cannot be read.
    """
    if kind not in KINDS:
        raise KhaldunError(f"a text of kind {kind[:20]!r} cannot be checked; there are: {', '.join(KINDS)}")
    with TemporaryDirectory(prefix="khaldun-check-") as folder:
        path = Path(folder, f"text{kind}")
        path.write_bytes(body)
        found = list(code_paths([str(path)], given=given))
    coded = next((one for one in found if not isinstance(one, Issue)), None)
    if coded is None:
        told = "; ".join(one.what for one in found if isinstance(one, Issue)) or "it is empty"
        raise KhaldunError(f"the text cannot be read: {told}")
    report = coded.report
    with published.asking() as tables:
        verdicts = check_statements(
            coded.coded.statements,
            tables,
            gazetteer=gazetteer(),
            registry=registry(),
            published=report.published,
        )
    return CheckedReport(
        report=report, checked=tuple(verdicts), issues=coded.coded.issues, accounts=coded.coded.accounts
    )
