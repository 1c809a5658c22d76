"""Which words around a name tell a place from a person, a thing or the start of a sentence?"""

from dataclasses import dataclass
from functools import cache

from khaldun.identify.data_files import lines, table
from khaldun.identify.words import words_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """The words of a language that tell places from other names."""

    strong: frozenset[str]
    weak: frozenset[str]
    types: frozenset[str]
    areas: frozenset[str]
    links: frozenset[str]
    sayings: frozenset[str]
    not_places: frozenset[str]
    waters: frozenset[str]
    carries: frozenset[str]
    parts: frozenset[str]
    nothing: frozenset[str]


@cache
def cues(language: str) -> Cues:
    """The cues of a language; those of English where there are none."""
    known = table("place_words.toml")
    words = {name: frozenset(several) for name, several in known.get(language, known["en"]).items()}
    words["nothing"] = words["not_places"] | words["links"] | words["strong"] | words["weak"] | words["types"]
    return Cues(**words)


@cache
def ordinary() -> frozenset[str]:
    """Folded names of places that are ordinary words of English or French as well: Nice, Reading, Man, Est."""
    return lines("ordinary_words.txt")


def without_type(told: str) -> tuple[str, bool]:
    """A name without the word for its kind, and whether that word says a region or province."""
    words = words_of(told)
    for language in ("en", "fr"):
        known = cues(language)
        if len(words) < 2:  # noqa: PLR2004
            break
        first, last = words.words[0].told.lower(), words.words[-1].told.lower()
        if last in known.types and language == "en":
            return words.told(0, len(words) - 1), last in known.areas
        begin = next((at for at, word in enumerate(words.words) if at and word.told.lower() not in known.links), 0)
        if first in known.types and begin > 1:
            return words.told(begin, len(words)), first in known.areas
    return told, False
