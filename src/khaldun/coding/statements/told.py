"""What do the sentences of a report say about many events at once, or about what has never been before?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from spacy.tokens import Token

from khaldun.coding.parties.claims import Claim
from khaldun.coding.parties.monitors import monitor
from khaldun.coding.parties.people import People
from khaldun.coding.parties.voices import voice
from khaldun.coding.sentences.phrase import phrase
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.speaking import speaker
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma, trigger_verbs
from khaldun.coding.statements.aggregates import Total
from khaldun.coding.statements.measures import INCIDENTS
from khaldun.coding.statements.records import Record
from khaldun.model import Account, Gazetteer, Name, Near, Span, Statement, StatementKind, Toll

MILE_KM = 1.609344
STEPS = 3  # words above a figure under which "by" names who did what it counts
FAR = 60  # characters of a phrase that names doers


class _Common(TypedDict):
    """What every statement takes from its sentence."""

    who: tuple[str, ...]
    perpetrators: tuple[str, ...]
    place: str | None
    countries: tuple[str, ...]
    said_by: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Doer:
    """Who is made responsible: the actor's id or the words, and where they stand in the report."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Statements:
    """Writes statements out of what the sentences hold; ids count up within one report."""

    report: str
    people: People
    gazetteer: Gazetteer
    found: list[Statement] = field(default_factory=list)

    def total(self, sentence: Sentence, total: Total) -> None:
        """Adds a total, and the one that it is set against before it."""
        common = self._common(sentence, total.start)
        common["who"] = self._who(sentence, total)
        than = self._add(sentence, total.than, kind="aggregate", than=None, common=common) if total.than else None
        compared = than or total.change is not None
        self._add(sentence, total, kind="comparison" if compared else "aggregate", than=than, common=common)

    def _add(self, sentence: Sentence, total: Total, *, kind: StatementKind, than: str | None, common: _Common) -> str:
        statement = Statement(
            id=self._next(),
            kind=kind,
            measure=total.measure,
            hedge=total.hedge,
            low=total.low,
            high=total.high,
            best=total.best,
            period=total.period,
            near=self._near(sentence),
            than=than,
            change=total.change,
            evidence=(_quote(sentence, total.start, total.end), _whole(sentence)),
            **common,
        )
        self.found.append(statement)
        return statement.id

    def record(self, sentence: Sentence, record: Record, *, account: Account | None) -> None:
        """Adds a record, a first, a count by order, a rank or a share; a total that is a record is written as one.

        The record of an event has the toll that its sentence tells of the event.
        """
        common = self._common(sentence, record.of.start if record.of else record.start)
        if record.of:
            common["who"] = self._who(sentence, record.of)
        if record.kind == "share":
            common["who"] = self._group(sentence.told(record.end, sentence.end)[:FAR])
        told = record.of or _toll(sentence, account, record) or record
        self.found.append(
            Statement(
                id=self._next(),
                kind=record.kind,
                measure=record.measure,
                hedge=told.hedge,
                low=told.low,
                high=told.high,
                period=record.of.period if record.of else record.period,
                account=account.id if account and record.kind in ("record", "first_since") else None,
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
        doers = tuple(self._perpetrators(sentence, start))
        near = self._near(sentence)
        names = [
            name
            for name in sentence.names
            if not any(a.start <= name.start < a.end for a in doers) and (near is None or name.told not in near.of)
        ]
        places = [name for name in names if name.kind in ("place", "country", "region", "site")]
        countries = dict.fromkeys(code for name in names for code in self._codes(name))
        if not countries:
            countries = dict.fromkeys(self._of_the_report(sentence, doers))
        return _Common(
            who=(),
            perpetrators=tuple(dict.fromkeys(doer.name for doer in doers)),
            place=places[0].told if places else None,
            countries=tuple(countries),
            said_by=self._said_by(sentence),
        )

    def _codes(self, name: Name) -> tuple[str, ...]:
        if name.kind in ("country", "demonym"):
            return name.ids
        if name.kind == "place":
            found = self.gazetteer.resolve(name.told, countries=self.people.countries)
            return (found.country,) if found else ()
        return ()

    def _of_the_report(self, sentence: Sentence, doers: Sequence[_Doer]) -> tuple[str, ...]:
        """The country that the report is about, where the sentence names none, nothing wider, and nobody of others."""
        wider = any(name.kind == "region" for name in sentence.names)
        if wider or sentence.find(self.people.syntax.lexicon.phrases("statements", "wider")) is not None:
            return ()
        focus = self.people.countries[:1]
        homes = [actor.countries for doer in doers if (actor := self.people.resolve(doer.name).actor)]
        return focus if all(not known or set(known) & set(focus) for known in homes) else ()

    def _said_by(self, sentence: Sentence) -> str | None:
        spoken = speaker(sentence, sentence.start, syntax=self.people.syntax)
        return monitor(sentence.text) or voice(spoken, self.people)

    def _who(self, sentence: Sentence, total: Total) -> tuple[str, ...]:
        """The group counted: the words around the figure, or those that say what is counted where they stand apart."""
        start, end = total.about or (total.start, min(sentence.end, total.end + FAR // 2))
        return self._group(sentence.told(start, end)) if total.measure != INCIDENTS else ()

    def _group(self, told: str) -> tuple[str, ...]:
        """The group of persons that words speak of."""
        group = self.people.registry.group(told, language=self.people.syntax.lexicon.language)
        return (group,) if group else ()

    def _perpetrators(self, sentence: Sentence, after: int) -> Iterator[_Doer]:
        """Who is made responsible: by words behind a figure ("linked to"), else who does what its verb says."""
        match = sentence.find(self.people.syntax.lexicon.phrases("statements", "responsible_links"), after=after)
        spans = list(_phrases(sentence, sentence.start + match.end())) if match else []
        found = [doer for span in spans if (doer := self._doer(sentence, *span))]
        yield from found or self._subjects(sentence, after)

    def _subjects(self, sentence: Sentence, position: int) -> Iterator[_Doer]:
        """The actors that do what the verb above a figure says, or are behind what it counts."""
        syntax = self.people.syntax
        word = sentence.word_at(position)
        above = [word, *word.ancestors] if word is not None else []
        verb = next((each for each in above if each.pos_ in ("VERB", "AUX") or syntax.children(each, "subject")), None)
        if word is None or verb is None:
            return
        by = syntax.lexicon.words("prepositions", "by")
        told = [noun for each in above[:STEPS] for preposition, noun in syntax.prepositional(each) if preposition in by]
        if _kills(verb, syntax) or self._answers(sentence, position):
            told += syntax.doers(verb)
        for noun in dict.fromkeys(told):
            spoken = phrase(sentence, noun, syntax=syntax)
            start, _ = self.people.trimmed(spoken)
            doer = self._doer(sentence, start, spoken.end)
            if doer:
                yield doer

    def _answers(self, sentence: Sentence, position: int) -> bool:
        """Whether words such as "was responsible for" or "est à l'origine de" stand right before a figure."""
        heads = self.people.syntax.lexicon.phrases("statements", "responsible_heads")
        match = sentence.find(heads, after=max(sentence.start, position - FAR))
        return match is not None and sentence.start + match.start() < position

    def _doer(self, sentence: Sentence, start: int, end: int) -> _Doer | None:
        """An actor that the registry knows, by its id, or a group of armed people, as told."""
        told = sentence.told(start, end)
        resolved = self.people.resolve(told)
        if resolved.actor:
            return _Doer(name=resolved.actor.id, start=start, end=end)
        group = self.people.registry.group(told, language=self.people.syntax.lexicon.language)
        return _Doer(name=told, start=start, end=end) if group and group != "civilians" else None

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


def _toll(sentence: Sentence, account: Account | None, record: Record) -> Toll | None:
    """The dead of an event as the sentence tells them that calls it the deadliest."""
    if account is None or (record.kind, record.measure) != ("record", "killed") or record.hedge != "exact":
        return None
    here = [
        toll
        for toll in account.tolls
        if toll.outcome == "killed"
        and toll.who != "attackers"
        and any(isinstance(e, Span) and sentence.start <= e.start < sentence.end for e in toll.evidence)
    ]
    return max(here, key=lambda toll: toll.low, default=None)


def _kills(verb: Token, syntax: Syntax) -> bool:
    """Whether a verb says what is done to people, or that an attack is made."""
    root = lemma(verb, syntax.lexicon)
    light = syntax.lexicon.words("actors", "light_verbs") | syntax.lexicon.words("statements", "toll_verbs")
    trigger = trigger_verbs(syntax.lexicon.language).get(root)
    return root in light or (trigger is not None and trigger.subject != "victim")


def _phrases(sentence: Sentence, start: int) -> Iterator[tuple[int, int]]:
    """The noun phrases of the stretch behind a character, up to the next verb or stop, joined ones one by one."""
    words: list[int] = []
    for word in sentence.within(start, sentence.end):
        if word.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ", "ADP", "SCONJ"):
            if words:
                yield sentence.starts[words[0]], sentence.ends[words[-1]]
            words = []
            if word.pos_ not in ("CCONJ", "PUNCT") or word.text not in (",", "and", "et", "&"):
                return
        else:
            words.append(word.i)
    if words:
        yield sentence.starts[words[0]], sentence.ends[words[-1]]


def _quote(sentence: Sentence, start: int, end: int) -> Span:
    return Span(start=start, end=end, quote=sentence.told(start, end))


def _whole(sentence: Sentence) -> Span:
    return Span(start=sentence.start, end=sentence.end, quote=sentence.text)
