"""How are this room's data files read?"""

import csv
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

DATA = files("khaldun.identify").joinpath("data")


def rows(name: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of this room."""
    yield from csv.DictReader(DATA.joinpath(name).read_text(encoding="utf-8").splitlines())


@cache
def table(name: str) -> dict[str, Any]:
    """The content of a TOML file of this room."""
    return tomllib.loads(DATA.joinpath(name).read_text(encoding="utf-8"))


@cache
def lines(name: str) -> frozenset[str]:
    """The words of a text file of this room."""
    return frozenset(DATA.joinpath(name).read_text(encoding="utf-8").split())


def split(cell: str) -> tuple[str, ...]:
    """The values of a cell that holds several, written with bars between them."""
    return tuple(value.strip() for value in cell.split("|") if value.strip())
