"""Which passages of an encyclopaedia hold nothing to code, though they speak of war and killing?

Passages of four paragraphs out of the first hundred articles of the English Wikipedia (CC BY-SA), as the package gensim
ships them for its tests: ancient and modern history, biography, films, science. They are read in place. A passage is
taken if a word of violence stands in it and no year of the last generation, so that all it tells is history, fiction
or a figure of speech. Every other passage is `dev`.
"""

import bz2
import re
from collections.abc import Iterator
from datetime import date

from corpora.gold import Annotated
from corpora.lee import shipped
from khaldun.model import Report
from scoring.baselines import WORDS

ARTICLES = "enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2"
PUBLISHED = date(2012, 1, 1)
RECENT = re.compile(r"\b(?:19[89]\d|20\d\d)\b")
MARKUP = re.compile(r"^[=*#|!{:;]")
PARAGRAPH = 300  # characters of the shortest
PARAGRAPHS = 4


def read(split: str) -> Iterator[Annotated]:
    """The passages of a split."""
    for number, text in enumerate(_passages()):
        if (number % 2 == 0) == (split == "dev"):
            report = Report(
                id=f"passage-{number:03}", text=text, sha256="", source="Wikipedia", published=PUBLISHED, language="en"
            )
            yield Annotated(report=report, kind="nothing", split=split)


def _passages() -> Iterator[str]:
    from gensim.corpora.wikicorpus import extract_pages, filter_wiki  # noqa: PLC0415 - only where it is installed

    with bz2.open(shipped() / ARTICLES) as handle:
        articles = [text for _, text, _ in extract_pages(handle, ("0",))]
    for text in articles:
        lines = re.sub(r"'{2,}", "", filter_wiki(text)).split("\n")
        told = [line.strip() for line in lines if len(line) > PARAGRAPH and not MARKUP.match(line.strip())]
        for start in range(0, len(told), PARAGRAPHS):
            passage = "\n\n".join(told[start : start + PARAGRAPHS])
            if re.search(WORDS["en"], passage, re.IGNORECASE) and not RECENT.search(passage):
                yield passage
