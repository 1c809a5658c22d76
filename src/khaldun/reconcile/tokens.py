"""Which words do two texts or names share, and how rare are they?"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from khaldun.reconcile.tables import read_table

STEPS = 64  # a token's number is its code times STEPS plus its rarity in quarter bits
QUARTERS = 4
RAREST = 10.0  # bits that one shared word may count at most
Codes = np.ndarray[Any, np.dtype[np.int64]]


def tokens(texts: pa.ChunkedArray, *, most: int, rarity: Mapping[str, float] | None = None) -> pa.ListArray:
    """The words of each text as numbers that carry their rarity: log2 of texts per text that holds the word.

    Case, accents and plural s do not count; stop words, and words of one or two letters, are left out. `most` words of
    a text are kept. `rarity` gives bits measured on another corpus; a word that it lacks counts as rarest there.
    """
    split = _split(texts)
    words = split.values.dictionary_encode()
    lengths = np.diff(split.offsets.to_numpy())
    row = np.repeat(np.arange(len(split), dtype=np.int64), lengths)
    code = words.indices.to_numpy().astype(np.int64)
    names = words.dictionary.to_pylist()
    keep = ~np.isin(code, np.flatnonzero([_empty(name) for name in names]))
    pairs = np.unique(row[keep] * len(names) + code[keep]) if names else np.empty(0, dtype=np.int64)
    row, code = pairs // max(1, len(names)), pairs % max(1, len(names))
    bits = _rarity(names, code, len(split), rarity)
    return _lists(row, code * STEPS + np.round(bits[code] * QUARTERS).astype(np.int64), len(split), most)


def rarities(texts: pa.ChunkedArray) -> dict[str, float]:
    """The rarity in bits of every word of these texts, to be kept with a model."""
    split = _split(texts)
    words = split.values.dictionary_encode()
    lengths = np.diff(split.offsets.to_numpy())
    row = np.repeat(np.arange(len(split), dtype=np.int64), lengths)
    names = words.dictionary.to_pylist()
    pairs = np.unique(row * max(1, len(names)) + words.indices.to_numpy())
    bits = _rarity(names, pairs % max(1, len(names)), len(split), None)
    return {name: float(value) for name, value in zip(names, bits, strict=True) if not _empty(name)}


def _split(texts: pa.ChunkedArray) -> pa.ListArray:
    plain = pc.utf8_normalize(pc.utf8_lower(pc.fill_null(texts, "")), form="NFKD")
    plain = pc.replace_substring_regex(plain, r"\p{Mn}|['’]s\b", "")
    plain = pc.utf8_trim(pc.replace_substring_regex(plain, r"[^\p{L}\p{N}@:_-]+", " "), " ")
    plain = pc.replace_substring_regex(plain, r"(\p{L}{3})s\b", r"\1")
    lists = pc.split_pattern(plain, " ")
    return lists.combine_chunks() if isinstance(lists, pa.ChunkedArray) else lists


def _empty(word: str) -> bool:
    return len(word) <= 2 or word in _stop_words()  # noqa: PLR2004


def _stop_words() -> frozenset[str]:
    return frozenset(read_table("words")["stop"])


def _rarity(names: list[str], code: Codes, texts: int, given: Mapping[str, float] | None) -> Any:  # noqa: ANN401
    if given is not None:
        return np.array([given.get(name, RAREST / 2) for name in names] or [0.0])
    held = np.bincount(code, minlength=max(1, len(names)))
    return np.minimum(RAREST, np.log2((texts + 1) / np.maximum(held, 1)))


def _lists(row: Codes, token: Codes, rows: int, most: int) -> pa.ListArray:
    """Numbers as one list a row, the rarest first where there are more than `most`."""
    order = np.lexsort((token, -(token % STEPS), row))
    row, token = row[order], token[order]
    starts = np.searchsorted(row, np.arange(rows))
    kept = np.arange(len(row)) - starts[row] < most if len(row) else np.empty(0, dtype=bool)
    row, token = row[kept], token[kept]
    offsets = np.searchsorted(row, np.arange(rows + 1)).astype(np.int32)
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(token))
