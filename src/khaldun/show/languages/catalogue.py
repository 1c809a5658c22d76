"""Which sentences does a language have?"""

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

from khaldun.model import KhaldunError

LANGUAGES: Final = {"en": "English", "fr": "Français"}
FORMS: Final = {"one", "other"}
"""The keys of a sentence that has a form of its own for one."""

Entry = str | Mapping[str, str]


@cache
def catalogue(code: str) -> Mapping[str, Entry]:
    """Every sentence of a language by its key, `page.what`; raises KhaldunError where the language has none.

    A sentence that counts something has two forms, `one` and `other`.
    """
    if code not in LANGUAGES:
        raise KhaldunError(f"nothing is written in {code!r}; there are: {', '.join(LANGUAGES)}")
    path = files("khaldun.show.languages") / "data" / f"{code}.toml"
    return dict(_flat(tomllib.loads(path.read_text(encoding="utf-8")), ""))


def _flat(held: Mapping[str, Any], above: str) -> Iterator[tuple[str, Entry]]:
    for key, value in held.items():
        name = f"{above}.{key}" if above else key
        if isinstance(value, str) or set(value) == FORMS:
            yield name, value
        else:
            yield from _flat(value, name)
