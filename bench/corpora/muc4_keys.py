"""What does one answer key of MUC-4 say, in the words of the codebook?"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from corpora.gold import Alternatives, GoldAccount, GoldPlace, GoldResponsibility, GoldToll
from corpora.towns import town
from khaldun.model import UNKNOWN_WHEN, When

Block = dict[int, list[str]]  # the lines of each numbered slot

COUNTRIES = {
    "ARGENTINA": "AR",
    "BOLIVIA": "BO",
    "CHILE": "CL",
    "COLOMBIA": "CO",
    "ECUADOR": "EC",
    "EL SALVADOR": "SV",
    "GUATEMALA": "GT",
    "HONDURAS": "HN",
    "PERU": "PE",
}
ABROAD = {"PANAMA": "PA", "NICARAGUA": "NI", "COSTA RICA": "CR", "VENEZUELA": "VE", "BRAZIL": "BR", "MEXICO": "MX"}
MONTHS = {
    name: n
    for n, name in enumerate(["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"], 1)
}
DATE, LOCATION, TYPE, STAGE, INSTRUMENT, INDIVIDUAL, ORGANISATION, CONFIDENCE = 2, 3, 4, 5, 7, 9, 10, 11
WHO, NUMBER, EFFECT, TOTAL = 20, 21, 23, 24
COLUMN = 36  # where the values of a slot begin
DAY = re.compile(r"(\d{1,2}) ([A-Z]{3}) (\d{2})")
QUOTED = re.compile(r'"((?:\\.|[^"\\])*)"')
PART = re.compile(r"([^:()]+?)\s*\((CITY|TOWN|VILLAGE|CAPITAL|MUNICIPALITY|PORT|HAMLET|CANTON)\)")
BEFORE = timedelta(days=31)  # how far "on or before" reaches back

ANY_EXPLOSION = tuple(
    f"explosions.{kind}"
    for kind in (
        "remote_explosive_landmine_or_ied",
        "air_or_drone_strike",
        "suicide_bomb",
        "shelling_or_missile_attack",
        "grenade",
    )
)
BY_TYPE = {
    "BOMBING": ANY_EXPLOSION,
    "KIDNAPPING": ("violence_against_civilians.abduction",),
    "ROBBERY": ("strategic.looting_or_property_destruction", "violence_against_civilians.attack"),
    "FORCED WORK STOPPAGE": ("strategic.other",),
    "ARSON": (
        "strategic.looting_or_property_destruction",
        "violence_against_civilians.attack",
        "explosions.remote_explosive_landmine_or_ied",
        "riots.mob_violence",
        "riots.violent_demonstration",
    ),
}
HEAVY = ("MORTAR", "ROCKET", "MISSILE", "GRENADE", "AERIAL BOMB", "BOMB", "DYNAMITE", "EXPLOSIVE", "MINE", "CANNON")
ARMED = ("ACTIVE MILITARY", "LAW ENFORCEMENT", "SECURITY GUARD")
CONFIDENCES = {"CLAIMED OR ADMITTED": "claimed", "SUSPECTED OR ACCUSED": "accused"}
EFFECTS = {"DEATH": "killed", "INJURY": "injured"}


def blocks(content: str) -> Iterator[Block]:
    """The templates of a key file, each as the lines of its slots."""
    block: Block = {}
    slot = 0
    for line in content.splitlines():
        if numbered := re.match(r"(\d+)\.", line):
            slot = int(numbered[1])
            if slot == 0 and block:
                yield block
                block = {}
        if line.strip() and not line.startswith(";"):
            block.setdefault(slot, []).append(line[COLUMN:].strip())
    if block:
        yield block


def accounts(keys: Iterable[Block]) -> tuple[GoldAccount, ...]:
    """The incidents of a document; threats are none, and attempts and optional templates are optional."""
    real = [key for key in keys if key[TYPE][0] != "*" and key[STAGE][0] != "THREATENED"]
    return tuple(_account(key) for key in real)


def _account(key: Block) -> GoldAccount:
    kind = key[TYPE][0].split(" / ")[0].strip()
    targets = _targets(key)
    return GoldAccount(
        types=BY_TYPE.get(kind) or _attack(key, targets),
        when=_when(key[DATE][0]),
        countries=_countries(key[LOCATION]),
        places=_places(key[LOCATION]),
        place_optional=False,
        perpetrators=_perpetrators(key),
        also_perpetrators=_doubtful(key),
        targets=targets,
        also_targets=() if targets else ("civilians", "state_forces"),
        tolls=(*_tolls(key, kind),),
        responsibility=tuple(_responsibility(key[CONFIDENCE])),
        optional="OPTIONAL" in key[1][0] or "ATTEMPTED" in key[STAGE][0],
    )


def _attack(key: Block, targets: Sequence[str]) -> Alternatives:
    """An ATTACK hits soldiers in a clash and others in an attack on civilians; heavy arms make it an explosion too."""
    clash = ("battles.armed_clash",) if "state_forces" in targets or not targets else ()
    civil = ("violence_against_civilians.attack",) if "civilians" in targets or not targets else ()
    heavy = ANY_EXPLOSION if any(arm in line for line in key[INSTRUMENT] for arm in HEAVY) else ()
    torture = ("violence_against_civilians.attack",) if not (clash or civil) else ()
    return (*civil, *clash, *heavy, *torture)


def _when(slot: str) -> When:
    days = [day for found in DAY.findall(slot) if (day := _day(*found)) is not None]
    if not days:
        return UNKNOWN_WHEN
    plain = DAY.fullmatch(slot.strip()) is not None
    start = min(days) if plain or len(days) > 1 else min(days) - BEFORE
    return When(
        start=start, end=max(days), precision="day" if plain else "month", basis="explicit" if plain else "none"
    )


def _day(day: str, month: str, year: str) -> date | None:
    """The day; null for days that do not exist, of which the keys hold a few."""
    try:
        return date(1900 + int(year), MONTHS[month], int(day))
    except (KeyError, ValueError):
        return None


def _countries(lines: Sequence[str]) -> Alternatives:
    known = COUNTRIES | ABROAD
    return tuple(dict.fromkeys(code for line in lines for name, code in known.items() if name in line))


def _places(lines: Sequence[str]) -> tuple[GoldPlace, ...]:
    country = next(iter(_countries(lines)), "")
    found = [name.strip(" -/") for line in lines for name, _ in PART.findall(line)]
    return tuple(town(name, country) for name in dict.fromkeys(found))


def _entities(lines: Sequence[str]) -> Iterator[tuple[bool, Alternatives]]:
    """Each entity of a string slot: whether it is sure, and its names."""
    for line in lines:
        if names := tuple(QUOTED.findall(line)):
            yield not line.startswith("?"), names


def _perpetrators(key: Block) -> tuple[Alternatives, ...]:
    organisations = [names for sure, names in _entities(key[ORGANISATION]) if sure]
    individuals = [names for sure, names in _entities(key[INDIVIDUAL]) if sure]
    if not organisations:
        return tuple(individuals)
    doers = tuple(name for names in individuals for name in names)
    return tuple((*names, *doers) for names in organisations)


def _doubtful(key: Block) -> tuple[Alternatives, ...]:
    return tuple(names for slot in (ORGANISATION, INDIVIDUAL) for _, names in _entities(key[slot]))


def _targets(key: Block) -> tuple[str, ...]:
    kinds = [line.split(":")[0].strip("? ") for line in key[WHO] if ":" in line]
    groups = ["state_forces" if kind.startswith(ARMED) else "civilians" for kind in kinds]
    return tuple(dict.fromkeys(groups))


def _tolls(key: Block, kind: str) -> Iterator[GoldToll]:
    """A figure for each group of people with an effect; their sum and the total may be told instead."""
    numbers = {names[0]: line.split(":")[0] for line in key[NUMBER] if (names := QUOTED.findall(line))}
    effects = {names[0]: line.split(":")[0].strip("? ") for line in key[EFFECT] if (names := QUOTED.findall(line))}
    if kind == "KIDNAPPING":
        effects = {name: effects.get(name, "KIDNAPPED") for name in numbers}
    for outcome, word in (("killed", "DEATH"), ("injured", "INJURY"), ("abducted", "KIDNAPPED")):
        texts = [numbers.get(name, "PLURAL") for name, effect in effects.items() if effect == word]
        exact = [int(text) for text in texts if text.strip().isdigit()]
        yield from (_figure(outcome, n, optional=n == 1) for n in exact)
        rest = len(exact) != len(texts)
        whole = sum(exact)
        if rest or len(exact) > 1:
            yield _figure(outcome, whole or 1, optional=True, closed=not rest)
        yield from (_figure(outcome, int(text), optional=True) for text in key[TOTAL] if text.isdigit() and texts)


def _figure(outcome: str, number: int, *, optional: bool = False, closed: bool = True) -> GoldToll:
    return GoldToll(
        outcome=outcome,
        who=("all",),
        low=number,
        best=number if closed else None,
        high=number if closed else None,
        optional=optional,
        bounded=False,
    )


def _responsibility(lines: Sequence[str]) -> Iterator[GoldResponsibility]:
    for line in lines:
        names = tuple(QUOTED.findall(line))
        for words, stance in CONFIDENCES.items():
            if names and line.split(":")[0].split(" / ")[0].startswith(words):
                yield GoldResponsibility(stance=stance, actor=names)
