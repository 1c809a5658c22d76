"""What shall be watched, and how often may an alarm be false?"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any, Final

from khaldun.model.fault import KhaldunError

FURTHEST_KM: Final = 250.0
"""A release holds distances to borders up to here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A circle round a point."""

    latitude: float
    longitude: float
    radius_km: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Events that meet all that is given: in a country, in the band along borders, in a circle, with an actor.

    Borders are pairs of country codes such as "GN|ML". An actor is an id of the registry or of a source ("ucdp:1151").
    `families` and `violence` narrow the kind of event.
    """

    name: str
    country: str | None = None
    borders: tuple[str, ...] = ()
    within_km: float | None = None
    near: Near | None = None
    actor: str | None = None
    families: tuple[str, ...] = ()
    violence: str | None = None

    def __post_init__(self) -> None:
        if not (self.country or self.borders or self.near or self.actor):
            raise KhaldunError(f"area {self.name!r} watches nothing; give it a country, borders, a circle or an actor")
        if bool(self.borders) != (self.within_km is not None):
            raise KhaldunError(f"area {self.name!r}: `borders` and `within_km` belong together; give both")
        if self.within_km is not None and not 0 < self.within_km <= FURTHEST_KM:
            raise KhaldunError(f"area {self.name!r}: within_km must be above 0 and at most {FURTHEST_KM:g}")
        if self.near is not None and self.near.radius_km <= 0:
            raise KhaldunError(f"area {self.name!r}: radius_km must be above 0")

    @property
    def reach_km(self) -> float | None:
        """The distance that an event's place must be known to, if the area has one."""
        reaches = [self.within_km, self.near.radius_km if self.near else None]
        return min((reach for reach in reaches if reach is not None), default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchList:
    """The areas, the newest weeks that are tested, and the rate of false alarms for an area, a rule and a report.

    `since` is the first day that counts as observed; without it, the first of the last run of months without a gap.
    """

    areas: tuple[Area, ...]
    false_alarms: float = 0.05
    weeks: int = 2
    since: date | None = None

    def __post_init__(self) -> None:
        if not self.areas:
            raise KhaldunError("a watch list needs at least one [[area]]")
        if not 0 < self.false_alarms < 0.5:  # noqa: PLR2004
            raise KhaldunError("false_alarms is a rate above 0 and below 0.5, such as 0.05")
        if self.since is not None and not isinstance(self.since, date):
            raise KhaldunError("since is a day, written without quotes: since = 2021-01-01")
        if self.weeks < 2 or self.weeks % 2:  # noqa: PLR2004
            raise KhaldunError("weeks must be an even number, two or more: the past is cut into blocks of two weeks")


def watch_list(text: str) -> WatchList:
    """The watch list that a TOML text writes down; an unknown key or a missing one raises KhaldunError."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise KhaldunError(f"the watch list is not TOML: {fault}") from fault
    areas = tuple(_area(each) for each in told.pop("area", []))
    return WatchList(areas=areas, **_known(told, WatchList, where="the watch list"))


def _area(told: Mapping[str, Any]) -> Area:
    if "name" not in told:
        raise KhaldunError("every [[area]] needs a name")
    found = _known(told, Area, where=f"area {told['name']!r}")
    if "near" in found:
        near = _known(found["near"], Near, where=f"near of {told['name']!r}")
        if set(near) != {"latitude", "longitude", "radius_km"}:
            raise KhaldunError(f"near of {told['name']!r} needs latitude, longitude and radius_km")
        found["near"] = Near(**near)
    listed: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in found.items()}
    return Area(**listed)


def _known(told: Mapping[str, Any], kind: type, *, where: str) -> dict[str, Any]:
    keys = {field.name for field in fields(kind)} - {"areas"}
    strange = sorted(set(told) - keys)
    if strange:
        raise KhaldunError(f"{where} has an unknown key {strange[0]!r}; known are: {', '.join(sorted(keys))}")
    return dict(told)
