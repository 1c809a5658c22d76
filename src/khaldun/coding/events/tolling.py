"""Whose are the figures of an event, who gives them, and which of them lie inside others?"""

from collections.abc import Sequence
from dataclasses import replace

from khaldun.coding.casualties.counted import Count
from khaldun.coding.events.telling import Telling
from khaldun.coding.parties.people import PartyTold, People
from khaldun.coding.parties.voices import voice
from khaldun.coding.sentences.speaking import speaker
from khaldun.coding.sentences.triggers import lemma
from khaldun.model import Toll, Who

BESIDE = 40  # characters between a figure and the words that say on whose side
FAR = 60  # characters of those words
FIGHTERS: frozenset[Who | None] = frozenset({"non_state_forces", "attackers"})


def tolls(tellings: Sequence[Telling], people: People, *, parties: Sequence[PartyTold]) -> tuple[Toll, ...]:
    """The tolls of an event in the order of the text, each figure once."""
    attackers = _by_fighters(parties)
    found: list[Toll] = []
    for toll in (toll for telling in tellings for toll in _of(telling, people, attackers=attackers)):
        twin = next((i for i, other in enumerate(found) if _one_figure(other, toll)), None)
        if twin is None:
            found.append(toll)
        else:
            found[twin] = _fuller(found[twin], toll)
    return tuple(found)


def _one_figure(left: Toll, right: Toll) -> bool:
    """Whether two tolls repeat one figure: a headline's 21 and the lead's "at least 21 farmers"."""
    if (left.outcome, left.low) != (right.outcome, right.low):
        return False
    voices = {left.said_by, right.said_by} - {None}
    return len({left.who, right.who} - {"all"}) <= 1 and len(voices) <= 1


def _fuller(left: Toll, right: Toll) -> Toll:
    """One toll of two that repeat a figure: the words that say more, open where either is, and all evidence."""
    fuller = max((right, left), key=lambda toll: (toll.who != "all", toll.high is None, toll.hedge != "exact"))
    opener = left if left.high is None else right
    return replace(
        fuller,
        high=opener.high,
        hedge=opener.hedge,
        best=opener.best,
        said_by=left.said_by or right.said_by,
        includes=tuple(dict.fromkeys((*left.includes, *right.includes))),
        evidence=tuple(dict.fromkeys((*left.evidence, *right.evidence))),
    )


def _of(telling: Telling, people: People, *, attackers: bool) -> list[Toll]:
    """The tolls of one telling; a figure inside another is written down in that one."""
    found: list[Toll] = []
    for count in telling.counts:
        who = whose(count, people, attackers=attackers)
        if who == "all" and found and not count.inside and _more(count, found[-1], people):
            who = found[-1].who
        said_by = voice(speaker(telling.sentence, count.start, syntax=people.syntax), people)
        toll = replace(count.toll, who=who, said_by=said_by)
        if count.inside and found:
            found[-1] = replace(found[-1], includes=(*found[-1].includes, who))
            toll = replace(toll, said_by=toll.said_by or found[-1].said_by)
        found.append(toll)
    return found


def whose(count: Count, people: People, *, attackers: bool) -> Who:
    """The group that the counted persons belong to; fighters who die in their own attack are attackers."""
    wholly = people.mostly(count, how="wholly")
    group = wholly.group if wholly else people.registry.group(count.of.told, language=people.syntax.lexicon.language)
    group = group or _on_side(count, people) or ("civilians" if count.whom == "civilians" else None)
    if group in FIGHTERS:
        return "attackers" if attackers else "non_state_forces"
    return group or "all"


def _more(count: Count, before: Toll, people: People) -> bool:
    """Whether a figure counts more of those told before it: "a soldier was killed and three others wounded"."""
    words = people.syntax.lexicon
    if any(lemma(word, words) in words.words("persons", "fellows") for word in (count.noun, *count.noun.children)):
        return True
    return count.noun.pos_ == "NUM" and count.toll.outcome != before.outcome


def _on_side(count: Count, people: People) -> Who | None:
    """The group on whose side words right beside a figure count it: "30 morts parmi les soldats", "côté ami"."""
    words, sentence = people.syntax.lexicon, count.of.sentence
    match = sentence.find(words.phrases("including", "side"), after=count.of.end)
    if match and sentence.start + match.start() - count.of.end <= BESIDE:
        told = sentence.text[match.end() :].lstrip()[:FAR].split(",")[0]
        return people.registry.group(told, language=words.language)
    before = sentence.text[: count.start - sentence.start].lower()
    friends, foes = (max(map(before.rfind, words.phrases("including", name))) for name in ("friends", "foes"))
    if friends == foes:
        return None
    return "state_forces" if friends > foes else "non_state_forces"


def _by_fighters(parties: Sequence[PartyTold]) -> bool:
    """Whether somebody is told to strike, and no state's forces are among those who do."""
    doers = {party.group for party in parties if party.role == "perpetrator"}
    return bool(doers) and "state_forces" not in doers
