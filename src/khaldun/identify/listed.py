"""Which names of countries, peoples, regions and places are known by heart?"""

from dataclasses import dataclass
from functools import cache
from typing import cast

from khaldun.identify.data_files import rows, split
from khaldun.identify.folding import fold, sound
from khaldun.identify.words import WORD
from khaldun.model import NameKind, Place, PlacePrecision

FEMININES = (
    ("ien", "ienne"),
    ("éen", "éenne"),
    ("yen", "yenne"),
    ("c", "que"),
    ("ol", "ole"),
    ("n", "ne"),
    ("l", "le"),
)
INVARIABLE = ("e", "è")
WORDS = frozenset({"us", "car", "grenade", "chad"})
FIRST_LETTERS = 5
UNCOUNTED = ("ese", "ish", "ch", "ss", "French", "Swazi")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A name as one of the data files writes it, and whose it is."""

    written: str
    kind: NameKind
    id: str

    def fits(self, told: str, *, caseless: bool = False) -> bool:
        """Whether the capitals agree: an acronym is told in capitals, a name with a capital, "malien" as you like.

        Names of one word are told in one word. In a text in which capitals say nothing, names that are words as well
        do not fit.
        """
        if len(WORD.findall(told)) != len(WORD.findall(self.written)):
            return False
        if caseless:
            return told.lower() not in WORDS
        if self.written.isupper():
            return told.isupper()
        return self.written[0].islower() or told[:1].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country's names and the words for its people."""

    code: str
    names: tuple[str, ...]
    demonyms: tuple[str, ...]


@cache
def countries() -> dict[str, Country]:
    """All countries by code, each with its English name first."""
    return {row["code"]: _country(row) for row in rows("countries.csv")}


def _country(row: dict[str, str]) -> Country:
    english = [form for word in split(row["english_demonyms"]) for form in (word, *_plural(word))]
    french = [form for word in split(row["french_demonyms"]) for form in inflected(word)]
    names = split(row["english_names"]) + split(row["french_names"])
    return Country(code=row["code"], names=tuple(dict.fromkeys(names)), demonyms=(*english, *french))


def _plural(word: str) -> tuple[str, ...]:
    return () if word.endswith(UNCOUNTED) else (word + "s",)


def inflected(word: str) -> tuple[str, ...]:
    """The four forms of a French adjective of origin: malien, malienne, maliens, maliennes."""
    feminine = word if word.endswith(INVARIABLE) else _feminine(word)
    plural = word if word.endswith("s") else word + "s"
    return tuple(dict.fromkeys((word, feminine, plural, feminine + "s")))


def _feminine(word: str) -> str:
    for ending, replaced in FEMININES:
        if word.endswith(ending) and not word.endswith(("ain", "an", "in", "on")):
            return word[: -len(ending)] + replaced
    return word + "e"


@cache
def places() -> dict[str, Place]:
    """The places that public gazetteers lack or spell otherwise, by id, and areas that are no administrative unit."""
    return {row["id"]: _place(row) for row in rows("places.csv")}


def _place(row: dict[str, str]) -> Place:
    return Place(
        id=row["id"],
        name=split(row["names"])[0],
        country=row["country"],
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        precision=cast("PlacePrecision", row["precision"]),
        radius_km=float(row["radius_km"]),
        parent=row["parent"] or None,
        source=row["source"],
    )


@cache
def regions() -> dict[str, Place]:
    """Regions across borders or without borders of their own, by id; `country` is empty where there are several."""
    return {row["id"]: _region(row) for row in rows("regions.csv")}


def _region(row: dict[str, str]) -> Place:
    inside = split(row["countries"])
    return Place(
        id=row["id"],
        name=split(row["names"])[0],
        country=inside[0] if len(inside) == 1 else "",
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        precision="unknown",
        radius_km=float(row["radius_km"]),
        source="read off public maps",
    )


@cache
def admin1_names() -> dict[str, tuple[str, ...]]:
    """The names of first-level areas by id: `admin1:ML.04` is Mopti."""
    return {f"admin1:{row['country']}.{row['code']}": split(row["names"]) for row in rows("admin1.csv")}


@cache
def listings() -> dict[str, tuple[Listing, ...]]:
    """Every listed name, folded: countries, peoples, regions, places, first-level areas, in this order."""
    found: dict[str, list[Listing]] = {}
    for listing in _all():
        found.setdefault(fold(listing.written), []).append(listing)
    return {key: tuple(dict.fromkeys(several)) for key, several in found.items() if key}


def opens(key: str) -> bool:
    """Whether a listed name may begin with a folded word, by its first letters; most words of a text begin none."""
    return key[:FIRST_LETTERS] in _openings()


@cache
def _openings() -> frozenset[str]:
    return frozenset(key[:length] for key in listings() for length in range(FIRST_LETTERS + 1))


def _all() -> list[Listing]:
    named: list[Listing] = []
    for code, country in countries().items():
        named += [Listing(written=name, kind="country", id=code) for name in country.names]
        named += [Listing(written=name, kind="demonym", id=code) for name in country.demonyms]
    for row in rows("regions.csv"):
        named += [Listing(written=name, kind="region", id=row["id"]) for name in split(row["names"])]
    for row in rows("places.csv"):
        kind: NameKind = "site" if row["precision"] == "site" else "place"
        named += [Listing(written=name, kind=kind, id=row["id"]) for name in split(row["names"])]
    for id_, names in admin1_names().items():
        named += [Listing(written=name, kind="place", id=id_) for name in names]
    return named


@cache
def sounding() -> dict[str, tuple[Listing, ...]]:
    """Listed places and sites under their second key, for spellings that the lists do not have."""
    found: dict[str, list[Listing]] = {}
    for several in listings().values():
        for listing in several:
            if not listing.id.startswith("admin1:") and listing.kind in ("place", "site"):
                found.setdefault(sound(listing.written), []).append(listing)
    return {key: tuple(several) for key, several in found.items()}
