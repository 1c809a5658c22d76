"""What is a format of export?"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from khaldun.model import KhaldunError
from khaldun.show.exports.export import Export

CHUNK = 2**18


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: its name, what files of it end with, its media type, and how an export becomes bytes.

    `most` is how many rows it can reasonably hold, null where there is no such bound.
    """

    name: str
    suffix: str
    media_type: str
    written: Callable[[Export], Iterator[bytes]]
    most: int | None = None

    def chunks(self, export: Export) -> Iterator[bytes]:
        """The bytes of the file, some at a time; raises KhaldunError for more rows than the format can hold."""
        if self.most is not None and export.rows > self.most:
            raise KhaldunError(
                f"{export.rows} events are more than the {self.most} that {self.name} is made for; "
                "narrow the filter, or take csv or geoparquet"
            )
        return self.written(export)

    def save(self, export: Export, path: Path) -> None:
        """Writes the file, which has its name only when it is whole."""
        making = path.with_name(f".{path.name}.part")
        try:
            with making.open("wb") as file:
                file.writelines(self.chunks(export))
            making.replace(path)
        finally:
            making.unlink(missing_ok=True)


def by_file(name: str, write: Callable[[Export, Path], None]) -> Callable[[Export], Iterator[bytes]]:
    """The bytes of an export that has to be a file called `name` before it can be sent."""

    def written(export: Export) -> Iterator[bytes]:
        with TemporaryDirectory(prefix="khaldun-export-") as folder:
            path = Path(folder, name)
            write(export, path)
            with path.open("rb") as file:
                while chunk := file.read(CHUNK):
                    yield chunk

    return written
