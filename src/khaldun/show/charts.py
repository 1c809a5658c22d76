"""How does a result look? A Vega-Lite specification from its figures, and SVG or PNG of it without a browser."""

from collections.abc import Callable, Mapping, Sequence
from math import cos, radians
from typing import Any

import altair as alt
import vl_convert

from khaldun.ask import Reading, Result
from khaldun.identify.border_lines import border_lines

SOUND, UNSOUND, INK, PALE = "#0072B2", "#B8B8B8", "#222222", "#FBE3B5"
WIDTH, ROW = 560, 20
KM_A_DEGREE = 111.2
MARGIN = 1.2  # degrees around the points of a map
MOST_BARS = 30
Spec = dict[str, Any]


def chart(result: Result) -> Spec | None:
    """The Vega-Lite specification of a result; null where there is nothing to draw."""
    draw = _FORMS.get(result.answer.drawing)
    drawn = draw(result) if draw else None
    if drawn is None:
        return None
    title = alt.Title(result.recipe.asks, subtitle=_subtitle(result), anchor="start", limit=WIDTH + 220)
    whole = drawn.properties(title=title).configure_view(stroke=None).configure_axis(labelLimit=260, grid=False)
    spec: Spec = whole.to_dict()
    return spec


def svg(spec: Spec) -> str:
    """A specification drawn as SVG."""
    return str(vl_convert.vegalite_to_svg(spec))


def png(spec: Spec) -> bytes:
    """A specification drawn as PNG, at twice the size for sharp screens and print."""
    return bytes(vl_convert.vegalite_to_png(spec, scale=2))


def _subtitle(result: Result) -> str:
    origin = result.origin
    return f"{result.recipe.name} v{result.recipe.version}, release {origin.release}, khaldun {origin.code}"


def _bars(result: Result) -> alt.LayerChart | None:
    """A bar a reading with its low and high; the default on top, readings that are wrong to use in grey."""
    readings = sorted(result.answer.readings, key=lambda one: not one.sound)[:MOST_BARS]
    if not any(one.figure.best is not None for one in readings):
        return None
    rows = [_reading(one, default=one is result.answer.readings[0]) for one in readings]
    order = [row["definition"] for row in rows]
    unit = readings[0].figure.unit
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y("definition:N", sort=order, title=None))
    bars = base.mark_bar(height=11).encode(
        x=alt.X("best:Q", title=unit), color=_colour("use", ["sound", "another question"], [SOUND, UNSOUND])
    )
    spans = base.mark_rule(color=INK, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    text = base.mark_text(align="left", dx=5, color=INK).encode(x="most:Q", text="best:Q")
    return alt.layer(bars, spans, text).properties(width=WIDTH, height=ROW * len(rows))


def _reading(one: Reading, *, default: bool) -> dict[str, Any]:
    figure = one.figure
    name = ", ".join(one.choices.values()).replace("_", " ") or one.definition
    return {
        "definition": f"{name} (default)" if default else name,
        "best": figure.best,
        "low": figure.low,
        "high": figure.high,
        "most": max(value for value in (figure.best, figure.high, 0) if value is not None),
        "use": "sound" if one.sound else "another question",
    }


def _series(result: Result) -> alt.LayerChart | None:
    """A point a month or year with its low and high; for groups, one colour a group."""
    when = next((name for name in ("month", "year") if result.answer.table and name in result.answer.table[0]), None)
    if when is None:
        return _bars(result)
    group = next((name for name in ("perpetrator", "window", "country") if name in result.answer.table[0]), None)
    if len({row[when] for row in result.answer.table}) == 1:
        return _groups(result, group or when)
    base = alt.Chart(alt.Data(values=[dict(row) for row in result.answer.table])).encode(
        x=alt.X(f"{when}:O", title=None), **({"color": _colour(group)} if group else {})
    )
    unit = result.answer.table[0].get("unit", "events")
    spans = base.mark_rule(strokeWidth=2, opacity=0.6).encode(y="low:Q", y2="high:Q")
    points = base.mark_point(filled=True, size=45).encode(y=alt.Y("best:Q", title=f"{unit}, low to high"))
    return alt.layer(spans, points).properties(width=WIDTH, height=240)


def _groups(result: Result, group: str) -> alt.LayerChart:
    """A bar a group with its low and high, where all rows are of one time."""
    rows = sorted((dict(row) for row in result.answer.table), key=lambda row: -(row["best"] or 0))
    base = alt.Chart(alt.Data(values=rows)).encode(y=alt.Y(f"{group}:N", sort=[row[group] for row in rows], title=None))
    bars = base.mark_bar(height=11, color=SOUND).encode(x=alt.X("best:Q", title=rows[0].get("unit", "")))
    spans = base.mark_rule(color=INK, strokeWidth=1.5).encode(x="low:Q", x2="high:Q")
    return alt.layer(bars, spans).properties(width=WIDTH, height=ROW * len(rows))


def _intervals(result: Result) -> alt.LayerChart | None:
    """An event a line: from its low to its high figure, with a mark at the best."""
    rows = [
        {
            **row,
            "event": f"{row['start']}  {row['title']}, {row['place']}",
            "least": _end(row, min),
            "most": _end(row, max),
        }
        for row in result.answer.table
        if row.get("best") is not None
    ]
    if not rows:
        return None
    base = alt.Chart(alt.Data(values=rows)).encode(
        y=alt.Y("event:N", sort=[row["event"] for row in rows], title=None, axis=alt.Axis(labelLimit=420))
    )
    spans = base.mark_rule(color=SOUND, strokeWidth=3).encode(x=alt.X("least:Q", title="killed"), x2="most:Q")
    best = base.mark_point(filled=True, color=INK, size=50).encode(x="best:Q")
    return alt.layer(spans, best).properties(width=WIDTH, height=ROW * len(rows))


def _end(row: Mapping[str, Any], pick: Callable[[Sequence[int]], int]) -> int:
    """The least or greatest of the three figures, because a best figure may lie outside its own low and high."""
    return pick([row[name] for name in ("low", "best", "high") if row[name] is not None])


def _map(result: Result) -> alt.LayerChart | None:
    """The rows as points, those that match filled, over the named borders with the band of the distance asked."""
    rows = [dict(row) for row in result.answer.table if row.get("latitude") is not None]
    if not rows:
        return None
    for row in rows:
        row["where"] = "counted" if row.get("inside", row.get("matches", True)) else "just outside"
    bounds = _bounds(rows)
    width, height = _size(bounds)
    return alt.layer(*_borders(result, bounds), _points(rows, bounds)).properties(width=width, height=height)


Bounds = tuple[float, float, float, float]


def _bounds(rows: Sequence[Mapping[str, Any]]) -> Bounds:
    """West, east, south and north of the points with a margin."""
    east, north = ([row[name] for row in rows] for name in ("longitude", "latitude"))
    return min(east) - MARGIN, max(east) + MARGIN, min(north) - MARGIN, max(north) + MARGIN


def _size(bounds: Bounds) -> tuple[float, float]:
    """Width and height in pixels, so that a kilometre is as long to the north as to the east."""
    west, east, south, north = bounds
    broad, tall = (east - west) * cos(radians((south + north) / 2)), north - south
    scale = WIDTH / max(broad, tall)
    return broad * scale, tall * scale


def _axes(bounds: Bounds) -> dict[str, Any]:
    west, east, south, north = bounds
    return {
        "x": alt.X("longitude:Q", scale=alt.Scale(domain=[west, east], nice=False), title="longitude"),
        "y": alt.Y("latitude:Q", scale=alt.Scale(domain=[south, north], nice=False), title="latitude"),
    }


def _borders(result: Result, bounds: Bounds) -> list[alt.Chart]:
    """Each named border twice: as a band as wide as the distance asked on both sides, and as a line."""
    rows = [
        {"longitude": float(x), "latitude": float(y), "line": f"{name}{part}", "step": step}
        for name in result.recipe.selection.borders
        for part, line in enumerate(border_lines().lines.get(name, ()))
        for step, (x, y) in enumerate(line)
    ]
    if not rows:
        return []
    base = alt.Chart(alt.Data(values=rows)).encode(**_axes(bounds), detail="line:N", order="step:Q")
    band = base.mark_line(
        color=PALE, opacity=1, strokeWidth=_band(result, bounds), strokeCap="round", strokeJoin="round", clip=True
    )
    return [band, base.mark_line(color=INK, strokeWidth=1, clip=True)]


def _band(result: Result, bounds: Bounds) -> float:
    """The width in pixels of the distance on both sides of a line."""
    return 2 * (result.searched_km or 0.0) / KM_A_DEGREE * _size(bounds)[1] / (bounds[3] - bounds[2])


def _points(rows: Sequence[Mapping[str, Any]], bounds: Bounds) -> alt.Chart:
    return (
        alt.Chart(alt.Data(values=list(rows)))
        .mark_point(filled=True, opacity=0.9, stroke="white", strokeWidth=0.8, clip=True)
        .encode(
            **_axes(bounds),
            color=_colour("where", ["counted", "just outside"], [SOUND, UNSOUND], title="events"),
            shape=alt.Shape(
                "where:N",
                scale=alt.Scale(domain=["counted", "just outside"], range=["circle", "square"]),
                title="events",
            ),
            size=alt.Size("best:Q", title="killed", scale=alt.Scale(range=[40, 400])),
        )
    )


def _colour(
    field: str, domain: Sequence[str] | None = None, colours: Sequence[str] | None = None, *, title: str | None = None
) -> alt.Color:
    """A colour that the colour-blind can tell apart."""
    wong = ["#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00", "#F0E442", "#222222"]
    scale = alt.Scale(domain=list(domain), range=list(colours or ())) if domain else alt.Scale(range=wong)
    return alt.Color(f"{field}:N", scale=scale, legend=alt.Legend(title=title, orient="bottom"))


_FORMS: Mapping[str, Callable[[Result], alt.LayerChart | None]] = {
    "bars": _bars,
    "series": _series,
    "intervals": _intervals,
    "map": _map,
}
