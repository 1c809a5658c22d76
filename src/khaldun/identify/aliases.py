"""Where in a text does a name of the registry stand, and whose is it?"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from khaldun.identify.actors import actors
from khaldun.identify.data_files import lines
from khaldun.identify.folding import fold
from khaldun.identify.words import Words, caseless, words_of

SHORT = 4
CASELESS_SHORT = 2
DESCRIBED = "Described in reports by no name"  # the source of entries that nobody calls himself by
LOUD_WORDS = frozenset(
    {"fact", "mend", "contras", "raf", "let", "sea", "far", "fan", "fat"}
)  # words when all is in capitals


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One way to write an actor's name."""

    written: str
    actor: str

    @property
    def proper(self) -> bool:
        """Whether it is a name, with a capital, and no description such as "gunmen"."""
        return not (self.written.islower() or self.actor in _described())

    def fits(self, told: str, *, loud: bool) -> bool:
        """Whether the capitals agree: short names and acronyms exactly, other names with some capital."""
        key = fold(self.written)
        if loud:
            return len(key) > CASELESS_SHORT and key not in LOUD_WORDS
        if len(key) <= SHORT or self.written.isupper():
            return told == self.written or (told.isupper() and self.written.isupper())
        return self.written.islower() or not told.islower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Names found at some words: the words from `first` to before `after`, and the aliases that fit there."""

    first: int
    after: int
    aliases: tuple[Alias, ...]


@cache
def _described() -> frozenset[str]:
    return frozenset(actor.id for actor in actors().values() if actor.source == DESCRIBED or actor.kind == "civilians")


@cache
def aliases() -> dict[str, tuple[Alias, ...]]:
    """All aliases under their folded form; the full name of an actor is one of them."""
    found: dict[str, list[Alias]] = {}
    for actor in actors().values():
        for written in dict.fromkeys((actor.name, *(name for names in actor.aliases.values() for name in names))):
            found.setdefault(fold(written), []).append(Alias(written=written, actor=actor.id))
    return {key: tuple(several) for key, several in found.items()}


@cache
def _lengths() -> dict[str, int]:
    """By the first word of an alias, folded, the greatest number of words that follow from it."""
    longest: dict[str, int] = {}
    for several in aliases().values():
        for alias in several:
            words = words_of(alias.written).words
            longest[words[0].key] = max(longest.get(words[0].key, 0), len(words))
    return longest


def hits(text: str, *, descriptions: bool = False) -> tuple[Words, tuple[Hit, ...]]:
    """The names of actors in a text from left to right, the longest first; descriptions too, if they are wanted."""
    words, loud = words_of(text), caseless(text) or text.islower()
    return words, tuple(_hits(words, loud=loud, descriptions=descriptions))


def _hits(words: Words, *, loud: bool, descriptions: bool) -> Iterator[Hit]:
    at = 0
    while at < len(words):
        found = _hit(words, at, loud=loud, descriptions=descriptions)
        if found:
            yield found
        at = found.after if found else at + 1


def _hit(words: Words, at: int, *, loud: bool, descriptions: bool) -> Hit | None:
    longest = _lengths().get(words.words[at].key, 0)
    for after, key in words.runs(at, longest=longest) if longest else ():
        if key not in aliases():
            continue
        told = words.told(at, after)
        if after == at + 1 and words.before(at) in lines("given_names.txt"):
            continue
        fitting = tuple(
            alias
            for alias in aliases()[key]
            if (alias.proper or descriptions) and alias.fits(told, loud=loud and alias.proper)
        )
        if fitting:
            return Hit(first=at, after=after, aliases=fitting)
    return None
