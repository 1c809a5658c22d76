"""Which monitoring organisation do the words name?"""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


def monitor(told: str) -> str | None:
    """The name of the first monitoring organisation in the words, or null."""
    match = _pattern().search(told.replace("’", "'"))
    return _names()[match.group()] if match else None


@cache
def _names() -> Mapping[str, str]:
    text = files("khaldun.coding").joinpath("data/monitors.toml").read_text(encoding="utf-8")
    entries: Mapping[str, list[str]] = tomllib.loads(text)["monitors"]
    return {alias: name for name, aliases in entries.items() for alias in aliases}


@cache
def _pattern() -> re.Pattern[str]:
    aliases = sorted(_names(), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, aliases))})(?!\w)")
