"""Which tables does a release have, and which columns has a row that a dataset brings?

The names are fixed: questions, pages and exports rest on them. Columns are only ever added, at the end.
"""

from collections.abc import Mapping
from types import MappingProxyType

import pyarrow as pa

SCHEMA = 1

_TEXT, _WHOLE, _REAL, _DAY, _FLAG = pa.string(), pa.int64(), pa.float64(), pa.date32(), pa.bool_()
_SHORT, _TEXTS = pa.int32(), pa.list_(pa.string())


def _columns(**types: pa.DataType) -> dict[str, pa.DataType]:
    return types


def _triple(name: str) -> dict[str, pa.DataType]:
    return {f"{name}_{end}": _WHOLE for end in ("low", "best", "high")}


_WHEN = _columns(start=_DAY, end=_DAY, date_precision=_TEXT, month=_SHORT, end_month=_SHORT)
_FOUND = _columns(place_name=_TEXT, place_id=_TEXT, country=_TEXT, admin1=_TEXT, admin2=_TEXT)
_POINT = _columns(latitude=_REAL, longitude=_REAL, place_precision=_TEXT, radius_km=_REAL, h3_5=_WHOLE, h3_7=_WHOLE)
_KIND = _columns(type=_TEXT, family=_TEXT, violence=_TEXT)
_PARTY = _columns(role=_TEXT, told=_TEXT, actor=_TEXT, actor_source_id=_TEXT, grp=_TEXT, stance=_TEXT)
_INTERVAL = _columns(outcome=_TEXT, who=_TEXT, low=_WHOLE, best=_WHOLE, high=_WHOLE)
_TOLL = {**_INTERVAL, **_columns(hedge=_TEXT, includes=_TEXTS, said_by=_TEXT, told=_TEXT)}

_TABLES: dict[str, dict[str, pa.DataType]] = {
    "accounts": {
        **_columns(account_id=_TEXT, source=_TEXT, record=_TEXT, version=_SHORT),
        **_KIND,
        **_WHEN,
        "place_told": _TEXT,
        **_FOUND,
        **_POINT,
        **_triple("killed"),
        **_triple("civilians_killed"),
        **_columns(clear=_FLAG, title=_TEXT, note=_TEXT, score=_REAL, main=_FLAG, coder=_TEXT, leaves=_TEXT),
        **_columns(read_at=_TEXT, edition=_TEXT, n_sources=_SHORT, active_year=_FLAG, url=_TEXT, geometry=pa.binary()),
    },
    "parties": {"account_id": _TEXT, **_PARTY, "country": _TEXT},
    "tolls": {"account_id": _TEXT, **_TOLL},
    "events": {
        "event_id": _TEXT,
        **_KIND,
        **_WHEN,
        **_FOUND,
        **_POINT,
        **_triple("killed"),
        **_triple("civilians_killed"),
        **_triple("attackers_killed"),
        **_columns(sources=_TEXTS, n_accounts=_SHORT, title=_TEXT, leaves=_TEXT, geometry=pa.binary(), part_of=_TEXT),
    },
    "event_accounts": _columns(event_id=_TEXT, account_id=_TEXT),
    "event_parties": {"event_id": _TEXT, **_PARTY},
    "figures": {"event_id": _TEXT, **_INTERVAL, **_columns(rule=_TEXT, derived=_FLAG, flags=_TEXTS)},
    "borders": _columns(event_id=_TEXT, border=_TEXT, km=_REAL, version=_TEXT),
    "judgements": _columns(
        judgement_id=_TEXT, left=_TEXT, right=_TEXT, relation=_TEXT, by=_TEXT, because=_TEXTS, score=_REAL,
        made=_TEXT, withdraws=_TEXT,
    ),
    "reports": _columns(
        report_id=_TEXT, source=_TEXT, title=_TEXT, published=_DAY, language=_TEXT, url=_TEXT, sha256=_TEXT,
        characters=_WHOLE,
    ),
    "statements": _columns(
        statement_id=_TEXT, report_id=_TEXT, kind=_TEXT, measure=_TEXT, hedge=_TEXT, low=_WHOLE, high=_WHOLE,
        who=_TEXTS, perpetrators=_TEXTS, place=_TEXT, countries=_TEXTS, start=_DAY, end=_DAY, said_by=_TEXT,
        best=_WHOLE, violence=_TEXT, change=_WHOLE,
    ),
    "sources": _columns(
        source=_TEXT, title=_TEXT, licence=_TEXT, citation=_TEXT, leaves=_TEXT, duplicate_free=_FLAG, url=_TEXT
    ),
    "issues": _columns(source=_TEXT, where=_TEXT, kind=_TEXT, what=_TEXT),
}  # fmt: skip

TABLES: Mapping[str, pa.Schema] = MappingProxyType({name: pa.schema(row) for name, row in _TABLES.items()})

GEOMETRY = ("accounts", "events")  # the tables that are GeoParquet

_STORED = ("account_id", "source", "version", "family", "month", "end_month", "h3_5", "h3_7", "geometry")
_KNOWN = (*_STORED, "leaves", "coder", "read_at", "edition")

BULK: Mapping[str, pa.DataType] = MappingProxyType(
    {name: kind for name, kind in _TABLES["accounts"].items() if name not in _KNOWN}
    | {
        "parties": pa.list_(pa.struct({**_PARTY, "country": _TEXT})),
        "tolls": pa.list_(pa.struct(_TOLL)),
        "issues": pa.list_(pa.struct(_columns(kind=_TEXT, what=_TEXT))),
        "set_aside": _TEXT,
    }
)
"""The columns that a dataset's source may give a row; those that it leaves out are null.

`set_aside` is the rule by which a row is no account, null for an account.
"""


def sql_type(kind: pa.DataType) -> str:
    """The DuckDB type of an Arrow type."""
    if pa.types.is_list(kind):
        return f"{sql_type(kind.value_type)}[]"
    if pa.types.is_struct(kind):
        return "STRUCT(" + ", ".join(f'"{field.name}" {sql_type(field.type)}' for field in kind) + ")"
    return _SQL[kind]


_SQL = {
    _TEXT: "VARCHAR",
    _WHOLE: "BIGINT",
    _SHORT: "INTEGER",
    _REAL: "DOUBLE",
    _DAY: "DATE",
    _FLAG: "BOOLEAN",
    pa.binary(): "BLOB",
}
