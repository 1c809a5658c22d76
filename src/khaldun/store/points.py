"""In which cells of h3 does a point lie, and how does GeoParquet write it?"""

import json
from collections.abc import Sequence

import h3.api.basic_int as h3
import numpy as np
import pyarrow as pa

_WKB_POINT = np.dtype([("order", "u1"), ("type", "<u4"), ("x", "<f8"), ("y", "<f8")])


def points(latitudes: Sequence[float], longitudes: Sequence[float]) -> pa.Table:
    """A table of points with their h3 cells of resolution 5 and 7 and their well-known binary (longitude first)."""
    columns = {
        "latitude": pa.array(latitudes, pa.float64()),
        "longitude": pa.array(longitudes, pa.float64()),
        "h3_5": _cells(latitudes, longitudes, 5),
        "h3_7": _cells(latitudes, longitudes, 7),
        "geometry": _well_known(latitudes, longitudes),
    }
    return pa.table(columns)


def geo_metadata() -> str:
    """What GeoParquet 1.0 asks a file to say of its column `geometry`: points in longitude and latitude, WGS 84."""
    column = {"encoding": "WKB", "geometry_types": ["Point"]}
    return json.dumps({"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": column}})


def _cells(latitudes: Sequence[float], longitudes: Sequence[float], resolution: int) -> pa.Array:
    pairs = zip(latitudes, longitudes, strict=True)
    return pa.array([h3.latlng_to_cell(lat, lon, resolution) for lat, lon in pairs], pa.int64())


def _well_known(latitudes: Sequence[float], longitudes: Sequence[float]) -> pa.Array:
    made = np.zeros(len(latitudes), _WKB_POINT)
    made["order"], made["type"] = 1, 1
    made["x"], made["y"] = longitudes, latitudes
    width = pa.binary(_WKB_POINT.itemsize)
    return pa.FixedSizeBinaryArray.from_buffers(width, len(made), [None, pa.py_buffer(made.tobytes())]).cast("binary")
