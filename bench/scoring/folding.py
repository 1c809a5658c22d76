"""Which words of a phrase carry meaning?"""

import re
import unicodedata
from functools import cache

EMPTY = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "and",
        "by",
        "some",
        "several",
        "two",
        "three",
        "le",
        "la",
        "les",
        "l",
        "un",
        "une",
        "des",
        "du",
        "de",
        "d",
        "et",
        "en",
        "par",
        "other",
        "others",
    ]
)


@cache
def folded(words: str) -> frozenset[str]:
    """The words of a phrase that carry meaning, without accents, letter case and plural s."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().casefold()
    return frozenset(word.rstrip("s") for word in re.findall(r"[a-z0-9]+", plain) if word not in EMPTY)
