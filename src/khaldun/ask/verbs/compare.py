"""Is it more than before, or no more than months vary by themselves?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from khaldun.ask.answer import Answer, Caveat
from khaldun.ask.caveats.behind import sources_of
from khaldun.ask.caveats.fired import caveat, limits
from khaldun.ask.chosen import chosen
from khaldun.ask.coverage import first_day, uncovered
from khaldun.ask.definitions import readings
from khaldun.ask.measured import ids_of, measured
from khaldun.ask.monthly import Month, monthly, windows
from khaldun.ask.recipe import Recipe
from khaldun.ask.searched import searched
from khaldun.ask.selection import Selection
from khaldun.ask.statistics.intervals import block_bootstrap
from khaldun.ask.statistics.permutation import can_reject, more_than_before
from khaldun.ask.tables import Tables, fetched

LEAST_EVENTS = 10
HUNDRED = 100


def compare(tables: Tables, recipe: Recipe) -> Answer:
    """The figure of the later window, the months of both, and a permutation test of events and of deaths.

    No test is made where the two windows hold fewer than ten events, or so few months that none could be rare.
    """
    selection = readings(recipe.selection, recipe.choices)[0].selection
    before, now = windows(replace(recipe, selection=selection))
    looked = {"before": searched(tables, before), "now": searched(tables, now)}
    cannot = uncovered(tables, before) or uncovered(tables, now)
    if cannot:
        return Answer(cannot=cannot, searched=looked, drawing="none")
    earlier, later = monthly(tables, before), monthly(tables, now)
    _, later_asked = windows(recipe)
    found = measured(tables, readings(later_asked, recipe.choices), count=recipe.count)
    return Answer(
        figure=found[0].figure,
        table=tuple(_row(month, "before") for month in earlier) + tuple(_row(month, "now") for month in later),
        rows=ids_of(tables, now),
        readings=tuple(found),
        tests=tested(earlier, later),
        caveats=_mix(tables, before, now),
        searched=looked,
        drawing="series",
    )


def tested(before: Sequence[Month], now: Sequence[Month]) -> tuple[Mapping[str, Any], ...]:
    """The test of events and of deaths, each also without the later window's largest month; or why there is none."""
    events = sum(month.events for month in (*before, *now))
    if events < LEAST_EVENTS:
        why = f"no test: {events} events in both windows, fewer than {LEAST_EVENTS}"
        return ({"test": "more than before", "of": "events", "p": None, "because": why},)
    if not can_reject(len(before), len(now)):
        why = f"no test: {len(before)} and {len(now)} months are too few for anything to be rare"
        return ({"test": "more than before", "of": "events", "p": None, "because": why},)
    return tuple(_test(before, now, count=count) for count in ("events", "deaths"))


def _test(before: Sequence[Month], now: Sequence[Month], *, count: str) -> Mapping[str, Any]:
    earlier, later = ([month.told(count) for month in window] for window in (before, now))
    test = more_than_before(earlier, later)
    rest = [value for value in later if value != max(later)] + [0.0] * later.count(max(later))
    interval = block_bootstrap(earlier, later)
    return {
        "test": "more than before",
        "of": count,
        "before": sum(earlier),
        "now": sum(later),
        "ratio": _ratio(earlier, later),
        "interval": [round(bound, 2) for bound in interval] if interval else None,
        "p": round(test.p, 4),
        "p_without_largest_month": round(more_than_before(earlier, rest).p, 4),
        "lag1": round(test.lag1, 2),
        "method": test.method,
        "orders": test.orders,
    }


def _ratio(before: Sequence[float], now: Sequence[float]) -> float | None:
    """The ratio of monthly means; null where nothing came before."""
    earlier = sum(before) / len(before)
    return round(sum(now) / len(now) / earlier, 2) if earlier else None


def _row(month: Month, window: str) -> Mapping[str, Any]:
    day: date = first_day(month.month)
    return {
        "month": day.isoformat()[:7],
        "window": window,
        "events": month.events,
        "best": month.best,
        "low": month.low,
        "high": month.high,
        "unit": "deaths",
    }


def _mix(tables: Tables, before: Selection, now: Selection) -> tuple[Caveat, ...]:
    """Fires where the share of a source differs between the windows by more than the threshold."""
    earlier, later = (fetched(chosen(tables, window).select("event_id", "sources")) for window in (before, now))
    shares = sources_of(earlier), sources_of(later)
    if not earlier or not later:
        return ()
    found = []
    for source in sorted({*shares[0], *shares[1]}):
        was, is_now = (share.get(source, 0.0) for share in shares)
        if abs(is_now - was) > limits()["source-mix"]["share"]:
            hit = [row for row in later if source in (row["sources"] or ())]
            values = {"source": source, "before": round(HUNDRED * was), "now": round(HUNDRED * is_now)}
            found.append(caveat("source-mix", hit, **values))
    return tuple(found)
