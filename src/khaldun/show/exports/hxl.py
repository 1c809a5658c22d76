"""HXL: a CSV whose second line tags each column, for humanitarian tools.

Only fields that have a tag; each line after the tags is an event.
"""

from collections.abc import Iterator
from dataclasses import replace

from khaldun.show.exports.comma import header, lines
from khaldun.show.exports.export import Export
from khaldun.show.exports.format import Format


def _written(export: Export) -> Iterator[bytes]:
    tagged = [field for field in export.events.fields if field.hxl]
    names = [field.name for field in tagged]
    yield header(names)
    yield header([str(field.hxl) for field in tagged])
    batches = (batch.select(names) for batch in export.events.batches)
    yield from lines(replace(export.events, fields=tagged, batches=batches), raw=export.raw)


FORMAT = Format(name="hxl", suffix="hxl.csv", media_type="text/csv; charset=utf-8", written=_written)
