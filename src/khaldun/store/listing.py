"""Which segments of bulk rows does the ledger list? Only what is listed counts."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Column, Engine, Integer, MetaData, Table, Text, UniqueConstraint, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from khaldun.model import KhaldunError, Source
from khaldun.store.nouns import from_json
from khaldun.store.opening import open_engine

SEGMENTS = "segments"

segment_tables = MetaData()

segments = Table(
    SEGMENTS,
    segment_tables,
    Column("seq", Integer, primary_key=True),
    Column("source", Text, nullable=False),
    Column("number", Integer, nullable=False),  # 1, 2, 3 within the source
    Column("path", Text, nullable=False),  # within the home folder
    Column("sha256", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("records", Integer, nullable=False),
    Column("described", Text, nullable=False),  # the source with its licence, as JSON
    Column("coder", Text, nullable=False),
    Column("edition", Text),
    Column("raw", Text),  # SHA-256 of the delivered bytes
    Column("delivered", Text, nullable=False),  # the name of the delivered file
    Column("read_at", Text, nullable=False),
    UniqueConstraint("source", "number"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One file of rows that were read together; never changed once it is listed.

    `rows` counts versions, `records` different records; where they are equal and the segment is the only one of its
    source, every row is the newest of its record.
    """

    source: str
    number: int
    path: str
    sha256: str
    rows: int
    records: int
    described: str
    coder: str
    edition: str | None
    raw: str | None
    delivered: str
    read_at: str


def listed(home: Path, *, source: str | None = None, as_of: str | None = None) -> tuple[Segment, ...]:
    """The segments in the order in which they were added; of one source, or read up to `as_of`, where that is given.

    `as_of` is an ISO time or day; a day counts to its end.
    """
    wanted = select(segments).order_by(segments.c.seq)
    if source is not None:
        wanted = wanted.where(segments.c.source == source)
    engine = _opened(home)
    with engine.connect() as connection:
        rows = connection.execute(wanted).mappings().all()
    engine.dispose()
    found = (Segment(**{name: row[name] for name in Segment.__dataclass_fields__}) for row in rows)
    return tuple(one for one in found if as_of is None or one.read_at[: len(as_of)] <= as_of)


def sources_held(home: Path) -> tuple[Source, ...]:
    """The sources of which segments are listed, each as it was described last, in order of their names."""
    found = {one.source: from_json(one.described, Source) for one in listed(home)}
    return tuple(found[name] for name in sorted(found))


def list_segments(home: Path, added: Sequence[Segment]) -> None:
    """Lists segments, all or none. Raises KhaldunError where another process has added to the source meanwhile."""
    engine = _opened(home)
    try:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            connection.execute(insert(segments), [asdict(one) for one in added])
    except IntegrityError:
        raise KhaldunError(f"another process has just added to {added[0].source}; run the command again") from None
    finally:
        engine.dispose()


def _opened(home: Path) -> Engine:
    engine = open_engine(home)
    if not inspect(engine).has_table(SEGMENTS):
        with engine.connect().execution_options(writes=True) as writing, writing.begin():
            segment_tables.create_all(writing)
    return engine
