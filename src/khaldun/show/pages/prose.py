"""What is this, which types and fields are there, and under which licences?"""

from collections.abc import Iterator
from typing import Any

from fastapi import APIRouter
from fastapi.requests import Request
from fastapi.responses import HTMLResponse

from khaldun.coding.codebook import SCHEMES, equivalent, families, types
from khaldun.show.fields import fields
from khaldun.show.languages import Language
from khaldun.show.pages.rendering import page
from khaldun.show.serving.asked import Asked

ABOUT = {
    "rules": ("rule_evidence", "rule_absent", "rule_sources", "rule_release"),
    "not": ("not_verified", "not_warning", "not_affiliated"),
    "borders": ("borders_told",),
    "keys": ("keys_told",),
}

router = APIRouter(include_in_schema=False)


@router.get("/about", response_class=HTMLResponse)
def about(request: Request, published: Asked) -> HTMLResponse:
    """What this is and what it is not."""
    asked = page(request, published)
    say = asked.language.say
    sections = [
        {"title": say(f"about.{name}"), "lines": [say(f"about.{line}") for line in lines]}
        for name, lines in ABOUT.items()
    ]
    return asked.render("prose.html", title=say("about.title"), lede=say("about.lede"), sections=sections)


@router.get("/codebook", response_class=HTMLResponse)
def codebook(request: Request, published: Asked) -> HTMLResponse:
    """Every type with its name elsewhere, and every public field."""
    asked = page(request, published)
    say = asked.language.say
    sections = [*_types(asked.language), _fields(asked.language)]
    return asked.render("prose.html", title=say("codebook.title"), lede=say("codebook.lede"), sections=sections)


@router.get("/licences", response_class=HTMLResponse)
def licences(request: Request, published: Asked) -> HTMLResponse:
    """The licences and citations of the sources, the program and the map."""
    asked = page(request, published)
    say = asked.language.say
    rows = [[row["title"], row["licence"], row["citation"]] for row in published.licences]
    heads = [say("field.source"), say("field.licence"), say("field.citation")]
    sections: list[dict[str, Any]] = [
        {"title": say("licences.sources"), "lines": [], "heads": heads, "rows": rows},
        {"title": say("licences.software"), "lines": [say("licences.software_told")]},
    ]
    return asked.render("prose.html", title=say("licences.title"), lede=say("licences.lede"), sections=sections)


def _types(language: Language) -> Iterator[dict[str, Any]]:
    heads = [language.say(key) for key in ("field.type", "field.example")]
    schemes = [language.say(f"codebook.{scheme}") for scheme in SCHEMES]
    for family in families().values():
        rows = [
            [
                one.label[language.code],
                one.example[language.code],
                *(equivalent(one.code, scheme).code or "–" for scheme in SCHEMES),
                one.code,
            ]
            for one in types().values()
            if one.family == family.code
        ]
        columns = [*heads, *schemes, language.say("field.code")]
        yield {"title": family.label[language.code], "lines": [], "heads": columns, "rows": rows}


def _fields(language: Language) -> dict[str, Any]:
    heads = [language.say(key) for key in ("field.name", "field.code", "field.means")]
    rows = [[one.label[language.code], one.name, one.definition[language.code]] for one in fields("event")]
    return {
        "title": language.say("codebook.fields"),
        "lines": [language.say("codebook.fields_lede")],
        "heads": heads,
        "rows": rows,
    }
