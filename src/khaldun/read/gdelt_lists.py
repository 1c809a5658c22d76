"""Which files does GDELT say there are, and is what came the file that it spoke of?

`lastupdate.txt` and `masterfilelist.txt` have lines of size, MD5 and address. List and files come over the same plain
connection, so the sum proves that a file is whole, not that it is genuine.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from khaldun.model import Issue

SERVER = "http://data.gdeltproject.org/gdeltv2/"
LISTS = {"lastupdate": f"{SERVER}lastupdate.txt", "masterfilelist": f"{SERVER}masterfilelist.txt"}
EXPORT = ".export.CSV.zip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A file that a list names."""

    url: str
    size: int
    md5: str

    def fault(self, data: bytes) -> Issue | None:
        """What is wrong with the bytes that came for it; null where they are what the list promises."""
        if len(data) != self.size:
            return Issue(where=self.url, what=f"{len(data)} bytes came, the list says {self.size}", kind="damaged-file")
        if hashlib.md5(data, usedforsecurity=False).hexdigest() != self.md5:
            return Issue(where=self.url, what="the bytes have another MD5 than the list says", kind="damaged-file")
        return None


def listed_exports(text: str, *, where: str) -> Iterator[Listed | Issue]:
    """The export files of a list, and an issue for each line that is none of a list."""
    for number, line in enumerate(text.splitlines(), 1):
        parts = line.split()
        if not parts:
            continue
        if len(parts) != 3 or not parts[0].isdigit():  # noqa: PLR2004
            yield Issue(where=f"{where}, line {number}", what="the line is not size, MD5 and address", kind="list-line")
        elif parts[2].endswith(EXPORT):
            yield Listed(url=parts[2], size=int(parts[0]), md5=parts[1].lower())
