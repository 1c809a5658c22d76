"""GeoParquet: typed columns, lists and points, for millions of rows."""

from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from khaldun.show.exports.export import Export
from khaldun.show.exports.format import Format, by_file
from khaldun.show.exports.points import GEOMETRY, geoparquet, placed


def _write(export: Export, path: Path) -> None:
    told = {"geo": geoparquet(), "khaldun": export.stamp.text()}
    schema = export.events.schema.append(pa.field(GEOMETRY, pa.binary())).with_metadata(told)
    with parquet.ParquetWriter(path, schema, compression="zstd") as file:
        for batch in export.events.batches:
            file.write_batch(placed(batch).replace_schema_metadata(told))


FORMAT = Format(
    name="geoparquet",
    suffix="parquet",
    media_type="application/vnd.apache.parquet",
    written=by_file("events.parquet", _write),
)
