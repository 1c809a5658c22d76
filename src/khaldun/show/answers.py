"""How does an answer or a check read on a terminal, and as CSV?"""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from khaldun.ask import Checked, Recipe, Result, Verification
from khaldun.ask.checking.verdicts import Verdict
from khaldun.ask.result import reading_row, spread
from khaldun.model import Span

MOST = 24
WIDE = 12
STYLES: Mapping[Verdict, str] = {
    "reproduced": "green",
    "depends": "yellow",
    "not reproduced": "red",
    "cannot be tested": "dim",
    "out of scope": "dim",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def answer_view(result: Result) -> Iterator[RenderableType]:
    """The figure, its range over definitions, the table or readings, tests, caveats, published figures and stamp."""
    yield Text(result.recipe.asks, style="bold")
    yield Text(_headline(result))
    if result.answer.table:
        yield _table(result.answer.table)
    if result.answer.readings:
        yield _table([_short(reading_row(one)) for one in result.answer.readings])
    yield Group(*(Text(line) for line in _said(result)))


def check_view(text: str, checked: Sequence[Checked]) -> Iterator[RenderableType]:
    """Each statement in the order of the text: its words, the verdict, why, what it turns on, and the figures."""
    yield Text(text, style="bold")
    for one in checked:
        yield Text.assemble((f"[{one.verdict}] ", STYLES[one.verdict]), _words(one))
        yield Text(f"    {one.why}")
        if one.turns_on:
            yield Text(f"    Turns on: {one.turns_on}")
        for figure in one.figures:
            mark = "meets it" if figure.meets else "does not meet it"
            bounds = "" if figure.low is None else f" ({figure.low} to {figure.high})"
            yield Text(f"    - {figure.best}{bounds}: {figure.definition}; {mark}; {len(figure.rows)} rows")


def verification_view(found: Verification) -> Iterator[RenderableType]:
    """A line a published figure, then the count."""
    rows = [
        {
            "recipe": one.recipe,
            "published": one.met.published.get("value"),
            "by": one.met.published.get("said_by"),
            "verdict": one.met.verdict,
            "why": one.why or "",
        }
        for one in found.found
    ]
    yield _table(rows)
    yield Text(found.words(), style="bold")


def questions_view(recipes: Sequence[Recipe]) -> Iterator[RenderableType]:
    """The recipes that ship, with what they ask."""
    yield _table([{"recipe": one.name, "verb": one.verb, "asks": one.asks} for one in recipes])


def as_csv(result: Result) -> str:
    """The table of a result as CSV, or its readings where it has none; no cell is a formula."""
    rows = list(result.answer.table) or [reading_row(one) for one in result.answer.readings]
    if not rows:
        return ""
    file = io.StringIO()
    writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _safe(value) for name, value in row.items()} for row in rows)
    return file.getvalue()


def _headline(result: Result) -> str:
    answer, over = result.answer, spread(result.sound)
    if answer.cannot:
        return answer.cannot
    if answer.figure is None:
        return f"{len(answer.table)} lines"
    figure = answer.figure
    bounds = "" if figure.low is None else f" ({figure.low} to {figure.high})"
    told = f"{figure.best} {figure.unit}{bounds}, from {len(answer.rows)} rows"
    return f"{told}; {over['min']} to {over['max']} over {over['over']} definitions" if over else told


def _said(result: Result) -> Iterator[str]:
    for test in result.answer.tests:
        yield "Test: " + ", ".join(f"{name} {value}" for name, value in test.items() if value is not None)
    for caveat in result.caveats:
        yield f"Caveat ({caveat.rule}): {caveat.text}"
    for met in result.reproduces:
        yield f"Published: {met.published['value']} by {met.published['said_by']}: {met.verdict}"
    if result.answer.searched:
        yield "Searched: " + ", ".join(f"{name} {value}" for name, value in result.answer.searched.items())
    stamp = result.stamp()
    name = f"{stamp['recipe']['name']} v{stamp['recipe']['version']}"
    yield f"Stamp: {name}, release {stamp['release']} of {stamp['made']}, khaldun {stamp['code']}"


def _short(row: Mapping[str, Any]) -> dict[str, Any]:
    kept = ("definition", "best", "low", "high", "events", "deaths")
    return {**{name: row[name] for name in kept}, "use": "sound" if row["sound"] else f"no: {row['because']}"}


def _table(rows: Sequence[Mapping[str, Any]]) -> Table:
    """A table of the first rows; how many more there are stands in its caption."""
    names = [name for name in rows[0] if name not in ("latitude", "longitude")][:WIDE]
    more = f"and {len(rows) - MOST} more; see --format csv" if len(rows) > MOST else None
    table = Table(box=None, pad_edge=False, caption=more, caption_justify="left")
    for name in names:
        table.add_column(name, overflow="fold")
    for row in rows[:MOST]:
        table.add_row(*(Text("" if row.get(name) is None else str(row[name])) for name in names))
    return table


def _words(checked: Checked) -> str:
    """The whole sentence where the coder gives it, else the words quoted."""
    spans = [one for one in checked.statement.evidence if isinstance(one, Span)]
    longest = max(spans, key=lambda span: span.end - span.start, default=None)
    return " ".join(longest.quote.split()) if longest else checked.statement.id


def _safe(value: object) -> object:
    told = str(value)
    return f"'{told}" if isinstance(value, str) and told.startswith(FORMULA) else value
