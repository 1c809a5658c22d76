"""KML: one placemark an event, with its days on the time slider and every field as data."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from khaldun.show.exports.cells import plain
from khaldun.show.exports.export import Export
from khaldun.show.exports.format import Format

MOST = 100_000
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OPEN = '<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n'


def _written(export: Export) -> Iterator[bytes]:
    yield f"{_OPEN}<name>events</name><description>{_text(export.stamp.text())}</description>\n".encode()
    for batch in export.events.batches:
        yield "".join(map(_placemark, plain(batch, raw=True).to_pylist())).encode()
    yield b"</Document></kml>\n"


def _placemark(row: dict[str, Any]) -> str:
    data = "".join(
        f"<Data name={quoteattr(name)}><value>{_text(value)}</value></Data>"
        for name, value in row.items()
        if value is not None
    )
    name = _text(row["title"] or row["type"])
    return f"<Placemark><name>{name}</name>{_days(row)}<ExtendedData>{data}</ExtendedData>{_point(row)}</Placemark>\n"


def _days(row: dict[str, Any]) -> str:
    ends = [f"<{tag}>{row[key]}</{tag}>" for tag, key in (("begin", "start"), ("end", "end")) if row[key]]
    return f"<TimeSpan>{''.join(ends)}</TimeSpan>" if ends else ""


def _point(row: dict[str, Any]) -> str:
    if row["longitude"] is None or row["latitude"] is None:
        return ""
    return f"<Point><coordinates>{row['longitude']},{row['latitude']}</coordinates></Point>"


def _text(value: object) -> str:
    """A value as XML can hold it: a character that XML forbids stands as the mark of a lost one."""
    if isinstance(value, bool):
        return str(value).lower()
    told = value.isoformat() if isinstance(value, date) else str(value)
    return escape(_NO_XML.sub("\ufffd", told), {"\r": "&#13;"})


FORMAT = Format(
    name="kml", suffix="kml", media_type="application/vnd.google-earth.kml+xml", written=_written, most=MOST
)
