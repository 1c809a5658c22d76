"""Which group of persons does a noun phrase name: civilians, a state's forces, other armed men, or attackers?"""

import re
from functools import cache

from khaldun.identify.data_files import table
from khaldun.model import ActorKind, Who

OF_KIND: dict[ActorKind, Who] = {
    "state_force": "state_forces",
    "international_force": "state_forces",
    "government": "state_forces",
    "armed_group": "non_state_forces",
    "militia": "non_state_forces",
    "private_military_company": "non_state_forces",
    "unidentified": "non_state_forces",
    "civilians": "civilians",
}
STOPS = {
    "en": re.compile(r"\b(?:of|in|from|at|by|near|on|who|that|which|during|after|before|with|against)\b|,"),
    "fr": re.compile(r"\b(?:de|du|des|d'|dans|à|au|aux|par|près|qui|lors|après|avant|avec|contre|en)\b|,"),
}


def group_told(told: str, *, language: str) -> Who | None:
    """The group that the head of a noun phrase names; null if it names none.

    The head is the last known noun before the first preposition in English, and the first known noun in French.
    """
    phrase = told.lower().replace("’", "'")
    pattern, stop = _pattern(language), STOPS.get(language, STOPS["en"])
    known = list(pattern.finditer(phrase))
    if not known:
        return None
    if language == "fr":
        return _words(language)[known[0].group()]
    end = next((match.start() for match in stop.finditer(phrase) if match.start() > known[0].start()), len(phrase))
    head = [match for match in known if match.start() < end][-1]
    return _words(language)[head.group()]


@cache
def _words(language: str) -> dict[str, Who]:
    groups = table("groups.toml")
    return {word: who for who, words in groups.get(language, groups["en"]).items() for word in words}


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = sorted(_words(language), key=len, reverse=True)
    return re.compile(r"(?<![\w])(?:" + "|".join(map(re.escape, words)) + r")(?![\w])")
