"""Does a name in a text mean a place, as far as the words around it show?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from khaldun.identify.cues import Cues, cues, ordinary
from khaldun.identify.folding import fold
from khaldun.identify.listed import Listing, listings, opens
from khaldun.identify.words import Words, caseless, words_of

SHORT = 3
CITY = 100_000
TOWN = 15_000
MOST_IDS = 8
GIVEN_NAMES = frozenset({"chad", "jordan", "israel", "georgia", "kenya", "india", "paris", "florence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a gazetteer holds under a name: ids with their countries, the likeliest first; the greatest population."""

    places: tuple[tuple[str, str], ...]
    population: int

    @property
    def countries(self) -> frozenset[str]:
        """The countries in which the name occurs."""
        return frozenset(country for _, country in self.places)

    def ids(self, focus: frozenset[str]) -> tuple[str, ...]:
        """The ids: those in the countries in focus, or all where none lies there."""
        inside = [id_ for id_, country in self.places if country in focus]
        return tuple(inside or [id_ for id_, _ in self.places])[:MOST_IDS]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Scan:
    """One reading of one text."""

    words: Words
    cues: Cues
    caseless: bool

    def listed(self) -> Iterator[tuple[int, int, tuple[Listing, ...]]]:
        """The listed names from left to right, the longest first, each with the words it spans."""
        at = 0
        while at < len(self.words):
            found = self._listed_at(at)
            if found:
                yield at, *found
            at = found[0] if found else at + 1

    def _listed_at(self, at: int) -> tuple[int, tuple[Listing, ...]] | None:
        if not opens(self.words.words[at].key):
            return None
        for after, key in self.words.runs(at):
            if key not in listings():
                continue
            told = self.words.told(at, after)
            fitting = tuple(listing for listing in listings()[key] if listing.fits(told, caseless=self.caseless))
            if fitting and self._means(at, after, listing=fitting[0], key=key):
                return after, fitting
        return None

    def _means(self, at: int, after: int, *, listing: Listing, key: str) -> bool:
        """Whether a listed name means the place: ordinary, short and given names need a cue."""
        if self.words.after(after).lower() in self.cues.waters and listing.kind != "region":
            return False
        if listing.kind in ("country", "demonym", "region"):
            return not (key in GIVEN_NAMES and self._goes_on(after))
        if key in ordinary():
            return self._typed_before(at) or self._areal(at, after)
        if self.caseless and not (self._loosely_cued(at) or self.typed(at, after) or self.words.starts_sentence(at)):
            return False
        if len(key) <= SHORT and not (self.typed(at, after) or self._cued(at)):
            return False
        return not self.person(at, after)

    def _cued(self, at: int) -> bool:
        """Whether a word of place stands before: "in", "near", "à"."""
        before = self.words.before(at)
        return before in self.cues.strong or (
            before in self.cues.links and self.words.before(at, back=2) in self.cues.strong
        )

    def _loosely_cued(self, at: int) -> bool:
        return self._cued(at) or self.words.before(at) in self.cues.weak

    def typed(self, at: int, after: int) -> bool:
        """Whether a word for a kind of place stands beside: "the village of X", "X province"."""
        return self.words.after(after).lower() in self.cues.types or self._typed_before(at)

    def _areal(self, at: int, after: int) -> bool:
        return self.area(at, after) != (at, after)

    def _typed_before(self, at: int) -> bool:
        before = self.words.before(at)
        if before in self.cues.types:
            return True
        back = 2 if before in self.cues.links else 0
        while back and self.words.before(at, back=back) in self.cues.links:
            back += 1
        return bool(back) and self.words.before(at, back=back) in self.cues.types

    def area(self, at: int, after: int) -> tuple[int, int]:
        """The words of a name with the word that makes it a region: "Mopti region", "la région de Mopti"."""
        if self.words.after(after).lower() in self.cues.areas:
            return at, after + 1
        back = 1
        while self.words.before(at, back=back) in self.cues.links:
            back += 1
        return (at - back, after) if self.words.before(at, back=back) in self.cues.areas else (at, after)

    def _goes_on(self, after: int) -> bool:
        """Whether the next word, with a capital, carries the name on, as a surname would."""
        told = self.words.after(after)
        while told in self.cues.carries:
            after += 1
            told = self.words.after(after)
        return bool(told) and not self.caseless and told[0].isupper() and fold(told) not in listings()

    def _comes_from(self, at: int) -> bool:
        """Whether the word before, with a capital inside a sentence, begins the name, as a first name would."""
        if self.caseless or not self.words.before(at) or self.words.before(at) in self.cues.types:
            return False
        if self.words.gap(at - 1).strip():
            return self.words.before(at) in ("al", "el", "ul", "as", "ash", "ibn")
        told = self.words.words[at - 1].told
        known = {told.lower()} & (self.cues.strong | self.cues.weak | self.cues.links | self.cues.types)
        return told[0].isupper() and not known and fold(told) not in listings()

    def person(self, at: int, after: int) -> bool:
        """Whether the words around make the name a part of a longer one, or somebody who speaks."""
        following = self.words.after(after).lower()
        if following in self.cues.types:
            return False
        return self._goes_on(after) or self._comes_from(at) or following in self.cues.sayings

    def unlisted(self, taken: Sequence[bool]) -> Iterator[tuple[int, int, str]]:
        """The words that could be names of other places: spans and folded forms, the longest first at each word."""
        for at, word in enumerate(self.words.words):
            if taken[at] or not self._capital(at) or word.key in self.cues.nothing or word.told.isdigit():
                continue
            for after, key in self.words.runs(at):
                if after > at + 1 and self.words.words[after - 1].key in self.cues.nothing:
                    continue
                if not any(taken[at:after]) and self._capital(after - 1) and key not in self.cues.nothing:
                    yield at, after, key

    def _cued_by_place(self, at: int, known: Known, *, near: bool) -> bool:
        return self._cued(at) and (near or known.population >= CITY)

    def _capital(self, at: int) -> bool:
        return self.caseless or self.words.words[at].capital

    def accepts(self, at: int, after: int, *, key: str, known: Known, focus: frozenset[str]) -> bool:
        """Whether a name that only the large gazetteer holds is a place here."""
        near = bool(known.countries & focus)
        if self.words.after(after).lower() in self.cues.parts and not near:
            return False
        if key in ordinary() and not self._typed_before(at):
            return not self.caseless and self._cued_by_place(at, known, near=near) and not self.person(at, after)
        if self.typed(at, after) and not self._goes_on(after):
            return True
        return not self.person(at, after) and self._likely(at, key=key, known=known, near=near)

    def _likely(self, at: int, *, key: str, known: Known, near: bool) -> bool:
        """Whether cue, country and population together make a place."""
        if self.caseless or len(key) <= SHORT:
            cued = self._cued_by_place(at, known, near=near) or (near and self.caseless and self._loosely_cued(at))
            return cued or known.population >= CITY * (1 if near else 10)
        if near:
            return self._loosely_cued(at) or known.population >= (TOWN if self.words.starts_sentence(at) else 1)
        return known.population >= CITY * 5 or (self._cued(at) and known.population >= TOWN)


def scan(text: str, *, language: str) -> Scan:
    """A reading of a text for names of places."""
    return Scan(words=words_of(text), cues=cues(language), caseless=caseless(text))
