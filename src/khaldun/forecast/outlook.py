"""What may come in a unit, what in its past says so, and how good were such forecasts before?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khaldun.forecast.model import Model
from khaldun.forecast.models import BENCHMARK, model
from khaldun.forecast.panel import HORIZONS, Panel
from khaldun.forecast.past import PastScore, past_score
from khaldun.forecast.record import Scored, backtest, past_cuts
from khaldun.forecast.scores import Draws, chance, interval
from khaldun.model.fault import KhaldunError

ABOVE: Final = (0, 10, 100, 1000)
"""A forecast gives the chance of more deaths than each of these in a month."""

KINDS: Final = ("at war", "at times", "at peace")
WINDOWS: Final = 4
FEWEST: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The forecast for one month: the chance of more deaths than each figure, the median and the 90 % interval."""

    month: int
    chances: Mapping[int, float]
    median: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """What in the unit's past the forecast rests on: deaths a month, and how long ago and how bad the worst was.

    A mean is null where the history is shorter than its months.
    `last_death` is the month of the last death seen, null where there is none; `worst` is the deadliest of the last 24.
    """

    mean_3: float | None
    mean_12: float | None
    mean_24: float | None
    deadly_months_of_12: int
    last_death: int | None
    worst: float
    worst_month: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """A unit's coming months."""

    unit: str
    kind: str
    months: tuple[Month, ...]
    drivers: Drivers


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """Every unit's outlook from the panel's last month, with the past score of the model by kind of unit.

    `scored` are the model's own scored windows, for a reliability chart; none where the panel is too short to score.
    """

    model: str
    made_from: int
    outlooks: tuple[Outlook, ...]
    record: tuple[PastScore, ...]
    scored: tuple[Scored, ...]


def forecast(panel: Panel, chosen: Model, *, ahead: Sequence[int] = HORIZONS) -> Forecast:
    """The outlook of every unit of a panel by a model, and the model's record on the same panel."""
    draws = chosen.draw(panel, ahead=ahead)
    kinds = kind(panel)
    outlooks = tuple(
        Outlook(unit=unit, kind=kinds[n], months=_months(draws[:, n], panel, ahead=ahead), drivers=_drivers(panel, n))
        for n, unit in enumerate(panel.units)
    )
    mine, theirs = _windows(panel, chosen, ahead=ahead), _windows(panel, model(BENCHMARK), ahead=ahead)
    pairs = [(one, other) for one in mine for other in theirs if one.cut == other.cut]
    chosen_units = {each: [np.array(kind(panel.until(one.cut))) == each for one, _ in pairs] for each in KINDS}
    record = tuple(past_score(each, pairs, units=units) for each, units in chosen_units.items() if _any(units))
    made_from = panel.last
    return Forecast(model=chosen.name, made_from=made_from, outlooks=outlooks, record=record, scored=tuple(mine))


def _any(units: Sequence[NDArray[np.bool_]]) -> bool:
    return any(each.any() for each in units)


def kind(panel: Panel) -> tuple[str, ...]:
    """Whether each unit is at war (deaths in half of the last 12 months), at times (any in five years) or at peace."""
    deadly = panel.deaths > 0
    often, ever = deadly[-12:].sum(axis=0) >= 6, deadly[-60:].any(axis=0)  # noqa: PLR2004
    return tuple(np.where(often, KINDS[0], np.where(ever, KINDS[1], KINDS[2])).tolist())


def _months(draws: Draws, panel: Panel, *, ahead: Sequence[int]) -> tuple[Month, ...]:
    low, high = interval(draws)
    median = np.median(draws, axis=-1)
    chances = {above: chance(draws, above=above) for above in ABOVE}
    return tuple(
        Month(
            month=panel.last + months,
            chances={above: float(found[n]) for above, found in chances.items()},
            median=float(median[n]),
            low=float(low[n]),
            high=float(high[n]),
        )
        for n, months in enumerate(ahead)
    )


def _drivers(panel: Panel, column: int) -> Drivers:
    deaths: NDArray[np.float64] = panel.deaths[:, column]
    means = (float(np.nanmean(deaths[-months:])) if len(deaths) >= months else None for months in (3, 12, 24))
    worst = int(np.nanargmax(deaths[-24:]))
    seen = np.flatnonzero(deaths > 0)
    mean_3, mean_12, mean_24 = means
    return Drivers(
        mean_3=mean_3,
        mean_12=mean_12,
        mean_24=mean_24,
        deadly_months_of_12=int((deaths[-12:] > 0).sum()),
        last_death=panel.first + int(seen[-1]) if seen.size else None,
        worst=float(deaths[-24:][worst]),
        worst_month=panel.last - len(deaths[-24:]) + 1 + worst,
    )


def _windows(panel: Panel, chosen: Model, *, ahead: Sequence[int]) -> list[Scored]:
    """The model's scores in the last windows of the panel; a window too short for the model is left out."""
    found = []
    for cut in past_cuts(panel, ahead=ahead, windows=WINDOWS, fewest=FEWEST):
        try:
            found.append(backtest(chosen, panel, cut=cut, ahead=ahead))
        except KhaldunError:
            continue
    return found
