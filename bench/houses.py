"""What would four datasets with habits of their own hold of one country-year of real UCDP rows?

Days, places, near-twins, headlines and names of actors are real; who holds what, and how it is told, follows
houses.toml. Where a row has several headlines, each house tells another one: real words of different papers about one
event. Unlike perturb.py the houses differ by rule, not by noise alone: one holds lethal events only, one splits spells
by day, one leaves the state out, one holds few and large events and tells them as several days.
"""

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from gzip import open as open_gzip
from hashlib import sha256
from math import cos, log10, radians
from pathlib import Path
from random import Random
from typing import Any

from khaldun.model import Account, Cell, Party, Toll, When, Where
from perturb import FILLER, NOISE, UCDP, World, spelt

HABITS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "houses.toml").read_text(encoding="utf-8"))
ACTORS = UCDP.parent / "ucdp-actor-221.csv"
RADIUS = {"settlement": 5.0, "near": 25.0, "admin2": 40.0, "admin1": 120.0, "country": 600.0}
PRECISION = {"1": "settlement", "2": "near", "3": "admin2", "4": "admin1", "5": "admin2"}
LONGEST_SPLIT = 7
GENERAL = "town|village|city|lga|district|state|province|region|department|territory|woreda|zone|township"
TYPES = {
    "1": (
        "battles.armed_clash",
        "explosions.remote_explosive_landmine_or_ied",
        "explosions.shelling_or_missile_attack",
    ),
    "2": ("battles.armed_clash", "riots.mob_violence", "violence_against_civilians.attack"),
    "3": ("violence_against_civilians.attack", "explosions.suicide_bomb", "violence_against_civilians.abduction"),
}
STATE = {"data": "Government of {0}", "full": "Military Forces of {0} (2015-)", "short": "Military"}
POLICE = {"data": "Government of {0}", "full": "Police Forces of {0} (2015-)", "short": "Police"}
CIVILIANS = {"data": "Civilians", "full": "Civilians ({0})", "short": "Private Citizens & Property"}
ALIKE = (  # how two transliterations of one name differ
    ("a", "e"), ("e", "i"), ("i", "y"), ("u", "ou"), ("ou", "u"), ("o", "u"), ("aa", "a"), ("ss", "s"), ("l", "ll"),
    ("r", "rr"), ("k", "q"), ("c", "k"), ("ph", "f"), (" ", "-"), ("-", " "), ("ah", "a"), ("dj", "j"), ("'", ""),
)  # fmt: skip
TARGETS = ("Religious Figures", "Business", "Educational Institution", "Journalists", "Herders", "Muslims", "Tribesmen")
NOBODY = {"data": "XXX", "full": "Unidentified Armed Group ({0})", "short": "Unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One real row as the houses may see it."""

    number: int
    row: dict[str, str]
    start: date
    end: date
    dead: int

    @property
    def headlines(self) -> list[str]:
        """The different headlines of its sources."""
        return list(dict.fromkeys(filter(None, (text.strip() for text in self.row["source_headline"].split(";")))))


@cache
def _rows() -> tuple[dict[str, str], ...]:
    with open_gzip(UCDP, "rt", encoding="utf-8", newline="") as lines:
        return tuple(csv.DictReader(lines))


@cache
def _names() -> dict[str, dict[str, str]]:
    with ACTORS.open(encoding="utf-8-sig", newline="") as lines:
        return {row["NameData"]: row for row in csv.DictReader(lines)}


def seen(country: str, seed: int) -> list[Seen]:
    """The rows of one country, thinned to a country-year of moderate size; `dead` as the houses tell it."""
    rng = Random(f"{country}{seed}")
    rows = sorted((row for row in _rows() if row["country"] == country), key=lambda row: row["id"])
    rows = rng.sample(rows, min(len(rows), HABITS["most"]))
    return [
        Seen(
            number=number,
            row=row,
            start=date.fromisoformat(row["date_start"][:10]),
            end=date.fromisoformat(row["date_end"][:10]),
            dead=0 if rng.random() < HABITS["unreported"] else int(row["best"]),
        )
        for number, row in enumerate(rows)
    ]


def country_year(country: str, seed: int) -> World:
    """The accounts of four houses of one country and which incident each is of."""
    found = seen(country, seed)
    places = _points(found)
    told = (
        _House(name=name, habits=habits, rng=Random(f"{name}{country}{seed}"), places=places)
        for name, habits in HABITS["house"].items()
    )
    return gathered(told, found, seed=seed)


def gathered(houses: Iterable[Any], found: Sequence[Any], *, seed: int) -> World:
    """What houses tell of incidents, shuffled, and which incident a row is of; a second row of one is of none."""
    accounts: list[Account] = []
    truth: dict[str, int] = {}
    names = []
    for house in houses:
        names.append(house.name)
        for incident in found:
            for part, account in enumerate(house.accounts(incident)):
                accounts.append(account)
                truth[account.id] = incident.number if part == 0 else len(found) + len(accounts)
    Random(seed).shuffle(accounts)
    return World(accounts=tuple(accounts), truth=truth, duplicate_free=frozenset(names), incidents={})


def _points(found: Sequence[Seen]) -> dict[tuple[str, ...], list[Seen]]:
    """The rows of each district and province, whose places a house may take for one another."""
    places: dict[tuple[str, ...], list[Seen]] = defaultdict(list)
    for incident in found:
        places[incident.row["adm_1"],].append(incident)
        places[incident.row["adm_1"], incident.row["adm_2"]].append(incident)
    return places


@dataclass(frozen=True, slots=True, kw_only=True)
class _House:
    name: str
    habits: dict[str, Any]
    rng: Random
    places: dict[tuple[str, ...], list[Seen]]

    def _often(self, habit: str) -> bool:
        return self.rng.random() < self.habits[habit]

    def accounts(self, incident: Seen) -> Iterator[Account]:
        """Its rows of an incident: none, one, or one a day where it splits spells."""
        if not self._holds(incident):
            return
        days = (incident.end - incident.start).days + 1
        where, parties = self._where(incident), tuple(self._parties(incident))
        if 1 < days <= LONGEST_SPLIT and self._often("split"):
            for day in range(min(days, 1 + int(incident.dead > 1) + int(self.rng.random() < 0.5))):
                on = incident.start + timedelta(days=day)
                yield self._account(incident, on, on, where=where, parties=parties)
            return
        start, end = incident.start, incident.end
        if days == 1 and self._often("off_by_one"):
            start = end = start + timedelta(days=self.rng.choice((-1, 1, 1)))
        if days == 1 and self._often("spell"):
            end = start + timedelta(days=self.rng.randint(1, 4))
        yield self._account(incident, start, end, where=where, parties=parties)

    def _holds(self, incident: Seen) -> bool:
        state = incident.row["side_a"].startswith("Government") and incident.row["type_of_violence"] == "3"
        share = self.habits["share"] + self.habits["per_ten_dead"] * log10(1 + incident.dead)
        if self.habits["lethal_only"] and incident.dead == 0:
            return False
        return self.rng.random() < min(0.97, share) * (self.habits["from_state"] if state else 1.0)

    def _account(self, incident: Seen, start: date, end: date, *, where: Where, parties: tuple[Party, ...]) -> Account:
        key = f"{self.name}-{self.rng.getrandbits(64):016x}"
        exact = incident.row["date_prec"] in ("1", "2") or self.habits["names"] != "data"
        return Account(
            id=key,
            source=self.name,
            record=key,
            type=self._type(incident),
            when=When(start=start, end=end, precision="day" if exact else "week", basis="source"),
            where=where,
            parties=parties,
            tolls=tuple(self._tolls(incident)),
            evidence=(Cell(record=key, column="notes", value=self._note(incident, where)),),
        )

    def _type(self, incident: Seen) -> str:
        kinds = TYPES[incident.row["type_of_violence"]]
        if self._often("other_type"):
            return self.rng.choice([kind for group in TYPES.values() for kind in group])
        return kinds[0] if self.habits["names"] == "data" else Random(incident.row["id"]).choices(kinds, (6, 2, 1))[0]

    def _where(self, incident: Seen) -> Where:
        row = incident.row
        precision = PRECISION.get(row["where_prec"], "country")
        stand, name = incident, row["where_coordinates"]
        name = name if self.habits["names"] == "data" else _plain(name)
        if precision in ("near", "admin2", "admin1") and self._often("finer"):
            precision, name = "settlement", self._told_place(incident) or name
            stand = self.rng.choice(self.places[row["adm_1"], row["adm_2"]])
        elif precision in ("settlement", "near") and self._often("coarser"):
            precision, name = ("admin2", _plain(row["adm_2"])) if row["adm_2"] else ("admin1", _plain(row["adm_1"]))
        fixed = Random(f"{self.name}{name}{row['adm_1']}")
        if fixed.random() < self.habits["misplaced"]:
            stand = fixed.choice(self.places[row["adm_1"],])
        if fixed.random() < self.habits["spelling"]:
            name = _otherwise(fixed, name)
        reach = self.habits["offset_km"] * (8.0 if fixed.random() < 0.1 else 1.0) * fixed.random() / 111.0
        shrink = max(0.2, cos(radians(float(stand.row["latitude"]))))
        turn = fixed.uniform(-1, 1)
        return Where(
            told=name,
            name=name,
            country=sha256(row["country"].encode()).hexdigest()[:2],
            latitude=round(float(stand.row["latitude"]) + reach * turn, 3),
            longitude=round(float(stand.row["longitude"]) + reach * (1 - abs(turn)) / shrink, 3),
            precision="settlement" if precision == "near" else precision,  # type: ignore[arg-type]
            radius_km=RADIUS[precision],
        )

    def _told_place(self, incident: Seen) -> str | None:
        """A name of a place that the row's description gives besides the coded one."""
        told = re.findall(r"(?<=\b(?:in|at|of) )[A-Z][\w'-]+(?: [A-Z][\w'-]+)?", incident.row["where_description"])
        return self.rng.choice(told) if told else None

    def _parties(self, incident: Seen) -> Iterator[Party]:
        row, names = incident.row, self.habits["names"]
        for role, side in zip(("perpetrator", "opponent"), (row["side_a"], row["side_b"]), strict=True):
            if role == "opponent" and self._often("one_side"):
                return
            if side.startswith("XXX") or (role == "perpetrator" and self._often("nameless")):
                told = NOBODY[names]
            elif side.startswith("Government"):
                told = (POLICE if Random(row["id"]).random() < 0.3 else STATE)[names]
            elif side == "Civilians":
                told = self.rng.choice(TARGETS) if self._often("targets") else CIVILIANS[names]
            else:
                told = self._alias(side)
            yield Party(role=role, told=told.format(row["country"]))  # type: ignore[arg-type]

    def _alias(self, side: str) -> str:
        """The house's one name of an actor: as UCDP's list gives it first, in full, or in another language."""
        if self.habits["names"] == "data":
            return side
        known = _names().get(side, {})
        forms = [known.get(column, "") for column in ("NameOrigFull", "NameOrigFullEng", "NameOrig")]
        forms = [form for form in forms if form and form != "n/a"] + [side, side]
        form = Random(f"{self.name}{side}").choice(forms)
        if self.habits["names"] == "full" and len(forms) == 2:  # no other name is known: a militia
            return f"{form} Communal Militia ({{0}})"
        return form

    def _tolls(self, incident: Seen) -> Iterator[Toll]:
        if self._often("no_toll"):
            return
        low, high = int(incident.row["low"]), int(incident.row["high"])
        told = 0 if self._often("none_dead") else incident.dead
        if told and self._often("other_toll"):
            ratio = self.rng.choice(NOISE["spread"]["ratio"])
            told = self.rng.choice([low, high, told + 1, max(0, told - 1), round(told / ratio), round(told * ratio)])
        yield Toll(outcome="killed", low=told, best=told, high=told)

    def _note(self, incident: Seen, where: Where) -> str:
        lines = incident.headlines
        if len(lines) > 1:
            told = lines[list(HABITS["house"]).index(self.name) % len(lines)].split()
        else:
            told = [word for line in lines for word in line.split() if self._often("words")]
        own = [self.rng.choice(FILLER.split()) for _ in range(8)]
        return " ".join([*told, *own, where.told])


def _otherwise(rng: Random, name: str) -> str:
    """Another transliteration: vowels that are heard alike, double letters, joined words; seldom a slip."""
    if rng.random() < 0.2:
        return spelt(rng, name)
    swaps = [(a, b) for a, b in ALIKE if a in name.lower()[1:]]
    if not swaps:
        return name.replace(" ", "-")
    a, b = rng.choice(swaps)
    return name[0] + name[1:].replace(a, b, 1)


def _plain(name: str) -> str:
    """A name without the general word that UCDP puts behind it."""
    return re.sub(rf" (?:{GENERAL})$", "", name)
