"""Can two triggers speak of one event? Sorts of happenings, and the codebook's type of an event."""

from collections.abc import Sequence

from khaldun.coding.words.language import Trigger

ALIKE = {
    "violence": {"violence", "territory", "property"},
    "territory": {"violence", "territory"},
    "property": {"violence", "property", "unrest"},
    "unrest": {"unrest", "property"},
}
WORLDS = {
    "regain": "territory",
    "overtake": "territory",
    "coup": "coup",
    "protest": "unrest",
    "riot": "unrest",
    "arrest": "arrest",
    "agreement": "agreement",
    "property": "property",
}


def world(triggers: Sequence[Trigger]) -> str:
    """The sort of happening that triggers speak of; the most telling one where they differ."""
    found = [WORLDS.get(trigger.name, "violence") for trigger in triggers]
    order = ("coup", "territory", "unrest", "violence", "agreement", "arrest", "property")
    return next((name for name in order if name in found), "violence")


def fits(left: str, right: str) -> bool:
    """Whether two sorts of happenings can be one event."""
    return left == right or right in ALIKE.get(left, {left})
