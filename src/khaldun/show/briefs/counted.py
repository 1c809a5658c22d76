"""What do a country's months say: how many events and deaths, and is the newest month unusual?

Months that no dataset covers are absent, not nought (`khaldun.ask`); the newest four weeks are held against the weeks
before by the exact permutation test of the watch (`khaldun.forecast.watch.unusual`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import ibis

from khaldun.ask.monthly import Month, monthly
from khaldun.ask.selection import Selection
from khaldun.forecast.watch.unusual import Unusual, unusual
from khaldun.show.leaving import Published

MONTHS, WEEKS, NEWEST, LEAST_WEEKS, DAYS = 12, 52, 4, 16, 7
LEVEL = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Counted:
    """The month and the twelve before it, null where not covered; and the test of the newest weeks.

    `test` is null where the covered past is shorter than `LEAST_WEEKS` weeks or could not sound whatever it held.
    """

    months: Mapping[int, Month | None]
    weeks: int
    test: Unusual | None

    @property
    def now(self) -> Month | None:
        """The month that is spoken of."""
        return self.months[max(self.months)]

    @property
    def before(self) -> Sequence[Month]:
        """The covered months before it."""
        return [month for number, month in self.months.items() if month is not None and number < max(self.months)]

    @property
    def more(self) -> bool | None:
        """Whether the newest weeks had more events than chance gives; null where that cannot be tested."""
        return None if self.test is None else self.test.p <= LEVEL


def counted(published: Published, country: str, month: int) -> Counted:
    """The months of a country up to `month`, which is `year * 12 + month`."""
    start, end = first_day(month - MONTHS), first_day(month + 1) - timedelta(days=1)
    with published.asking() as tables:
        held = {each.month: each for each in monthly(tables, Selection(countries=(country,), start=start, end=end))}
    months = {number: held.get(number) for number in range(month - MONTHS, month + 1)}
    weekly = _weekly(published, country, since=_covered_since(months), end=end)
    test = unusual(weekly, newest=NEWEST) if len(weekly) >= LEAST_WEEKS and months[month] is not None else None
    return Counted(months=months, weeks=len(weekly), test=test if test and test.least <= LEVEL else None)


def first_day(month: int) -> date:
    """The first day of a month, given as `year * 12 + month`."""
    year, number = divmod(month - 1, 12)
    return date(year, number + 1, 1)


def _covered_since(months: Mapping[int, Month | None]) -> date:
    """The first day from which every month up to the newest is covered."""
    number = max(months)
    while months.get(number) is not None:
        number -= 1
    return first_day(number + 1)


def _weekly(published: Published, country: str, *, since: date, end: date) -> list[int]:
    """The events of each whole week up to `end`, oldest first, by their first day."""
    weeks = min(((end - since).days + 1) // DAYS, WEEKS)
    events = published.table("events")
    chosen = events.filter((events.country == country) & events.start.between(ibis.literal(since), ibis.literal(end)))
    counts = [0] * weeks
    for row in published.rows(chosen.group_by("start").aggregate(n=chosen.count())):
        back = (end - row["start"]).days // DAYS
        if back < weeks:
            counts[weeks - 1 - back] += row["n"]
    return counts
