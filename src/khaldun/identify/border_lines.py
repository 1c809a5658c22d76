"""Along which lines do countries meet? Natural Earth's land borders at 1:10 million, packed small."""

import gzip
import hashlib
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from khaldun.identify.data_files import DATA, rows
from khaldun.identify.geodesy import Array

UNIT = 1e-6  # degrees in a step of the packed coordinates
MAP = "natural_earth_10m"
WITHIN = {  # areas that the map draws by themselves, and the country whose code they get here
    "SOL": "SO",
    "SDS": "SS",
    "SAH": "EH",
    "KOS": "XK",
    "PSX": "PS",
    "KAB": "KZ",
    "CYN": "CY",
    "CNM": "CY",
    "ESB": "GB",
    "WSB": "GB",
    "USG": "US",
    "KAS": "IN",
    "ALD": "AX",
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BorderLines:
    """Polylines by border. `version` names the map and the file that it came from."""

    version: str
    lines: Mapping[str, tuple[Array, ...]]


@cache
def border_lines() -> BorderLines:
    """The packaged borders: by two country codes in order of the alphabet ("GN|ML"), arrays of longitude, latitude."""
    held = np.load(io.BytesIO(DATA.joinpath("borders.npz").read_bytes()))
    points = np.cumsum(held["steps"], axis=0) * UNIT
    found: dict[str, list[Array]] = {}
    for border, line in zip(held["border"], np.split(points, held["ends"][:-1]), strict=True):
        found.setdefault(str(border), []).append(line)
    return BorderLines(version=str(held["version"]), lines={border: tuple(line) for border, line in found.items()})


def packed(path: Path) -> bytes:
    """The packaged file's bytes, made from Natural Earth's `ne_10m_admin_0_boundary_lines_land` (GeoJSON, gzipped)."""
    raw = gzip.decompress(path.read_bytes())
    lines = sorted(_named_lines(json.loads(raw)["features"]), key=lambda named: (named[0], len(named[1])))
    points = np.concatenate([np.rint(np.array(line) / UNIT).astype(np.int64) for _, line in lines])
    file = io.BytesIO()
    np.savez_compressed(
        file,
        border=np.array([border for border, _ in lines]),
        ends=np.cumsum([len(line) for _, line in lines]),
        steps=np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64)).astype(np.int32),
        version=np.array(f"{MAP}-{hashlib.sha256(raw).hexdigest()[:8]}"),
    )
    return file.getvalue()


def _named_lines(features: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, list[list[float]]]]:
    codes = _codes()
    for feature in features:
        sides = {codes[feature["properties"][side]] for side in ("adm0_a3_l", "adm0_a3_r")}
        geometry = feature["geometry"]
        several = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
        if len(sides) > 1:
            yield from (("|".join(sorted(sides)), line) for line in several)


def _codes() -> dict[str, str]:
    """Two-letter codes by the map's three-letter codes."""
    return {row["code3"]: row["code"] for row in rows("countries.csv") if row["code3"]} | WITHIN
