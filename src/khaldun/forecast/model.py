"""What does every forecasting model promise?"""

from collections.abc import Sequence
from typing import Protocol

from khaldun.forecast.panel import Panel
from khaldun.forecast.scores import Draws


class Model(Protocol):
    """History in, draws out."""

    @property
    def name(self) -> str:
        """What tables and the command line call it."""

    def draw(self, past: Panel, *, ahead: Sequence[int]) -> Draws:
        """Draws of shape (months ahead, units, members), from what the panel shows and nothing later."""
