"""What was the toll of each unit in each month, and which months may a forecast see?"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, Self

import numpy as np
from numpy.typing import NDArray

from khaldun.model.fault import KhaldunError

VIEWS_MONTH_ZERO: Final = 1980 * 12
"""What to add to a VIEWS month id (1 = January 1980) for a month in years times twelve plus the month."""

HORIZONS: Final = range(3, 15)
"""The VIEWS challenge forecasts 3 to 14 months ahead: from October, January to December of the next year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Deaths by month and unit. Rows are months, `first` and those after it; a month is year * 12 + month.

    A cell that is not a number was not observed: a country before its independence is not a country at peace.
    `around` holds, by name, what happened about each unit in the same months, in the same shape.
    """

    units: tuple[str, ...]
    first: int
    deaths: NDArray[np.float64]
    around: Mapping[str, NDArray[np.float64]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.deaths.ndim != 2 or self.deaths.shape[1] != len(self.units):  # noqa: PLR2004
            raise KhaldunError(f"{len(self.units)} units need as many columns of deaths, not {self.deaths.shape}")

    @property
    def last(self) -> int:
        """The last month of the panel."""
        return self.first + len(self.deaths) - 1

    def between(self, first: int, last: int) -> Self:
        """The months from the first to the last given, both included."""
        if not self.first <= first <= last <= self.last:
            known = f"{named(self.first)} to {named(self.last)}"
            raise KhaldunError(f"{named(first)} to {named(last)} is not in the panel; it holds {known}")
        rows = slice(first - self.first, last + 1 - self.first)
        cut = {name: values[rows] for name, values in self.around.items()}
        return replace(self, first=first, deaths=self.deaths[rows], around=cut)

    def until(self, month: int) -> Self:
        """What could be known at the end of a month."""
        return self.between(self.first, month)

    def of(self, units: Iterable[str]) -> Self:
        """The same months for some of the units."""
        place = {unit: n for n, unit in enumerate(self.units)}
        kept = tuple(units)
        columns = [place[unit] for unit in kept]
        cut = {name: values[:, columns] for name, values in self.around.items()}
        return replace(self, units=kept, deaths=self.deaths[:, columns], around=cut)

    def observed(self, *, months: int) -> Self:
        """The units that were observed in every one of the last months."""
        unseen = np.isnan(self.deaths[-months:]).sum(axis=0).tolist()
        return self.of(unit for unit, missing in zip(self.units, unseen, strict=True) if not missing)


def named(month: int) -> str:
    """A month as people write it: 2021-12."""
    return f"{(month - 1) // 12:04}-{(month - 1) % 12 + 1:02}"


def first_day(month: int) -> date:
    """The first day of a month."""
    return date((month - 1) // 12, (month - 1) % 12 + 1, 1)


def from_wide_csv(lines: Iterable[str]) -> Panel:
    """A panel from the challenge's history file: a VIEWS month id, then one column a country.

    Figures are rounded to whole deaths first, because the file carries noise (137.99999999999997). Empty cells are
    months before a country existed within its present borders, and stay unobserved.
    """
    rows = iter(csv.reader(lines))
    units = tuple(next(rows)[1:])
    months, cells = zip(*((int(row[0]), row[1:]) for row in rows), strict=True)
    if months != tuple(range(months[0], months[0] + len(months))):
        raise KhaldunError("the months of a history file must follow one another without a gap")
    deaths = np.array([[float(cell) if cell else np.nan for cell in row] for row in cells])
    return Panel(units=units, first=months[0] + VIEWS_MONTH_ZERO, deaths=np.rint(deaths))
