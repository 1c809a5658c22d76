"""Which spellings are the same name?"""

import re
import unicodedata
from functools import lru_cache

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ɔ": "o", "ɛ": "e"}
    | {"ŋ": "n", "ɲ": "n", "ə": "e", "ɓ": "b", "ɗ": "d", "ƙ": "k"}
)
ODD = re.compile(r"[^a-z0-9]+")
SOUNDS = (
    (re.compile(r"^(?:in|n)(?=[bcdfgklmprstz])"), "n"),  # I-n-Tillit, In Tillit, N'Tillit
    (re.compile(r"^ti?n(?=[bcdfgklmprstz])"), "tin"),  # Ti-n-Zaouâtene, Tin Zaouatine, T'n
    (re.compile(r"ou|w|oo"), "u"),
    (re.compile(r"dj"), "j"),
    (re.compile(r"(?<=[kgt])h|^h(?=[aeiou])"), ""),
    (re.compile(r"q|c(?=[aoulrk]|$)"), "k"),
    (re.compile(r"c(?=[ei])"), "s"),
    (re.compile(r"gu(?=[ei])"), "g"),
    (re.compile(r"y"), "i"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile(r"(?:ine|ene|en|in)$"), "en"),
    (re.compile(r"(?<=[^aeiou])e$"), ""),
    (re.compile(r"e(?=[aou])|(?<=[aou])e$"), ""),
)


def fold(text: str) -> str:
    """The letters and digits of a name alone: `Ti-n-Zaouâtene` becomes `tinzaouatene`.

    Accents, case, blanks, hyphens and apostrophes are dropped. Empty where nothing Latin is left.
    """
    lowered = text.lower()
    if lowered.isascii():
        if lowered.isalnum():
            return lowered
    else:
        plain = unicodedata.normalize("NFKD", lowered.translate(LETTERS))
        lowered = plain.encode("ascii", "ignore").decode()
    return ODD.sub("", lowered)


def sound(text: str) -> str:
    """A second key under which French and English spellings of one West African name meet.

    ou and w, doubled letters, y and i, final -ine, -ene and -en, and the particles I-n-, In and N' are each made one.
    """
    return sound_of_key(fold(text))


@lru_cache(maxsize=1 << 16)
def sound_of_key(key: str) -> str:
    """The second key of a folded name."""
    for pattern, plain in SOUNDS:
        key = pattern.sub(plain, key)
    return key
