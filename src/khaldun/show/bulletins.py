"""How does a watch report leave the house: as text, as a feed, as a letter?"""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime, time
from email.utils import format_datetime
from hashlib import sha256
from html import escape
from json import dumps
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree as ET

from khaldun.forecast.watch.alert import Alert, Watched
from khaldun.forecast.watch.inside import Row
from khaldun.show.alerts import Bulletin, as_json, grounds, headline, notes, shown, summary, title, words

MOST_ROWS: Final = 10
"""Rows of an alert that a person is shown; JSON has all."""

CELL: Final = 'style="padding:4px 12px 4px 0;border-bottom:1px solid #ddd;text-align:left;vertical-align:top"'
PAGE: Final = 'style="font-family:Georgia,serif;max-width:42em;margin:1em auto;color:#222;line-height:1.4"'


def as_text(bulletin: Bulletin) -> str:
    """The report for a terminal or a plain letter."""
    return "\n".join([title(bulletin), "", *summary(bulletin), *_text_areas(bulletin)]) + "\n"


def _text_areas(bulletin: Bulletin) -> Iterator[str]:
    for area in bulletin.found:
        yield f"\n{area.area.name}"
        for alert in area.alerts:
            yield f"  ! {headline(bulletin, area, alert)}"
            yield from (f"    {said}" for said in grounds(bulletin, alert))
            yield from (f"    - {line}" for line in _lines(bulletin, alert))
        yield from (f"  {said}" for said in notes(bulletin, area))


def _lines(bulletin: Bulletin, alert: Alert) -> list[str]:
    """The rows that may leave, a line each; of many only the first, and how many more there are."""
    rows = shown(alert.rows)
    rest = [bulletin.say("more", n=len(rows) - MOST_ROWS)] if len(rows) > MOST_ROWS else []
    return [", ".join(_cells(bulletin, row)) for row in rows[:MOST_ROWS]] + rest


def _cells(bulletin: Bulletin, row: Row) -> tuple[str, str, str, str]:
    spoken = words(bulletin.language)
    killed = (
        f"{row.killed} {spoken['killed']}" if row.killed is not None else f"{spoken['killed']}: {spoken['not_told']}"
    )
    return row.start.isoformat(), row.place or spoken["not_told"], killed, row.event_id


def as_html(bulletin: Bulletin) -> str:
    """The report as a page that e-mail programs show: styles inline, no script, nothing fetched."""
    areas = "".join(_html_area(bulletin, area) for area in bulletin.found)
    said = "".join(f"<p>{escape(each)}</p>" for each in summary(bulletin))
    name = escape(title(bulletin))
    head = f'<!doctype html><html lang="{bulletin.language}"><head><meta charset="utf-8"><title>{name}</title></head>'
    return f"{head}<body {PAGE}><h1>{name}</h1>{said}{areas}</body></html>\n"


def _html_area(bulletin: Bulletin, area: Watched) -> str:
    alerts = "".join(_html_alert(bulletin, area, alert) for alert in area.alerts)
    said = "".join(f'<p style="color:#666">{escape(each)}</p>' for each in notes(bulletin, area))
    return f"<h2>{escape(area.area.name)}</h2>{alerts}{said}"


def _html_alert(bulletin: Bulletin, area: Watched, alert: Alert) -> str:
    spoken = words(bulletin.language)
    head = "".join(f"<th {CELL}>{escape(spoken[key])}</th>" for key in ("day", "place", "killed", "event"))
    rows = [_html_row(bulletin, row) for row in shown(alert.rows)[:MOST_ROWS]]
    rest = _lines(bulletin, alert)[len(rows) :]
    because = " ".join([*rest, *grounds(bulletin, alert)])
    table = f'<table style="border-collapse:collapse"><tr>{head}</tr>{"".join(rows)}</table>'
    return f"<p><strong>{escape(headline(bulletin, area, alert))}</strong></p>{table}<p>{escape(because)}</p>"


def _html_row(bulletin: Bulletin, row: Row) -> str:
    return "<tr>" + "".join(f"<td {CELL}>{escape(cell)}</td>" for cell in _cells(bulletin, row)) + "</tr>"


def as_rss(bulletin: Bulletin) -> str:
    """The report as an RSS 2.0 feed, an item an alert; the same alert of the same release keeps its id."""
    feed = ET.Element("rss", version="2.0")
    channel = ET.SubElement(feed, "channel")
    _add(channel, title=title(bulletin), link="urn:khaldun:watch", description=" ".join(summary(bulletin)))
    _add(channel, language=bulletin.language)
    for area in bulletin.found:
        for alert in area.alerts:
            _item(channel, bulletin, area, alert)
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _item(channel: ET.Element, bulletin: Bulletin, area: Watched, alert: Alert) -> None:
    item = ET.SubElement(channel, "item")
    says = headline(bulletin, area, alert)
    rows = "; ".join(_lines(bulletin, alert))
    _add(item, title=f"{area.area.name}: {says}", description=" ".join([*grounds(bulletin, alert), rows]))
    key = "|".join((bulletin.release, area.area.name, alert.rule, alert.actor or "", area.until.isoformat()))
    guid = ET.SubElement(item, "guid", isPermaLink="false")
    guid.text = f"urn:khaldun:alert:{sha256(key.encode()).hexdigest()[:16]}"
    _add(item, pubDate=format_datetime(datetime.combine(area.until, time(), UTC)))


def _add(parent: ET.Element, **texts: str) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = text


def _json(bulletin: Bulletin) -> str:
    return dumps(as_json(bulletin), ensure_ascii=False, indent=1) + "\n"


FORMS: Final[Mapping[str, Callable[[Bulletin], str]]] = MappingProxyType(
    {"text": as_text, "json": _json, "rss": as_rss, "html": as_html}
)
