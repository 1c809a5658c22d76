"""In which words do the four datasets of four.py tell kinds, sides and what happened?"""

from collections.abc import Sequence
from random import Random
from typing import TYPE_CHECKING

from houses import _names
from khaldun.model import Party, Toll, Where
from khaldun.read.acled import MONTHS

if TYPE_CHECKING:
    from four import Incident

KINDS_OF = {
    "1": {"clash": 6, "bombing": 2, "shelling": 1, "strike": 1, "storming": 1},
    "2": {"feud": 5, "mob": 1, "raid_lethal": 3},
    "3": {"raid_lethal": 6, "assassination": 2, "bombing": 1, "kidnapping": 1},
}
ATTACKS = frozenset({"raid", "abduction", "bomb"})  # of those without dead, what a list of attacks would hold
CROWDS = ("protesters", "rioters")
ATTACK, CLASH = "violence_against_civilians.attack", "battles.armed_clash"
IED = "explosions.remote_explosive_landmine_or_ied"
ABDUCTION = "violence_against_civilians.abduction"
LOOTING = "strategic.looting_or_property_destruction"
PROTEST, RIOT, MOB = "protests.peaceful_protest", "riots.violent_demonstration", "riots.mob_violence"
TYPES = {
    "accounting": {
        "clash": CLASH, "bombing": CLASH, "shelling": CLASH, "strike": CLASH, "storming": CLASH, "feud": CLASH,
        "mob": CLASH, "raid_lethal": ATTACK, "assassination": ATTACK, "kidnapping": ATTACK,
    },
    "diary": {
        "clash": CLASH, "bombing": IED, "shelling": "explosions.shelling_or_missile_attack",
        "strike": "explosions.air_or_drone_strike", "storming": "battles.non_state_actor_overtakes_territory",
        "feud": CLASH, "mob": MOB, "raid_lethal": ATTACK, "assassination": ATTACK, "kidnapping": ABDUCTION,
        "protest": PROTEST, "riot": RIOT, "raid": LOOTING, "abduction": ABDUCTION, "bomb": IED,
    },
    "attacks": {  # armed assault and assassination are attacks, whoever is hit; bombings are bombings
        "clash": ATTACK, "bombing": IED, "shelling": IED, "strike": IED, "storming": ATTACK, "feud": ATTACK,
        "mob": ATTACK, "raid_lethal": ATTACK, "assassination": ATTACK, "kidnapping": ABDUCTION, "raid": LOOTING,
        "abduction": ABDUCTION, "bomb": IED,
    },
    "catalogue": {  # anti-government, pro-government and extra-government violence, riots and demonstrations
        "clash": CLASH, "bombing": CLASH, "shelling": CLASH, "strike": ATTACK, "storming": CLASH, "feud": MOB,
        "mob": RIOT, "raid_lethal": MOB, "assassination": CLASH, "kidnapping": CLASH, "protest": PROTEST, "riot": RIOT,
        "raid": CLASH, "abduction": CLASH, "bomb": CLASH,
    },
}  # fmt: skip
VERBS = {
    "clash": ("clashed with", "fought", "exchanged fire with", "engaged"),
    "bombing": ("detonated a bomb targeting", "blew up a device near", "set off an explosive against"),
    "shelling": ("fired mortars at", "shelled", "fired rockets at"),
    "strike": ("carried out air strikes on", "bombed", "launched an air raid against"),
    "storming": ("overran a base of", "stormed positions of", "seized a town from"),
    "feud": ("clashed with", "fought over land with", "attacked"),
    "mob": ("rioted against", "fought with machetes against", "burnt houses of"),
    "raid_lethal": ("attacked", "opened fire on", "raided", "gunned down"),
    "assassination": ("assassinated", "shot dead", "killed"),
    "kidnapping": ("abducted and killed", "kidnapped", "seized and executed"),
    "protest": ("demonstrated against", "protested against", "marched to"),
    "riot": ("rioted against", "set fire to offices of", "threw stones at"),
    "raid": ("looted the property of", "set fire to the houses of", "robbed"),
    "abduction": ("abducted", "kidnapped", "took away"),
    "bomb": ("planted a bomb near", "threw an explosive at", "set off a device near"),
}
ENDS = {
    "diary": ("{n} killed.", "{n} fatalities.", "At least {n} people were killed."),
    "attacks": ("At least {n} people were killed in the attack.", "{n} people were killed and others were injured."),
    "catalogue": ("{n} dead.", "{n} killed."),
}
NO_END = {
    "diary": ("No fatalities.", "Fatalities unknown."),
    "attacks": ("There were no reported casualties.", "No group claimed responsibility for the incident."),
    "catalogue": ("",),
}
TARGETS = (
    "Private Citizens & Property", "Religious Figures/Institutions", "Business", "Educational Institution",
    "Government (General)", "Tribesmen", "Journalists & Media",
)  # fmt: skip


def sides(kind: str, first: str, second: str) -> tuple[str, str]:
    """Who does something to whom; in what is told without dead the crowd, or the armed side of those there."""
    armed = second if first.startswith("Government") and not second.startswith(("Civilians", "XXX")) else first
    return {
        "protest": ("protesters", ""),
        "riot": ("rioters", "police"),
        "raid": (armed, "Civilians"),
        "abduction": (armed, "Civilians"),
        "bomb": (armed, "Civilians"),
    }.get(kind, (first, second))


def called(house: str, side: str, *, country: str, key: str, ground: bool, year: int) -> str:
    """What a dataset calls a side; an empty word for none."""
    if not side:
        return ""
    police = Random(key).random() < 0.3
    if side in ("protesters", "rioters", "police"):
        return _crowd(house, side, country)
    if side.startswith("XXX"):
        names = {"accounting": side, "diary": f"Unidentified Armed Group ({country})", "attacks": "Unknown"}
        return names.get(house, Random(key + house).choice(("Gunmen", "Unknown gunmen", "")))
    if side.startswith("Government of"):
        return _state(house, side.removeprefix("Government of "), police=police, year=year)
    if side == "Civilians":
        return _civilians(house, country, key=key, ground=ground)
    return _group(house, side, country)


def _crowd(house: str, side: str, country: str) -> str:
    if side == "police":
        return {"diary": f"Police Forces of {country} (2015-)", "attacks": "Police"}.get(house, "Police")
    return {"diary": f"{side.title()} ({country})", "attacks": "Protesters"}.get(
        house, Random(country).choice(("Youths", side.title()))
    )


def _state(house: str, country: str, *, police: bool, year: int) -> str:
    force = "Police" if police else "Military"
    return {
        "accounting": f"Government of {country}",
        "diary": f"{force} Forces of {country} ({year - 6}-)",
        "attacks": force,
        "catalogue": f"{country} {'Police' if police else 'Army'}" if len(country) % 2 else "Government",
    }[house]


def _civilians(house: str, country: str, *, key: str, ground: bool) -> str:
    chosen = Random(key + house).choice(TARGETS)
    return {
        "accounting": "Civilians",
        "diary": f"Civilians ({country})",
        "attacks": chosen if ground else TARGETS[0],
        "catalogue": chosen.split("/")[0] if ground else "Civilians",
    }[house]


def _group(house: str, side: str, country: str) -> str:
    """A group by a name of its own in each dataset, the same in every row: from UCDP's list where it knows several."""
    if house == "accounting":
        return side
    known = _names().get(side, {})
    forms = [known.get(column, "") for column in ("NameOrigFull", "NameOrigFullEng", "NameOrig")]
    forms = [form for form in dict.fromkeys(forms) if form and form not in ("n/a", side)]
    fixed = Random(f"{house}{side}")
    community = known.get("Org") == "3" or not forms
    if community:
        bare = side.split(" (", maxsplit=1)[0]
        return {
            "diary": f"{bare} {fixed.choice(('Ethnic', 'Communal'))} Militia ({country})",
            "attacks": fixed.choice((f"{bare} extremists", f"{bare} Militants", "Unknown")),
            "catalogue": fixed.choice((bare, f"{bare} youth", f"{bare} militia")),
        }[house]
    long = fixed.choice(forms)
    return {
        "diary": f"{side} - {long}" if fixed.random() < 0.5 else long,
        "attacks": f"{long} ({side})" if fixed.random() < 0.4 else side,
        "catalogue": fixed.choice((side, long, "Militants")),
    }[house]


def sentence(
    rng: Random, house: str, *, incident: "Incident", where: Where, parties: Sequence[Party], tolls: Sequence[Toll]
) -> str:
    """A sentence of the dataset's own: who did what to whom, where, and how many died."""
    who = parties[0].told if parties else "gunmen"
    whom = parties[1].told if len(parties) > 1 else "people"
    dead = tolls[0].best if tolls else None
    ends = ENDS[house] if dead else NO_END[house]
    end = rng.choice(ends).format(n=dead)
    verb = rng.choice(VERBS[incident.kind])
    province = incident.row["adm_1"].removesuffix(" state").removesuffix(" province")
    if house == "catalogue":
        return f"{who} {verb} {whom} in {where.told} {end}"
    day = f"{incident.start.day:02} {MONTHS[incident.start.month - 1]}"
    return f"{day}: {who} {verb} {whom} in {where.told}, {province}, {incident.row['country']}. {end}"
