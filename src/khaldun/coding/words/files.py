"""Where do the words of a language lie? In this room's data, and in folders of the same form that somebody adds."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from khaldun.model import KhaldunError

FOLDER = "KHALDUN_LANGUAGES"  # where the environment names a folder of further languages
KINDS = ("lexicon", "numbers", "dates")
_FOLDERS: list[Traversable] = [files("khaldun.coding") / "data"]


def add_languages(folder: Path) -> tuple[str, ...]:
    """Makes the languages of a folder known to this process, and says which they are.

    It holds `lexicon/xx.toml`, `numbers/xx.toml` and `dates/xx.toml`, and `labels/SCHEME.toml` if its parser speaks a
    scheme that is not held. Raises KhaldunError where one is missing.
    """
    found = tuple(sorted(path.stem for path in (folder / "lexicon").glob("*.toml")))
    missing = [
        f"{kind}/{code}.toml" for code in found for kind in KINDS if not (folder / kind / f"{code}.toml").is_file()
    ]
    if missing or not found:
        raise KhaldunError(
            f"{folder} lacks {', '.join(missing) or 'lexicon/xx.toml'}; docs/languages.md shows its form"
        )
    if folder not in _FOLDERS:
        _FOLDERS.append(folder)
    return found


def languages() -> tuple[str, ...]:
    """The languages whose words are held."""
    found = (path.name for folder in _FOLDERS for path in (folder / "lexicon").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in found if name.endswith(".toml")))


def words_file(kind: str, name: str) -> dict[str, Any]:
    """A file of words. What it leaves out is as in the language that it is `like`, where it names one."""
    path = next((file for folder in _FOLDERS if (file := folder / kind / f"{name}.toml").is_file()), None)
    if path is None:
        raise KhaldunError(f"no {kind} for language {name!r}; there are: {', '.join(languages())}")
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    like = data.pop("like", None)
    return _over(words_file(kind, like), data) if like else data


def _over(under: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """One table laid over another; a list or value of its own stands alone."""
    both = {key: _over(under[key], own[key]) for key in under.keys() & own.keys() if isinstance(own[key], dict)}
    return {**under, **own, **both}
