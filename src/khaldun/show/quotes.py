"""Which words say so? The quote in its sentence, and where it stands in the report."""

from collections.abc import Iterable

from rich.text import Text

from khaldun.model import Cell, Evidence, Report, Rule, Span

AROUND = 90  # characters shown on each side of a quote


def evidence_lines(evidence: Iterable[Evidence], report: Report | None) -> list[Text]:
    """A line for each piece of evidence: a quote with its neighbourhood and offsets, a cell, or a rule's reason."""
    return [_line(each, report) for each in dict.fromkeys(evidence)]


def _line(evidence: Evidence, report: Report | None) -> Text:
    if isinstance(evidence, Cell):
        return Text(f"row {evidence.record}, column {evidence.column}: {evidence.value}")
    if isinstance(evidence, Rule):
        return Text(f"by the rule {evidence.rule}: {evidence.because}")
    return quote_line(evidence, report)


def quote_line(span: Span, report: Report | None) -> Text:
    """The quote in square brackets within its neighbourhood, and its offsets in the report's characters."""
    before, after = _around(span, report) if report else ("", "")
    where = Text(f"  ({span.start}–{span.end})", style="dim")
    return Text.assemble("“", before, ("[", "dim"), (_flat(span.quote), "bold"), ("]", "dim"), after, "”", where)


def _around(span: Span, report: Report) -> tuple[str, str]:
    """What stands before and after the quote in its sentence, or as much of it as is near."""
    text = report.text
    before = text[max(0, span.start - AROUND) : span.start]
    after = text[span.end : span.end + AROUND]
    cut = max(before.rfind(". "), before.rfind("\n"))
    before = before[cut + 1 :] if cut >= 0 else ("… " if span.start > AROUND else "") + _from_word(before)
    ends = [place for place in (after.find(". "), after.find("\n")) if place >= 0]
    after = after[: min(ends) + 1] if ends else _to_word(after) + ("…" if span.end + AROUND < len(text) else "")
    return _flat(before).lstrip(), _flat(after).rstrip()


def _from_word(text: str) -> str:
    return text if len(text) < AROUND else text.partition(" ")[2]


def _to_word(text: str) -> str:
    return text if len(text) < AROUND else text.rpartition(" ")[0] + " "


def _flat(text: str) -> str:
    """The text on one line."""
    return text.replace("\r", " ").replace("\n", " ").replace("\f", " ").replace("\t", " ")
