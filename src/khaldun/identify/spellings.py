"""Whose name is this, however it is spelt? Exact spellings, then like-sounding ones, then similar ones."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from khaldun.identify.candidates import Found
from khaldun.identify.folding import fold, sound_of_key
from khaldun.identify.listed import Listing, listings, places, sounding
from khaldun.identify.table import KIND_ORDER, MAIN, Table

ALIKE = 88.0  # of 100, below which a spelling is another name
ALIKE_LETTERS = 5
CLOSEST = 5
PREFIX = 2
HEARD_LETTERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """A place that bears a name, how the name was found, and how alike the spellings are, up to 1."""

    id: str
    found: Found
    likeness: float = 1.0


def spellings(told: str, *, tables: Sequence[Table], countries: Sequence[str]) -> tuple[Spelling, ...]:
    """The places that bear a name. Spellings that are only similar are looked for in `countries`, and only there."""
    key = fold(told)
    if not key:
        return ()
    found = [*_exact(key, told=told, tables=tables), *_like_sounding(key, tables=tables)]
    if countries and not any(_country(spelling, tables) in countries for spelling in found):
        found += _similar(key, tables=tables, countries=countries)
    unique: dict[str, Spelling] = {}
    for spelling in found:
        unique.setdefault(spelling.id, spelling)
    return tuple(unique.values())


def _exact(key: str, *, told: str, tables: Sequence[Table]) -> Iterator[Spelling]:
    for listing in listings().get(key, ()):
        if listing.kind != "demonym" and listing.fits(told, caseless=told.islower()):
            yield Spelling(id=f"country:{listing.id}" if listing.kind == "country" else listing.id, found="listed")
    for table in tables:
        for row, rank in table.rows(key):
            yield Spelling(id=f"geonames:{int(table.ids[row])}", found=_found(table, row, rank=rank))


def _found(table: Table, row: int, *, rank: int) -> Found:
    if KIND_ORDER[int(table.kind[row])] == "water":
        return "name of water"
    return "name" if rank == MAIN else "alternate name"


def _like_sounding(key: str, *, tables: Sequence[Table]) -> Iterator[Spelling]:
    sound = sound_of_key(key)
    if len(sound) < HEARD_LETTERS:
        return
    yield from (Spelling(id=listing.id, found="like-sounding name") for listing in sounding().get(sound, ()))
    for table in tables:
        for row in table.sounding(sound):
            yield Spelling(id=f"geonames:{int(table.ids[row])}", found="like-sounding name")


def _similar(key: str, *, tables: Sequence[Table], countries: Sequence[str]) -> Iterator[Spelling]:
    """The closest spellings in the countries, those with the same first letters."""
    if len(key) < ALIKE_LETTERS:
        return
    for country in countries:
        known = {**_listed_keys(country), **{k: id_ for table in tables for k, id_ in _keys(table, country).items()}}
        alike = [other for other in known if other[:PREFIX] == key[:PREFIX]]
        for other, ratio, _ in process.extract(key, alike, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=CLOSEST):
            yield Spelling(id=known[other], found="similar name", likeness=ratio / 100)


@lru_cache(maxsize=64)
def _keys(table: Table, country: str) -> dict[str, str]:
    """The folded main names of a country's places, the more populous bearer of each."""
    rows = sorted(table.rows_in(country), key=lambda row: int(table.population[row]))
    return {fold(table.name(row)): f"geonames:{int(table.ids[row])}" for row in rows}


@lru_cache(maxsize=64)
def _listed_keys(country: str) -> dict[str, str]:
    return {key: several[0].id for key, several in listings().items() if _listed_in(several[0], country)}


def _listed_in(listing: Listing, country: str) -> bool:
    return listing.id in places() and places()[listing.id].country == country


def _country(spelling: Spelling, tables: Sequence[Table]) -> str:
    source, _, rest = spelling.id.partition(":")
    if spelling.id in places():
        return places()[spelling.id].country
    if source != "geonames":
        return rest[:2].upper()
    rows = ((table, table.row_of(int(rest))) for table in tables)
    return next((table.text(table.country, row) for table, row in rows if row is not None), "")
