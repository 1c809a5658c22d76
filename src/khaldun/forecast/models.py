"""Which models are there, and what does each promise?"""

from collections.abc import Sequence
from typing import Protocol

from khaldun.forecast.history import Conflictology, LastObservation, Mixture, Pool
from khaldun.forecast.panel import Panel
from khaldun.forecast.scores import Draws


class Model(Protocol):
    """History in, draws out."""

    @property
    def name(self) -> str:
        """What tables call it."""

    def draw(self, past: Panel, *, ahead: Sequence[int]) -> Draws:
        """Draws of shape (months ahead, units, members), from what the panel shows and nothing later."""


MODELS: tuple[Model, ...] = (
    LastObservation(),
    Conflictology(months=3),
    Conflictology(months=6),
    Conflictology(months=12),
    Conflictology(months=24),
    Pool(),
    Mixture(),
)
