"""Which actor is meant by the phrases around a trigger?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from spacy.tokens import Token

from khaldun.coding.casualties.counted import Count
from khaldun.coding.parties.roles import Part
from khaldun.coding.parties.states import StateNamed, state_named, state_told
from khaldun.coding.sentences.phrase import Phrase, armed, head_lemmas, phrase
from khaldun.coding.sentences.reference import Referent, author, meant, organised, owned, specific
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma
from khaldun.model import ActorMatch, Gazetteer, Name, Registry, Role, Stance, Who

BEFORE = ("DET", "NUM", "ADP", "PUNCT", "ADV", "PRON")  # what stands before a name
NEAR = 8  # words between the counted and what most of them were
ARMED = "forces"  # the word that makes a country's name its forces, for the registry
LONGEST = 80  # characters of a party's words; of a longer phrase only the name is kept
STRUCK = (("persons", "civilians"), ("persons", "forces"), ("objects", "military"), ("objects", "civilian"))


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class PartyTold:
    """A party as one sentence tells it.

    `telling` is where the sentence that tells it starts. `name` is what the registry was asked for: the words, or
    "Malian troops" where the text joins two kinds of troops. `description` is true where the words name nobody by
    themselves ("the group", "the al-Qaeda affiliate", "they").
    """

    role: Role
    told: str
    start: int
    end: int
    match: ActorMatch
    name: str
    group: Who | None
    stance: Stance = "reported"
    description: bool = False
    telling: int = 0

    @property
    def named(self) -> bool:
        """Whether the words name a known actor, not just anybody with a gun."""
        return specific(self.match) and not self.description


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class People:
    """Reads actors out of phrases, with the countries that the whole report is about as prior."""

    registry: Registry
    gazetteer: Gazetteer
    syntax: Syntax
    countries: tuple[str, ...]
    sentences: tuple[Sentence, ...] = ()

    def parties(self, parts: Sequence[Part]) -> tuple[PartyTold, ...]:
        """The parties among the parts, each name once a role; phrases that are nobody are left out.

        Attackers who die are no victims of their own attack.
        """
        found: dict[tuple[Role, int, int], PartyTold] = {}
        for part in parts:
            for party in self._read(part):
                if party.role == "victim" and party.group == "attackers":
                    continue
                told = replace(party, telling=part.phrase.sentence.start)
                found.setdefault((party.role, party.start, party.end), told)
        return tuple(found.values())

    def _read(self, part: Part) -> Iterator[PartyTold]:
        spoken = part.phrase
        referent = self.meant(spoken) if part.role == "perpetrator" else None
        if referent is not None:
            yield self._by_reference(part, referent)
            return
        if spoken.head.pos_ in ("PRON", "DET") and not self.syntax.prepositional(spoken.head):
            return
        names = [n for n in spoken.sentence.names if spoken.start <= n.start and n.end <= spoken.end]
        actors = [n for n in names if n.kind == "actor"]
        suspected = self._suspected(part)
        if suspected is not None:
            yield suspected
            return
        if self.describes(spoken) or (owned(spoken, self.syntax) and not actors):
            yield self._party(part, start=spoken.start, end=spoken.end, description=True)
            return
        if not actors and part.role == "perpetrator" and (party := self._of_a_state(part, names) or self._state(part)):
            yield party
        elif len(actors) + len(self._nationals(names, spoken)) > 1:
            yield from self._several(part, actors, names=names)
        elif actors or self._somebody(part, names):
            start, end = self._bounds(spoken, actors)
            party = self._party(part, start=start, end=end)
            if party.match.actor is None and actors:  # "their Russian allies of the Wagner Group"
                party = self._party(part, start=actors[0].start, end=actors[0].end)
            yield party

    def _of_a_state(self, part: Part, names: Sequence[Name]) -> PartyTold | None:
        """The forces of a state of whose weapons or strike the words speak: "Russian missiles", "an Israeli raid"."""
        spoken, words = part.phrase, self.syntax.lexicon
        thing = lemma(spoken.head, words) in words.words("actors", "things") or spoken.head.pos_ == "ADJ"
        name = next((name for name in names if name.kind == "demonym"), None)
        if not thing or name is None:
            return None
        known = f"{name.told} {words.phrases('actors', 'national')[0]}"
        match = self.resolve(known)
        return PartyTold(
            role=part.role, told=name.told, start=name.start, end=name.end, match=match, name=known,
            group=self.registry.group(known, language=words.language),
        ) if match.actor else None  # fmt: skip

    def _state(self, part: Part) -> PartyTold | None:
        """The forces of a state that is told by its own name or its capital's: "Israel shelled", "bombed by Moscow"."""
        spoken = part.phrase
        does = self.syntax.has(spoken.head, "subject", "agent", "conjunct")
        by = self.syntax.preposition_of(spoken.head) in self.syntax.lexicon.words("prepositions", "by")
        named = state_named(spoken, self.gazetteer) if does or by else None
        if named is None:
            return None
        known = f"{self.gazetteer.country_name(named.country)} {ARMED}"
        return self._named(part, named, known=known)

    def _suspected(self, part: Part) -> PartyTold | None:
        """The known actor whose people somebody is thought to be: "gunmen believed to belong to X"."""
        spoken, words = part.phrase, self.syntax.lexicon
        believed = words.words("attribution", "accuse_verbs") | words.words("attribution", "believe_verbs")
        if part.role != "perpetrator":
            return None
        for verb in spoken.head.children:
            thought = self.syntax.has(verb, "participle") and lemma(verb, words) in believed
            inside = {word.i for word in verb.subtree} if thought else set()
            for name in spoken.sentence.names:
                word = spoken.sentence.word_at(name.start)
                if name.kind == "actor" and word is not None and word.i in inside:
                    return self._named(part, name, known=name.told, stance="accused")
        return None

    def _named(self, part: Part, name: Name | StateNamed, *, known: str, stance: Stance = "reported") -> PartyTold:
        """The party whom a name means, asked of the registry as `known`."""
        return PartyTold(
            role=part.role, told=part.phrase.sentence.told(name.start, name.end), start=name.start, end=name.end,
            match=self.resolve(known), name=known, stance=stance,
            group=self.registry.group(known, language=self.syntax.lexicon.language),
        )  # fmt: skip

    def mostly(self, count: Count, *, how: str = "mostly") -> PartyTold | None:
        """The victims by what most of the counted were: "killed 21 people, most of them farmers"; or `wholly`, all."""
        sentence = count.of.sentence
        match = sentence.find(self.syntax.lexicon.phrases("including", how), after=count.start)
        word = sentence.word_at(sentence.start + match.end() + 1) if match else None
        nouns = [w for w in (word, *word.ancestors) if w.pos_ in ("NOUN", "PROPN")] if word is not None else []
        if match is None or not nouns or nouns[0].i - count.noun.i > NEAR or self._counts(sentence, match, nouns[0]):
            return None
        spoken = phrase(sentence, nouns[0], syntax=self.syntax)
        start, end = max(self.trimmed(spoken)[0], sentence.start + match.end() + 1), spoken.end
        told = sentence.told(start, end) if start < end else ""
        known = self.registry.group(told, language=self.syntax.lexicon.language)
        return self._party(Part(role="victim", phrase=spoken), start=start, end=end) if known else None

    def meant(self, spoken: Phrase) -> Referent | None:
        """The known actor that a pronoun, "its fighters" or "the group" stands for."""
        by_relation = self.describes(spoken)
        return meant(spoken, self.sentences, syntax=self.syntax, resolve=self._whom, by_relation=by_relation)

    def _whom(self, told: str) -> ActorMatch:
        """What the registry says of the words, or of the forces of the state whose name they are."""
        match = self.resolve(told)
        country = None if match.actor else state_told(told, self.gazetteer)
        return self.resolve(f"{self.gazetteer.country_name(country)} {ARMED}") if country else match

    def author(self) -> Referent | None:
        """The armed group whose communiqué the report is."""
        found = author(self.sentences, syntax=self.syntax, resolve=self.resolve)
        return found if found is not None and organised(found.match) else None

    def _by_reference(self, part: Part, referent: Referent) -> PartyTold:
        """The party, written by the words that name it elsewhere in the report."""
        told = referent.told
        return PartyTold(
            role=part.role,
            told=told,
            start=referent.start,
            end=referent.end,
            match=referent.match,
            name=referent.match.told,
            group=self.registry.group(referent.match.told, language=self.syntax.lexicon.language),
            description=referent.description,
        )

    def _counts(self, sentence: Sentence, match: re.Match[str], noun: Token) -> bool:
        """Whether the words say how many rather than what most of them were: "including all 13 attackers"."""
        start, end = sentence.start + match.end(), sentence.starts[noun.i]
        return any(start <= figure.start < end for figure in sentence.quantities)

    def describes(self, spoken: Phrase) -> bool:
        """Whether a phrase stands for somebody by a relation to an actor: "an affiliate of X", "the X-linked group"."""
        words = self.syntax.lexicon
        if head_lemmas(spoken, self.syntax) & words.words("actors", "relations"):
            return True
        return any(link in spoken.told.lower() for link in words.phrases("actors", "linked"))

    def _nationals(self, names: Sequence[Name], spoken: Phrase) -> list[Name]:
        """The demonyms and countries of a phrase whose head is a force: "Malian and Wagner troops"."""
        forces = self.syntax.lexicon.words("actors", "armed") | self.syntax.lexicon.words("persons", "forces")
        if lemma(spoken.head, self.syntax.lexicon) not in forces:
            return []
        return [n for n in names if n.kind in ("demonym", "country")]

    def _several(self, part: Part, actors: Sequence[Name], *, names: Sequence[Name]) -> Iterator[PartyTold]:
        spoken = part.phrase
        for name in actors:
            yield self._party(part, start=name.start, end=name.end)
        head_start, head_end = spoken.sentence.starts[spoken.head.i], spoken.sentence.ends[spoken.head.i]
        noun = spoken.sentence.told(head_start, head_end)
        for name in self._nationals(names, spoken):
            if any(a.start <= name.start < a.end for a in actors):
                continue
            match = self.resolve(known := f"{name.told} {noun}")
            if match.actor:
                group = self.registry.group(spoken.told, language=self.syntax.lexicon.language)
                yield PartyTold(
                    role=part.role, told=name.told, start=name.start, end=name.end, match=match, name=known, group=group
                )

    def _bounds(self, spoken: Phrase, actors: Sequence[Name]) -> tuple[int, int]:
        if spoken.end - spoken.start > LONGEST and actors:
            return actors[0].start, actors[0].end
        return self.trimmed(spoken)

    def trimmed(self, spoken: Phrase) -> tuple[int, int]:
        """The characters of a phrase without article, figure and date before it."""
        sentence = spoken.sentence
        told = [(q.start, q.end) for q in sentence.quantities] + [(d.start, d.end) for d in sentence.dates]
        head = sentence.starts[spoken.head.i]
        behind = max((end for start, end in told if spoken.start <= start and end <= head), default=spoken.start)
        words = [w for w in sentence.within(behind, spoken.end) if w.i <= spoken.head.i]
        first = next((w for w in words if w.pos_ not in BEFORE), spoken.head)
        return sentence.starts[min(first.i, spoken.head.i)], spoken.end

    def _party(self, part: Part, *, start: int, end: int, description: bool = False) -> PartyTold:
        told = part.phrase.sentence.told(start, end)
        match = ActorMatch(told=told, actor=None, why="a description") if description else self.resolve(told)
        return PartyTold(
            role=part.role,
            told=told,
            start=start,
            end=end,
            match=match,
            name=told,
            group=self.registry.group(told, language=self.syntax.lexicon.language),
            stance=self._stance(part.phrase),
            description=description or self.pale(part.phrase),
        )

    def resolve(self, told: str, *, on: date | None = None) -> ActorMatch:
        """What the registry says of the words as of a day, with the report's countries as prior."""
        return self.registry.resolve(told, on=on, countries=self.countries, language=self.syntax.lexicon.language)

    def pale(self, spoken: Phrase) -> bool:
        """Whether a phrase is a bare description that an earlier name explains: "the militants", "the group"."""
        root = lemma(spoken.head, self.syntax.lexicon)
        alone = len([w for w in spoken.sentence.within(spoken.start, spoken.end) if w.pos_ not in ("DET", "PRON")]) == 1
        return alone and root in self.syntax.lexicon.words("actors", "descriptions")

    def _stance(self, spoken: Phrase) -> Stance:
        words = self.syntax.lexicon
        accused = words.words("attribution", "accused_adjectives")
        near = (*spoken.sentence.within(spoken.start, spoken.end), *spoken.head.children)
        return "accused" if any({word.lower_, lemma(word, words)} & accused for word in near) else "reported"

    def someone(self, spoken: Phrase) -> bool:
        """Whether a phrase is somebody armed, or of a group that the registry knows."""
        group = self.registry.group(spoken.told, language=self.syntax.lexicon.language)
        return armed(spoken, self.syntax) or group is not None

    def _somebody(self, part: Part, names: Sequence[Name]) -> bool:
        """Whether a phrase without a known name is somebody who can play the role."""
        spoken, words = part.phrase, self.syntax.lexicon
        if lemma(spoken.head, words) in words.words("actors", "things"):
            return False
        match = self.resolve(spoken.told)
        if match.actor or armed(spoken, self.syntax):
            return True
        if part.role == "perpetrator":
            return self.registry.group(spoken.told, language=words.language) is not None
        head = spoken.sentence.starts[spoken.head.i]
        if any(n.kind in ("place", "site", "region") and n.start <= head < n.end for n in names):
            return False
        known = frozenset().union(*(words.words(*entry) for entry in STRUCK))
        return bool(head_lemmas(spoken, self.syntax) & known)
