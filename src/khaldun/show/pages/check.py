"""Do the figures of an article hold against the rows, and which of its events are known here?"""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Annotated, Any, get_args
from urllib.parse import quote

from fastapi import APIRouter, File, Form, UploadFile
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.ask import Checked
from khaldun.ask.checking.verdicts import Verdict
from khaldun.model import KhaldunError, Report, Span
from khaldun.read.given import Given
from khaldun.show.languages import Language
from khaldun.show.leaving import CheckedReport, checked
from khaldun.show.pages.known import Spans, known_events
from khaldun.show.pages.rendering import Page, page
from khaldun.show.pages.shown import shown, title
from khaldun.show.reading import day
from khaldun.show.serving.asked import Asked

LONGEST = 200_000  # characters
KINDS = {".txt": ".txt", ".html": ".html", ".htm": ".html", ".pdf": ".pdf"}
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)

router = APIRouter(include_in_schema=False)


@router.get("/check", response_class=HTMLResponse)
def form(request: Request, published: Asked) -> HTMLResponse:
    """The form for a text."""
    return _page(page(request, published), text="", said="")


@router.post("/check", response_class=HTMLResponse)
def check(
    request: Request,
    published: Asked,
    text: Annotated[str, Form()] = "",
    published_on: Annotated[str, Form(alias="published")] = "",
    file: Annotated[UploadFile | None, File()] = None,
) -> HTMLResponse:
    """The text with each figure marked by its verdict; nothing of it is kept."""
    asked = page(request, published)
    body = file.file.read() if file is not None and file.filename else b""
    problem = _refused(asked, text, body)
    if problem:
        return _page(asked, text=text, said=published_on, problem=problem, status=422)
    kind = KINDS.get(PurePath(file.filename or "").suffix.casefold(), "?") if body and file else ".txt"
    try:
        given = Given(published=day("published", [published_on]) if published_on else None)
        found = checked(published, body or text.encode(), kind=kind, given=given)
    except KhaldunError as fault:
        return _page(asked, text=text, said=published_on, problem=str(fault), status=422)
    return _page(asked, text=text, said=published_on, found=found)


def _refused(asked: Page, text: str, body: bytes) -> str:
    if not text.strip() and not body:
        return asked.language.say("check.nothing")
    return asked.language.say("check.too_long", n=LONGEST) if len(text) > LONGEST else ""


def _page(
    asked: Page, *, text: str, said: str, problem: str = "", found: CheckedReport | None = None, status: int = 200
) -> HTMLResponse:
    shown_text: dict[str, Any] = _checked(asked, found) if found else {"report": None}
    return asked.render("check.html", status=status, text=text, published=said, problem=problem, **shown_text)


def _checked(asked: Page, found: CheckedReport) -> dict[str, Any]:
    language, report = asked.language, found.report
    ordered = sorted(found.checked, key=_place)
    events = known_events(asked.published, found.accounts)
    counts = Counter(one.verdict for one in ordered)
    return {
        "report": {"title": report.title or language.say("check.untitled"), "language": report.language},
        "statements": [_statement(one, report, language) for one in ordered],
        "verdicts": [
            {"name": language.word("verdict", v), "class": v.replace(" ", "-"), "count": counts[v]}
            for v in VERDICTS
            if counts[v]
        ],
        "pieces": list(_pieces(asked, report, ordered, events)),
        "linked": [shown(row, language) for row in {row["event_id"]: row for _, row in events}.values()],
    }


def _place(one: Checked) -> tuple[int, int]:
    return _span(one) or (0, 0)


def _span(one: Checked) -> tuple[int, int] | None:
    """Where the statement stands: its longest words, as the coder gives them."""
    spans = [(s.start, s.end) for s in one.statement.evidence if isinstance(s, Span)]
    return max(spans, key=lambda span: span[1] - span[0], default=None)


def _statement(one: Checked, report: Report, language: Language) -> dict[str, Any]:
    span = _span(one)
    return {
        "class": one.verdict.replace(" ", "-"),
        "verdict": language.word("verdict", one.verdict),
        "quote": " ".join(report.text[slice(*span)].split()) if span else one.statement.id,
        "why": one.why,
        "turns_on": one.turns_on,
        "figures": [
            {"definition": f.definition, "best": "" if f.best is None else language.number(f.best), "rows": len(f.rows)}
            for f in one.figures
        ],
    }


def _pieces(
    asked: Page, report: Report, ordered: Sequence[Checked], events: Sequence[tuple[Spans, Any]]
) -> Iterator[dict[str, Any]]:
    """The whole text in order: plain stretches, statements with their number and verdict, events with their link."""
    language = asked.language
    marked: list[tuple[int, int, dict[str, Any]]] = []
    for number, one in enumerate(ordered, start=1):
        if span := _span(one):
            told = {"url": f"#statement-{number}", "number": number, "class": one.verdict.replace(" ", "-")}
            marked.append((*span, {**told, "why": language.word("verdict", one.verdict)}))
    for spans, row in events:
        url = asked.href(f"/events/{quote(row['event_id'], safe='')}")
        told = {"url": url, "number": None, "class": "of-event", "why": title(row, language)}
        free = (one for one in spans if all(one[1] <= start or end <= one[0] for start, end, _ in marked))
        marked += [(*one, told) for one in free][:1]
    at = 0
    for start, end, told in sorted(marked, key=lambda one: one[:2]):
        if start < at:
            continue
        if start > at:
            yield {"text": report.text[at:start], "url": None}
        yield {"text": report.text[start:end], **told}
        at = end
    if at < len(report.text):
        yield {"text": report.text[at:], "url": None}
