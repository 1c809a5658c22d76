"""How is a text coded that is too long to be read at once? In chapters, each read as a report of its own."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any, Protocol

from khaldun.coding.coded import Coded
from khaldun.model import Issue, Report, Span

CHAPTER = 60_000  # characters, some twenty pages; a news report has a tenth of it
LONGEST = 1_000_000  # characters of one report that are read
BREAKS = ("\n\n", "\n", ". ", " ")  # where a chapter may end, the best first


class CodeChapter(Protocol):
    """What codes one chapter."""

    def __call__(self, chapter: Report, *, leads: bool) -> Coded:
        """Its coding; `leads` where its main event can be what the whole report is about."""


def by_chapter(report: Report, code: CodeChapter) -> Coded:
    """The coding of a report chapter by chapter, every quote at its place in the whole text.

    Time and memory grow with the length of a text and not faster. The price is told in an issue: an event of which
    two chapters tell is two accounts, and words behind the first million characters are not read.
    """
    if len(report.text) <= CHAPTER:
        return code(report, leads=True)
    found: list[Coded] = []
    for number, (start, end) in enumerate(chapters(report.text), start=1):
        chapter = replace(report, id=f"{report.id}-c{number}", text=report.text[start:end])
        coded = code(chapter, leads=not any(each.accounts for each in found))
        found.append(_in_whole(coded, report, start))
    return Coded(
        accounts=tuple(account for each in found for account in each.accounts),
        statements=tuple(statement for each in found for statement in each.statements),
        issues=(*(issue for each in found for issue in each.issues), *_issues(report, len(found))),
    )


def chapters(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a long text that are read one by one; they end where a paragraph does, if any ends."""
    start, last = 0, min(len(text), LONGEST)
    while last - start > CHAPTER:
        end = _break(text, start + CHAPTER // 2, start + CHAPTER)
        yield start, end
        start = end
    yield start, last


def _break(text: str, low: int, high: int) -> int:
    """The last place between two characters where a text may be cut, behind the mark that allows it."""
    ends = (text.rfind(mark, low, high) + len(mark) for mark in BREAKS)
    return next((end for end in ends if end > low), high)


def _in_whole(coded: Coded, report: Report, start: int) -> Coded:
    """The coding of a chapter that starts at a character of the report, as one of the whole report."""
    moved: Coded = _moved(coded, start)
    return replace(moved, accounts=tuple(replace(account, record=report.id) for account in moved.accounts))


def _moved(value: Any, by: int) -> Any:  # noqa: ANN401 - any noun, and the same noun comes back
    """A noun with all its spans so many characters further on."""
    if isinstance(value, Span):
        return replace(value, start=value.start + by, end=value.end + by)
    if isinstance(value, tuple):
        return tuple(_moved(each, by) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{field.name: _moved(getattr(value, field.name), by) for field in fields(value)})
    return value


def _issues(report: Report, chapters_: int) -> Iterator[Issue]:
    size = f"{len(report.text):,} characters"
    what = f"{size} were read in {chapters_} chapters; an event of which two chapters tell is two accounts"
    yield Issue(where=report.id, what=what, kind="length")
    if len(report.text) > LONGEST:
        what = f"of {size} only the first {LONGEST:,} were read; split the report to have the rest coded"
        yield Issue(where=report.id, what=what, kind="length")
