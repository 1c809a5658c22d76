"""Which files does a page fetch? Our own, and those that Python packages carry; none from another host."""

import hashlib
import mimetypes
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

from khaldun import __version__
from khaldun.model import KhaldunError

OURS = "khaldun.show.pages"
MAPLIBRE = ("maplibre-gl.js", "maplibre-gl.css")


@cache
def asset(name: str) -> tuple[bytes, str]:
    """The bytes and the media type of a static file; raises KhaldunError where there is none of that name."""
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    if name in MAPLIBRE:
        return (_maplibre() / name).read_bytes(), kind
    if name not in names():
        raise KhaldunError(f"no file {name!r}; there are: {', '.join(names())}")
    return files(OURS).joinpath("static", name).read_bytes(), kind


@cache
def names() -> tuple[str, ...]:
    """The names of our own static files."""
    return tuple(sorted(each.name for each in files(OURS).joinpath("static").iterdir() if each.is_file()))


@cache
def edition() -> str:
    """A short hash over all static files: their addresses change when they do, so that browsers may keep them."""
    told = hashlib.sha256(f"{__version__} {version('maplibre')}".encode())
    for name in names():
        told.update(asset(name)[0])
    return told.hexdigest()[:10]


def _maplibre() -> Path:
    found = find_spec("maplibre")
    if found is None or found.origin is None:
        raise KhaldunError("the package maplibre is missing, which carries the map's script; install khaldun again")
    return Path(found.origin).parent / "srcjs"
