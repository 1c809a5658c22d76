"""Where do the bytes of a report lie, as they were read?"""

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from khaldun.model import KhaldunError


def keep_raw(home: Path, data: bytes) -> str:
    """Puts the bytes under `raw/` of the home folder, named by their SHA-256, and returns it.

    Bytes that are there already are left alone. The file appears whole or not at all.
    """
    digest = sha256(data).hexdigest()
    path = raw_path(home, digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, data)
    return digest


def raw_path(home: Path, digest: str) -> Path:
    """The file that holds, or would hold, the bytes with that SHA-256."""
    return home / "raw" / digest[:2] / digest[2:]


def read_raw(home: Path, digest: str) -> bytes:
    """The bytes with that SHA-256; raises KhaldunError where the home folder does not hold them as they were."""
    path = raw_path(home, digest)
    if not path.is_file():
        raise KhaldunError(f"{home} holds no bytes {digest}; read the report again")
    data = path.read_bytes()
    if sha256(data).hexdigest() != digest:
        raise KhaldunError(f"{path} was changed after it was written; delete it and read the report again")
    return data


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file that appears under its name whole or not at all."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
