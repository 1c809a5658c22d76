"""What does coding cost beside the bare parser, and what does the gate save?

Each figure is a ratio of two measurements of one run on the same texts that take turns, in processor time, so that
neither the machine nor its load matters. Exits with 1 past a limit.
"""

import resource
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from functools import cache, partial
from importlib import import_module

import spacy
from spacy.language import Language

import khaldun.coding
import khaldun.identify
from corpora import CORPORA, read
from khaldun.coding.gate import relevant
from khaldun.coding.sentences.parser import paragraphs, parser, written_in_capitals
from khaldun.model import KhaldunError, Report

ROUNDS = 3
MOST = 60  # texts of a corpus, evenly drawn
ONE_IN = 5
DEAREST, LEAST_SAVED, LARGEST_GB = 1.4, 3.0, 2.0
Work = Callable[[Report], object]


def texts(corpus: str) -> list[Report]:
    """Texts of a corpus, evenly drawn; none where it is not installed."""
    try:
        found = [text.report for split in ("dev", "test") for text in read(corpus, split)]
    except KhaldunError as fault:
        print(f"{corpus}: skipped, {fault}")
        return []
    return found[:: max(1, len(found) // MOST)][:MOST]


@cache
def pipeline(language: str) -> Language:
    """The pipeline of the coder's model as spaCy loads it, less the components that the coder has no use for."""
    module = parser(language).model.rpartition("-")[0]
    found = import_module(module)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return spacy.load(found.model_path() if hasattr(found, "model_path") else module, exclude=["ner", "senter"])


def bare(report: Report) -> None:
    """The parse alone: spaCy's pipeline over the same paragraphs, with nothing made of it."""
    text = report.text.lower() if written_in_capitals(report.text) else report.text
    told = (text[start:end] for start, end in paragraphs(text))
    for _ in pipeline(report.language or "en").pipe(piece for piece in told if piece.strip()):
        pass


def seconds(work: Work, reports: Sequence[Report]) -> float:
    """The processor time of one pass over the reports."""
    began = time.process_time()
    for report in reports:
        work(report)
    return time.process_time() - began


def ratio(work: Work, against: Work, reports: Sequence[Report]) -> float:
    """How many times the cost of the second the first has: the median of rounds that take turns."""
    rounds = sorted(seconds(work, reports) / seconds(against, reports) for _ in range(ROUNDS))
    return rounds[ROUNDS // 2]


def feed() -> list[Report]:
    """A feed of which one report in five is relevant."""
    kept = [report for report in texts("own") if relevant(report.text, report.language or "en")]
    other = [report for corpus in ("nothing", "reuters") for report in texts(corpus)]
    return [*kept[: len(other) // (ONE_IN - 1)], *other]


def told(name: str, value: float, *, limit: float, holds: bool) -> bool:
    """Prints a figure beside its limit, and says whether it holds."""
    print(f"{name:58} {value:6.2f}   limit {limit:g}   {'holds' if holds else 'DOES NOT HOLD'}", flush=True)
    return holds


def main() -> int:
    """Prints each figure beside its limit."""
    code = partial(khaldun.coding.code, gazetteer=khaldun.identify.gazetteer(), registry=khaldun.identify.registry())
    held = []
    for corpus in CORPORA:
        for language in ("en", "fr"):
            reports = [r for r in texts(corpus) if r.language == language and relevant(r.text, language)]
            if len(reports) < ONE_IN:
                continue
            seconds(code, reports[:2])  # loads what is loaded once
            cost, name = ratio(code, bare, reports), f"{corpus} {language}, {len(reports)} texts: coder / bare parser"
            held.append(told(name, cost, limit=DEAREST, holds=cost <= DEAREST))
    mixed = feed()
    saved = ratio(partial(code, gate=lambda *_: True), code, mixed)
    name = f"feed of {len(mixed)}, 1 in {ONE_IN} relevant: without gate / with"
    held.append(told(name, saved, limit=LEAST_SAVED, holds=saved >= LEAST_SAVED))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    held.append(told("peak memory, GB", peak, limit=LARGEST_GB, holds=peak <= LARGEST_GB))
    return 0 if all(held) else 1


if __name__ == "__main__":
    sys.exit(main())
