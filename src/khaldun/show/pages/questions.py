"""What is the answer to a question, over which definitions, from which rows, and what must be said beside it?"""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Response
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.ask import Recipe, Result, recipes
from khaldun.ask.result import as_bytes, spread
from khaldun.show.answers import as_csv
from khaldun.show.charts import chart, png, svg
from khaldun.show.languages import Language
from khaldun.show.leaving import Published, answered
from khaldun.show.pages.answer import readings_shown, table_shown
from khaldun.show.pages.event_places import places
from khaldun.show.pages.rendering import Page, page
from khaldun.show.pages.shown import Shown, shown
from khaldun.show.serving.asked import Asked
from khaldun.show.serving.problems import MissingError

ROWS, ON_MAP = 20, 500
REMEMBERED = 32  # answers, and drawings
NEEDS_CHART = ("series", "intervals", "map")

router = APIRouter(include_in_schema=False)


@router.get("/questions", response_class=HTMLResponse)
def questions(request: Request, published: Asked) -> HTMLResponse:
    """The questions that ship."""
    asked = page(request, published)
    return asked.render("questions.html", questions=[_card(asked, one) for one in recipes().values()])


@router.get("/questions/{name}/{file}")
def file(published: Asked, name: str, file: str) -> Response:
    """An answer as answer.json, answer.csv, chart.svg or chart.png."""
    result = _answer(published, name)
    if file == "answer.json":
        return Response(as_bytes(result), media_type="application/json")
    if file == "answer.csv":
        return Response(as_csv(result), media_type="text/csv; charset=utf-8")
    drawing = chart(result) if file in ("chart.svg", "chart.png") else None
    if drawing is None:
        raise MissingError(f"there is no {file[:40]!r} here; there are: answer.json, answer.csv, chart.svg, chart.png")
    if file == "chart.svg":
        return Response(_svg(published, name), media_type="image/svg+xml")
    return Response(png(drawing), media_type="image/png")


@router.get("/questions/{name}", response_class=HTMLResponse)
def question(request: Request, published: Asked, name: str) -> HTMLResponse:
    """One question's figure with its range, rows, caveats and stamp."""
    asked, recipe = page(request, published), _recipe(name)
    result = _answer(published, name)
    answer, language = result.answer, asked.language
    events = _events(published, answer.rows, language)
    stamp = result.stamp()
    return asked.render(
        "question.html",
        asks=asks(recipe, language),
        cannot=answer.cannot,
        figure=_figure(result, language),
        range_words=_range(result, language),
        reproduces=[_met(met, language) for met in result.reproduces],
        readings=readings_shown(answer.readings, language),
        has_chart=answer.drawing in NEEDS_CHART and chart(result) is not None,
        chart_svg=asked.href(f"/questions/{quote(name)}/chart.svg"),
        places=places(events[:ON_MAP], asked),
        table=table_shown(answer.table, language),
        events=events[:ROWS],
        rows=len(answer.rows),
        tests=[
            ", ".join(f"{key} {value}" for key, value in test.items() if value is not None) for test in answer.tests
        ],
        caveats=[{"text": one.text, "rows": len(one.rows)} for one in result.caveats],
        stamp=f"{recipe.name} v{recipe.version} · {stamp['recipe']['sha256'][:12]} · {stamp['release']} · "
        f"khaldun {stamp['code']} · seed {stamp['seed']} · {stamp['made']}",
        exports=_exports(asked, name),
        citation=asked.cite(f"{asks(recipe, language)} ({recipe.name} v{recipe.version})"),
    )


def asks(recipe: Recipe, language: Language) -> str:
    """What a recipe asks, in the language where it is written in it."""
    key = f"asks.{recipe.name}"
    return language.say(key) if language.has(key) else recipe.asks


@lru_cache(maxsize=REMEMBERED)
def _answer(published: Published, name: str) -> Result:
    """The answer to a question; over one release it is always the same."""
    return answered(published, _recipe(name))


@lru_cache(maxsize=REMEMBERED)
def _svg(published: Published, name: str) -> str:
    drawing = chart(_answer(published, name))
    assert drawing is not None
    return svg(drawing)


def _recipe(name: str) -> Recipe:
    """A recipe that ships; files of a reader's own are not opened by a server."""
    if name not in recipes():
        raise MissingError(f"no question {name[:100]!r}; there are: {', '.join(recipes())}")
    return recipes()[name]


def _card(asked: Page, recipe: Recipe) -> dict[str, Any]:
    count = 1
    for ids in recipe.choices.values():
        count *= len(ids)
    return {
        "name": recipe.name,
        "url": asked.href(f"/questions/{quote(recipe.name)}"),
        "asks": asks(recipe, asked.language),
        "definitions": count,
        "published": len(recipe.published),
    }


def _events(published: Published, ids: Sequence[str], language: Language) -> list[Shown]:
    if not ids:
        return []
    events = published.table("events")
    rows = published.rows(events.filter(events.event_id.isin(list(ids[:ON_MAP]))).order_by("n"))
    return [shown(row, language) for row in rows]


def _figure(result: Result, language: Language) -> Mapping[str, str] | None:
    figure = result.answer.figure
    if figure is None or figure.best is None:
        return None
    interval = ""
    if figure.low is not None and figure.high is not None and figure.low != figure.high:
        interval = language.say("toll.to", low=figure.low, high=figure.high)
    return {"best": language.number(figure.best), "unit": language.word("unit", figure.unit), "interval": interval}


def _range(result: Result, language: Language) -> str:
    over = spread(result.sound)
    return language.say("question.range", min=over["min"], max=over["max"], n=over["over"]) if over else ""


def _met(met: Any, language: Language) -> dict[str, str]:  # noqa: ANN401 - a Met of ask
    told = met.published
    return {
        "words": language.say("question.published", by=told.get("said_by", ""), value=told.get("value", "")),
        "verdict": language.word("verdict", met.verdict),
        "class": met.verdict.replace(" ", "-"),
    }


def _exports(asked: Page, name: str) -> list[tuple[str, str]]:
    files = (("JSON", "answer.json"), ("CSV", "answer.csv"), ("SVG", "chart.svg"), ("PNG", "chart.png"))
    return [(label, asked.href(f"/questions/{quote(name)}/{file}")) for label, file in files]
