"""What score does the published formula of the Global Terrorism Index give to a country's last five years?

Raw total of a year: incidents + 3 deaths + half of the injured + half of the hostages. Weights and scaling differ by
edition (IEP, Global Terrorism Index 2023, 2024, 2025, appendix on methodology; the constants of 2023 are recovered from
its public release), so scores of two editions cannot be set side by side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log

from khaldun.ask.known import refuse_unknown
from khaldun.model import KhaldunError

WEIGHT = {"incidents": 1.0, "deaths": 3.0, "injured": 0.5, "hostages": 0.5}
HIGHEST = 10.0
YEARS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition's weights, newest year first, what their sum is divided by, and the logarithm that maps to 10."""

    weights: tuple[float, ...]
    divisor: float
    scale: float


EDITIONS: Mapping[str, Edition] = {
    "2023": Edition(weights=(16, 8, 4, 2, 1), divisor=5, scale=log(105_183.4 + 1) / 10),
    "2024": Edition(weights=(0.52, 0.26, 0.13, 0.06, 0.03), divisor=1, scale=log(20_001) / 10),
    "2025": Edition(weights=(0.52, 0.26, 0.13, 0.06, 0.03), divisor=1, scale=log(20_001) / 10),
}


def raw_total(*, incidents: float, deaths: float, injured: float, hostages: float) -> float:
    """The weighted total of one country and year."""
    told = {"incidents": incidents, "deaths": deaths, "injured": injured, "hostages": hostages}
    return sum(WEIGHT[name] * value for name, value in told.items())


def five_years(raws: Sequence[float], *, edition: str) -> float:
    """The five-year total of raw totals given newest year first."""
    refuse_unknown([edition], EDITIONS, what="edition of the index's formula")
    if len(raws) != YEARS:
        raise KhaldunError(f"the formula takes the raw totals of five years, newest first, not of {len(raws)}")
    rule = EDITIONS[edition]
    return sum(weight * raw for weight, raw in zip(rule.weights, raws, strict=True)) / rule.divisor


def score(raws: Sequence[float], *, edition: str) -> float:
    """The score from 0 to 10, to three decimals, of raw totals given newest year first."""
    total = five_years(raws, edition=edition)
    return round(min(HIGHEST, log(1 + total) / EDITIONS[edition].scale), 3)


def ranks(scores: Mapping[str, float]) -> dict[str, int]:
    """Ranks from the highest score down; ties share the smallest rank."""
    return {country: 1 + sum(other > value for other in scores.values()) for country, value in scores.items()}
