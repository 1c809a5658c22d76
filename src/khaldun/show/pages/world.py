"""What lies under the events of a map? Land, the borders that distances are measured to, and names."""

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from khaldun.identify import gazetteer
from khaldun.identify.border_lines import border_lines
from khaldun.identify.data_files import rows
from khaldun.identify.listed import countries

STEPS_A_DEGREE = 100
NEAR = 3  # steps: points of a border nearer than this to the last one are left out
SHOWN_FROM = ((60.0, 2), (15.0, 3), (3.0, 4), (0.5, 5))
"""The zoom from which a country of so many square degrees is named."""
TOWNS_FROM = ((2_000_000, 4), (700_000, 5), (250_000, 6), (120_000, 7))
"""The zoom from which a town of so many inhabitants is named."""

Named = tuple[str, float, float, int]


@cache
def world(language: str) -> bytes:
    """The base map as JSON, with names in a language. Lines are steps of hundredths of a degree, x before y.

    Land is Natural Earth's at 1:50 million, borders those of `khaldun.identify`; names are of countries and towns.
    """
    land = json.loads(files("khaldun.show.pages").joinpath("data", "land.json").read_text(encoding="utf-8"))
    names = [*_countries(language), *_towns()]
    told = {"land": land, "borders": list(_borders()), "names": names}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()


def country_name(code: str, language: str) -> str:
    """The name of a country in a language; its code where nobody gives it one."""
    held = _names().get(code)
    return held.get(language) or held["en"] if held else code


@cache
def _names() -> dict[str, dict[str, str]]:
    return {
        row["code"]: {"en": row["english_names"].split("|")[0], "fr": row["french_names"].split("|")[0]}
        for row in rows("countries.csv")
    }


def _countries(language: str) -> Iterator[Named]:
    with files("khaldun.show.pages").joinpath("data", "country_labels.csv").open(encoding="utf-8") as file:
        next(file)
        for line in file:
            code, latitude, longitude, size = line.strip().split(",")
            rank = next((zoom for least, zoom in SHOWN_FROM if float(size) >= least), 6)
            yield country_name(code, language).upper(), float(longitude), float(latitude), rank


def _towns() -> Iterator[Named]:
    table = gazetteer().tables[0]
    capitals = {place.id for code in countries() if (place := gazetteer().capital(code))}
    for row in np.flatnonzero(table.population >= TOWNS_FROM[-1][0]):
        inhabitants = int(table.population[row])
        rank = next(zoom for least, zoom in TOWNS_FROM if inhabitants >= least)
        capital = f"geonames:{int(table.ids[row])}" in capitals
        position = (round(float(table.longitude[row]), 2), round(float(table.latitude[row]), 2))
        yield table.name(int(row)), *position, min(rank, 5) if capital else rank


def _borders() -> Iterator[list[int]]:
    for lines in border_lines().lines.values():
        for line in lines:
            yield _steps(np.rint(line * STEPS_A_DEGREE).astype(int))


def _steps(points: Any) -> list[int]:  # noqa: ANN401 - an array of whole numbers
    """The points as steps from one to the next, without those that hardly move; both ends stay."""
    kept = [points[0]]
    for point in points[1:-1]:
        if abs(point - kept[-1]).max() >= NEAR:
            kept.append(point)
    whole = np.array([*kept, points[-1]])
    return [int(step) for pair in np.diff(whole, axis=0, prepend=np.zeros((1, 2), dtype=int)) for step in pair]
