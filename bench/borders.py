"""How fast and how exact are distances to borders, beside shapely and pyproj?

    python bench/borders.py

A hundred thousand towns of the gazetteer; the peer measures some of them against the same lines, divided finely.
"""

import time

import numpy as np
from pyproj import Geod
from shapely import LineString

from khaldun.identify import borders, gazetteer
from khaldun.identify.border_lines import border_lines

POINTS, CHECKED, LIMIT_SECONDS, LIMIT_KM = 100_000, 200, 60.0, 0.1


def peer(latitude: float, longitude: float, *, border: str) -> float:
    """The distance by pyproj from a point to points every 30 m near the foot that shapely finds."""
    best = np.inf
    for line in border_lines().lines[border]:
        scale = np.array([np.cos(np.radians(latitude)), 1.0])
        flat = LineString(line * scale)
        at = flat.project(LineString([np.array([longitude, latitude]) * scale] * 2).centroid)
        along = np.clip(at + np.linspace(-0.2, 0.2, 1601), 0, flat.length)
        feet = np.array([flat.interpolate(a).coords[0] for a in along]) / scale
        start = np.full(len(feet), longitude), np.full(len(feet), latitude)
        best = min(best, Geod(ellps="WGS84").inv(*start, feet[:, 0], feet[:, 1])[2].min() / 1000)
    return best


if __name__ == "__main__":
    table = gazetteer().tables[0]
    rows = np.random.default_rng(7).choice(len(table), POINTS, replace=False)
    latitude, longitude = table.latitude[rows], table.longitude[rows]
    borders().distances(0.0, 30.0)
    began = time.perf_counter()
    found = borders().table(latitude, longitude)
    took = time.perf_counter() - began
    print(
        f"{borders().version}: {POINTS:,} points, {len(found.km):,} distances in {took:.1f} s (limit {LIMIT_SECONDS} s)"
    )
    chosen = np.random.default_rng(8).choice(len(found.km), CHECKED, replace=False)
    off = [
        abs(
            float(found.km[i])
            - peer(latitude[found.point[i]], longitude[found.point[i]], border=found.names[found.border[i]])
        )
        for i in chosen
    ]
    print(f"{CHECKED} of them against the peer: median {np.median(off) * 1000:.1f} m, worst {max(off) * 1000:.0f} m")
    assert took < LIMIT_SECONDS
    assert np.median(off) < LIMIT_KM
