"""What do the values of a query string mean? A reader takes a name and its values, and says the cure of a bad one."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from khaldun.model import KhaldunError

MOST_NORTH, MOST_EAST = 90.0, 180.0
MOST_KM = 20_040.0  # half around the world
MOST_VALUES = 100
MOST_COUNTED = 2**62
LONGEST_TEXT = 200


@dataclass(frozen=True, slots=True)
class Near:
    """A point in degrees and a distance from it."""

    latitude: float
    longitude: float
    km: float

    def __str__(self) -> str:
        return f"{self.latitude},{self.longitude},{self.km}"


@dataclass(frozen=True, slots=True)
class Box:
    """A box in degrees; over the date line west is greater than east."""

    west: float
    south: float
    east: float
    north: float

    def __str__(self) -> str:
        return f"{self.west},{self.south},{self.east},{self.north}"


def day(name: str, values: list[str]) -> date:
    """A day of the calendar."""
    try:
        return date.fromisoformat(_one(name, values))
    except ValueError:
        raise KhaldunError(f"{name}={_short(values[0])} is not a day of the calendar; write it as 2021-12-31") from None


def number(name: str, values: list[str]) -> int:
    """A whole number from nought."""
    value = _one(name, values)
    if not (value.isascii() and value.isdigit()) or int(value[:30]) > MOST_COUNTED:
        raise KhaldunError(f"{name}={_short(value)} is not a whole number from 0; write it as 25")
    return int(value)


def texts(_name: str, values: list[str]) -> tuple[str, ...]:
    """Words divided by commas, or one at a time."""
    return word(_name, [one for value in values for one in value.split(",")])


def word(name: str, values: list[str]) -> tuple[str, ...]:
    """Texts one at a time, commas and all."""
    found = tuple(dict.fromkeys(one.strip() for one in values if one.strip()))
    if len(found) > MOST_VALUES or any(len(one) > LONGEST_TEXT for one in found):
        raise KhaldunError(f"{name} takes at most {MOST_VALUES} values of {LONGEST_TEXT} characters; ask for fewer")
    return found


def country(name: str, values: list[str]) -> tuple[str, ...]:
    """Two-letter codes of countries, in capitals."""
    found = tuple(one.upper() for one in texts(name, values))
    bad = [one for one in found if not (one.isascii() and one.isalpha() and len(one) == len("ML"))]
    if bad:
        raise KhaldunError(f"{name}={_short(bad[0])} is not a two-letter code; write Mali as ML")
    return found


def words(name: str, values: list[str]) -> str:
    """Words to look for, at least one."""
    told = " ".join(values)[:LONGEST_TEXT]
    if not folded(told):
        raise KhaldunError(f"{name}={_short(told)} holds no word to look for; write some letters or figures, as bamako")
    return told


def folded(told: str) -> list[str]:
    """The words of a text, without accents and capitals, as events are searched by."""
    plain = unicodedata.normalize("NFD", told.lower())
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return [one for one in re.split(r"[\W_]+", bare) if one]


def choices(*allowed: str) -> Callable[[str, list[str]], tuple[str, ...]]:
    """A reader of some of a few words."""

    def read(name: str, values: list[str]) -> tuple[str, ...]:
        found = texts(name, values)
        for one in found:
            if one not in allowed:
                raise KhaldunError(f"{name}={_short(one)} is not known; there are: {', '.join(allowed)}")
        return found

    return read


def near(name: str, values: list[str]) -> Near:
    """A point and a distance."""
    latitude, longitude, km = _numbers(name, values, example="12.65,-8.0,50", count=3)
    if abs(latitude) > MOST_NORTH or abs(longitude) > MOST_EAST or not 0 <= km <= MOST_KM:
        raise KhaldunError(f"{name} takes latitude -90..90, longitude -180..180 and kilometres, as 12.65,-8.0,50")
    return Near(latitude, longitude, km)


def box(name: str, values: list[str]) -> Box:
    """A box of degrees."""
    west, south, east, north = _numbers(name, values, example="-12,10,4,25", count=4)
    if max(abs(west), abs(east)) > MOST_EAST or max(abs(south), abs(north)) > MOST_NORTH or south > north:
        raise KhaldunError(f"{name} takes west,south,east,north in degrees, south before north, as -12,10,4,25")
    return Box(west, south, east, north)


def _numbers(name: str, values: list[str], *, example: str, count: int) -> list[float]:
    try:
        found = [float(part) for part in _one(name, values).split(",")]
    except ValueError:
        found = []
    if len(found) != count or any(one != one or abs(one) > MOST_KM for one in found):  # noqa: PLR0124 - not a number
        raise KhaldunError(f"{name}={_short(values[0])} is not {count} numbers; write it as {example}")
    return found


def _one(name: str, values: list[str]) -> str:
    if len(values) > 1:
        raise KhaldunError(f"{name} is said {len(values)} times; say it once")
    return values[0]


def _short(value: str) -> str:
    return repr(value[:40])
