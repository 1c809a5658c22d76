"""Which words of a text name a place?"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence

from khaldun.identify.folding import fold
from khaldun.identify.listed import Listing
from khaldun.identify.scanning import CITY, MOST_IDS, Known, Scan, scan
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
    focus = Counter(code for _, _, several in listed if several[0].kind != "site" for code in _countries(several))
    names = [
        _listed_name(reading, *found, known=known, focus=frozenset(focus))
        for found in listed
        if _at_home(found[2], frozenset(focus))
    ]
    candidates = list(reading.unlisted(taken))
    held = [found for found, yes in zip(candidates, holds([key for _, _, key in candidates]), strict=True) if yes]
    names += _unlisted_names(reading, held, known=known, focus=frozenset(focus), capitals=capitals)
    return tuple(sorted(names, key=lambda name: name.start))


def _unlisted_names(
    reading: Scan,
    held: Sequence[tuple[int, int, str]],
    *,
    known: Callable[[str], Known],
    focus: frozenset[str],
    capitals: frozenset[str],
) -> Iterator[Name]:
    persons = {key for at, after, key in held if after == at + 1 and reading.person(at, after)}
    used = 0
    seen: dict[str, Known] = {}
    inside = focus | {c for _, _, key in held for c in _capital(seen.setdefault(key, known(key)), capitals)}
    for at, after, key in held:
        if at < used or (key in persons and not reading.typed(at, after)):
            continue
        if reading.accepts(at, after, key=key, known=seen[key], focus=inside):
            used = after
            yield _name(reading.words, at, after, kind="place", ids=seen[key].ids(inside))


def _capital(known: Known, capitals: frozenset[str]) -> frozenset[str]:
    first = known.places[0] if known.places else ("", "")
    return frozenset({first[1]}) if first[0] in capitals and known.population >= CITY else frozenset()


def _countries(several: tuple[Listing, ...]) -> set[str]:
    kinds = {listing.kind for listing in several}
    own: set[NameKind] = {"country", "demonym"}
    if kinds & own:
        return {listing.id for listing in several if listing.kind in own}
    return {
        listing.id.split(":")[1][:2].upper() for listing in several if listing.id.startswith(("admin1:", "khaldun:"))
    }


def _at_home(several: tuple[Listing, ...], focus: frozenset[str]) -> bool:
    """Whether a site's country is spoken of as well; hotels of one name stand in many countries."""
    return several[0].kind != "site" or bool(_countries(several) & focus)


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
        towns = known(fold(reading.words.told(first, after))).ids(focus)
        ids = (*towns, *areas)[:MOST_IDS]
    return _name(reading.words, first, after, kind=kind, ids=ids)


def _inside(ids: tuple[str, ...], focus: frozenset[str]) -> tuple[str, ...]:
    return tuple(id_ for id_ in ids if id_.split(":")[1][:2] in focus) or ids


def _name(words: Words, first: int, after: int, *, kind: NameKind, ids: tuple[str, ...]) -> Name:
    told = words.told(first, after)
    start = words.words[first].start
    if words.text[start + len(told) : start + len(told) + 1] == "." and told.isupper() and "." in told:
        told += "."
    return Name(start=start, end=start + len(told), told=told, kind=kind, ids=ids)
