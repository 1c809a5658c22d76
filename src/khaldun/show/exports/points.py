"""How does a row carry its point, for a map?"""

import json
import struct
from typing import Any

import pyarrow as pa

CRS = "EPSG:4326"
GEOMETRY = "geometry"
_POINT = struct.Struct("<BIdd")
_IS_POINT = (1, 1)  # little end first; a point


def placed(batch: pa.RecordBatch) -> pa.RecordBatch:
    """The rows with a column of points in well-known binary, null where no point is known."""
    pairs = zip(batch["longitude"].to_pylist(), batch["latitude"].to_pylist(), strict=True)
    binary = [None if x is None or y is None else _POINT.pack(*_IS_POINT, x, y) for x, y in pairs]
    return batch.append_column(GEOMETRY, pa.array(binary, pa.binary()))


def geometry_of(row: dict[str, Any]) -> dict[str, Any] | None:
    """The point of a row as GeoJSON; null where none is known."""
    if row["longitude"] is None or row["latitude"] is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def geoparquet() -> str:
    """What GeoParquet 1.0 asks a file to say of its points: longitude and latitude, WGS 84."""
    column = {"encoding": "WKB", "geometry_types": ["Point"]}
    return json.dumps({"version": "1.0.0", "primary_column": GEOMETRY, "columns": {GEOMETRY: column}})
