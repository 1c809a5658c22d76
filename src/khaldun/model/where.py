"""Where did it happen, as exactly as the words allow?"""

from dataclasses import dataclass
from typing import Literal, get_args

from khaldun.model.evidence import Evidence
from khaldun.model.fault import KhaldunError

MOST_NORTH = 90.0
MOST_EAST = 180.0

PlacePrecision = Literal["site", "settlement", "admin2", "admin1", "country", "unknown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """An entry of the gazetteer. `id` carries its source's name (`geonames:2460596`); the radius is in kilometres.

    `country` is an ISO 3166 two-letter code. `parent` is the id of the settlement that a site lies in. `source` says
    who vouches for an entry that no public gazetteer holds.
    """

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    precision: PlacePrecision
    radius_km: float
    population: int = 0
    admin1: str | None = None
    parent: str | None = None
    source: str = "geonames"

    def __post_init__(self) -> None:
        _check_position(self.latitude, self.longitude)

    def where(
        self, told: str, *, further_km: float = 0.0, sites: tuple[str, ...] = (), evidence: tuple[Evidence, ...] = ()
    ) -> "Where":
        """The entry as the place of an account, as told; `further_km` widens its radius ("near Gao")."""
        return Where(
            told=told,
            name=self.name,
            id=self.id,
            country=self.country,
            latitude=self.latitude,
            longitude=self.longitude,
            precision=self.precision,
            radius_km=self.radius_km + further_km,
            sites=sites,
            evidence=evidence,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place as told, as found, with a radius in kilometres.

    `id`, `latitude` and `longitude` are null where the gazetteer does not hold the name. `sites` are the sites inside
    the place that the report names, as told. `admin1` and `admin2` are the units that a dataset names.
    """

    told: str
    name: str | None = None
    id: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    precision: PlacePrecision = "unknown"
    radius_km: float | None = None
    sites: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    admin1: str | None = None
    admin2: str | None = None

    def __post_init__(self) -> None:
        if self.precision not in get_args(PlacePrecision):
            raise KhaldunError(
                f"no place precision {self.precision!r}; there are: {', '.join(get_args(PlacePrecision))}"
            )
        if (self.latitude is None) != (self.longitude is None):
            raise KhaldunError("a position has both latitude and longitude or neither")
        if self.latitude is not None and self.longitude is not None:
            _check_position(self.latitude, self.longitude)


def _check_position(latitude: float, longitude: float) -> None:
    if abs(latitude) > MOST_NORTH or abs(longitude) > MOST_EAST:
        raise KhaldunError(f"{latitude}, {longitude} is not a position in degrees")
