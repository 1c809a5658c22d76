"""Which words of a text name a place?"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from khaldun.identify.folding import fold
from khaldun.identify.listed import Listing, places
from khaldun.identify.scanning import CITY, MOST_IDS, TOWN, Known, Scan, scan
from khaldun.identify.words import Words
from khaldun.model import Name, NameKind


def place_names(
    text: str,
    *,
    language: str,
    holds: Callable[[Sequence[str]], Iterable[bool]],
    known: Callable[[str], Known],
    capitals: frozenset[str],
) -> tuple[Name, ...]:
    """The names of places in a text, left to right, longest first, disjoint.

    `holds` says which folded names the large gazetteer has and `known` what it has under one; `capitals` are the ids
    that are capitals. The countries that the listed names speak of are those in which other names are looked for.
    """
    reading = scan(text, language=language)
    listed = list(reading.listed())
    taken = [False] * len(reading.words)
    for first, after, _ in listed:
        taken[first:after] = [True] * (after - first)
    candidates = list(reading.unlisted(taken))
    held = [found for found, yes in zip(candidates, holds([key for _, _, key in candidates]), strict=True) if yes]
    focus = _focus(reading, listed, known=known) | {c for _, _, key in held for c in _capital(known(key), capitals)}
    at_home = [found for found in listed if found[2][0].kind != "site" or _own(found[2]) & focus]
    names = [_listed_name(reading, *found, known=known, focus=focus) for found in at_home]
    names += _unlisted_names(reading, held, known=known, focus=focus)
    return tuple(sorted(names, key=lambda name: name.start))


def _unlisted_names(
    reading: Scan, held: Sequence[tuple[int, int, str]], *, known: Callable[[str], Known], focus: frozenset[str]
) -> Iterator[Name]:
    persons = {key for at, after, key in held if after == at + 1 and reading.person(at, after)}
    used = 0
    for at, after, key in held:
        if at < used or (key in persons and not reading.typed(at, after)):
            continue
        if reading.accepts(at, after, key=key, known=known(key), focus=focus):
            used = after
            yield _name(reading.words, at, after, kind="place", ids=known(key).ids(focus))


def _focus(
    reading: Scan, listed: Sequence[tuple[int, int, tuple[Listing, ...]]], *, known: Callable[[str], Known]
) -> frozenset[str]:
    """The countries that the listed names of a text speak of."""
    countries: set[str] = set()
    for first, after, several in listed:
        if several[0].kind != "site":
            countries |= _own(several) or _first_in_mind(several, known(fold(reading.words.told(first, after))))
    return frozenset(countries)


def _own(several: tuple[Listing, ...]) -> frozenset[str]:
    """The countries that a listed name is of itself: a country's or people's name, or a place of the project's list."""
    named = {listing.id for listing in several if listing.kind in ("country", "demonym")}
    return frozenset(named or {places()[listing.id].country for listing in several if listing.id in places()})


def _first_in_mind(several: tuple[Listing, ...], towns: Known) -> frozenset[str]:
    """The country of the town that a first-level area's name first brings to mind, or else of the area."""
    if towns.population >= TOWN:
        return frozenset(country for _, country in towns.places[:1])
    areas = {listing.id.split(":")[1][:2] for listing in several if listing.id.startswith("admin1:")}
    return frozenset(areas) if len(areas) == 1 else frozenset()


def _capital(known: Known, capitals: frozenset[str]) -> frozenset[str]:
    first = known.places[0] if known.places else ("", "")
    return frozenset({first[1]}) if first[0] in capitals and known.population >= CITY else frozenset()


def _listed_name(
    reading: Scan,
    first: int,
    after: int,
    several: tuple[Listing, ...],
    *,
    known: Callable[[str], Known],
    focus: frozenset[str],
) -> Name:
    kind = several[0].kind
    ids = tuple(dict.fromkeys(listing.id for listing in several if listing.kind == kind))
    areas = _inside(tuple(listing.id for listing in several if listing.id.startswith("admin1:")), focus)
    begin, end = reading.area(first, after)
    if areas and (begin, end) != (first, after) and kind in ("place", "region"):
        return _name(reading.words, begin, end, kind="place", ids=areas)
    if kind == "place" and set(ids) & set(areas):
        ids = _with_towns(ids, areas, towns=known(fold(reading.words.told(first, after))), focus=focus)
    return _name(reading.words, first, after, kind=kind, ids=ids)


def _with_towns(
    ids: tuple[str, ...], areas: tuple[str, ...], *, towns: Known, focus: frozenset[str]
) -> tuple[str, ...]:
    """The ids of a name that is a first-level area's: listed places, towns of the name, areas, those in focus alone."""
    listed = tuple(id_ for id_ in ids if id_ in places())
    home = towns.countries & focus or frozenset(country for _, country in towns.places[:1])
    near = tuple(area for area in areas if area.split(":")[1][:2] in focus | home)
    held = towns.ids(focus) if towns.countries & focus or not (near and focus) else ()
    return (*listed, *held, *near)[:MOST_IDS] or areas


def _inside(ids: tuple[str, ...], focus: frozenset[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_.split(":")[1][:2] in focus) or ids


def _name(words: Words, first: int, after: int, *, kind: NameKind, ids: tuple[str, ...]) -> Name:
    told = words.told(first, after)
    start = words.words[first].start
    if words.text[start + len(told) : start + len(told) + 1] == "." and "." in told:
        told += "."
    return Name(start=start, end=start + len(told), told=told, kind=kind, ids=ids)
