"""Which models are there?"""

from typing import Final

from khaldun.forecast.analogues import Analogues
from khaldun.forecast.history import Conflictology, LastObservation, Mixture, Pool
from khaldun.forecast.learned import Learned
from khaldun.forecast.model import Model
from khaldun.forecast.stack import Stack
from khaldun.model.fault import KhaldunError

DEFAULT: Final = "pool"
BENCHMARK: Final = "conflictology 12"
"""The model that every other is compared with."""

MODELS: Final[tuple[Model, ...]] = (
    LastObservation(),
    Conflictology(months=3),
    Conflictology(months=6),
    Conflictology(months=12),
    Conflictology(months=24),
    Pool(),
    Mixture(),
    Learned(),
    Analogues(),
    Stack(),
)


def model(name: str) -> Model:
    """The model with that name; raises KhaldunError where there is none."""
    found = {each.name: each for each in MODELS}
    if name not in found:
        raise KhaldunError(f"no model {name!r}; there are: {', '.join(found)}")
    return found[name]
