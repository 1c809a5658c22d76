"""Which type of the codebook is it? Triggers, means and the two sides decide, in that order."""

from collections.abc import Sequence
from dataclasses import dataclass

from khaldun.coding.codebook import types
from khaldun.coding.words.language import Lexicon, Trigger
from khaldun.model import Who

ARMED: frozenset[Who | None] = frozenset({"state_forces", "non_state_forces", "attackers"})
SOFT = ("violence", "violence_against_civilians.abduction", "strategic.looting_or_property_destruction")
DEVICES = ("suicide_bomb", "bomb", "air", "shell")
ATTACK = "violence_against_civilians.attack"
CLASH = "battles.armed_clash"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sides:
    """What is known of who stands on which side: groups of persons, and what sort of object is struck.

    `crowd` is true where protesters are among those involved, `killed` where somebody died.
    """

    doers: frozenset[Who | None] = frozenset()
    struck: frozenset[Who | None] = frozenset()
    military: bool = False
    civilian: bool = False
    crowd: bool = False
    killed: bool = False


def event_type(triggers: Sequence[Trigger], words: str, *, sides: Sides, lexicon: Lexicon) -> str:
    """The type of an event from its triggers, the words of its sentences in lower case, and its sides."""
    names = {trigger.name for trigger in triggers}
    if "coup" in names:
        return "strategic.coup"
    if names & {"regain", "overtake"}:
        return _territory(names, sides)
    if names & {"protest", "riot"} or sides.crowd:
        return _unrest(names, words, sides=sides, lexicon=lexicon)
    means = _means(names, words, lexicon=lexicon)
    if means:
        return means
    if "sexual_violence" in names:
        return "violence_against_civilians.sexual_violence"
    return _fixed(triggers, sides) or _by_sides(names, sides)


def _territory(names: set[str], sides: Sides) -> str:
    state = "state_forces" in sides.doers
    if "regain" in names and "non_state_forces" not in sides.doers:
        return "battles.government_regains_territory"
    return "battles.government_regains_territory" if state else "battles.non_state_actor_overtakes_territory"


def _unrest(names: set[str], words: str, *, sides: Sides, lexicon: Lexicon) -> str:
    if sides.killed and (sides.crowd or "state_forces" in sides.doers):
        return "protests.excessive_force_against_protesters"
    if "riot" in names:
        return "riots.violent_demonstration"
    forced = any(phrase in words for phrase in lexicon.phrases("objects", "dispersal"))
    return "protests.protest_with_intervention" if forced else "protests.peaceful_protest"


def _means(names: set[str], words: str, *, lexicon: Lexicon) -> str | None:
    """The type that the means give: a suicide bomb before an air strike before a shell before a mine."""
    if "suicide_bomb" in names:
        return "explosions.suicide_bomb"
    instruments = lexicon.sections["instruments"]
    for code in types():
        held = {phrase for phrase in instruments.get(code, ()) if _holds(words, phrase)}
        strong = held - lexicon.words("objects", "weak_means")
        if (held and names & set(DEVICES)) or (strong and code in lexicon.words("objects", "telling_means")):
            return code
    codes = {"air": "explosions.air_or_drone_strike", "shell": "explosions.shelling_or_missile_attack"}
    found = next((code for name, code in codes.items() if name in names), None)
    return found or ("explosions.remote_explosive_landmine_or_ied" if "bomb" in names else None)


def _holds(words: str, phrase: str) -> bool:
    at = words.find(phrase)
    return at >= 0 and not words[at - 1 : at].isalpha()


def _fixed(triggers: Sequence[Trigger], sides: Sides) -> str | None:
    """The type that a trigger names by itself; killing beside an abduction or arson makes it an attack."""
    hard = [t.type for t in triggers if t.type not in SOFT]
    if hard and not (hard[0] == CLASH and "civilians" in sides.struck and not sides.struck & ARMED):
        return hard[0]
    soft = [t.type for t in triggers if t.type != "violence"]
    violent = any(t.type == "violence" and not t.dependent for t in triggers)
    return soft[0] if soft and not (violent or sides.killed) else None


def _by_sides(names: set[str], sides: Sides) -> str:
    """A battle where armed stand against armed, else an attack on civilians."""
    if "civilians" in sides.struck and not sides.military:
        return ATTACK
    if sides.struck & ARMED:
        return CLASH
    if "civilians" in sides.struck:
        return ATTACK if not sides.military else CLASH
    return CLASH if sides.military or ("clash" in names and not sides.civilian) else ATTACK
