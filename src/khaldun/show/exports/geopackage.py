"""GeoPackage: one layer of points for QGIS and other desktop tools."""

from pathlib import Path

import pyarrow as pa
import pyogrio

from khaldun.show.exports.cells import plain
from khaldun.show.exports.export import Export
from khaldun.show.exports.format import Format, by_file
from khaldun.show.exports.points import CRS, GEOMETRY, placed


def _write(export: Export, path: Path) -> None:
    schema = pa.schema(
        [*(pa.field(one.name, pa.string() if pa.types.is_list(one.type) else one.type) for one in export.events.schema)]
    ).append(pa.field(GEOMETRY, pa.binary()))
    batches = (placed(plain(batch, raw=True)) for batch in export.events.batches)
    pyogrio.write_arrow(
        pa.RecordBatchReader.from_batches(schema, batches),
        path,
        layer="events",
        driver="GPKG",
        geometry_name=GEOMETRY,
        geometry_type="Point",
        crs=CRS,
        layer_metadata={"khaldun": export.stamp.text()},
    )


FORMAT = Format(
    name="gpkg",
    suffix="gpkg",
    media_type="application/geopackage+sqlite3",
    written=by_file("events.gpkg", _write),
)
