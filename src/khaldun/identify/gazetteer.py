"""Which place does a name mean? Lists by heart, then the world's towns, then country dumps if there are any."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from khaldun.identify.areas import admin1_place, country_place
from khaldun.identify.candidates import EXACTLY, Candidate, comes_after, likeliest, scored
from khaldun.identify.cues import without_type
from khaldun.identify.data_files import rows
from khaldun.identify.folding import fold
from khaldun.identify.listed import admin1_names, countries, listings, places, regions
from khaldun.identify.mentions import place_names
from khaldun.identify.scanning import Known
from khaldun.identify.spellings import spellings
from khaldun.identify.table import KIND_ORDER, MAIN, Table
from khaldun.model import KhaldunError, Name, Place, PlacePrecision

PERSONS_PER_KM2 = 10_000  # of towns, from which a radius is guessed
SMALLEST_KM = 2.0


@dataclass(frozen=True, eq=False, kw_only=True)
class Places:
    """A gazetteer over one or more tables; it fulfils the Protocol `Gazetteer`.

    The first table has the world's towns; later ones are country dumps.
    """

    tables: tuple[Table, ...]
    _seen: dict[str, Known] = field(default_factory=dict, repr=False)
    _areas: dict[str, Place | None] = field(default_factory=dict, repr=False)

    def names(self, text: str, *, language: str = "en") -> Sequence[Name]:
        """The places, sites, countries, regions and demonyms in the text, left to right, longest first, disjoint."""
        return place_names(text, language=language, holds=self._holds, known=self._known, capitals=self._capital_ids)

    def resolve(self, told: str, *, countries: Sequence[str] = (), near: Place | None = None) -> Place | None:
        """The place meant by a name: those in `countries` first, the earlier the likelier, then near `near`.

        Where nothing tells several places far apart from one another, the precision is `unknown` and the radius wide.
        """
        return likeliest(self.candidates(told, countries=countries, near=near))

    def candidates(
        self, told: str, *, countries: Sequence[str] = (), near: Place | None = None
    ) -> tuple[Candidate, ...]:
        """The places that a name may mean, the likeliest first. Spellings that are only alike count in `countries`."""
        name, area = without_type(told)
        whole = not area and (any(self._holds([fold(told)])) or fold(told) in listings())
        found = spellings(told if whole else name, tables=self.tables, countries=countries)
        meant = [(spelling, self.place(spelling.id)) for spelling in found]
        towns = [place for spelling, place in meant if place.precision == "settlement" and spelling.found in EXACTLY]
        ranked = [
            scored(
                place,
                spelling.found,
                countries=countries,
                near=near,
                capital=place.id in self._capital_ids,
                area=area,
                yields=comes_after(place, towns),
                likeness=spelling.likeness,
            )
            for spelling, place in meant
        ]
        return tuple(sorted(ranked, key=lambda candidate: (-candidate.score, candidate.place.id)))

    def place(self, id: str) -> Place:  # noqa: A002
        """The place with that id: `geonames:`, `khaldun:`, `region:`, `admin1:` or `country:`."""
        found = places().get(id) or regions().get(id) or self._row(id) or self._area(id)
        if found is None:
            raise KhaldunError(f"no place {id!r}; `khaldun places NAME` shows the ids that there are")
        return found

    def _row(self, id_: str) -> Place | None:
        number = id_.removeprefix("geonames:")
        return None if number == id_ or not number.isdigit() else _numbered(self.tables, int(number))

    def _area(self, id_: str) -> Place | None:
        if id_ not in self._areas:
            world = self.tables[0]
            country = id_.removeprefix("country:")
            self._areas[id_] = admin1_place(world, id_) if country == id_ else country_place(world, country)
        return self._areas[id_]

    def capital(self, country: str) -> Place | None:
        """The capital of the country with that code."""
        return self._capitals.get(country)

    def country(self, told: str) -> str | None:
        """The code of the country with that name or demonym, in any language held."""
        owned = [listing for listing in listings().get(fold(told), ()) if listing.kind in ("country", "demonym")]
        return owned[0].id if owned else told if told in countries() else None

    def country_name(self, country: str) -> str:
        """The English name of the country with that code."""
        if country not in countries():
            raise KhaldunError(f"no country {country!r}; countries are told by two letters (ISO 3166), as ML for Mali")
        return countries()[country].names[0]

    @cached_property
    def _capitals(self) -> dict[str, Place]:
        named = ((row["code"], row["capital"]) for row in rows("countries.csv") if row["capital"])
        found = ((code, self._largest(name, code)) for code, name in named)
        return {code: place for code, place in found if place}

    @cached_property
    def _capital_ids(self) -> frozenset[str]:
        return frozenset(place.id for place in self._capitals.values())

    def _largest(self, name: str, country: str) -> Place | None:
        world = self.tables[0]
        held = [_place(world, row) for row, _ in world.rows(fold(name))]
        return max((p for p in held if p.country == country), key=lambda p: p.population, default=None)

    def _holds(self, keys: Sequence[str]) -> list[bool]:
        held = [table.holds(keys) for table in self.tables]
        return [any(several) for several in zip(*held, strict=True)]

    def _known(self, key: str) -> Known:
        if key not in self._seen:
            held = [(rank, _place(table, row)) for table in self.tables for row, rank in table.rows(key)]
            held.sort(key=lambda entry: (entry[0], -entry[1].population, entry[1].id))
            self._seen[key] = Known(
                places=tuple(dict.fromkeys((place.id, place.country) for _, place in held)),
                population=max((place.population for rank, place in held if rank == MAIN), default=0),
            )
        return self._seen[key]


@lru_cache(maxsize=1 << 14)
def _numbered(tables: tuple[Table, ...], number: int) -> Place | None:
    """The place with a GeoNames id: the texts of a day ask for the same few again and again."""
    held = ((table, table.row_of(number)) for table in tables)
    return next((_place(table, row) for table, row in held if row is not None), None)


def _place(table: Table, row: int) -> Place:
    country, code = table.text(table.country, row), table.text(table.admin1, row)
    population = int(table.population[row])
    kind = KIND_ORDER[int(table.kind[row])]
    precision: PlacePrecision = "site" if kind == "water" else kind
    radius = {"admin1": 150.0, "admin2": 40.0, "country": 500.0, "water": 25.0}.get(kind, SMALLEST_KM)
    return Place(
        id=f"geonames:{int(table.ids[row])}",
        name=table.name(row),
        country=country,
        latitude=float(table.latitude[row]),
        longitude=float(table.longitude[row]),
        precision=precision,
        radius_km=max(radius, round(math.sqrt(population / PERSONS_PER_KM2 / math.pi), 1)),
        population=population,
        admin1=admin1_names().get(f"admin1:{country}.{code}", (None,))[0],
    )
