"""GeoJSON: one feature an event; an event whose place is unknown has a null geometry."""

import json
from collections.abc import Iterator

from khaldun.show.exports.export import Export
from khaldun.show.exports.format import Format
from khaldun.show.exports.jsonl import objects
from khaldun.show.exports.points import geometry_of


def _written(export: Export) -> Iterator[bytes]:
    yield f'{{"type": "FeatureCollection", "name": "events", "khaldun": {export.stamp.text()}, "features": [\n'.encode()
    between = ""
    for rows in objects(export.events):
        features = (
            {"type": "Feature", "id": row["event_id"], "geometry": geometry_of(row), "properties": row} for row in rows
        )
        told = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
        yield (between + told).encode()
        between = ",\n" if told else between
    yield b"\n]}\n"


FORMAT = Format(name="geojson", suffix="geojson", media_type="application/geo+json", written=_written)
