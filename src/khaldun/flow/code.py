"""From files to what the reports in them say: read, identify, code; nothing is stored."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial

from khaldun.coding.coded import Coded
from khaldun.coding.coder import Gate, code
from khaldun.coding.gate import relevant
from khaldun.coding.reading import RULES
from khaldun.coding.sentences.parser import parser
from khaldun.coding.words.files import languages
from khaldun.flow.pool import shards, worked
from khaldun.identify import gazetteer, registry
from khaldun.model import Gazetteer, Issue, Report
from khaldun.read.given import NOTHING_GIVEN, Given
from khaldun.read.reports import Document, read_documents

Coder = Callable[[Report], Coded]  # the contract of all coders: from a report to what it says, quote by quote
SHARD = 25  # reports that a process takes at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedReport:
    """A report and what the coder made of it."""

    report: Report
    coded: Coded


def code_paths(
    paths: Iterable[str], *, given: Given = NOTHING_GIVEN, jobs: int = 1, coder: Coder | None = None
) -> Iterator[CodedReport | Issue]:
    """Each report of the files with its coding, and an issue for whatever could not be read, in their order.

    `jobs` processes share the coding; `coder` is the rules where none is given.
    """
    found = (each.report if isinstance(each, Document) else each for each in read_paths(paths, given=given))
    work = partial(code_shard, coder=coder or code_report)
    for _, shard in worked(work, shards(found, SHARD if jobs > 1 else 1), jobs=jobs):
        yield from shard


def code_shard(found: Sequence[Report | Issue], *, coder: Coder) -> tuple[CodedReport | Issue, ...]:
    """The reports of a shard coded, the issues as they are."""
    return tuple(e if isinstance(e, Issue) else CodedReport(report=e, coded=coder(e)) for e in found)


def read_paths(paths: Iterable[str], *, given: Given = NOTHING_GIVEN) -> Iterator[Document | Issue]:
    """The documents behind the paths, in their order."""
    for path in paths:
        yield from read_documents(path, given=given)


def code_report(report: Report, *, places: Gazetteer | None = None, gate: Gate = relevant) -> Coded:
    """What the coder makes of a report with the registry that ships with the program, and its gazetteer or another.

    A report that the coder fails on gives no accounts and an issue that says so, and the other reports are coded.
    A text that the gate turns away gives nothing. Raises KhaldunError where the language's model is not installed.
    """
    coder_of(report.language)
    try:
        return code(report, gazetteer=places or gazetteer(), registry=registry(), gate=gate)
    except Exception as fault:  # noqa: BLE001 - whatever one report does to the coder, the next is coded
        what = f"was not coded, because the coder failed on it ({type(fault).__name__}: {fault}); please report this"
        return Coded(issues=(Issue(where=report.id, what=what, kind="coder"),))


@cache
def coder_of(language: str | None) -> str:
    """The rules and the model, with their versions, that code reports in that language."""
    spoken = language or "en"
    return f"{RULES}/{parser(spoken).model}" if spoken in languages() else RULES
