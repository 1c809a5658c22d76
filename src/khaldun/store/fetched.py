"""What has been fetched of a list in pages, when the run before was cut short, and how far was an earlier one?"""

import json
import shutil
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from khaldun.store.raw import write_whole

_STATE = "state.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How far the fetching of a list in pages has come: `following` is the next page, null after the last."""

    pages: int = 0
    rows: int = 0
    total: int | None = None
    following: str | None = None
    done: bool = False


def resume(home: Path, first: str) -> Fetching:
    """How far the fetching that begins at the address `first` has come; not begun where nothing is there."""
    path = _folder(home, first) / _STATE
    return Fetching(**json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else Fetching(following=first)


def keep_page(home: Path, first: str, body: bytes, *, after: Fetching) -> None:
    """Keeps one page, and only then says that it is there: `after` is how far the fetching has come with it."""
    folder = _folder(home, first)
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / f"{after.pages:06}.json", body)
    write_whole(folder / _STATE, json.dumps(asdict(after)).encode())


def page_files(home: Path, first: str) -> list[Path]:
    """The pages that are there, in their order."""
    known = resume(home, first).pages
    return [_folder(home, first) / f"{number:06}.json" for number in range(1, known + 1)]


def forget_pages(home: Path, first: str) -> None:
    """Takes the pages away, once their rows are in the ledger."""
    shutil.rmtree(_folder(home, first), ignore_errors=True)


def remember(home: Path, name: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    """Remembers how far an update came, under a name."""
    path = _folder(home, name).with_suffix(".json")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, json.dumps({"name": name, "value": value}).encode())


def remembered(home: Path, name: str) -> Any:  # noqa: ANN401
    """What was remembered under the name; null where nothing was."""
    path = _folder(home, name).with_suffix(".json")
    return json.loads(path.read_text(encoding="utf-8"))["value"] if path.is_file() else None


def _folder(home: Path, name: str) -> Path:
    return home / "fetched" / sha256(name.encode()).hexdigest()[:16]
