"""Is this the mapping of a table, and what is wrong with it if not?"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, get_args

from khaldun.model import DatePrecision, KhaldunError, Outcome, PlacePrecision, Role, Who

ORDERS = {"YYYY-MM-DD": "", "DD/MM/YYYY": "dm", "MM/DD/YYYY": "md"}
_SECTIONS = ("source", "file", "columns", "fixed", "types", "party", "toll", "ignored")
_FILE = ("delimiter", "sheet", "day")
_SOURCE = ("name", "title", "licence", "citation", "leaves", "duplicate_free", "url")
TEXTS = ("place_told", "country", "admin1", "admin2", "title", "note", "url")
_COLUMNS = ("record", "type", "start", "end", "latitude", "longitude", *TEXTS)
_FIXED = ("country", "admin1", "date_precision", "place_precision")
_PARTY = ("role", "column", "group")
_TOLL = ("outcome", "who", "best", "low", "high")


def read_mapping(path: Path) -> Mapping[str, Any]:
    """What a mapping says; raises KhaldunError, which says what is wrong, for one that cannot be used."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as fault:
        raise KhaldunError(f"{path} cannot be read ({fault.strerror}); give the mapping of the table") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise KhaldunError(f"{path.name} is not TOML: {fault}") from None
    _check(told, path.name)
    return told


def _check(told: Mapping[str, Any], name: str) -> None:
    """Raises KhaldunError for a section, key or word that a mapping does not have, and for what is missing."""
    _known(told, _SECTIONS, f"{name} has no section")
    sections: tuple[tuple[str, Sequence[str], Sequence[str]], ...] = (
        ("source", _SOURCE, _SOURCE[:5]),
        ("file", _FILE, ()),
        ("columns", _COLUMNS, ("record", "type", "start")),
        ("fixed", _FIXED, ()),
    )
    for section, keys, least in sections:
        _whole(told.get(section, {}), keys, least, f"[{section}] of {name}")
    if not told.get("types"):
        raise KhaldunError(f'{name} has no [types]; say which kind means which type, as "IED" = "explosions.grenade"')
    for one in told.get("party", []):
        _whole(one, _PARTY, ("role", "column"), f"[[party]] of {name}")
    for one in told.get("toll", []):
        _whole(one, _TOLL, ("outcome", "best"), f"[[toll]] of {name}")
    _check_words(told, name)


def _check_words(told: Mapping[str, Any], name: str) -> None:
    fixed, file = told.get("fixed", {}), told.get("file", {})
    words = [
        (told["source"]["leaves"], ("everything", "facts", "nothing")),
        (file.get("day", "YYYY-MM-DD"), tuple(ORDERS)),
        (fixed.get("date_precision", "day"), get_args(DatePrecision)),
        (fixed.get("place_precision", "unknown"), get_args(PlacePrecision)),
        *[(one["role"], get_args(Role)) for one in told.get("party", [])],
        *[(one["outcome"], get_args(Outcome)) for one in told.get("toll", [])],
        *[(one.get("who", "all"), get_args(Who)) for one in told.get("toll", [])],
    ]
    for word, allowed in words:
        if word not in allowed:
            raise KhaldunError(f"{name} says {word!r}; there are: {', '.join(allowed)}")


def _whole(held: Mapping[str, Any], keys: Sequence[str], least: Sequence[str], where: str) -> None:
    _known(held, keys, f"{where} has no key")
    missing = [key for key in least if key not in held]
    if missing:
        raise KhaldunError(f"{where} lacks {missing[0]!r}; it needs: {', '.join(least)}")


def _known(held: Mapping[str, Any], keys: Sequence[str], sentence: str) -> None:
    for key in held:
        if key not in keys:
            raise KhaldunError(f"{sentence} {key!r}; there are: {', '.join(keys)}")
