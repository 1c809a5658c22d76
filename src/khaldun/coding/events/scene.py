"""At which day and place has a text arrived, where the sentences of an event name none?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from khaldun.coding.dates.meaning import Offset
from khaldun.coding.dates.told import DateTold, rests_on_another
from khaldun.coding.events.merging import Draft, Resolve
from khaldun.coding.events.telling import Telling
from khaldun.coding.places.whereabouts import PlaceTold, Whereabouts
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.timing import dates_of_saying
from khaldun.model import When

BACK = 2  # sentences of the same paragraph that a sentence goes on from
OPENING = 4  # sentences in which a report says when and where
SETTLED = ("day", "week", "month")
DAY_BEFORE = Offset(unit="day", low=-1, high=-1, anchored=True)
PLACED = ("settlement", "site")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scene:
    """Reads what the sentences before an event leave in force, and what the opening says for the main one.

    `drafts` are the events of the report; a day or place of theirs goes before one that a sentence only names.
    """

    sentences: Sequence[Sentence]
    whereabouts: Whereabouts
    resolve: Resolve
    drafts: Sequence[Draft]
    published: date | None

    def dated(self, draft: Draft, *, main: bool) -> Draft:
        """The draft with the days in force, if none of its own sentences names any.

        Days that its words count from others ("the day before") are counted from those in force, or from publication.
        """
        told = [each for telling in draft.tellings for each in telling.dates]
        if draft.when.start is not None or not all(map(rests_on_another, told)):
            return draft
        found = (self._days(sentence, draft) for sentence in self._before(draft, main=main))
        days = next((each for each in found if each), None)
        if not told:
            return replace(draft, when=replace(days, basis="anchored")) if days else draft
        return replace(draft, when=self.resolve(told, anchor=days or self._today(told)))

    def _today(self, told: Sequence[DateTold]) -> When | None:
        """The day of publication, from which "the day before" counts in a report that names no day."""
        day = self.published
        if day is None or any(each.meaning != DAY_BEFORE for each in told):
            return None
        return When(start=day, end=day, precision="day", basis="published")

    def place(self, draft: Draft, *, main: bool) -> PlaceTold | None:
        """The settlement in force, if no sentence of the draft names a place within a country."""
        told = [place for telling in draft.tellings for place in telling.places]
        if any(place.place is not None or not (place.site or place.country) for place in told):
            return None
        countries = {place.country for place in told if place.country}
        around = (self._settlement(sentence, draft) for sentence in self._before(draft, main=main))
        return next((place for place in around if place and countries <= {place.country}), None)

    def _before(self, draft: Draft, *, main: bool) -> Iterator[Sentence]:
        """The sentences that can say it, the nearest first: the event's own, those it goes on from, the opening."""
        own = next((telling.sentence for telling in draft.tellings if telling.mentions), draft.tellings[0].sentence)
        yield own
        for back in range(1, BACK + 1):
            if own.index - back >= 0 and self.sentences[own.index - back].paragraph == own.paragraph:
                yield self.sentences[own.index - back]
        if main:
            yield from self.sentences[:OPENING]

    def _days(self, sentence: Sentence, draft: Draft) -> When | None:
        """The days of the event that a sentence tells of, or the only ones that it names."""
        others = [
            other.when for other in self._told_in(sentence) if other is not draft and other.when.precision in SETTLED
        ]
        if others:
            return others[-1]
        said = dates_of_saying(sentence, syntax=self.whereabouts.syntax)
        named = [days for told in sentence.dates if told not in said and (days := self._alone(told)) is not None]
        return named[0] if len({(days.start, days.end) for days in named}) == 1 else None

    def _alone(self, told: DateTold) -> When | None:
        if told.relation != "on":
            return None
        days = self.resolve([told])
        return days if days.precision in SETTLED else None

    def _settlement(self, sentence: Sentence, draft: Draft) -> PlaceTold | None:
        """The settlement of the event that a sentence tells of, or the only one that it names."""
        for other in reversed(list(self._told_in(sentence))):
            found = [place for telling in other.tellings for place in telling.places if _settled(place)]
            if other is not draft and found:
                return found[0]
        named = [place for place in self.whereabouts.places(sentence) if _settled(place) and not place.beside]
        return named[0] if len({place.place.id for place in named if place.place}) == 1 else None

    def _told_in(self, sentence: Sentence) -> Iterator[Draft]:
        """The events of which a sentence tells, in their order."""
        for draft in self.drafts:
            if any(_speaks(telling, sentence) for telling in draft.tellings):
                yield draft


def _speaks(telling: Telling, sentence: Sentence) -> bool:
    return bool(telling.mentions) and telling.sentence.index == sentence.index


def _settled(told: PlaceTold) -> bool:
    return told.place is not None and told.place.precision in PLACED
