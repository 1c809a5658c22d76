"""How does ACLED put a week or a region into words? Its published rules, as literal functions.

Trendfinder and the volatility and risk classes, after ACLED's methodology pages. They test nothing.
"""

from collections.abc import Sequence
from statistics import mean, stdev

LARGE, MODERATE = 0.25, 0.10
QUIET_MEAN, QUIET_WEEK = 2, 5
WEEKS, OFTEN, SPREAD = 52, 6, 2
BUSY = 1.5


def trend(last: float, before: Sequence[float]) -> str:
    """The class of the last week against the mean of the weeks before it, 4 or 52 of them."""
    usual = mean(before)
    if usual <= QUIET_MEAN and last <= QUIET_WEEK:
        return "limited"
    change = (last - usual) / usual if usual else float("inf")
    if change > LARGE:
        return "large increase"
    if change > MODERATE:
        return "moderate increase"
    return "limited" if change >= -LARGE else "large decrease"


def volatility(unit: Sequence[float], country: Sequence[float]) -> str:
    """The class of a region's last 52 weeks against its country's mean week a region.

    High is six or more weeks at least two standard deviations above the country's baseline.
    """
    baseline, spread = mean(country), stdev(country)
    above = sum(week >= baseline + SPREAD * spread and week > 0 for week in unit[-WEEKS:])
    return "high" if above >= OFTEN else "low"


def baseline(unit: Sequence[float]) -> str:
    """Whether a region has 1.5 events a week or more."""
    return "high" if mean(unit[-WEEKS:]) >= BUSY else "low"


RISK = {("low", "low"): "low", ("high", "low"): "consistent", ("low", "high"): "growing", ("high", "high"): "extreme"}
"""The risk of a baseline and a volatility. The first and second pair are ACLED's; which is growing and which extreme is
read from the words alone."""
