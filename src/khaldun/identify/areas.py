"""Where is a country or a region, and how far does it reach, as far as its towns show?"""

import numpy as np

from khaldun.identify.listed import admin1_names, countries
from khaldun.identify.table import Array, Table
from khaldun.model import Place, PlacePrecision

EARTH_KM = 6371.0


def country_place(table: Table, code: str) -> Place | None:
    """A country as a place: the middle of its towns, with a radius that holds them all."""
    rows = table.rows_in(code)
    if code not in countries() or not len(rows):
        return None
    return _area(table, rows, id_=f"country:{code}", name=countries()[code].names[0], country=code, precision="country")


def admin1_place(table: Table, id_: str) -> Place | None:
    """A first-level area as a place: the middle of its towns, with a radius that holds them all."""
    country, _, code = id_.removeprefix("admin1:").partition(".")
    rows = table.rows_in(country)
    rows = rows[table.admin1[rows] == code.encode()]
    if id_ not in admin1_names() or not len(rows):
        return None
    return _area(table, rows, id_=id_, name=admin1_names()[id_][0], country=country, precision="admin1")


def _area(table: Table, rows: Array, *, id_: str, name: str, country: str, precision: PlacePrecision) -> Place:
    points = _on_sphere(table.latitude[rows], table.longitude[rows])
    middle = points.mean(axis=0)
    middle /= np.linalg.norm(middle)
    reach = EARTH_KM * float(np.arccos(np.clip((points @ middle).min(), -1, 1)))
    return Place(
        id=id_,
        name=name,
        country=country,
        latitude=round(float(np.degrees(np.arcsin(middle[2]))), 3),
        longitude=round(float(np.degrees(np.arctan2(middle[1], middle[0]))), 3),
        precision=precision,
        radius_km=max(10.0, float(round(reach))),
        population=int(table.population[rows].sum()) if precision == "admin1" else 0,
        admin1=name if precision == "admin1" else None,
        source="the middle of its towns in GeoNames",
    )


def _on_sphere(latitude: Array, longitude: Array) -> Array:
    north, east = np.radians(latitude), np.radians(longitude)
    return np.column_stack([np.cos(north) * np.cos(east), np.cos(north) * np.sin(east), np.sin(north)])
