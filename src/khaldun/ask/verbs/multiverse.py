"""Which figures could honest analysts give, each under its own definitions, and how far do they lie apart?"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from khaldun.ask.answer import Answer, Reading
from khaldun.ask.recipe import Recipe
from khaldun.ask.tables import Tables
from khaldun.ask.verbs.count import count


def multiverse(tables: Tables, recipe: Recipe) -> Answer:
    """A row a reading, the unsound ones marked with the reason; the figure is the default's."""
    answer = count(tables, replace(recipe, by=()))
    rows = sorted(answer.readings, key=lambda reading: (reading.figure.best or 0, reading.definition))
    return replace(answer, table=tuple(_row(reading) for reading in rows))


def _row(reading: Reading) -> Mapping[str, Any]:
    return {
        "definition": reading.definition,
        "best": reading.figure.best,
        "low": reading.figure.low,
        "high": reading.figure.high,
        "unit": reading.figure.unit,
        "events": reading.events,
        "sound": reading.sound,
        "because": reading.because,
    }
