"""From GeoNames' country dumps into the home folder: the villages for which the packaged gazetteer is too coarse."""

import csv
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from khaldun.identify import Places, gazetteer
from khaldun.identify.dumps import CODE_LETTERS, with_dumps
from khaldun.identify.geonames import dump
from khaldun.model import Issue, KhaldunError
from khaldun.store.raw import write_whole
from khaldun.store.unpack import plain_file

FOLDER = "gazetteer"
WORST = 0.01  # share of rows that may be broken before a file counts as something else


def read_dump(home: Path, path: Path) -> tuple[int, tuple[Issue, ...]]:
    """Adds a country dump, as ML.txt, ML.txt.gz or ML.zip, to the gazetteer of a home folder; a newer one replaces it.

    Says how many places it holds and which rows are broken. Raises KhaldunError for a file that is no dump.
    """
    country = path.name.partition(".")[0].upper()
    if len(country) != CODE_LETTERS or not country.isalpha():
        raise KhaldunError(f"{path.name} is not named after a country; GeoNames calls a dump ML.txt or ML.zip")
    with TemporaryDirectory() as folder, plain_file(path, beside=Path(folder)) as plain:
        data = plain.read_bytes()
        text = Path(folder) / f"{country}.txt"
        text.write_bytes(data)
        try:
            found = list(dump(text))
        except (UnicodeDecodeError, csv.Error) as fault:
            raise KhaldunError(f"{path.name} is no country dump of GeoNames ({fault})") from None
    issues = tuple(one for one in found if isinstance(one, Issue))
    if len(issues) > WORST * len(found):
        raise KhaldunError(f"{path.name} is no country dump of GeoNames: {len(issues)} of {len(found)} rows are broken")
    (home / FOLDER).mkdir(parents=True, exist_ok=True)
    write_whole(home / FOLDER / f"{country}.txt", data)
    return len(found) - len(issues), issues


def dumps_of(home: Path) -> str:
    """What tells the dumps of a home folder from others, empty where there is none: "ML-1a2b3c4d"."""
    folder = home / FOLDER
    files = sorted(folder.glob("*.txt")) if folder.is_dir() else []
    return "+".join(f"{path.stem}-{sha256(path.read_bytes()).hexdigest()[:8]}" for path in files)


@cache
def gazetteer_of(home: Path, dumps: str) -> Places:
    """The packaged gazetteer with the country dumps of a home folder, which are those that `dumps` names."""
    return with_dumps(gazetteer(), home / FOLDER).places if dumps else gazetteer()
