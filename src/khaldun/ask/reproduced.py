"""Do the readings of a question give the figures that were published for it?"""

from collections.abc import Mapping, Sequence
from typing import Any

from khaldun.ask.answer import Answer, Number, Reading
from khaldun.ask.hedges import meets, said
from khaldun.ask.recipe import Published, Recipe
from khaldun.ask.result import Met

REPRODUCED, DEPENDS, NOT, CANNOT = "reproduced", "depends", "not reproduced", "cannot be tested"


def reproduced(recipe: Recipe, answer: Answer) -> tuple[Met, ...]:
    """Each published figure of the recipe with a verdict."""
    return tuple(_met(published, answer) for published in recipe.published)


def verdict_of(met: Sequence[bool]) -> str:
    """Reproduced if the default and all other sound readings meet it, depends if some do, else not reproduced."""
    if not met:
        return CANNOT
    return REPRODUCED if all(met) else DEPENDS if any(met) else NOT


def _met(published: Published, answer: Answer) -> Met:
    words = _words(published)
    if answer.cannot or (published.row and not _row(published, answer)):
        return Met(published=words, verdict=CANNOT, met_by=(), missed_by=())
    if published.row:
        return _of_row(published, words, row=_row(published, answer))
    if published.hedge == "exact":
        return _of_default(published, words, answer)
    return _of_readings(published, words, answer.readings)


def _of_default(published: Published, words: Mapping[str, Any], answer: Answer) -> Met:
    """An exact figure is published under the default definitions: those alone must give it."""
    figure = answer.figure
    default = answer.readings[0] if answer.readings else None
    told: dict[str, Number | None] = {
        "value": figure.best if figure else None,
        "low": figure.low if figure else None,
        "high": figure.high if figure else None,
        "events": default.events if default else None,
    }
    return _exact(published, words, told, name=default.definition if default else "as asked")


def _of_row(published: Published, words: Mapping[str, Any], *, row: Mapping[str, Any]) -> Met:
    told = {"value": row.get("best"), "low": row.get("low"), "high": row.get("high"), "events": row.get("events")}
    return _exact(published, words, told, name=", ".join(f"{key}={value}" for key, value in published.row.items()))


def _exact(published: Published, words: Mapping[str, Any], told: Mapping[str, Number | None], *, name: str) -> Met:
    wanted = {part: getattr(published, part) for part in told if getattr(published, part) is not None}
    hit = all(told[part] == value for part, value in wanted.items())
    met, missed = ((name,), ()) if hit else ((), (name,))
    return Met(published=words, verdict=REPRODUCED if hit else NOT, met_by=met, missed_by=missed)


def _of_readings(published: Published, words: Mapping[str, Any], readings: Sequence[Reading]) -> Met:
    number = said(published.value, hedge=published.hedge)
    sound = [reading for reading in readings if reading.sound]
    met = [meets(reading.figure.best, number) for reading in sound]
    return Met(
        published=words,
        verdict=verdict_of(met),
        met_by=tuple(r.definition for r, hit in zip(sound, met, strict=True) if hit),
        missed_by=tuple(r.definition for r, hit in zip(sound, met, strict=True) if not hit),
    )


def _row(published: Published, answer: Answer) -> Mapping[str, Any]:
    rows = (row for row in answer.table if all(row.get(key) == value for key, value in published.row.items()))
    return next(rows, {})


def _words(published: Published) -> dict[str, Any]:
    told = {
        "value": published.value,
        "low": published.low,
        "high": published.high,
        "events": published.events,
        "hedge": published.hedge,
        "said_by": published.said_by,
        "row": dict(published.row) or None,
        "note": published.note or None,
    }
    return {key: value for key, value in told.items() if value is not None}
