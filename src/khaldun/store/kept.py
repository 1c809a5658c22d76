"""Where do the bytes of a delivered file lie, as they were delivered?"""

import hashlib
import os
import tempfile
from pathlib import Path

from khaldun.store.raw import raw_path

_CHUNK = 2**20


def keep_file(home: Path, path: Path) -> str:
    """Puts a copy of the file under `raw/` of the home folder, named by its SHA-256, and returns it.

    It is copied piece by piece, so it may be larger than memory. A copy that is there already is left alone.
    """
    digest = _sha256(path)
    kept = raw_path(home, digest)
    if kept.exists():
        return digest
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=kept.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as copy, path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                copy.write(chunk)
            copy.flush()
            os.fsync(copy.fileno())
        Path(name).replace(kept)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return digest


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
