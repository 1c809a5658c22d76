"""What becomes of each statement of a text when it is put to the rows in store?"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from khaldun.ask.checking.patterns import PATTERNS, Store, virtually_none
from khaldun.ask.checking.slots import Knows
from khaldun.ask.checking.verdicts import Checked
from khaldun.ask.tables import Tables
from khaldun.model import Gazetteer, Period, Registry, Statement

YEARS_BEFORE = 5  # "in previous years" without more


def check_statements(
    statements: Sequence[Statement],
    tables: Tables,
    *,
    gazetteer: Gazetteer | None = None,
    registry: Registry | None = None,
    published: date | None = None,
) -> list[Checked]:
    """Every statement with a verdict, in the order given.

    Slots that the second figure of a comparison leaves out are those of the first. Statements may come from a coder
    or be written by hand; without a gazetteer a place is its country, without a registry an actor is its id.
    """
    knows = Knows(gazetteer=gazetteer, registry=registry, published=published)
    filled = _filled(statements)
    store = Store(tables=tables, knows=knows, others={one.id: one for one in filled})
    against = {one.than: one.low for one in filled if one.than}
    return [_checked(one, store, against) for one in filled]


def _checked(statement: Statement, store: Store, against: dict[str, int | None]) -> Checked:
    if statement.id in against and statement.hedge == "vague" and not statement.low and statement.high is None:
        return virtually_none(statement, store, against=against[statement.id])
    return PATTERNS[statement.kind](statement, store)


def _filled(statements: Sequence[Statement]) -> list[Statement]:
    later = {one.than: one for one in statements if one.than}
    return [_like(one, later[one.id]) if one.id in later else one for one in statements]


def _like(earlier: Statement, later: Statement) -> Statement:
    """The earlier figure of a comparison with what it leaves out taken from the later one."""
    return replace(
        earlier,
        who=earlier.who or later.who,
        perpetrators=earlier.perpetrators or later.perpetrators,
        place=earlier.place or later.place,
        countries=earlier.countries or later.countries,
        near=earlier.near or later.near,
        said_by=earlier.said_by or later.said_by,
        period=earlier.period or _before(later.period),
    )


def _before(period: Period | None) -> Period | None:
    """The years before a period, where the words say no more than that."""
    if period is None or period.start is None:
        return None
    start = period.start
    first = date(start.year - YEARS_BEFORE, start.month, 1)
    return Period(start=first, end=date.fromordinal(start.toordinal() - 1))
