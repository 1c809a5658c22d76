"""What is needed to read people, places and days out of a report: its sentences, and who and what they name."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from khaldun.coding.dates.dateline import dateline
from khaldun.coding.dates.told import DateTold, dates, resolve
from khaldun.coding.events.merging import Resolve
from khaldun.coding.numbers.told import quantities
from khaldun.coding.parties.people import People
from khaldun.coding.places.whereabouts import Whereabouts, countries_in_focus
from khaldun.coding.sentences.parser import Parser, written_in_capitals
from khaldun.coding.sentences.sentence import Sentence, sentences
from khaldun.coding.sentences.syntax import syntax
from khaldun.model import Gazetteer, Name, Registry, Report

RULES = "rules-1"
ACRONYM = 3  # letters that may be any word in a text written in capitals


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Reading:
    """A parsed report with what is needed to read people, places and days out of its sentences.

    `leads` is false of a chapter behind the one that holds the report's main event.
    """

    report: Report
    sentences: tuple[Sentence, ...]
    people: People
    whereabouts: Whereabouts
    gazetteer: Gazetteer
    resolve: Resolve
    coder: str
    leads: bool


def read(
    report: Report, parsing: Parser, *, leads: bool, language: str, gazetteer: Gazetteer, registry: Registry
) -> Reading:
    """The report parsed, with the countries it is about and the day on which it was written."""
    names = _names(report.text, language=language, gazetteer=gazetteer, registry=registry)
    line = dateline(report.text)
    written = line or (0, 0)
    figures = quantities(report.text, language=language)
    told = dates(report.text, language=language)
    days = [each for each in told if not written[0] <= each.start < written[1]]
    report = replace(report, published=report.published or _day_of([each for each in told if each not in days]))
    parsed = parsing.parse(report.text, names, numbers=figures, dates=days)
    found = sentences(report.text, parsed, names=names, quantities=figures, dates=days)
    focus = countries_in_focus(names, gazetteer, written=written[1])
    here = syntax(language)
    return Reading(
        report=report,
        sentences=found,
        people=People(registry=registry, gazetteer=gazetteer, syntax=here, countries=focus, sentences=found),
        whereabouts=Whereabouts(
            gazetteer=gazetteer,
            syntax=here,
            countries=focus,
            dateline=line,
            town=next((name for name in names if name.kind == "place" and name.end <= written[1]), None),
        ),
        gazetteer=gazetteer,
        resolve=partial(resolve, published=report.published),
        coder=f"{RULES}/{parsing.model}",
        leads=leads,
    )


def _day_of(dated: Sequence[DateTold]) -> date | None:
    """The day that a dateline gives with its year: a report that came without a day of publication is of that day."""
    when = resolve(dated, published=None)
    return when.end if when.precision == "day" else None


def _names(text: str, *, language: str, gazetteer: Gazetteer, registry: Registry) -> tuple[Name, ...]:
    """The known names of a text, disjoint; where an actor's and a place's overlap, the longer one stands."""
    found = [*registry.names(text, language=language), *gazetteer.names(text, language=language)]
    if written_in_capitals(text):
        found = [name for name in found if len(name.told) > ACRONYM]
    kept: list[Name] = []
    taken: set[int] = set()
    for name in sorted(found, key=lambda name: (name.start - name.end, name.kind != "actor", name.start)):
        if taken.isdisjoint(range(name.start, name.end)):
            kept.append(name)
            taken.update(range(name.start, name.end))
    return tuple(sorted(kept, key=lambda name: name.start))
