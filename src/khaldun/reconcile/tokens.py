"""Which words do two texts or names share, and how rare are they?"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from khaldun.reconcile.tables import read_table

STEPS = 64  # a token's number is its code times STEPS plus its rarity in quarter bits
QUARTERS = 4
AROUND = 64  # other accounts of the world, so that a word shared by all of a few is not taken for common
RAREST = 10.0  # bits that one shared word may count at most
Codes = np.ndarray[Any, np.dtype[np.int64]]
Shape: TypeAlias = Callable[[str], str]
KINDS = ("state", "civilians", "nobody")
_VOWELS = frozenset("aeiouyhw")
_SOUNDS = str.maketrans("cqz", "kks")


def tokens(
    texts: pa.ChunkedArray, *, most: int, shape: Shape, rarity: Mapping[str, float] | None = None
) -> pa.ListArray:
    """The words of each text as numbers that carry their rarity: log2 of texts per text that holds the word.

    Case, accents and plural s do not count; `shape` says how a word is written, or leaves it out. `most` words of a
    text are kept. `rarity` gives bits measured on another corpus; a word that it lacks counts as half the rarest.
    """
    words = _words(texts, shape)
    bits = words.bits() if rarity is None else _given(words.names, rarity)
    number = words.code * STEPS + np.round(bits[words.code] * QUARTERS).astype(np.int64)
    return _lists(words.text, number, len(words.times), most).take(words.index)


def rarities(texts: pa.ChunkedArray, shape: Shape) -> dict[str, float]:
    """The rarity in bits of every word of these texts, to be kept with a model."""
    words = _words(texts, shape)
    return dict(zip(words.names, words.bits().tolist(), strict=False))


def _given(names: list[str], rarity: Mapping[str, float]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.array([rarity.get(name, RAREST / 2) for name in names] or [0.0])


@dataclass(frozen=True, slots=True)
class _Words:
    """The words of different texts: `index` says which text each row has, `times` how many rows have it.

    `text` and `code` are pairs of a text and a word in it, each once; `names` are the words by code.
    """

    index: pa.Array
    times: Codes
    text: Codes
    code: Codes
    names: list[str]

    def bits(self) -> np.ndarray[Any, np.dtype[np.float64]]:
        """log2 of rows per row that holds the word, at most RAREST; AROUND rows without the word are added."""
        held = np.bincount(self.code, weights=self.times[self.text], minlength=max(1, len(self.names)))
        return np.asarray(np.minimum(RAREST, np.log2((self.times.sum() + AROUND) / np.maximum(held, 1))))


def word(told: str) -> str:
    """A word of a text as it is; nothing for stop words and for one or two letters."""
    return "" if len(told) <= 2 or told in _listed("stop") else told  # noqa: PLR2004


def place(told: str) -> str:
    """A word of a place's name by its consonants; nothing for general words."""
    return "" if told in _listed("place") else consonants(word(told))


def actor(told: str) -> str:
    """A word of an actor's name by its consonants, an id as it is; nothing for words that name a kind alone."""
    if told.startswith("@"):
        return told
    return "" if any(told in _listed(f"actor.{kind}") for kind in KINDS) else consonants(word(told))


def consonants(told: str) -> str:
    """What two spellings of one name share: Birom and Berom, Quneitra and Qunaytrah, Maidugurri and Maiduguri.

    Vowels and half-vowels go, doubled letters count once, sounds that are written in two ways are written in one; a
    word of less than three consonants stays as it is. After the Soundex of Russell (1918), without its classes.
    """
    plain = told.translate(_SOUNDS).replace("ph", "f")
    bare = "".join(letter for letter, _ in groupby(letter for letter in plain if letter not in _VOWELS))
    return bare if len(bare) > 2 else told  # noqa: PLR2004


def _words(texts: pa.ChunkedArray, shape: Shape) -> _Words:
    different = pc.fill_null(texts, "").combine_chunks().dictionary_encode()
    split = _split(different.dictionary)
    words = split.values.dictionary_encode()
    text = np.repeat(np.arange(len(split), dtype=np.int64), np.diff(split.offsets.to_numpy()))
    shapes = pa.array([shape(name) for name in words.dictionary.to_pylist()], type=pa.string()).dictionary_encode()
    names = shapes.dictionary.to_pylist()
    told = np.array([bool(name) for name in names] or [False])
    code = shapes.indices.to_numpy().astype(np.int64)[words.indices.to_numpy()]
    pairs = np.unique((text * max(1, len(names)) + code)[told[code]])
    times = np.bincount(different.indices.to_numpy(), minlength=len(split))
    return _Words(different.indices, times, pairs // max(1, len(names)), pairs % max(1, len(names)), names)


def _split(texts: pa.Array) -> pa.ListArray:
    plain = pc.utf8_normalize(pc.utf8_lower(texts), form="NFKD")
    plain = pc.replace_substring_regex(plain, r"\p{Mn}|['’]s\b", "")
    plain = pc.replace_substring_regex(plain, r"(\p{L}{2})['’ʿʾ`](\p{L})", r"\1\2")  # Jama'atu
    plain = pc.utf8_trim(pc.replace_substring_regex(plain, r"[^\p{L}\p{N}@:_]+", " "), " ")
    plain = pc.replace_substring_regex(plain, r"(\p{L}{3})s\b", r"\1")
    return pc.split_pattern(plain, " ")


@cache
def _listed(path: str) -> frozenset[str]:
    table: Any = read_table("words")
    for name in path.split("."):
        table = table[name]
    return frozenset(table)


def _lists(row: Codes, token: Codes, rows: int, most: int) -> pa.ListArray:
    """Numbers as one list a row, the rarest first where there are more than `most`."""
    order = np.lexsort((token, -(token % STEPS), row))
    row, token = row[order], token[order]
    starts = np.searchsorted(row, np.arange(rows))
    kept = np.arange(len(row)) - starts[row] < most if len(row) else np.empty(0, dtype=bool)
    row, token = row[kept], token[kept]
    offsets = np.searchsorted(row, np.arange(rows + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(token))
