"""How does a brief become a page and a print? Both are given the same texts; only their form is here."""

import json
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst
from jinja2 import Environment

TEMPLATES = files("khaldun.show.briefs") / "templates"


def html(told: dict[str, Any]) -> str:
    """The brief as one HTML file that needs no other."""
    template = (TEMPLATES / "brief.html").read_text(encoding="utf-8")
    page = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(template)
    return page.render(told)


def pdf(told: dict[str, Any]) -> bytes:
    """The brief as PDF; its texts are given to typst as data, so none of them can be a command."""
    drawings = {"map": told["map"], **{f"bars-{n}": one for n, one in enumerate(told["bars"])}}
    drawings |= {f"sign-{n}": one["sign"] for n, one in enumerate(told["legend"])}
    with TemporaryDirectory(prefix="khaldun-brief-") as folder:
        for name, drawing in drawings.items():
            Path(folder, f"{name}.svg").write_text(drawing, encoding="utf-8")
        Path(folder, "brief.json").write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        source = Path(folder, "brief.typ")
        source.write_text((TEMPLATES / "brief.typ").read_text(encoding="utf-8"), encoding="utf-8")
        return typst.compile(str(source), root=folder)
