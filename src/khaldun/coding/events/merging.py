"""Which tellings speak of one event? Each joins the event told before that it fits best, or begins a new one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from khaldun.coding.dates.told import DateTold, in_year_of, rests_on_another
from khaldun.coding.events.salience import JOIN, LEAD, weight
from khaldun.coding.events.telling import Telling
from khaldun.model import When


class Resolve(Protocol):
    """Dates told to the days that they allow together; `anchor` is the event on which "the same day" rests."""

    def __call__(self, told: Sequence[DateTold], *, anchor: When | None = None) -> When:
        """The days."""


MEMORY = 20  # tellings
FOLLOWING = 3  # sentences in which a year that was told stays in force


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Draft:
    """What a report tells of one event: its tellings in the order of the text, and the days they allow together."""

    tellings: tuple[Telling, ...]
    when: When

    @property
    def weight(self) -> float:
        """How much of the report is about it: early and repeated tellings count most."""
        lead = sum(2.0 if t.sentence.index == 0 else 1.0 for t in self.tellings[:MEMORY] if t.sentence.index < LEAD)
        specific = 1.0 * (self.when.precision in ("day", "week")) - 1.5 * (self.when.precision == "year")
        return len(self.tellings) + lead + specific

    @property
    def faint(self) -> bool:
        """Whether none of its tellings says enough to stand for an event of its own."""
        return not any(map(begins, self.tellings))

    @property
    def remembered(self) -> tuple[Telling, ...]:
        """The first and the last tellings, which is what a new one is held against; a long report has many."""
        return (
            self.tellings if len(self.tellings) <= 2 * MEMORY else (*self.tellings[:MEMORY], *self.tellings[-MEMORY:])
        )

    def joined(self, telling: Telling, resolve: Resolve) -> "Draft":
        """The draft with one more telling."""
        tellings = (*self.tellings, telling)
        if not telling.dates:
            return Draft(tellings=tellings, when=self.when)
        dates = [told for each in (*self.remembered, telling) for told in each.dates]
        return Draft(tellings=tellings, when=resolve(dates, anchor=self.when if self.when.start else telling.when))


def merge(tellings: Iterable[Telling], resolve: Resolve) -> tuple[Draft, ...]:
    """The events that the tellings speak of, in the order in which the report first tells them.

    A telling that neither fits an event nor says enough to begin one waits for an event that is told later ("after the
    attack, the death toll stands at 90"); those that fit none are taken together as faint drafts.
    """
    drafts: list[Draft] = []
    left: list[Telling] = []
    for told in _later_last(tellings):
        telling = _anchored(told, drafts, resolve)
        if _join(drafts, telling, resolve):
            continue
        if begins(telling):
            drafts.append(Draft(tellings=(telling,), when=telling.when))
        else:
            left.append(telling)
    faint: list[Draft] = []
    for telling in left:
        if not (_join(drafts, telling, resolve) or _join(faint, telling, resolve)) and telling.mentions:
            faint.append(Draft(tellings=(telling,), when=telling.when))
    return tuple(sorted((*drafts, *faint), key=lambda draft: draft.tellings[0].start))


def _join(drafts: list[Draft], telling: Telling, resolve: Resolve) -> bool:
    """Whether a telling fits one of the drafts, which it then joins."""
    best = _best(drafts, telling)
    if best is not None:
        drafts[best] = drafts[best].joined(telling, resolve)
    return best is not None


def _anchored(telling: Telling, drafts: Sequence[Draft], resolve: Resolve) -> Telling:
    """The telling, its days counted from the event told last where they rest on one: "the same day", "on 22 July"."""
    last = max((d for d in drafts if d.when.start), key=lambda d: d.tellings[-1].start, default=None)
    if last is None or not telling.dates:
        return telling
    if telling.when.start is None and any(rests_on_another(told) for told in telling.dates):
        return replace(telling, when=resolve(telling.dates, anchor=last.when))
    if telling.when.basis != "published" or not _goes_on(telling, last):
        return telling
    dates = tuple(in_year_of(told, last.when) for told in telling.dates)
    return replace(telling, dates=dates, when=resolve(dates))


def _goes_on(telling: Telling, last: Draft) -> bool:
    """Whether a telling follows in the paragraph of an event of an earlier year whose days are told."""
    before, here, when = last.tellings[-1].sentence, telling.sentence, last.when
    if before.paragraph != here.paragraph or not 0 <= here.index - before.index <= FOLLOWING:
        return False
    earlier = when.start is not None and telling.when.start is not None and when.start.year < telling.when.start.year
    return earlier and when.basis in ("explicit", "anchored") and when.precision in ("day", "week", "month")


def _later_last(tellings: Iterable[Telling]) -> list[Telling]:
    """The tellings in the order of the text, the ones without a trigger after the ones of the same sentence."""
    return sorted(tellings, key=lambda telling: (telling.sentence.index, not telling.mentions, telling.start))


def _best(drafts: Sequence[Draft], telling: Telling) -> int | None:
    """The index of the draft that a telling joins; one that only speaks in general joins none, but for a headline."""
    if telling.generic and not begins(telling) and telling.sentence.index >= LEAD:
        return None
    main = main_draft(drafts)
    weights = {
        index: found
        for index, draft in enumerate(drafts)
        if (found := weight(draft.remembered, telling, when=draft.when, main=draft is main)) is not None
    }
    best = max(weights, key=lambda index: (weights[index], index), default=None)
    return best if best is not None and weights[best] >= JOIN else None


def main_draft(drafts: Sequence[Draft]) -> Draft | None:
    """The draft that the report is about."""
    return max(drafts, key=lambda draft: (draft.weight, -draft.tellings[0].start), default=None)


def begins(telling: Telling) -> bool:
    """Whether a telling says enough to stand for an event of its own."""
    if not telling.mentions or telling.quoted:
        return False
    if all(mention.trigger.dependent for mention in telling.mentions) and telling.sentence.index >= LEAD:
        return telling.when.precision == "day" and telling.place() is not None
    dated = telling.when.precision in ("day", "week") or (telling.when.start is not None and not telling.generic)
    placed = telling.place() is not None
    counted = bool(telling.counts)
    if telling.generic:
        return (dated and telling.when.precision == "day" and (placed or counted)) or (counted and placed)
    roles = {party.role for party in telling.parties}
    told = "perpetrator" in roles and bool(roles - {"perpetrator"})
    return placed or dated or counted or told or any(party.named for party in telling.parties)
