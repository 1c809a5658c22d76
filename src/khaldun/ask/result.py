"""A question answered, with everything needed to check it: and the same stamp gives the same bytes."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from khaldun.ask.answer import Answer, Caveat, Measured, Reading
from khaldun.ask.definitions import definitions, readings
from khaldun.ask.recipe import Recipe

SCHEMA = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Which release was asked, when it was made, by which code, and the seed of whatever is drawn."""

    release: str
    made: str
    code: str
    seed: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """A published figure beside what the readings give: who meets it, who does not."""

    published: Mapping[str, Any]
    verdict: str
    met_by: tuple[str, ...]
    missed_by: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """A recipe's answer over one release."""

    recipe: Recipe
    answer: Answer
    caveats: tuple[Caveat, ...]
    reproduces: tuple[Met, ...]
    origin: Origin

    @property
    def sound(self) -> tuple[Reading, ...]:
        """The readings that answer the question asked."""
        return tuple(reading for reading in self.answer.readings if reading.sound)

    @property
    def searched_km(self) -> float | None:
        """The distance that the default reading asks about, in kilometres; null where the question has none."""
        selection = readings(self.recipe.selection, self.recipe.choices)[0].selection
        return selection.distance_km

    def as_json(self) -> dict[str, Any]:
        """The result in the shape that `khaldun ask --format json` prints."""
        answer = self.answer
        return {
            "schema": SCHEMA,
            "question": self.recipe.asks,
            "figure": _figure(answer.figure),
            "table": [dict(row) for row in answer.table],
            "range": spread(self.sound),
            "rows": list(answer.rows),
            "definitions": [reading_row(reading) for reading in answer.readings],
            "choices": _choices(self.recipe),
            "caveats": [{"rule": c.rule, "text": c.text, "rows": list(c.rows)} for c in self.caveats],
            "tests": [dict(test) for test in answer.tests],
            "reproduces": [_met(met) for met in self.reproduces],
            "cannot": answer.cannot,
            "searched": dict(answer.searched),
            "stamp": self.stamp(),
        }

    def stamp(self) -> dict[str, Any]:
        """What the bytes follow from: recipe with its definitions, release, code, seed, and the day of the release."""
        used = {name: definitions()[name].version for name in self.recipe.choices}
        recipe = self.recipe
        return {
            "recipe": {"name": recipe.name, "version": recipe.version, "sha256": recipe.sha256, "definitions": used},
            "release": self.origin.release,
            "code": self.origin.code,
            "seed": self.origin.seed,
            "made": self.origin.made,
        }


def as_bytes(result: Result) -> bytes:
    """The result as JSON text, one fixed form for one result."""
    return json.dumps(result.as_json(), ensure_ascii=False, indent=1).encode()


def spread(readings: Sequence[Reading]) -> dict[str, Any] | None:
    """The least and greatest figure over the readings, and how many they are; null where none has a figure."""
    known = [reading.figure.best for reading in readings if reading.figure.best is not None]
    return {"min": min(known), "max": max(known), "over": len(known)} if known else None


def reading_row(reading: Reading) -> dict[str, Any]:
    """A reading as a row: its definition, figure, events, and why it is unsound if it is."""
    return {
        "definition": reading.definition,
        **(_figure(reading.figure) or {}),
        "events": reading.events,
        "deaths": reading.deaths.best,
        "untold": reading.untold,
        "sound": reading.sound,
        "because": reading.because,
    }


def _figure(figure: Measured | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {"best": figure.best, "low": figure.low, "high": figure.high, "unit": figure.unit}


def _choices(recipe: Recipe) -> list[dict[str, Any]]:
    chosen = [definitions()[name].choice(id) for name, ids in recipe.choices.items() for id in ids]  # noqa: A001
    return [
        {"definition": c.definition, "version": c.version, "choice": c.id, "text": c.text, "source": c.source}
        for c in chosen
    ]


def _met(met: Met) -> dict[str, Any]:
    return {
        "published": dict(met.published),
        "verdict": met.verdict,
        "met_by": list(met.met_by),
        "missed_by": list(met.missed_by),
    }
