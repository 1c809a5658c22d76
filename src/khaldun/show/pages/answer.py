"""How do the readings and the table of an answer read, with a bar a reading?"""

from collections.abc import Mapping, Sequence
from typing import Any

from khaldun.ask import Reading
from khaldun.show.languages import Language

MOST_ROWS, MOST_COLUMNS = 40, 9
UNSEEN = ("latitude", "longitude", "event_id")


def readings_shown(readings: Sequence[Reading], language: Language) -> list[dict[str, Any]]:
    """Each reading with its figure and a bar, the default first and those of another question last."""
    known = [v for one in readings for v in (one.figure.best, one.figure.high) if v is not None]
    top = max([*known, 1]) * 1.02
    order = sorted(enumerate(readings), key=lambda pair: (not pair[1].sound, pair[0]))
    return [_reading(one, language, top=top, default=at == 0) for at, one in order]


def _reading(one: Reading, language: Language, *, top: float, default: bool) -> dict[str, Any]:
    figure = one.figure
    spans = figure.low is not None and figure.high is not None and figure.low != figure.high
    return {
        "name": ", ".join(f"{name}: {value}" for name, value in one.choices.items()).replace("_", " ")
        or one.definition,
        "default": default,
        "because": one.because if not one.sound else None,
        "best": _number(figure.best, language),
        "interval": f"{_number(figure.low, language)}–{_number(figure.high, language)}" if spans else "",
        "width": _share(figure.best, top),
        "low": _share(figure.low, top) if spans else None,
        "high": _share(figure.high, top) if spans else None,
        "events": language.number(one.events),
        "sound": one.sound,
    }


def table_shown(table: Sequence[Mapping[str, Any]], language: Language) -> dict[str, Any] | None:
    """The first rows of a table; how many more there are stands beside it."""
    if not table:
        return None
    names = [name for name in table[0] if name not in UNSEEN][:MOST_COLUMNS]
    rows = [
        [_cell(row.get(name), language, year=name in ("year", "month")) for name in names] for row in table[:MOST_ROWS]
    ]
    heads = [language.word("field", name) for name in names]
    return {"heads": heads, "rows": rows, "more": max(0, len(table) - MOST_ROWS)}


def _cell(value: object, language: Language, *, year: bool) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or year or not isinstance(value, int | float):
        return str(value)
    return language.number(round(value, 3))


def _number(value: float | None, language: Language) -> str:
    return "" if value is None else language.number(value)


def _share(value: float | None, top: float) -> float:
    return 0.0 if value is None else round(100 * max(value, 0) / top, 2)
