"""What can be said of a unit's past in figures that a learned model reads?

Every feature of a month uses that month and earlier ones only. Deaths enter as log(1 + x).
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from khaldun.forecast.panel import Panel

SPANS: Final = (3, 6, 12, 24, 60, 120)
"""The months over which deaths are averaged."""

QUIET: Final = 240
"""Months without a death beyond which no difference is made."""

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Features:
    """The features of each month and unit, and the level round which a model predicts.

    `values` has the shape (months, units, features); `level` (months, units) is the mean of the logs of the averages
    over 3, 6 and 12 months. `groups` says, feature by feature, what it speaks of.
    """

    names: tuple[str, ...]
    groups: tuple[str, ...]
    values: NDArray[np.float64]
    level: Column


def features(panel: Panel) -> Features:
    """The features of every month of a panel, those of what happened around each unit included."""
    deaths = panel.deaths
    means = {span: np.log1p(mean(deaths, months=span)) for span in SPANS}
    found = {
        "recent": _recent(deaths) | {"mean 3": means[3], "change": means[3] - means[12]},
        "the year": _year(deaths) | {"mean 6": means[6], "mean 12": means[12]},
        "memory": {f"mean {span}": means[span] for span in (24, 60, 120)} | {"quiet": np.log1p(quiet(deaths))},
        "around": _around(panel),
    }
    flat = [(name, group, column) for group, columns in found.items() for name, column in columns.items()]
    names, groups, columns = zip(*flat, strict=True)
    level = (means[3] + means[6] + means[12]) / 3
    return Features(names=names, groups=groups, values=np.stack(columns, axis=-1), level=level)


def _recent(deaths: Column) -> dict[str, Column]:
    return {f"{n} months ago": np.log1p(shifted(deaths, months=n)) for n in range(3)}


def _year(deaths: Column) -> dict[str, Column]:
    spread = np.sqrt(np.maximum(mean(deaths**2, months=12) - mean(deaths, months=12) ** 2, 0))
    highest = np.stack([shifted(deaths, months=n) for n in range(12)]).max(axis=0, initial=0, where=_known(deaths))
    share = mean(np.where(np.isnan(deaths), np.nan, deaths > 0), months=12)
    return {"highest": np.log1p(highest), "spread": np.log1p(spread), "months with deaths": share}


def _known(deaths: Column) -> NDArray[np.bool_]:
    return np.stack([~np.isnan(shifted(deaths, months=n)) for n in range(12)])


def _around(panel: Panel) -> dict[str, Column]:
    spans = [(name, values, span) for name, values in panel.around.items() for span in (3, 12)]
    return {f"{name}, mean {span}": np.log1p(mean(values, months=span)) for name, values, span in spans}


def mean(deaths: Column, *, months: int) -> Column:
    """The mean of the observed of the last months, row by row; not a number where none was observed."""
    seen = ~np.isnan(deaths)
    total, count = (_running(part, months=months) for part in (np.where(seen, deaths, 0), seen.astype(float)))
    return np.asarray(np.divide(total, count, out=np.full(deaths.shape, np.nan), where=count > 0))


def _running(values: Column, *, months: int) -> Column:
    summed = np.cumsum(values, axis=0)
    before = np.concatenate([np.zeros_like(summed[:months]), summed[:-months]])
    return np.asarray(summed - before[: len(summed)])


def shifted(deaths: Column, *, months: int) -> Column:
    """The deaths of so many months before each month; not a number before the first."""
    before = np.full((min(months, len(deaths)), deaths.shape[1]), np.nan)
    return np.concatenate([before, deaths[: len(deaths) - months]]) if months else deaths


def quiet(deaths: Column) -> Column:
    """The months since the last death, at most `QUIET`."""
    months = np.arange(len(deaths))[:, None]
    latest = np.maximum.accumulate(np.where(deaths > 0, months, -QUIET), axis=0)
    return np.minimum(months - latest, QUIET).astype(np.float64)
