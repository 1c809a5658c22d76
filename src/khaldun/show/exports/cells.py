"""How does a value stand in a cell that holds text only?

Lists are joined by "; ". A text that a spreadsheet would take for a formula gets a leading quote (CWE-1236).
"""

import json
import re

import pyarrow as pa
import pyarrow.compute as pc

BETWEEN = "; "
_ESCAPED = r"[\\;]"
FORMULA = "^[=+\\-@\\t\\r\\n\\x00＝＋－＠]"


def joined(column: pa.Array) -> pa.Array:
    """Lists of texts as one text each; a semicolon or backslash inside an entry gets a backslash before it."""
    if not pc.any(pc.match_substring_regex(pc.list_flatten(column), _ESCAPED)).as_py():
        return pc.binary_join(column, BETWEEN)
    told = [
        None if one is None else BETWEEN.join(re.sub(_ESCAPED, r"\\\g<0>", each) for each in one)
        for one in column.to_pylist()
    ]
    return pa.array(told, pa.string())


def as_json(column: pa.Array) -> pa.Array:
    """Lists of texts as JSON each."""
    told = [None if one is None else json.dumps(one, ensure_ascii=False) for one in column.to_pylist()]
    return pa.array(told, pa.string())


def guarded(column: pa.Array) -> pa.Array:
    """Texts with a quote before each that begins as a formula does."""
    return pc.if_else(pc.match_substring_regex(column, FORMULA), pc.binary_join_element_wise("'", column, ""), column)


def plain(batch: pa.RecordBatch, *, raw: bool, lists: str = "joined") -> pa.RecordBatch:
    """The rows without lists, and with their texts guarded unless they are asked for `raw`."""
    columns = [_plain(column, raw=raw, lists=lists) for column in batch.columns]
    return pa.RecordBatch.from_arrays(columns, names=batch.schema.names)


def _plain(column: pa.Array, *, raw: bool, lists: str) -> pa.Array:
    if pa.types.is_list(column.type):
        column = as_json(column) if lists == "json" else joined(column)
    return guarded(column) if pa.types.is_string(column.type) and not raw else column
