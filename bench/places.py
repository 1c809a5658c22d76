"""How often is a village of the Sahel found where it is, and how often by population alone?

    python bench/places.py

Names and positions come from UCDP's candidate events of 2021 in Mali, Burkina Faso and Niger, those whose place is
exact or within 25 km. Half of the names, by a hash, were looked at while the resolver was made (dev); the other half
was not (test). Names that the project's own list of villages holds are left out: some of its positions are UCDP's.
The gazetteer has the towns over 500 inhabitants and GeoNames' country dumps of 2014. The baselines take the most
populous bearer of exactly the name, anywhere or in the country told. A name that is not found counts as a miss.
"""

import csv
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from khaldun.identify import gazetteer
from khaldun.identify.candidates import kilometres
from khaldun.identify.dumps import with_dumps
from khaldun.identify.folding import fold
from khaldun.identify.gazetteer import Places
from khaldun.identify.listed import listings
from khaldun.model import Place

SHARED = Path(__file__).parents[2] / "shared/data"
EVENTS = SHARED / "ucdp/GEDEvent_v21_01_21_12.csv.gz"
DUMPS = SHARED / "geonames"
COUNTRIES = {"Mali": "ML", "Burkina Faso": "BF", "Niger": "NE"}
KIND = re.compile(r"\s+(?:town|city|vill+age|camp|area|community|waterhole|department|commune|locality)s?\b.*$")
DISTANCES = (25, 161)


def names() -> Iterator[tuple[str, str, str, Place]]:
    """The names with their country, first-level area and position, each once."""
    seen = set()
    with gzip.open(EVENTS, "rt", encoding="utf-8-sig") as file:
        for row in csv.DictReader(file):
            country, name = COUNTRIES.get(row["country"]), KIND.sub("", row["where_coordinates"])
            key = (country, fold(name))
            if country and row["where_prec"] in ("1", "2") and key not in seen and fold(name) not in listings():
                seen.add(key)
                place = Place(
                    id="ucdp", name=name, country=country, latitude=float(row["latitude"]),
                    longitude=float(row["longitude"]), precision="settlement", radius_km=1,
                )  # fmt: skip
                yield name, country, row["adm_1"], place


def looked_at(name: str) -> bool:
    """Whether a name belongs to the half that was looked at."""
    return sha256(fold(name).encode()).digest()[0] % 2 == 0


def by_population(places: Places, name: str, *, countries: tuple[str, ...]) -> Place | None:
    """The most populous place of exactly the name, in the countries if there are any."""
    exact = [c.place for c in places.candidates(name) if c.found in ("name", "alternate name")]
    inside = [place for place in exact if not countries or place.country in countries]
    return max(inside, key=lambda place: (place.population, place.precision == "settlement"), default=None)


def main() -> None:
    """Prints the shares of names found within each distance."""
    enlarged = with_dumps(gazetteer(), DUMPS)
    print(f"{enlarged.rows:,} rows of dumps, {len(enlarged.issues)} not readable")
    places, held = enlarged.places, list(names())
    ways = {
        "resolver, country and area": lambda name, country, area: places.resolve(
            name, countries=[country], near=places.resolve(area, countries=[country])
        ),
        "resolver, country told": lambda name, country, _: places.resolve(name, countries=[country]),
        "resolver, no country": lambda name, *_: places.resolve(name),
        "population, country told": lambda name, country, _: by_population(places, name, countries=(country,)),
        "population alone": lambda name, *_: by_population(places, name, countries=()),
    }
    for half in ("dev", "test"):
        chosen = [entry for entry in held if looked_at(entry[0]) == (half == "dev")]
        print(f"{half}: {len(chosen)} names, {dict(Counter(entry[1] for entry in chosen))}")
        for way, resolve in ways.items():
            found = [(resolve(name, country, area), gold) for name, country, area, gold in chosen]
            off = [kilometres(place, gold) if place else float("inf") for place, gold in found]
            shares = [f"{sum(km <= limit for km in off) / len(off):6.1%} within {limit} km" for limit in DISTANCES]
            print(
                f"  {way:26} {'  '.join(shares)}  {sum(place is None for place, _ in found)} not found, "
                f"{sum(place is not None and place.precision == 'unknown' for place, _ in found)} said to be unsure"
            )


if __name__ == "__main__":
    if not EVENTS.exists():
        raise SystemExit(f"{EVENTS} is not here; nothing is measured")
    main()
