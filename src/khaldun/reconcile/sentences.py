"""How is a figure said in words that a journalist could print?"""

from collections.abc import Sequence

from khaldun.reconcile.tables import read_table
from khaldun.reconcile.voices import Voice

SCALE = {"at_least": "at least {low}", "at_most": "up to {high}", "fewer_than": "fewer than {above}"}


def number(low: int, high: int | None) -> str:
    """An interval of persons in words."""
    if high is None:
        return f"at least {low}"
    return str(low) if low == high else f"{low} to {high}"


def quantity(voice: Voice) -> str:
    """The figure of a voice as it hedged it."""
    if voice.high is None:
        return f"at least {voice.low}"
    if voice.hedge in SCALE:
        return SCALE[voice.hedge].format(low=voice.low, high=voice.high, above=voice.high + 1)
    if voice.hedge == "about" and voice.best is not None:
        return f"about {voice.best}"
    return number(voice.low, voice.high)


def group(who: str, *, one: bool = False) -> str:
    """What a group of persons is called, or one of them."""
    words: dict[str, str] = read_table("titles")["one" if one else "words"]
    return words.get(who, who.replace("_", " "))


def says(voice: Voice) -> str:
    """What a voice says, as a clause."""
    inside = [group(who) for who in sorted(voice.includes) if who != "injured"]
    tail = f", {listed(inside)} among them" if inside else ""
    says_it = "say" if voice.plural else "says"
    one = (voice.low, voice.high) == (1, 1)
    dead = f"{group(voice.who, one=one)} {'was' if one else 'were'} {voice.outcome}"
    return f"{voice.name} {says_it} {quantity(voice)} {dead}{tail}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def sentence(text: str) -> str:
    """A clause as a sentence."""
    return f"{text[0].upper()}{text[1:]}."


def voices_say(voices: Sequence[Voice]) -> list[str]:
    """One sentence a voice."""
    return [sentence(says(voice)) for voice in voices]
