"""In which formats do events leave? One file a format, each named in `FORMATS`."""

from pathlib import Path
from typing import Final

from khaldun.model import KhaldunError
from khaldun.show.exports import comma, geojson, geopackage, geoparquet, hxl, jsonl, kml, package, xlsx
from khaldun.show.exports.export import Export, Stamp, Table
from khaldun.show.exports.format import Format

FORMATS: Final[tuple[Format, ...]] = tuple(
    one.FORMAT for one in (comma, xlsx, geojson, geopackage, geoparquet, kml, jsonl, hxl, package)
)


def format_named(name: str) -> Format:
    """The format with that name or whose files end so; raises KhaldunError, which names all, where there is none."""
    for one in FORMATS:
        if name in (one.name, one.suffix):
            return one
    raise KhaldunError(f"no format {name[:40]!r}; there are: {', '.join(one.name for one in FORMATS)}")


def format_of(path: Path) -> Format:
    """The format that a file's name ends with; raises KhaldunError, which names all, where there is none."""
    for one in sorted(FORMATS, key=lambda one: -len(one.suffix)):
        if path.name.endswith(f".{one.suffix}"):
            return one
    raise KhaldunError(f"{path.name} ends with no format; there are: {', '.join(f'.{one.suffix}' for one in FORMATS)}")


__all__ = ["FORMATS", "Export", "Format", "Stamp", "Table", "format_named", "format_of"]
