"""Which events are asked for? One filter, one query string, one meaning on pages, in the API, in tiles and exports."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from urllib.parse import urlencode

import ibis
import ibis.expr.types as ir

from khaldun.model import KhaldunError
from khaldun.show.reading import Box, Near, box, choices, country, day, folded, near, number, texts, word, words

EARTH_KM = 6371.0088
STATUSES = ("machine", "dataset", "reviewed")
PLACES = ("site", "settlement", "admin2", "admin1", "country", "unknown")
DATES = ("day", "week", "month", "year", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """What is asked of events; what is not given asks nothing. Days, countries and so on are told by `PARAMETERS`.

    An event is between two days if any of its days is. Several values of one name mean any of them, several names all.
    """

    start: date | None = None
    end: date | None = None
    types: tuple[str, ...] = ()
    families: tuple[str, ...] = ()
    violence: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    admin1: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    min_killed: int | None = None
    max_killed: int | None = None
    place_precision: tuple[str, ...] = ()
    date_precision: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    near: Near | None = None
    bbox: Box | None = None
    words: str = ""
    reports: int | None = None

    @classmethod
    def read(cls, pairs: Iterable[tuple[str, str]]) -> "EventFilter":
        """The filter that the pairs of a query string say; empty values say nothing.

        Raises KhaldunError with the cure for a name that is not known and a value that means nothing.
        """
        said: dict[str, list[str]] = {}
        for name, value in pairs:
            if name not in PARAMETERS:
                raise KhaldunError(f"events have no filter {name[:40]!r}; there are: {', '.join(PARAMETERS)}")
            if value.strip():
                said.setdefault(name, []).append(value.strip())
        return cls(**{PARAMETERS[name].field: PARAMETERS[name].read(name, values) for name, values in said.items()})

    def query(self, **changed: str | None) -> str:
        """The query string that says this filter, its names in their order; `changed` replaces or, if null, removes."""
        told: dict[str, str | None] = {name: one.tell(getattr(self, one.field)) for name, one in PARAMETERS.items()}
        return urlencode({name: value for name, value in {**told, **changed}.items() if value})

    def chosen(self, tables: Mapping[str, ibis.Table]) -> ibis.Table:
        """The events that the filter chooses, of published tables."""
        events = tables["events"]
        return events.filter(*self.conditions(tables)) if self != EventFilter() else events

    def conditions(self, tables: Mapping[str, ibis.Table]) -> list[ir.BooleanValue]:
        """What an event must fulfil, each part by itself."""
        events = tables["events"]
        parts = [events[column].isin(values) for column, values in self._listed() if values]
        parts += self._days(events) + self._tolls(events) + self._points(events)
        if self.sources:
            parts.append(ibis.or_(*(events.sources.contains(one) for one in self.sources)))
        if self.actors:
            acting = tables["acting"]
            parts.append(events.n.isin(acting.filter(acting.actor.isin(self.actors)).n))
        for begin in folded(self.words):
            words = tables["words"]
            parts.append(events.n.isin(words.filter((words.word >= begin) & (words.word < begin + "\U0010ffff")).n))
        return parts

    def _listed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        return (
            ("type", self.types),
            ("family", self.families),
            ("violence", self.violence),
            ("country", self.countries),
            ("admin1", self.admin1),
            ("place_precision", self.place_precision),
            ("date_precision", self.date_precision),
            ("status", self.status),
        )

    def _days(self, events: ibis.Table) -> list[ir.BooleanValue]:
        first = [events.end >= ibis.literal(self.start)] if self.start else []
        return first + ([events.start <= ibis.literal(self.end)] if self.end else [])

    def _tolls(self, events: ibis.Table) -> list[ir.BooleanValue]:
        best = ibis.coalesce(events.killed_best, events.killed_low)
        parts = [best >= self.min_killed] if self.min_killed is not None else []
        parts += [best <= self.max_killed] if self.max_killed is not None else []
        return parts + ([events.n_accounts >= self.reports] if self.reports is not None else [])

    def _points(self, events: ibis.Table) -> list[ir.BooleanValue]:
        parts: list[ir.BooleanValue] = []
        if self.bbox is not None:
            one = self.bbox
            within = events.longitude.between(one.west, one.east)
            if one.west > one.east:  # over the date line
                within = (events.longitude >= one.west) | (events.longitude <= one.east)
            parts += [within, events.latitude.between(one.south, one.north)]
        if self.near is not None:
            parts.append(distance_km(events, self.near) <= self.near.km)
        return parts


def distance_km(events: ibis.Table, point: Near) -> ir.NumericValue:
    """Great-circle kilometres of events from a point, on a sphere of radius 6371.0088 km."""
    north, east = events.latitude.radians(), events.longitude.radians()
    north0, east0 = ibis.literal(point.latitude).radians(), ibis.literal(point.longitude).radians()
    half = ((north - north0) / 2).sin() ** 2 + north.cos() * north0.cos() * ((east - east0) / 2).sin() ** 2
    return half.clip(upper=1.0).sqrt().asin() * (2 * EARTH_KM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A name of the query string: the field it fills, what it asks for, an example, and how it is read and told."""

    field: str
    what: str
    example: str
    read: Callable[[str, list[str]], Any]

    @staticmethod
    def tell(value: object) -> str | None:
        """The value as the query string says it; null where nothing is asked."""
        if value in (None, (), ""):
            return None
        return ",".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _parameter(field: str, read: Callable[[str, list[str]], Any], example: str, what: str) -> Parameter:
    return Parameter(field=field, read=read, example=example, what=what)


PARAMETERS: Mapping[str, Parameter] = {
    "from": _parameter("start", day, "2021-01-01", "Events on or after this day."),
    "to": _parameter("end", day, "2021-12-31", "Events on or before this day."),
    "type": _parameter("types", texts, "battles.armed_clash", "Types of the codebook, family.kind."),
    "family": _parameter("families", texts, "battles", "Families of the codebook."),
    "violence": _parameter(
        "violence", choices("state-based", "non-state", "one-sided"), "one-sided", "UCDP's three kinds."
    ),
    "country": _parameter("countries", country, "ML,BF", "Countries, ISO 3166 two-letter codes."),
    "admin1": _parameter("admin1", word, "Mopti", "First-level area, as the source writes it; repeat it for several."),
    "actor": _parameter("actors", texts, "jnim", "Actors, by their id in the registry or at their source."),
    "source": _parameter("sources", word, "ucdp-ged", "Sources; repeat it for several."),
    "min_killed": _parameter("min_killed", number, "10", "At least so many killed, by the best figure, else the low."),
    "max_killed": _parameter("max_killed", number, "25", "At most so many killed, by the best figure, else the low."),
    "place_precision": _parameter("place_precision", choices(*PLACES), "settlement", "How exactly the place is known."),
    "date_precision": _parameter("date_precision", choices(*DATES), "day", "How exactly the days are known."),
    "status": _parameter("status", choices(*STATUSES), "reviewed", "Coded by machine, a dataset's row, or reviewed."),
    "near": _parameter("near", near, "12.65,-8.0,50", "Within kilometres of a point: latitude,longitude,km."),
    "bbox": _parameter(
        "bbox", box, "-12,10,4,25", "Within a box: west,south,east,north; over the date line west > east."
    ),
    "q": _parameter("words", words, "bamako", "Words of title, places and parties."),
    "reports": _parameter("reports", number, "2", "At least so many accounts tell of it."),
}
"""Every name that the query string of events may have."""

FIELDS = tuple(one.name for one in fields(EventFilter))
