"""Is it political violence at all, or sport, an accident, ordinary crime, business or a film?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from khaldun.coding.dates.meaning import Between, Calendar
from khaldun.coding.dates.told import DateTold
from khaldun.coding.events.merging import Draft
from khaldun.coding.events.telling import Telling
from khaldun.coding.parties.roles import parts
from khaldun.coding.sentences.phrase import armed, head_lemmas
from khaldun.coding.sentences.sentence import Sentence
from khaldun.coding.sentences.syntax import Syntax
from khaldun.coding.sentences.triggers import lemma
from khaldun.coding.words.language import Lexicon

DOMAINS = ("sport", "culture", "business", "causes", "crime")
FORCES = ("state_forces", "non_state_forces", "attackers")
GENERATION = 30  # years
MANY = 4  # words of a domain that make a report one of that domain, unless those of violence outweigh them


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a report is about: how often it uses the words of each domain, and of armed actors and weapons.

    `violent` is how likely the words of the whole report make it one on political violence, `past` how many of its
    dates lie more than a generation back, `present` how many lie in this one.
    """

    domains: dict[str, int]
    armed: int
    violent: float = 0.0
    past: int = 0
    present: int = 0

    def history(self) -> bool:
        """Whether it names more years of generations ago than days of our own."""
        return self.past > max(self.present, 1)

    def foreign(self) -> bool:
        """Whether the words of another domain outweigh those of violence."""
        return any(n >= MANY and n > self.armed for n in self.domains.values())


def subject(
    sentences: Sequence[Sentence], lexicon: Lexicon, *, published: date | None, violent: float = 0.0
) -> Subject:
    """What the report is about, by counting words and dates."""
    text = " ".join(sentence.text for sentence in sentences).lower().replace("’", "'")
    domains = {name: len(_pattern(lexicon, "excluded", name).findall(text)) for name in DOMAINS}
    ages = [_age(told, published) for sentence in sentences for told in sentence.dates]
    return Subject(
        domains=domains,
        armed=len(_pattern(lexicon, "actors", "armed").findall(text)),
        violent=violent,
        past=ages.count("past"),
        present=ages.count("present"),
    )


def _age(told: DateTold, published: date | None) -> Literal["past", "present"] | None:
    """Whether a date names a year of a generation ago or a day of this one; null where it does neither."""
    meaning = told.meaning.last if isinstance(told.meaning, Between) else told.meaning
    if not isinstance(meaning, Calendar):
        return "present"
    if meaning.year is None or published is None:
        return None
    return "past" if meaning.year < published.year - GENERATION else "present"


@cache
def _pattern(lexicon: Lexicon, section: str, name: str) -> re.Pattern[str]:
    words = "|".join(map(re.escape, lexicon.phrases(section, name)))
    return re.compile(rf"(?<!\w)(?:{words})(?:s|es|x)?(?!\w)")


def warranted(draft: Draft, about: Subject, *, syntax: Syntax, claimed: bool, published: date | None) -> bool:
    """Whether an event is political violence: by its trigger, an armed actor, a weapon or a public victim.

    `claimed` is true where somebody claims it or is accused of it. What happened a generation before the report is
    history.
    """
    if _history(draft, about, published) or _elsewhere(draft, syntax):
        return False
    needs = {mention.trigger.needs for telling in draft.tellings for mention in telling.mentions}
    if about.foreign() and not _solid(draft, syntax):
        return False
    if "nothing" in needs:
        return True
    if needs == {"party"}:
        return any(party.named or party.group for telling in draft.tellings for party in telling.parties)
    return claimed or any(_armed(telling, syntax) for telling in draft.tellings)


def grounds(draft: Draft, about: Subject, *, syntax: Syntax, claimed: bool, published: date | None) -> Iterator[str]:
    """The names of what speaks for or against political violence."""
    found = {
        "history": _history(draft, about, published),
        "elsewhere": _elsewhere(draft, syntax),
        "foreign": about.foreign(),
        "solid": _solid(draft, syntax),
        "claimed": claimed,
        "side": any(_armed_side(telling) for telling in draft.tellings),
        "trigger": any(_armed_trigger(telling, syntax) for telling in draft.tellings),
        "words": any(_armed_words(telling, syntax.lexicon) for telling in draft.tellings),
        "strikes": any(_strikes(telling, syntax) for telling in draft.tellings),
    }
    yield from (name for name, true in found.items() if true)
    yield from {f"needs {mention.trigger.needs}" for telling in draft.tellings for mention in telling.mentions}


def _solid(draft: Draft, syntax: Syntax) -> bool:
    """Whether a draft holds by itself in a report on something else: a named actor and a toll, day or place."""
    named = any(party.named for telling in draft.tellings for party in telling.parties)
    told = any(telling.counts or telling.when.start or telling.place() for telling in draft.tellings)
    return named and bool(told) and any(_armed(telling, syntax) for telling in draft.tellings)


def _armed(telling: Telling, syntax: Syntax) -> bool:
    """Whether a telling shows political violence: by who takes part, by its triggers, or by words in its sentence."""
    return _armed_side(telling) or _armed_trigger(telling, syntax) or _armed_words(telling, syntax.lexicon)


def _armed_side(telling: Telling) -> bool:
    return any(party.named or party.group in FORCES for party in telling.parties)


def _armed_trigger(telling: Telling, syntax: Syntax) -> bool:
    """Whether a trigger says it by itself, or those around it are armed or hold an office."""
    words = syntax.lexicon
    roots = {lemma(mention.word, words) for mention in telling.mentions}
    if roots & words.words("objects", "telling_triggers"):
        return True
    told = [part for mention in telling.mentions for part in parts(mention, syntax)]
    public = words.words("persons", "public")
    struck = (part.phrase for part in told if part.role in ("target", "victim"))
    return any(armed(part.phrase, syntax) for part in told) or any(head_lemmas(p, syntax) & public for p in struck)


def _armed_words(telling: Telling, words: Lexicon) -> bool:
    """Whether the sentence names an armed actor or a weapon in any part of it, or killing in an attack."""
    sentence = telling.sentence
    if any(name.kind == "actor" for name in sentence.names) or sentence.find(words.phrases("objects", "weapons")):
        return True
    lethal = {"attack", "kill"} <= {mention.trigger.name for mention in telling.mentions}
    return lethal or any(lemma(word, words) in words.words("actors", "armed") for word in sentence.words())


def _history(draft: Draft, about: Subject, published: date | None) -> bool:
    """Whether it happened longer ago than a generation, or bears no date of our own in a report on such times."""
    if published is None:
        return False
    if draft.when.end is not None and draft.when.end.year < published.year - GENERATION:
        return True
    ages = {_age(told, published) for telling in draft.tellings for told in telling.dates}
    return about.history() and "present" not in ages


def _elsewhere(draft: Draft, syntax: Syntax) -> bool:
    """Whether its first sentence speaks of sport, an accident, crime or business, and nobody armed strikes in it."""
    lead = draft.tellings[0].sentence.text.lower().replace("’", "'")
    if not any(_pattern(syntax.lexicon, "excluded", name).search(lead) for name in DOMAINS):
        return False
    return not any(_strikes(telling, syntax) for telling in draft.tellings)


def _strikes(telling: Telling, syntax: Syntax) -> bool:
    """Whether somebody armed acts, or a weapon hurts somebody."""
    doers = (party for party in telling.parties if party.role in ("perpetrator", "opponent"))
    if any(party.named or party.group in FORCES for party in doers):
        return True
    told = (part for mention in telling.mentions for part in parts(mention, syntax) if part.role == "perpetrator")
    if any(armed(part.phrase, syntax) for part in told):
        return True
    weapons = syntax.lexicon.phrases("objects", "weapons")
    return bool(telling.counts) and telling.sentence.find(weapons) is not None
