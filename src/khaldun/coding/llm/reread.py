"""Which of a model's quotes stand in the report, and what do the program's own readers make of them?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from khaldun.coding.codebook import types
from khaldun.coding.coded import Coded
from khaldun.coding.dates.told import DateTold, dates, resolve
from khaldun.coding.llm.answer import Answer, EventAnswer, PartyAnswer, Quoted, TollAnswer
from khaldun.coding.llm.prompt import orders
from khaldun.coding.numbers.told import Quantity, quantities
from khaldun.coding.places.whereabouts import countries_in_focus
from khaldun.model import (
    UNKNOWN_WHEN,
    Account,
    Gazetteer,
    Issue,
    Name,
    Party,
    PlacePrecision,
    Registry,
    Report,
    Span,
    Toll,
    When,
    Where,
    span_of,
)

SCORE = 0.5  # of an account that only a model tells
COUNTED = ("count", "zero", "article")


@dataclass(frozen=True, kw_only=True)
class Reread:
    """Reads accounts out of a model's quotes; `issues` takes in what was dropped."""

    report: Report
    sentences: Sequence[tuple[int, int]]
    gazetteer: Gazetteer
    registry: Registry
    coder: str
    issues: list[Issue] = field(default_factory=list)

    def coded(self, answer: Answer) -> Coded:
        """The accounts whose words stand in the report."""
        found = [account for n, event in enumerate(answer.events, start=1) for account in self._account(n, event)]
        return Coded(accounts=tuple(found), issues=tuple(self.issues))

    @property
    def language(self) -> str:
        """The language in which the quotes are read."""
        return self.report.language or "en"

    @cached_property
    def names(self) -> Sequence[Name]:
        """The names of places in the report."""
        return self.gazetteer.names(self.report.text, language=self.language)

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """The countries that the report is about."""
        return countries_in_focus(self.names, self.gazetteer)

    @cached_property
    def quantities(self) -> Sequence[Quantity]:
        """The numbers that the report tells."""
        return quantities(self.report.text, language=self.language)

    @cached_property
    def dates(self) -> Sequence[DateTold]:
        """The dates that the report tells."""
        return dates(self.report.text, language=self.language)

    def _account(self, number: int, event: EventAnswer) -> Iterator[Account]:
        words = self._span(event.words, "event")
        if event.type not in types():
            self._drop(f"the type {event.type!r} is not in the codebook")
        elif words is not None:
            when = self._when(event.when)
            yield Account(
                id=f"{self.report.id}-m{number}",
                source=self.report.source,
                record=self.report.id,
                type=event.type,
                when=when,
                where=self._where(event.where),
                parties=tuple(p for told in event.parties for p in self._party(told, when)),
                tolls=tuple(toll for told in event.tolls for toll in self._toll(told)),
                evidence=(words,),
                main=number == 1,
                score=SCORE,
                coder=self.coder,
            )

    def _span(self, told: Quoted, what: str) -> Span | None:
        """The quote where it begins in the sentence that the model names, or null."""
        inside = 1 <= told.sentence <= len(self.sentences) and bool(told.quote.strip())
        start, end = self.sentences[told.sentence - 1] if inside else (0, 0)
        found = self.report.text.find(told.quote, start, end + len(told.quote)) if inside else -1
        if inside and orders(self.report.text[start:end]):
            self._drop(f"{told.quote[:80]!r} stands in a sentence that gives orders to a model")
            return None
        if not start <= found < end:
            self._drop(f"{told.quote[:80]!r} does not stand in sentence {told.sentence}, so it is no {what}")
            return None
        return span_of(self.report.text, found, found + len(told.quote))

    def _drop(self, what: str) -> None:
        self.issues.append(Issue(where=self.report.id, what=f"dropped from a model's answer: {what}", kind="llm"))

    def _when(self, told: Quoted | None) -> When:
        span = self._span(told, "date") if told else None
        if span is None:
            return UNKNOWN_WHEN
        inside = [each for each in self.dates if span.start <= each.start and each.end <= span.end]
        if not inside:
            self._drop(f"{span.quote!r} holds no date")
        return resolve(inside, published=self.report.published) if inside else UNKNOWN_WHEN

    def _where(self, told: Quoted | None) -> Where | None:
        span = self._span(told, "place") if told else None
        if span is None:
            return None
        inside = [n for n in self.names if span.start <= n.start and n.end <= span.end]
        place = next((p for n in inside if (p := self.gazetteer.resolve(n.told, countries=self.countries))), None)
        country = next((n.ids[0] for n in inside if n.kind == "country"), None)
        if place is None:
            precision: PlacePrecision = "country" if country else "unknown"
            name = self.gazetteer.country_name(country) if country else None
            return Where(told=span.quote, name=name, country=country, precision=precision, evidence=(span,))
        return place.where(span.quote, evidence=(span,))

    def _party(self, told: PartyAnswer, when: When) -> Iterator[Party]:
        span = self._span(told, told.role)
        if span is not None:
            on = when.start or self.report.published
            match = self.registry.resolve(span.quote, on=on, countries=self.countries, language=self.language)
            actor = match.actor.id if match.actor else None
            yield Party(role=told.role, told=span.quote, actor=actor, stance=told.stance, evidence=(span,))

    def _toll(self, told: TollAnswer) -> Iterator[Toll]:
        span = self._span(told, f"number of {told.outcome}")
        figure = self._figure(span) if span else None
        if span and figure and figure.low is not None:
            yield Toll(
                outcome=told.outcome,
                who=told.who,
                low=figure.low,
                high=figure.high,
                best=figure.best,
                hedge=figure.hedge,
                told=span.quote,
                evidence=(span,),
            )
        elif span:
            self._drop(f"{span.quote!r} does not hold one number that counts")

    def _figure(self, span: Span) -> Quantity | None:
        """The one count inside the quote; null where there is none or more than one."""
        counts = [
            q
            for q in self.quantities
            if q.kind in COUNTED and span.start <= q.number_start and q.number_end <= span.end
        ]
        return counts[0] if len(counts) == 1 else None
