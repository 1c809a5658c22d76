"""Which real agency texts hold nothing to code?

Seventy Reuters dispatches of 1987 on takeovers and crude oil, from Reuters-21578, as the R package tm ships them
(`apt install r-cran-tm`). They are read in place, are no part of this project, and all count as `test`. A search for
words of violence in them finds figures of speech only.
"""

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path

from corpora.gold import Annotated
from corpora.muc4_keys import MONTHS
from khaldun.model import KhaldunError, Report

FOLDER = Path("/usr/lib/R/site-library/tm/texts")
DATE = re.compile(r"<DATE>\s*(\d+)-([A-Z]{3})-(\d{4})")


def read(split: str) -> Iterator[Annotated]:
    """The dispatches; none for `dev`. Raises KhaldunError where they are not installed."""
    files = sorted(FOLDER.glob("*/reut-*.xml"))
    if not files:
        raise KhaldunError(f"no Reuters texts in {FOLDER}; install the package r-cran-tm")
    return (_annotated(path, split) for path in files if split == "test")


def _annotated(path: Path, split: str) -> Annotated:
    page = path.read_text(encoding="latin-1")
    found = DATE.search(page)
    assert found is not None
    report = Report(
        id=f"{path.parent.name}-{path.stem}",
        text=f"{_part(page, 'TITLE')}\n\n{_part(page, 'BODY')}".strip(),
        sha256="",
        source="Reuters",
        published=date(int(found[3]), MONTHS[found[2]], int(found[1])),
        language="en",
    )
    return Annotated(report=report, kind="nothing", split=split)


def _part(page: str, tag: str) -> str:
    return unescape("".join(re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)))
