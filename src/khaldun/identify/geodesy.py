"""How far is it, on the ellipsoid of the Earth?"""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
SEMI_MAJOR_KM = 6378.137  # WGS 84
FLATTENING = 1 / 298.257223563
SEMI_MINOR_KM = SEMI_MAJOR_KM * (1 - FLATTENING)
ECCENTRICITY2 = FLATTENING * (2 - FLATTENING)
ROUNDS = 12
CLOSE_ENOUGH = 1e-13


def geodesic_km(latitude: Array, longitude: Array, *, to_latitude: Array, to_longitude: Array) -> Array:
    """The length in km of the geodesics on WGS 84 between points in degrees, to the millimetre below 10,000 km.

    Vincenty (1975), "Direct and inverse solutions of geodesics on the ellipsoid", Survey Review 23(176).
    """
    first, second = (np.arctan((1 - FLATTENING) * np.tan(np.radians(x))) for x in (latitude, to_latitude))
    apart = np.radians(to_longitude - longitude)
    sines, cosines = np.sin(first) * np.sin(second), np.cos(first) * np.cos(second)
    turned = apart.copy()
    with np.errstate(divide="ignore", invalid="ignore"):
        for _ in range(ROUNDS):
            across = np.cos(first) * np.sin(second) - np.sin(first) * np.cos(second) * np.cos(turned)
            sine = np.hypot(np.cos(second) * np.sin(turned), across)
            cosine = sines + cosines * np.cos(turned)
            arc = np.arctan2(sine, cosine)
            azimuth = np.where(sine > 0, cosines * np.sin(turned) / sine, 0.0)
            square = 1 - azimuth**2
            middle = np.where(square > 0, cosine - 2 * sines / square, 0.0)
            c = FLATTENING / 16 * square * (4 + FLATTENING * (4 - 3 * square))
            inner = middle + c * cosine * (2 * middle**2 - 1)
            before, turned = turned, apart + (1 - c) * FLATTENING * azimuth * (arc + c * sine * inner)
            if np.all(np.abs(turned - before) < CLOSE_ENOUGH):
                break
    return _length(square, arc, sine=sine, cosine=cosine, middle=middle)


def _length(square: Array, arc: Array, *, sine: Array, cosine: Array, middle: Array) -> Array:
    u2 = square * (SEMI_MAJOR_KM**2 - SEMI_MINOR_KM**2) / SEMI_MINOR_KM**2
    a = 1 + u2 / 16384 * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)))
    b = u2 / 1024 * (256 + u2 * (-128 + u2 * (74 - 47 * u2)))
    third = b / 6 * middle * (4 * sine**2 - 3) * (4 * middle**2 - 3)
    delta = b * sine * (middle + b / 4 * (cosine * (2 * middle**2 - 1) - third))
    return np.asarray(SEMI_MINOR_KM * a * (arc - delta), dtype=np.float64)


def km_per_degree(latitude: Array) -> tuple[Array, Array]:
    """The km in a degree of latitude and of longitude at some latitudes, from the ellipsoid's radii of curvature."""
    sine2 = np.sin(np.radians(latitude)) ** 2
    across = SEMI_MAJOR_KM / np.sqrt(1 - ECCENTRICITY2 * sine2)
    along = SEMI_MAJOR_KM * (1 - ECCENTRICITY2) / (1 - ECCENTRICITY2 * sine2) ** 1.5
    return np.radians(along), np.radians(across * np.cos(np.radians(latitude)))


def on_sphere(latitude: Array, longitude: Array) -> Array:
    """Points in degrees as unit vectors, for search trees."""
    north, east = np.radians(latitude), np.radians(longitude)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
