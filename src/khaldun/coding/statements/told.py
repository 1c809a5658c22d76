"""What do the sentences of a report say about many events at once, or about what has never been before?"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from khaldun.coding.dates.told import DateTold
from khaldun.coding.parties.claims import Claim
from khaldun.coding.parties.monitors import monitor
from khaldun.coding.parties.people import People, voice
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.speaking import speaker
from khaldun.coding.statements.aggregates import INCIDENTS, Total
from khaldun.coding.statements.records import Record
from khaldun.model import Gazetteer, Name, Near, Period, Span, Statement, StatementKind, When

MILE_KM = 1.609344
FAR = 60  # characters of a phrase that names doers


class _Common(TypedDict):
    """What every statement takes from its sentence."""

    who: tuple[str, ...]
    perpetrators: tuple[str, ...]
    place: str | None
    countries: tuple[str, ...]
    said_by: str | None


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Statements:
    """Writes statements out of what the sentences hold; ids count up within one report."""

    report: str
    people: People
    gazetteer: Gazetteer
    resolve: Callable[[Sequence[DateTold]], When]
    found: list[Statement] = field(default_factory=list)

    def total(self, sentence: Sentence, total: Total) -> None:
        """Adds a total, and the one that it is set against before it."""
        common = self._common(sentence, total.start)
        common["who"] = self._who(sentence, total)
        than = self._add(sentence, total.than, kind="aggregate", than=None, common=common) if total.than else None
        self._add(sentence, total, kind="comparison" if than else "aggregate", than=than, common=common)

    def _add(self, sentence: Sentence, total: Total, *, kind: StatementKind, than: str | None, common: _Common) -> str:
        statement = Statement(
            id=self._next(),
            kind=kind,
            measure=total.measure,
            hedge=total.hedge,
            low=total.low,
            high=total.high,
            period=total.period,
            near=self._near(sentence),
            than=than,
            evidence=(_quote(sentence, total.start, total.end), _whole(sentence)),
            **common,
        )
        self.found.append(statement)
        return statement.id

    def record(self, sentence: Sentence, record: Record, *, account: str | None) -> None:
        """Adds a record, a first, a rank or a share."""
        bounds = [told for told in sentence.dates if told.relation in ("since", "after")]
        since = self.resolve(bounds[:1]) if record.since and bounds else None
        common = self._common(sentence, record.start)
        self.found.append(
            Statement(
                id=self._next(),
                kind=record.kind,
                measure=record.measure,
                hedge=record.hedge,
                low=record.low,
                high=record.high,
                period=Period(start=since.start) if since else None,
                account=account,
                evidence=(_quote(sentence, record.start, record.end), _whole(sentence)),
                **common,
            )
        )

    def claim(self, claim: Claim, *, actor: str | None, account: str | None) -> None:
        """Adds a claim of responsibility or a denial."""
        kind: StatementKind = "denial" if claim.stance == "denied" else "responsibility"
        self.found.append(
            Statement(
                id=self._next(), kind=kind, perpetrators=(actor or claim.told,), said_by=claim.told, account=account,
                evidence=claim.spans(),
            )
        )  # fmt: skip

    def _next(self) -> str:
        return f"{self.report}-s{len(self.found) + 1}"

    def _common(self, sentence: Sentence, start: int) -> _Common:
        places = [name for name in sentence.names if name.kind in ("place", "country", "region", "site")]
        countries = dict.fromkeys(code for name in sentence.names for code in self._codes(name))
        return _Common(
            who=(),
            perpetrators=self._perpetrators(sentence, start),
            place=places[0].told if places else None,
            countries=tuple(countries),
            said_by=self._said_by(sentence),
        )

    def _codes(self, name: Name) -> tuple[str, ...]:
        if name.kind in ("country", "demonym"):
            return name.ids
        if name.kind == "place" and len(name.ids) == 1:
            return (self.gazetteer.place(name.ids[0]).country,)
        return ()

    def _said_by(self, sentence: Sentence) -> str | None:
        spoken = speaker(sentence, sentence.start, syntax=self.people.syntax)
        return monitor(sentence.text) or voice(spoken, self.people)

    def _who(self, sentence: Sentence, total: Total) -> tuple[str, ...]:
        """The group counted: the words around the figure, then those of the sentence before the doers."""
        around = sentence.told(total.start, min(sentence.end, total.end + FAR // 2))
        group = self.people.registry.group(around, language=self.people.syntax.lexicon.language)
        return (group,) if group and total.measure != INCIDENTS else ()

    def _perpetrators(self, sentence: Sentence, after: int) -> tuple[str, ...]:
        """The actors behind words that make somebody responsible ("linked to", "by"), after a character."""
        match = sentence.find(self.people.syntax.lexicon.phrases("statements", "responsible_links"), after=after)
        if not match:
            return ()
        start = sentence.start + match.end()
        found: list[str] = []
        for told in _phrases(sentence, start):
            resolved = self.people.resolve(told)
            if resolved.actor or self.people.registry.group(told, language=self.people.syntax.lexicon.language):
                found.append(resolved.actor.id if resolved.actor else told)
        return tuple(dict.fromkeys(found))

    def _near(self, sentence: Sentence) -> Near | None:
        """A distance from borders or places: "within about 30 miles of Mali's borders with Guinea and Senegal"."""
        distance = next((q for q in sentence.quantities if q.kind == "distance" and q.value), None)
        borders = self.people.syntax.lexicon.words("statements", "border_words")
        if distance is None or not any(word.lemma_.lower() in borders for word in sentence.words()):
            return None
        names = [n for n in sentence.names if n.kind in ("country", "place") and n.start > distance.end]
        countries = dict.fromkeys(code for name in names for code in self._codes(name))
        miles = (distance.unit or "").startswith("mi")
        assert distance.value is not None
        return Near(
            distance_km=round(distance.value * (MILE_KM if miles else 1.0), 2),
            of=tuple(name.told for name in names),
            countries=tuple(countries),
            hedge=distance.hedge,
        )


def _phrases(sentence: Sentence, start: int) -> Iterator[str]:
    """The noun phrases of the stretch behind a character, up to the next verb or stop, joined ones one by one."""
    words: list[int] = []
    for word in sentence.within(start, sentence.end):
        if word.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ", "ADP", "SCONJ"):
            yield from _told(sentence, words)
            words = []
            if word.pos_ not in ("CCONJ", "PUNCT") or word.text not in (",", "and", "et", "&"):
                return
        else:
            words.append(word.i)
    yield from _told(sentence, words)


def _told(sentence: Sentence, words: Sequence[int]) -> Iterator[str]:
    if words:
        yield sentence.told(sentence.starts[words[0]], sentence.ends[words[-1]])


def _quote(sentence: Sentence, start: int, end: int) -> Span:
    return Span(start=start, end=end, quote=sentence.told(start, end))


def _whole(sentence: Sentence) -> Span:
    return Span(start=sentence.start, end=sentence.end, quote=sentence.text)
