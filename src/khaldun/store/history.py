"""What has a dataset said of one record, version by version, and in which delivery?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from khaldun.store.database import literal, working
from khaldun.store.listing import Segment, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a row: its cells as the ledger keeps them, and the segment that brought it."""

    number: int
    cells: Mapping[str, Any]
    segment: Segment


def versions(home: Path, *, source: str, record: str) -> tuple[Version, ...]:
    """Every version of a record of a source, the first first; none where the record was never read."""
    found: list[Version] = []
    segments = listed(home, source=source)
    if not segments:
        return ()
    with working(home) as db:
        for segment in segments:
            path = literal(home / segment.path)
            rows = db.con.execute(
                f"SELECT * FROM read_parquet({path}) WHERE record = {literal(record)}"
            ).to_arrow_table()
            found += [Version(number=row["version"], cells=row, segment=segment) for row in rows.to_pylist()]
    return tuple(sorted(found, key=lambda one: one.number))
