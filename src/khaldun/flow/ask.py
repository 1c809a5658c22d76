"""From a release to answers: recipes asked, texts checked, published figures verified."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from khaldun.ask import (
    Checked,
    Moved,
    Origin,
    Recipe,
    Result,
    Verification,
    ask,
    check_statements,
    moved,
    recipes,
    revised,
    verify,
)
from khaldun.flow.code import code_paths, code_report
from khaldun.identify import gazetteer, registry
from khaldun.model import Account, Issue, Report
from khaldun.read.given import NOTHING_GIVEN, Given
from khaldun.store.release import Release, open_release


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedReport:
    """A report, the verdicts on its statements in the order of the text, and the events that it tells of."""

    report: Report
    checked: tuple[Checked, ...]
    issues: tuple[Issue, ...]
    accounts: tuple[Account, ...] = ()


def ask_release(home: Path, recipe: Recipe, *, tag: str | None) -> Result:
    """The answer to a recipe over a release, the current one where no tag is given."""
    with open_release(home, tag) as release:
        return ask(recipe, release.tables, origin=origin(release))


def moved_since(home: Path, recipe: Recipe, *, tag: str | None, since: str) -> tuple[Moved, tuple[str, ...]]:
    """What moved a recipe's figure from an older release to this one, and what must be said of it."""
    with open_release(home, since) as before, open_release(home, tag) as now:
        change = moved(recipe, before.tables, now.tables)
    return change, tuple(caveat.text for caveat in revised(change, release=since))


def check_paths(
    home: Path, paths: Iterable[str], *, tag: str | None, given: Given = NOTHING_GIVEN
) -> Iterator[CheckedReport | Issue]:
    """Each report of the files, its statements put to a release; an issue for whatever could not be read."""
    with open_release(home, tag) as release:
        for found in code_paths(paths, given=given, coder=partial(code_report, gate=_every_text)):
            if isinstance(found, Issue):
                yield found
                continue
            checked = check_statements(
                found.coded.statements,
                release.tables,
                gazetteer=gazetteer(),
                registry=registry(),
                published=found.report.published,
            )
            ordered = sorted(checked, key=_position)
            yield CheckedReport(
                report=found.report,
                checked=tuple(ordered),
                issues=found.coded.issues,
                accounts=found.coded.accounts,
            )


def verify_release(home: Path, *, tag: str | None) -> Verification:
    """Every recipe that states a published figure, run over a release."""
    with open_release(home, tag) as release:
        return verify(recipes().values(), release.tables, origin=origin(release))


def origin(release: Release) -> Origin:
    """What the stamp of an answer says of the release that it was asked over."""
    return Origin(release=release.tag, made=release.manifest["made"], code=release.manifest["code"])


def _every_text(_text: str, _language: str) -> bool:
    """Whoever has a text checked wants it read, whatever it is about."""
    return True


def _position(checked: Checked) -> int:
    spans = (getattr(one, "start", 0) for one in checked.statement.evidence)
    return next(iter(spans), 0)
