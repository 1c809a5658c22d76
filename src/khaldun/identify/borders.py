"""How far is a place from each border?"""

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
from scipy.spatial import cKDTree

from khaldun.identify.border_lines import border_lines
from khaldun.identify.geodesy import Array, geodesic_km, km_per_degree, on_sphere
from khaldun.model import KhaldunError

Indices = npt.NDArray[np.int64]
WITHIN_KM = 250.0
EARTH_KM = 6371.0
SPHERE_ERROR = 0.006  # by which distances on the sphere and on the ellipsoid differ at most
STEP_KM = 2.5  # to which lines are divided before the search
NEAREST = 4
THIRTY_MILES_KM = 48.28032
MAPS_DIFFER_KM = 5.0  # at most, between Natural Earth and OpenStreetMap on the border of Mali and Guinea


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Line:
    """One border, divided into short steps, each from a start to a stop in degrees, and a tree over the starts."""

    start: Array
    stop: Array
    tree: cKDTree
    middle: Array
    reach_km: float


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Distances:
    """Pairs of a point and a border: `point` is an index into the points given, `border` one into `names`."""

    names: tuple[str, ...]
    point: Indices
    border: Indices
    km: Array


class Borders:
    """Distances to the packaged land borders, on the WGS 84 ellipsoid."""

    def __init__(self) -> None:
        self.version = border_lines().version
        self.names = tuple(sorted(border_lines().lines))

    def distances(self, latitude: float, longitude: float, *, within_km: float = WITHIN_KM) -> list[tuple[str, float]]:
        """The borders ("GN|ML") within a distance of a point in degrees, the nearest first, with the distance in km."""
        found = self.table(np.array([latitude]), np.array([longitude]), within_km=within_km)
        pairs = zip(found.border, found.km, strict=True)
        return sorted(((self.names[at], round(float(km), 3)) for at, km in pairs), key=lambda pair: (pair[1], pair[0]))

    def table(self, latitude: Array, longitude: Array, *, within_km: float = WITHIN_KM) -> Distances:
        """The borders within a distance of each of many points in degrees, in order of the points.

        A point without a position (NaN) has no border near it.
        """
        if not 0 < within_km <= EARTH_KM:
            raise KhaldunError(f"{within_km} km is no distance to look within; take one between 0 and {EARTH_KM:.0f}")
        given = np.column_stack([longitude, latitude]).astype(np.float64)
        known = np.flatnonzero(np.isfinite(given).all(axis=1))
        points, which = np.unique(given[known], axis=0, return_inverse=True)
        sphere = on_sphere(points[:, 1], points[:, 0])
        found = [_near(name, points, sphere=sphere, within_km=within_km) for name in self.names]
        border = np.repeat(np.arange(len(self.names)), [len(at) for at, _ in found])
        point, km = (np.concatenate(column) for column in zip(*found, strict=True))
        return self._spread(known, which.ravel(), point=point, border=border, km=km)

    def _spread(self, known: Indices, which: Indices, *, point: Indices, border: Indices, km: Array) -> Distances:
        """The distances of different positions as those of the points given, of which many may share a position."""
        order = np.lexsort((border, point))
        counts = np.bincount(point, minlength=int(which.max(initial=-1)) + 1)
        first, each = np.cumsum(counts) - counts, counts[which]
        inner = np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
        at = order[np.repeat(first[which], each) + inner]
        return Distances(names=self.names, point=np.repeat(known, each), border=border[at], km=km[at])


def _near(name: str, points: Array, *, sphere: Array, within_km: float) -> tuple[Indices, Array]:
    """The indices of the points within a distance of one border, and the distances."""
    border = _line(name)
    widest = (within_km + border.reach_km) * (1 + SPHERE_ERROR)
    close = np.flatnonzero(sphere @ border.middle >= np.cos(min(widest / EARTH_KM, np.pi)))
    if not len(close):
        return close, np.empty(0)
    km = _kilometres(points[close], border, within_km=within_km)
    inside = km <= within_km
    return close[inside], km[inside]


def near_the_threshold(km: float, *, threshold_km: float = THIRTY_MILES_KM) -> bool:
    """Whether maps disagree on which side of a distance a place lies: 43 to 53 km around 30 miles."""
    return abs(km - threshold_km) <= MAPS_DIFFER_KM


@cache
def _line(name: str) -> Line:
    """A border divided into steps of at most `STEP_KM`."""
    pieces = [_divided(line) for line in border_lines().lines[name]]
    start, stop = (np.concatenate([piece[at] for piece in pieces]) for at in (0, 1))
    sphere = on_sphere(start[:, 1], start[:, 0])
    middle = sphere.mean(axis=0) / np.linalg.norm(sphere.mean(axis=0))
    reach = EARTH_KM * float(np.arccos(np.clip((sphere @ middle).min(), -1, 1))) + STEP_KM
    return Line(start=start, stop=stop, tree=cKDTree(sphere), middle=middle, reach_km=reach)


def _divided(line: Array) -> tuple[Array, Array]:
    """The starts and stops of the short steps of a line, which is straight in degrees between its points."""
    step = np.diff(line, axis=0)
    north, east = km_per_degree((line[:-1, 1] + line[1:, 1]) / 2)
    parts = np.maximum(1, np.ceil(np.hypot(step[:, 0] * east, step[:, 1] * north) / STEP_KM)).astype(int)
    leg = np.repeat(np.arange(len(step)), parts)
    share = (np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)) / parts[leg]
    start = line[leg] + step[leg] * share[:, None]
    return start, start + step[leg] / parts[leg][:, None]


def _kilometres(points: Array, border: Line, *, within_km: float) -> Array:
    """The distance from each point to a border; infinite beyond `within_km`.

    The foot of the perpendicular is found in degrees scaled at the point, and the way to it measured on the ellipsoid.
    """
    bound = 2 * np.sin(min((within_km * (1 + SPHERE_ERROR) + 2 * STEP_KM) / EARTH_KM / 2, np.pi / 2))
    _, nearest = border.tree.query(on_sphere(points[:, 1], points[:, 0]), k=NEAREST, distance_upper_bound=bound)
    steps = np.concatenate([nearest, nearest - 1], axis=1)
    steps = np.where((nearest[:, :1] < len(border.start)) & (steps < len(border.start)) & (steps >= 0), steps, -1)
    feet, flat_km = _feet(points, border.start[steps], stop=border.stop[steps])
    best = np.argmin(np.where(steps >= 0, flat_km, np.inf), axis=1)
    row = np.arange(len(points))
    foot = feet[row, best]
    km = geodesic_km(points[:, 1], points[:, 0], to_latitude=foot[:, 1], to_longitude=foot[:, 0])
    return np.where(steps[row, best] >= 0, km, np.inf)


def _feet(points: Array, start: Array, *, stop: Array) -> tuple[Array, Array]:
    """The points of steps that are nearest to points, and about how far they are, by the scale half-way."""
    north, east = km_per_degree((points[:, None, 1] + start[..., 1]) / 2)
    scale = np.stack([east, north], axis=-1)
    along, back = (stop - start) * scale, (points[:, None, :] - start) * scale
    share = np.clip((along * back).sum(axis=2) / np.maximum((along**2).sum(axis=2), 1e-12), 0, 1)
    feet = start + (stop - start) * share[..., None]
    return feet, np.hypot(*np.moveaxis((points[:, None, :] - feet) * scale, -1, 0))
