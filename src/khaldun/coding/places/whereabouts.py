"""Where do the words of a sentence say it happened? Places, sites and capitals with the words that name them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Token

from khaldun.coding.places.unheld import unheld
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax, plural
from khaldun.coding.sentences.triggers import lemma, trigger_nouns, trigger_verbs
from khaldun.model import Gazetteer, Name, Place, whose_capital

FIRST_NAMES = 3  # the names that open a report tell where it happened


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PlaceTold:
    """A place as the sentence tells it. `place` is null for a site that only words describe ("the airport").

    `word` is the word by which it hangs in the parse; `beside` is true where the place is only given as near.
    """

    start: int
    end: int
    told: str
    word: Token
    place: Place | None
    country: str | None
    site: bool = False
    beside: bool = False


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Whereabouts:
    """Reads places out of sentences, with the countries that the whole report is about as prior.

    `town` is the place that the dateline names.
    """

    gazetteer: Gazetteer
    syntax: Syntax
    countries: tuple[str, ...]
    dateline: tuple[int, int] | None
    town: Name | None = None

    def places(self, sentence: Sentence) -> tuple[PlaceTold, ...]:
        """The places of a sentence at which something can have happened, in order."""
        named = [found for name in sentence.names if (found := self._named(sentence, name))]
        taken = {word.i for told in named for word in sentence.within(told.start, told.end)}
        described = [*self._capitals(sentence, taken), *self._sites(sentence, taken), *self._unheld(sentence)]
        return tuple(sorted([*named, *described], key=lambda told: told.start))

    def national(self, sentence: Sentence, name: Name) -> PlaceTold | None:
        """The country that a country's name or a demonym stands for, as the place of an event."""
        word = self._head(sentence, name)
        return None if word is None else self._told(sentence, name, word=word, place=None, country=name.ids[0])

    def homeland(self, sentence: Sentence) -> PlaceTold | None:
        """The country of the dateline's town as the place of what a sentence tells, if the report is about it."""
        if self.town is None or not set(self.countries[:1]) & set(_codes(self.town, self.gazetteer)):
            return None
        first = next(sentence.words())
        return PlaceTold(
            start=self.town.start,
            end=self.town.end,
            told=self.town.told,
            word=first,
            place=None,
            country=self.countries[0],
        )

    def _named(self, sentence: Sentence, name: Name) -> PlaceTold | None:
        word = self._head(sentence, name)
        if name.kind in ("actor", "demonym") or word is None or self._in_dateline(name) or self._elsewhere(word):
            return None
        if name.kind == "region":
            return None
        if name.kind == "country":
            code = name.ids[0]
            if self._names_a_sort(word):
                return None
            return self._told(sentence, name, word=word, place=None, country=code)
        place = self.gazetteer.resolve(name.told, countries=self.countries)
        if place is None:
            return None
        return self._told(sentence, name, word=word, place=place, country=place.country)

    def _told(
        self, sentence: Sentence, name: Name, *, word: Token, place: Place | None, country: str | None
    ) -> PlaceTold:
        return PlaceTold(
            start=name.start,
            end=name.end,
            told=sentence.told(name.start, name.end),
            word=word,
            place=place,
            country=country,
            site=place is not None and place.precision == "site",
            beside=self._beside(word),
        )

    def _head(self, sentence: Sentence, name: Name) -> Token | None:
        """The word of a name by which it hangs in the parse."""
        words = sentence.within(name.start, name.end)
        inside = {word.i for word in words}
        return next((word for word in words if word.head.i not in inside or word.head.i == word.i), None)

    def _in_dateline(self, name: Name) -> bool:
        return self.dateline is not None and self.dateline[0] <= name.start < self.dateline[1]

    def _elsewhere(self, word: Token) -> bool:
        """Whether the name only says whose or whence: "Mali's army", "from Niger", "the border with Niger"."""
        words = self.syntax.lexicon
        if self._owns_a_force(word) or self._acts(word) or self._refuge(word):
            return True
        preposition = self.syntax.preposition_of(word)
        governor = word.head.head if self.syntax.has(word, "prepositional_object") else word.head
        if lemma(governor, words) in words.words("statements", "border_words"):
            return True
        return preposition in words.words("prepositions", "not_place") or (
            lemma(governor, words) in words.words("attribution", "sources") and preposition is not None
        )

    def _acts(self, word: Token) -> bool:
        """Whether the name stands for a government or a past event: the subject of a verb that reports no event."""
        if not self.syntax.has(word, "subject") or word.head.pos_ not in ("VERB", "AUX"):
            return False
        return lemma(word.head, self.syntax.lexicon) not in trigger_verbs(self.syntax.lexicon.language)

    def _refuge(self, word: Token) -> bool:
        """Whether the name lies in a phrase of whither: "taken to the hospital in Bankass", "fled to Gao"."""
        words = self.syntax.lexicon
        for above in (word, *word.ancestors):
            if above.pos_ in ("VERB", "AUX"):
                return lemma(above, words) in words.words("prepositions", "moving_verbs") and above.i != word.i
            preposition = self.syntax.preposition_of(above)
            if preposition in words.words("prepositions", "whither"):
                return True
        return False

    def _owns_a_force(self, word: Token) -> bool:
        """Whether the name hangs as owner or modifier under a noun that is somebody, not a place or a happening."""
        words, head = self.syntax.lexicon, word.head
        if not (self.syntax.has(word, "possessor", "compound") and head.i > word.i):
            return False
        root = lemma(head, words)
        lists = (("actors", "armed"), ("attribution", "sources"), ("persons", "forces"), ("persons", "civilians"))
        return any(root in words.words(*names) for names in lists) or head.pos_ == "PROPN"

    def _names_a_sort(self, word: Token) -> bool:
        """Whether a country's name stands before a noun that is no happening: "U.S. embassy", "Mali army"."""
        if not self.syntax.has(word, "compound") or word.head.i < word.i:
            return False
        return lemma(word.head, self.syntax.lexicon) not in trigger_nouns(self.syntax.lexicon.language)

    def _beside(self, word: Token) -> bool:
        near = self.syntax.preposition_of(word) in self.syntax.lexicon.words("prepositions", "near")
        return near or any(c.lower_ in self.syntax.lexicon.words("prepositions", "near") for c in word.children)

    def _capitals(self, sentence: Sentence, taken: set[int]) -> Iterator[PlaceTold]:
        """Capitals told as such: "Mali's capital", "la capitale malienne", "the capital"."""
        for word in sentence.words():
            if word.i in taken or lemma(word, self.syntax.lexicon) not in self.syntax.lexicon.words(
                "objects", "capital"
            ):
                continue
            country = self._country_beside(sentence, word) or next(iter(self.countries), None)
            place = self.gazetteer.capital(country) if country and not plural(word) else None
            if place:
                first, _ = self.syntax.extent(word)
                start, end = sentence.starts[max(first, sentence.first)], sentence.ends[word.i]
                told = sentence.told(start, end)
                yield PlaceTold(start=start, end=end, told=told, word=word, place=place, country=place.country)

    def _country_beside(self, sentence: Sentence, word: Token) -> str | None:
        below = {w.i for w in word.subtree}
        for name in sentence.names:
            if name.kind in ("country", "demonym") and any(w.i in below for w in sentence.within(name.start, name.end)):
                return name.ids[0]
        return None

    def _sites(self, sentence: Sentence, taken: set[int]) -> Iterator[PlaceTold]:
        """Sites that words describe: "a military training school", "l'aéroport international"."""
        sites = self.syntax.lexicon.words("objects", "site")
        for word in sentence.words():
            if word.i in taken or word.pos_ not in ("NOUN", "PROPN") or lemma(word, self.syntax.lexicon) not in sites:
                continue
            if (
                self.syntax.has(word, "compound")
                and word.head.i > word.i
                and lemma(word.head, self.syntax.lexicon) not in sites
            ):
                continue
            start, end = self._site_extent(sentence, word)
            told = sentence.told(start, end)
            yield PlaceTold(start=start, end=end, told=told, word=word, place=None, country=None, site=True)

    def _unheld(self, sentence: Sentence) -> Iterator[PlaceTold]:
        """Places that the gazetteer does not hold, as their words tell them."""
        for start, end in unheld(sentence, self.syntax.lexicon.language):
            word = sentence.word_at(start)
            if word is not None and word.pos_ in ("PROPN", "NOUN", "X", "ADJ"):
                told = sentence.told(start, end)
                yield PlaceTold(start=start, end=end, told=told, word=word, place=None, country=None)

    def _site_extent(self, sentence: Sentence, word: Token) -> tuple[int, int]:
        """The site's own words: without article, and without the town it lies in."""
        first, last = self.syntax.extent(word)
        while first < word.i and sentence.doc[first].pos_ in ("DET", "PRON", "NUM", "ADP", "PUNCT"):
            first += 1
        end = word.i
        while end < last and sentence.doc[end + 1].pos_ in ("NOUN", "ADJ") and sentence.doc[end + 1].head.i == word.i:
            end += 1
        return sentence.starts[max(first, sentence.first)], sentence.ends[end]


def countries_in_focus(names: Sequence[Name], gazetteer: Gazetteer, *, written: int = 0) -> tuple[str, ...]:
    """The countries a report is about, the most mentioned first; the first mentions weigh most.

    `written` is where a dateline ends: its town weighs more than any other name.
    """
    weights: dict[str, float] = {}
    for order, name in enumerate(n for n in names if n.kind in ("country", "demonym", "place")):
        early = 3.0 if name.end <= written else 2.0 if order < FIRST_NAMES else 1.0
        codes = _codes(name, gazetteer)
        for code in codes:
            weights[code] = weights.get(code, 0.0) + early / len(codes)
    return tuple(sorted(weights, key=lambda code: (-weights[code], code)))


def _codes(name: Name, gazetteer: Gazetteer) -> list[str]:
    if name.kind in ("country", "demonym"):
        return list(name.ids)
    return _home(name, gazetteer)


def _home(name: Name, gazetteer: Gazetteer) -> list[str]:
    """The country of a place's name: the one that all its places lie in, else the one whose capital it is."""
    homes = list(dict.fromkeys(gazetteer.place(id_).country for id_ in name.ids))
    if len(homes) == 1:
        return homes
    home = whose_capital(name, gazetteer)
    return [home] if home else []
