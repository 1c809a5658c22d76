"""How do country dumps of GeoNames join the gazetteer?"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khaldun.identify.gazetteer import Places
from khaldun.identify.geonames import Row, dump
from khaldun.identify.table import table_of
from khaldun.model import Issue, KhaldunError

CODE_LETTERS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Enlarged:
    """A gazetteer with dumps, the number of rows that they brought, and the rows that could not be read."""

    places: Places
    rows: int
    issues: tuple[Issue, ...]


def with_dumps(places: Places, folder: Path) -> Enlarged:
    """A gazetteer enlarged by the country dumps in a folder: `ML.txt` or `ML.txt.gz`, as GeoNames has them."""
    read = [entry for path in _dumps(folder) for entry in dump(path)]
    rows = [entry for entry in read if isinstance(entry, Row)]
    issues = tuple(entry for entry in read if isinstance(entry, Issue))
    return Enlarged(places=Places(tables=(*places.tables, table_of(rows))), rows=len(rows), issues=issues)


def _dumps(folder: Path) -> Iterator[Path]:
    files = [path for path in sorted(folder.glob("*.txt*")) if len(path.name.split(".")[0]) == CODE_LETTERS]
    if not files:
        raise KhaldunError(
            f"no country dump in {folder}; put files such as ML.txt or ML.txt.gz from geonames.org there"
        )
    yield from files
