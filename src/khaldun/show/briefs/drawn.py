"""How are a country's events of a month drawn, and the months before it? As SVG, which paper and pages both take."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from math import log, radians, sqrt, tan
from typing import Any

import numpy as np

from khaldun.identify.border_lines import border_lines
from khaldun.show.languages import Language
from khaldun.show.pages.world import world

COLOURS = {
    "battles": "#0067a5",
    "explosions": "#b84700",
    "violence_against_civilians": "#9c2c76",
    "protests": "#00704f",
    "riots": "#8a6000",
    "strategic": "#56606b",
}
SHAPES = {
    "battles": "M0-10a10 10 0 1 0 .01 0z",
    "explosions": "M0-11 11 9H-11z",
    "violence_against_civilians": "M0-12 12 0 0 12-12 0z",
    "protests": "M-9-9H9V9H-9z",
    "riots": "M-6-10H6L12 0 6 10H-6L-12 0z",
    "strategic": "M-4-10H4V-4H10V4H4V10H-4V4H-10V-4H-4z",
}
VAGUE = ("admin1", "country", "unknown")
INK, SOFT, LAND, WATER, BORDER = "#1c2530", "#5b6773", "#faf9f6", "#dfe8ec", "#a9a49a"
FONT = "font-family='Noto Sans, DejaVu Sans, sans-serif'"
WIDE, MOST_HIGH, LEAST_HIGH = 640.0, 440.0, 240.0
MOST_NAMES, NAME_WIDE, NAME_HIGH = 16, 74, 15
LEAST_DEGREES = 1.0
STEPS_A_DEGREE = 100
Points = Sequence[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class View:
    """The part of the world that a map shows, in degrees, and its size."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        """Units of the drawing a degree of longitude, so that it fits both ways."""
        return min(WIDE / (self.east - self.west), MOST_HIGH / (_north(self.north) - _north(self.south)))

    @property
    def high(self) -> float:
        """The height of the drawing."""
        return max(LEAST_HIGH, self.scale * (_north(self.north) - _north(self.south)))

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a position lies in the drawing."""
        middle = (self.west + self.east) / 2
        centre = (_north(self.north) + _north(self.south)) / 2
        x, y = WIDE / 2 + (longitude - middle) * self.scale, self.high / 2 - (_north(latitude) - centre) * self.scale
        return round(x, 1), round(y, 1)


def country_map(country: str, events: Sequence[dict[str, Any]], *, around: Points, language: Language) -> str:
    """The events of a country on its map, by shape and colour of their family, the area of a mark as the killed.

    `around` are positions (longitude, latitude) that the map holds besides the country's borders.
    """
    view = _view(country, around)
    base = json.loads(world(language.code))
    parts = [
        f"<rect width='{WIDE}' height='{view.high:.0f}' fill='{WATER}'/>",
        *_land(base["land"], view),
        *_borders(country, view),
        *(_mark(event, view) for event in sorted(events, key=lambda one: -(one["killed_best"] or 0))),
        *_names(base["names"], view),
    ]
    size = f"viewBox='0 0 {WIDE:.0f} {view.high:.0f}' width='{WIDE:.0f}' height='{view.high:.0f}'"
    clip = f"<clipPath id='frame'><rect width='{WIDE:.0f}' height='{view.high:.0f}' rx='4'/></clipPath>"
    drawn = f"<g clip-path='url(#frame)'>{''.join(parts)}</g>"
    return f"<svg xmlns='http://www.w3.org/2000/svg' {size} role='img'>{clip}{drawn}</svg>"


def sign(family: str) -> str:
    """The mark of a family by itself, for a legend."""
    drawn = _shape(family, hollow=False)
    return f"<svg xmlns='http://www.w3.org/2000/svg' viewBox='-13 -13 26 26' width='13' height='13'>{drawn}</svg>"


def _north(latitude: float) -> float:
    """A latitude as the map stretches it (Mercator), in degrees at the equator."""
    return log(tan(radians(45 + latitude / 2))) * 180 / np.pi


def _view(country: str, around: Points) -> View:
    lines = [line for name, held in border_lines().lines.items() if country in name.split("|") for line in held]
    held = np.concatenate([*lines, np.array(list(around) or [(0.0, 0.0)])])
    (west, south), (east, north) = held.min(axis=0), held.max(axis=0)
    wide = max(float(east - west), LEAST_DEGREES)
    tall = max(float(north - south), LEAST_DEGREES)
    x, y, room = float(west + east) / 2, float(south + north) / 2, 0.53
    return View(x - wide * room, y - tall * room, x + wide * room, y + tall * room)


def _path(points: Points, view: View, *, closed: bool) -> str:
    told = "L".join(f"{x} {y}" for x, y in (view.at(*point) for point in points))
    return f"M{told}z" if closed else f"M{told}"


def _unpacked(steps: Sequence[int]) -> Points:
    pairs = np.cumsum(np.asarray(steps).reshape(-1, 2), axis=0) / STEPS_A_DEGREE
    return [(float(x), float(max(-85.0, min(85.0, y)))) for x, y in pairs]


def _land(polygons: Sequence[Sequence[Sequence[int]]], view: View) -> Iterator[str]:
    for polygon in polygons:
        rings = [_unpacked(ring) for ring in polygon]
        if _near(rings[0], view):
            path = "".join(_path(ring, view, closed=True) for ring in rings)
            yield f"<path d='{path}' fill='{LAND}' fill-rule='evenodd' stroke='{BORDER}' stroke-width='.6'/>"


def _borders(country: str, view: View) -> Iterator[str]:
    for name, lines in border_lines().lines.items():
        own = country in name.split("|")
        for line in lines:
            points = [(float(x), float(y)) for x, y in line]
            if _near(points, view):
                look = f"stroke='{SOFT}' stroke-width='1.6'" if own else f"stroke='{BORDER}' stroke-width='.8'"
                yield f"<path d='{_path(points, view, closed=False)}' fill='none' {look}/>"


def _near(points: Points, view: View) -> bool:
    x, y = zip(*points, strict=True)
    margin = 2 * (view.east - view.west)
    return bool(
        min(x) < view.east + margin
        and max(x) > view.west - margin
        and min(y) < view.north + margin
        and max(y) > view.south - margin
    )


def _names(names: Sequence[tuple[str, float, float, int]], view: View) -> Iterator[str]:
    """The most important names that do not run into one another; countries are written in capitals and have no dot."""
    inside = [one for one in names if view.west < one[1] < view.east and view.south < one[2] < view.north]
    taken: list[tuple[float, float]] = []
    for name, longitude, latitude, _ in sorted(inside, key=lambda one: one[3]):
        x, y = view.at(longitude, latitude)
        if len(taken) < MOST_NAMES and all(abs(x - a) > NAME_WIDE or abs(y - b) > NAME_HIGH for a, b in taken):
            taken.append((x, y))
            yield _name(escape(name), x, y) + (
                "" if name.isupper() else f"<circle cx='{x}' cy='{y}' r='1.6' fill='{SOFT}'/>"
            )


def _name(name: str, x: float, y: float) -> str:
    look = f"{FONT} font-size='10' text-anchor='middle' x='{x}' y='{y - 5}'"
    halo = f"<text {look} stroke='{LAND}' stroke-width='2.6' stroke-linejoin='round' fill='{LAND}'>{name}</text>"
    return f"{halo}<text {look} fill='{SOFT}'>{name}</text>"


def _mark(event: dict[str, Any], view: View) -> str:
    x, y = view.at(event["longitude"], event["latitude"])
    size = 0.42 + min(sqrt(event["killed_best"] or 0), 12) * 0.12
    drawn = _shape(event["family"], hollow=event["place_precision"] in VAGUE)
    return f"<g transform='translate({x} {y}) scale({size:.2f})'>{drawn}</g>"


def _shape(family: str, *, hollow: bool) -> str:
    colour, path = COLOURS.get(family, SOFT), SHAPES.get(family, SHAPES["strategic"])
    if hollow:
        return f"<path d='{path}' fill='{LAND}' fill-opacity='.7' stroke='{colour}' stroke-width='3'/>"
    return f"<path d='{path}' fill='{colour}' fill-opacity='.8' stroke='{LAND}' stroke-width='1.2'/>"
