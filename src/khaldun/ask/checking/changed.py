"""Did what is counted rise or fall by as many percent as a sentence says?"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from khaldun.ask.checking.readings import counted
from khaldun.ask.checking.verdicts import Checked, Tested, judged
from khaldun.ask.coverage import first_day, month_of, uncovered
from khaldun.ask.hedges import Said, tolerances
from khaldun.ask.selection import Selection
from khaldun.ask.tables import Tables
from khaldun.model import Statement, a_year_before

DAY = timedelta(days=1)
WHOLE = 100


def changed(statement: Statement, selection: Selection, tables: Tables) -> Checked | str:
    """The change against the days before and against the same days a year earlier, or why there is none to test."""
    assert statement.change is not None
    if statement.period is None or statement.period.end is None:
        return "the sentence does not say which days are set against which"
    figures: list[Tested] = []
    gaps: list[str] = []
    for name, earlier in _earlier(selection):
        gap = uncovered(tables, selection) or uncovered(tables, earlier)
        if gap:
            gaps.append(gap)
        else:
            figures += _figures(statement, name, now=selection, then=earlier, tables=tables)
    if not figures:
        return gaps[0] if gaps else "there was nothing before that it could have risen or fallen from"
    slack = max(1, round(abs(statement.change) * tolerances()["about"]))
    said = Said(hedge="about", low=statement.change - slack, high=statement.change + slack)
    return judged(statement, figures, said)


def _earlier(selection: Selection) -> Iterator[tuple[str, Selection]]:
    """The days that others are set against where the words do not say which."""
    start, end = selection.start, selection.end
    if start is None or end is None:
        return
    yield "the days before", replace(selection, start=_before(start, end), end=start - DAY)
    yield "a year earlier", replace(selection, start=a_year_before(start), end=a_year_before(end))


def _before(start: date, end: date) -> date:
    """The first of as many days before; of as many months, where whole months are meant."""
    if start.day == 1 and (end + DAY).day == 1:
        return first_day(month_of(start) - (month_of(end) - month_of(start) + 1))
    return start - (end - start) - DAY


def _figures(statement: Statement, name: str, *, now: Selection, then: Selection, tables: Tables) -> Iterator[Tested]:
    """The change in percent under each definition that has something to change from."""
    pairs = zip(counted(statement, now, tables), counted(statement, then, tables), strict=True)
    for later, earlier in pairs:
        if later.best is None or not earlier.best:
            continue
        yield replace(
            later,
            definition=f"{later.definition}, against {name} ({earlier.best} to {later.best})",
            choices={**later.choices, "set against": name},
            best=round(WHOLE * (later.best - earlier.best) / earlier.best),
            low=None,
            high=None,
            rows=(*earlier.rows, *later.rows),
        )
