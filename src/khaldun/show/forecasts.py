"""How is a forecast said, so that nobody reads a point without its interval or a chance without its record?"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.table import Table

from khaldun.forecast.outlook import ABOVE, Drivers, Forecast, Month, Outlook
from khaldun.forecast.panel import named
from khaldun.forecast.past import PastScore

DROVE = ("last 3", "last 12", "of 12", "worst")
EXPLAINED = "Behind it: deaths a month over the last 3 and 12 months, months with deaths of 12, the worst month of 24."
RECORD = ("unit", "months", "CRPS", "benchmark", "ignorance", "benchmark", "inside 90 %", "any: said", "happened")
NO_RECORD = "not scored: the history is too short to hold a window that the model had not seen"


def forecast_table(found: Forecast, *, ahead: int) -> Table:
    """One row a unit that has a draw above zero, the most endangered first, for the month so many months ahead."""
    month = found.outlooks[0].months[ahead].month
    table = _table(f"{named(month)}: forecast by {found.model} from {named(found.made_from)}")
    for head in ("unit", *(f"P(>{above})" for above in ABOVE), "median", "90 % interval", *DROVE):
        table.add_column(head, justify="left" if head == "unit" else "right", no_wrap=True)
    chosen = [each for each in found.outlooks if each.months[ahead].chances[0] > 0]
    for outlook in sorted(chosen, key=lambda each: _danger(each.months[ahead])):
        table.add_row(*_row(outlook, outlook.months[ahead]))
    others = len(found.outlooks) - len(chosen)
    table.caption = f"{EXPLAINED} Units without a draw above zero: {others}; their past score stands under “at peace”."
    return table


def _table(title: str) -> Table:
    return Table(
        title=title, title_justify="left", box=None, padding=(0, 1, 0, 0), header_style="italic", show_edge=False
    )


def _danger(month: Month) -> tuple[float, ...]:
    return (-month.median, *(-month.chances[above] for above in ABOVE))


def _row(outlook: Outlook, month: Month) -> Iterator[str]:
    yield outlook.unit
    yield from (percent(month.chances[above]) for above in ABOVE)
    yield f"{month.median:.0f}"
    yield f"{month.low:.0f} to {month.high:.0f}"
    yield from drivers_words(outlook.drivers)


def percent(chance: float) -> str:
    """A chance in whole per cent; small ones are not rounded to nothing, and one that no draw shows is called none."""
    return "none" if chance == 0 else "<1 %" if chance < 0.01 else f"{chance:.0%}".replace("%", " %")  # noqa: PLR2004


def drivers_words(drivers: Drivers) -> tuple[str, ...]:
    """What drove it: deaths a month over 3 and 12 months, months with deaths in the last 12, and the worst month."""
    means = ("?" if mean is None else f"{mean:.0f}" for mean in (drivers.mean_3, drivers.mean_12))
    return *means, str(drivers.deadly_months_of_12), f"{drivers.worst:.0f} ({named(drivers.worst_month)})"


def record_table(found: Forecast) -> Table:
    """How the model scored before on each kind of unit, beside conflictology over 12 months.

    Less is better. Intervals are 95 %, from resampled units. JSON has the interval score too.
    """
    table = _table(f"Past scores of {found.model}, with 95 % intervals, and of the benchmark, conflictology 12")
    for head in RECORD:
        table.add_column(head, justify="left" if head == RECORD[0] else "right")
    for each in found.record:
        table.add_row(*_record(each))
    if not found.record:
        table.caption = NO_RECORD
    return table


def _record(score: PastScore) -> Iterator[str]:
    yield score.kind
    yield str(score.cells)
    for each in (score.crps, score.ignorance):
        yield f"{each.mean:.2f} ({each.low:.2f}–{each.high:.2f})"
        yield f"{each.benchmark:.2f}"
    yield from (f"{share:.1%}".replace("%", " %") for share in (score.covered.mean, score.said, score.happened))


def as_json(found: Forecast) -> dict[str, Any]:
    """The forecast for other programs: every unit and month, its drivers, and the record of the model."""
    return {
        "schema": 1,
        "model": found.model,
        "made_from": named(found.made_from),
        "record": [asdict(each) for each in found.record],
        "not_scored": None if found.record else NO_RECORD,
        "units": [_unit(each) for each in found.outlooks],
    }


def _unit(outlook: Outlook) -> dict[str, Any]:
    drivers = asdict(outlook.drivers)
    for key in ("last_death", "worst_month"):
        drivers[key] = named(drivers[key]) if drivers[key] is not None else None
    return {
        "unit": outlook.unit,
        "kind": outlook.kind,
        "drivers": drivers,
        "months": [_month(m) for m in outlook.months],
    }


def _month(month: Month) -> dict[str, Any]:
    chances = {f"above_{above}": round(chance, 4) for above, chance in month.chances.items()}
    interval = {"low": month.low, "high": month.high, "level": 0.9}
    return {"month": named(month.month), "chances": chances, "median": month.median, "interval": interval}
