"""Where are a quarter of a million places kept, so that a name is found in microseconds?

Columns of numpy: one row a place, and two sorted arrays of 64-bit hashes of folded names that point at rows. Written
once to a cache folder and mapped into memory after that.
"""

import json
import os
import shutil
import tempfile
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from khaldun.identify.folding import fold, sound_of_key
from khaldun.identify.geonames import Kind, Row

KIND_ORDER: tuple[Kind, ...] = ("settlement", "admin1", "admin2", "site", "water", "country")
MAIN, ALTERNATE = 0, 1
SOUNDED = frozenset(  # countries whose names French and English papers spell differently
    ("BF", "BJ", "CD", "CF", "CG", "CI", "CM", "DZ", "EH", "GA", "GH", "GM", "GN", "GW", "LR", "LY", "MA", "ML")
) | {"MR", "NE", "NG", "SD", "SL", "SN", "TD", "TG", "TN"}
Array = npt.NDArray[Any]


def hashed(key: str) -> int:
    """The 64-bit hash under which a folded name is kept."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """Places as columns. `key_hash` is sorted; `key_row` and `key_rank` (0 main name, 1 alternate) lie beside it."""

    ids: Array
    latitude: Array
    longitude: Array
    country: Array
    admin1: Array
    population: Array
    kind: Array
    name_end: Array
    names: Array
    key_hash: Array
    key_row: Array
    key_rank: Array
    sound_hash: Array
    sound_row: Array
    id_order: Array

    def __len__(self) -> int:
        return len(self.ids)

    def name(self, row: int) -> str:
        """The main name of a row."""
        start = int(self.name_end[row - 1]) if row else 0
        return bytes(self.names[start : int(self.name_end[row])]).decode()

    def text(self, column: Array, row: int) -> str:
        """The text in a column of codes."""
        return bytes(column[row]).rstrip(b"\0").decode()

    def rows(self, key: str) -> list[tuple[int, int]]:
        """The rows that bear a folded name, with the rank of the name: main or alternate."""
        first, last = _run(self.key_hash, hashed(key))
        return [(int(self.key_row[i]), int(self.key_rank[i])) for i in range(first, last)]

    def sounding(self, key: str) -> list[int]:
        """The rows that a name with this second key belongs to."""
        first, last = _run(self.sound_hash, hashed(key))
        return [int(row) for row in self.sound_row[first:last]]

    def holds(self, keys: Sequence[str]) -> list[bool]:
        """Whether each folded name is held."""
        if not keys or not len(self):
            return [False] * len(keys)
        wanted = np.fromiter((hashed(key) for key in keys), dtype=np.uint64, count=len(keys))
        at = np.minimum(np.searchsorted(self.key_hash, wanted), len(self.key_hash) - 1)
        return [bool(found) for found in self.key_hash[at] == wanted]

    def row_of(self, id: int) -> int | None:  # noqa: A002
        """The row of a GeoNames id."""
        at = bisect_left(self.id_order, id, key=self.ids.item)
        row = int(self.id_order[at]) if at < len(self) else -1
        return row if row >= 0 and int(self.ids[row]) == id else None

    def rows_in(self, country: str) -> Array:
        """The rows of a country."""
        return np.flatnonzero(self.country == country.encode())


def _run(hashes: Array, wanted: int) -> tuple[int, int]:
    value = np.uint64(wanted)
    return int(np.searchsorted(hashes, value, "left")), int(np.searchsorted(hashes, value, "right"))


def table_of(rows: Iterable[Row]) -> Table:
    """The table of some places."""
    held = list(rows)
    main = [(hashed(fold(row.name)), at, MAIN) for at, row in enumerate(held)]
    keys = [{fold(name) for name in (row.name, *row.alternates)} - {""} for row in held]
    others = [(hashed(key), at, ALTERNATE) for at, row in enumerate(held) for key in keys[at] if key != fold(row.name)]
    heard = [(at, row) for at, row in enumerate(held) if row.country in SOUNDED]
    sounds = {(hashed(sound_of_key(key)), at) for at, _ in heard for key in keys[at]}
    key_hash, key_row, key_rank = _sorted([*main, *others], width=3)
    sound_hash, sound_row = _sorted(list(sounds), width=2)
    names = [row.name.encode() for row in held]
    ids = np.array([row.id for row in held], dtype=np.uint32)
    return Table(
        ids=ids,
        latitude=np.array([row.latitude for row in held]),
        longitude=np.array([row.longitude for row in held]),
        country=np.array([row.country.encode() for row in held], dtype="S2"),
        admin1=np.array([row.admin1.encode() for row in held], dtype="S10"),
        population=np.array([row.population for row in held], dtype=np.int64),
        kind=np.array([KIND_ORDER.index(row.kind) for row in held], dtype=np.uint8),
        name_end=np.cumsum([len(name) for name in names], dtype=np.uint32),
        names=np.frombuffer(b"".join(names), dtype=np.uint8),
        key_hash=key_hash,
        key_row=key_row.astype(np.uint32),
        key_rank=key_rank.astype(np.uint8),
        sound_hash=sound_hash,
        sound_row=sound_row.astype(np.uint32),
        id_order=np.argsort(ids, kind="stable").astype(np.uint32),
    )


def _sorted(entries: list[tuple[int, ...]], *, width: int) -> list[Array]:
    """The columns of entries, sorted by the first."""
    columns = [np.array([entry[at] for entry in entries], dtype=np.uint64) for at in range(width)]
    order = np.lexsort(columns[::-1])
    return [column[order] for column in columns]


def opened(folder: Path) -> Table | None:
    """The table that was saved in a folder, mapped into memory; null if there is none or it cannot be read."""
    try:
        wanted = json.loads((folder / "columns.json").read_text())
        if wanted != [field.name for field in fields(Table)]:
            return None
        return Table(**{name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in wanted})
    except (OSError, ValueError, EOFError):
        return None


def saved(table: Table, folder: Path) -> bool:
    """Saves a table in one step, so that another process sees all of it or nothing; false where nobody may write."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(dir=folder.parent))
        for field in fields(Table):
            np.save(made / f"{field.name}.npy", getattr(table, field.name))
        (made / "columns.json").write_text(json.dumps([field.name for field in fields(Table)]))
        made.chmod(0o755)
    except OSError:
        return False
    if folder.exists() and opened(folder) is None:
        shutil.rmtree(folder, ignore_errors=True)
    try:
        os.replace(made, folder)  # noqa: PTH105 - Path.replace does the same; both fail on a folder that is there
    except OSError:
        shutil.rmtree(made, ignore_errors=True)
    return True
