"""When a model said one in five, did it happen once in five times? As a picture."""

from collections.abc import Sequence
from typing import Any

import altair as alt
import numpy as np
import vl_convert

from khaldun.forecast.record import Scored
from khaldun.forecast.reliability import Bin, reliability
from khaldun.model import KhaldunError

INK, LINE, PALE = "#222222", "#0072B2", "#B8B8B8"
SIDE = 320


def reliability_chart(scored: Sequence[Scored], *, kind: str) -> bytes:
    """The chance of any deaths against how often there were any, as "svg" or "png".

    Bars are Wilson's 95 % intervals; points on the pale line are right. Raises KhaldunError where nothing was scored.
    """
    if not scored:
        raise KhaldunError("nothing was scored, so there is no reliability to draw; give a longer history")
    spec = _chart(scored)
    if kind == "svg":
        return str(vl_convert.vegalite_to_svg(spec)).encode()
    if kind == "png":
        return bytes(vl_convert.vegalite_to_png(spec, scale=2))
    raise KhaldunError(f"a chart cannot be drawn as {kind!r}; name a file that ends in .svg or .png")


def _chart(scored: Sequence[Scored]) -> dict[str, Any]:
    chance = np.concatenate([each.chance.ravel() for each in scored])
    happened = np.concatenate([each.happened.ravel() for each in scored])
    bins = [_point(each) for each in reliability(chance, happened)]
    whole = alt.Scale(domain=[0, 1])
    base = alt.Chart(alt.InlineData(values=bins)).encode(
        x=alt.X("said:Q", title="chance of any deaths that was given", scale=whole)
    )
    right = alt.Chart(alt.InlineData(values=[{"at": 0}, {"at": 1}])).mark_line(color=PALE).encode(x="at:Q", y="at:Q")
    happening = alt.Y("low:Q", title="share of months with deaths", scale=whole)
    bars = base.mark_rule(color=INK).encode(y=happening, y2="high:Q")
    points = base.mark_circle(color=LINE, opacity=1).encode(
        y="happened:Q", size=alt.Size("cells:Q", title="unit-months")
    )
    windows = f"{len(scored)} windows, {len(chance)} unit-months, 95 % intervals"
    title = alt.Title(f"Reliability of {scored[0].model}", subtitle=windows, anchor="start")
    drawn = alt.layer(right, bars, points).properties(title=title, width=SIDE, height=SIDE)
    spec: dict[str, Any] = drawn.to_dict()
    return spec


def _point(found: Bin) -> dict[str, float]:
    return {
        "said": found.said,
        "happened": found.happened,
        "low": found.low,
        "high": found.high,
        "cells": found.cells,
    }
