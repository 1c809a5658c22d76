"""What would an accounting of lethal events, a diary by day, a list of attacks and a catalogue of episodes hold?

Four made-up datasets of one country-year of real UCDP rows, more like the known ones than houses.py: each has its own
vocabulary of types, its own names of actors, its own geography, sentences of its own. Between the real incidents lie
others without dead, near them in time and place, which the accounting leaves out. Days, places, names of actors,
figures and headlines are real; who holds what, and how it is told, follows four.toml.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from math import cos, log10, radians
from pathlib import Path
from random import Random
from typing import Any

import four_words as words
from houses import PRECISION, RADIUS, Seen, _otherwise, _plain, gathered, seen
from khaldun.identify import registry
from khaldun.model import Account, Cell, Party, Toll, When, Where
from khaldun.read.columns import gleditsch_ward
from perturb import NOISE, World

HABITS: dict[str, Any] = tomllib.loads((Path(__file__).parent / "four.toml").read_text(encoding="utf-8"))
COARSE = ("near", "admin2", "admin1", "country")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """What happened: a real row, or something without dead near one. `kind` is of four_words.KINDS."""

    number: int
    row: dict[str, str]
    start: date
    end: date
    dead: int
    kind: str
    headlines: tuple[str, ...]

    @property
    def calm(self) -> bool:
        """Whether it is none of UCDP's."""
        return self.kind in HABITS["calm_kinds"]


def incidents(country: str, seed: int) -> list[Incident]:
    """The real rows of a country, thinned, and others without dead between them."""
    rng = Random(f"four{country}{seed}")
    found = seen(country, seed)[: HABITS["most"]]
    real = [_real(rng, each) for each in found]
    by_place: dict[str, list[Incident]] = defaultdict(list)
    for each in real:
        by_place[each.row["adm_1"]].append(each)
    return real + [_calm(rng, len(real) + n, by_place, real) for n in range(round(len(real) * HABITS["calm"]))]


def _real(rng: Random, each: Seen) -> Incident:
    kinds = words.KINDS_OF[each.row["type_of_violence"]]
    return Incident(
        number=each.number,
        row=each.row,
        start=each.start,
        end=each.end,
        dead=int(each.row["best"]),
        kind=rng.choices(list(kinds), list(kinds.values()))[0],
        headlines=tuple(each.headlines),
    )


def _calm(rng: Random, number: int, by_place: dict[str, list[Incident]], real: Sequence[Incident]) -> Incident:
    """Something without dead near a real incident: its town or one of the province, the same sides, other headlines."""
    near = rng.choice(real)
    there = near if rng.random() < HABITS["same_town"] else rng.choice(by_place[near.row["adm_1"]])
    shares = HABITS["calm_kinds"]
    kind = rng.choices(list(shares), list(shares.values()))[0]
    start = near.start + timedelta(days=rng.randint(-HABITS["within_days"], HABITS["within_days"]))
    row = {**there.row, "side_a": near.row["side_a"], "side_b": near.row["side_b"], "id": f"{near.row['id']}-{number}"}
    other = rng.choice(real).headlines
    return replace(near, number=number, row=row, start=start, end=start, dead=0, kind=kind, headlines=other)


def country_year(country: str, seed: int) -> World:
    """The accounts of four datasets of one country and which incident each is of."""
    found = incidents(country, seed)
    places = _towns(found)
    told = (
        House(name=name, habits=habits, rng=Random(f"{name}{country}{seed}"), places=places)
        for name, habits in HABITS["house"].items()
    )
    return gathered(told, found, seed=seed)


def _towns(found: Sequence[Incident]) -> dict[tuple[str, ...], list[Incident]]:
    """The incidents at a settlement by district and by province."""
    towns: dict[tuple[str, ...], list[Incident]] = defaultdict(list)
    for each in found:
        towns[each.row["adm_1"],].append(each)
        if each.row["where_prec"] == "1":
            towns[each.row["adm_1"], each.row["adm_2"]].append(each)
    return towns


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    """One dataset at work."""

    name: str
    habits: dict[str, Any]
    rng: Random
    places: dict[tuple[str, ...], list[Incident]]

    def _often(self, habit: str) -> bool:
        return self.rng.random() < self.habits[habit]

    def accounts(self, incident: Incident) -> Iterator[Account]:
        """Its rows of an incident: none, one, or for the diary one a day."""
        if not self._holds(incident):
            return
        where = self._where(incident)
        days = (incident.end - incident.start).days + 1
        if self.name == "diary" and 1 < days <= 7:
            for day in range(min(days, 3)):
                yield self._account(incident, incident.start + timedelta(days=day), None, where)
            return
        start, end = incident.start, incident.end
        if days == 1 and self._often("late"):
            start = end = start + timedelta(days=1)
        elif days == 1 and self._often("wrong"):
            start = end = start + timedelta(days=self.rng.choice((-1, 2)))
        if days == 1 and self._often("spell"):
            end = start + timedelta(days=self.rng.randint(1, 5))
        if days > 1 and self.name == "attacks":
            end = start
        yield self._account(incident, start, end, where)

    def _holds(self, incident: Incident) -> bool:
        if incident.calm:
            wanted = self.name != "attacks" or incident.kind in words.ATTACKS
            return wanted and self._often("calm")
        row = incident.row
        state = row["side_a"].startswith("Government")
        kept = {"1": self.habits["battle"], "2": 1.0, "3": self.habits["state"] if state else 1.0}[
            row["type_of_violence"]
        ]
        share = self.habits["share"] + self.habits["per_ten_dead"] * log10(1 + incident.dead)
        return self.rng.random() < min(0.95, share) * kept

    def _account(self, incident: Incident, start: date, end: date | None, where: Where) -> Account:
        key = f"{self.name}-{self.rng.getrandbits(64):016x}"
        parties = tuple(self._parties(incident))
        tolls = tuple(self._tolls(incident))
        sure = incident.row["date_prec"] in ("1", "2") or self.name == "attacks"
        return Account(
            id=key,
            source=self.name,
            record=key,
            type=self._type(incident),
            when=When(start=start, end=end or start, precision="day" if sure else "week", basis="source"),
            where=where,
            parties=parties,
            tolls=tolls,
            evidence=(Cell(record=key, column="notes", value=self._note(incident, where, parties, tolls)),),
        )

    def _type(self, incident: Incident) -> str:
        known = words.TYPES[self.name]
        if self._often("other_type"):
            return self.rng.choice(sorted(set(known.values())))
        return known[incident.kind]

    def _where(self, incident: Incident) -> Where:
        row = incident.row
        precision, stand, name = PRECISION.get(row["where_prec"], "country"), incident, _plain(row["where_coordinates"])
        name = row["where_coordinates"] if self.name == "accounting" else name
        towns = self.places[row["adm_1"], row["adm_2"]]
        fixed = Random(f"{self.name}{name}{row['adm_1']}{row['adm_2']}")
        if precision in COARSE and self._often("finer"):
            precision, stand = "settlement", self.rng.choice(towns or [incident])
            name = _plain(stand.row["where_coordinates"])
        elif precision == "settlement" and self._often("coarser"):
            precision, name = ("admin2", _plain(row["adm_2"])) if row["adm_2"] else ("admin1", _plain(row["adm_1"]))
            stand = self.places[row["adm_1"],][0] if precision == "admin1" else (towns or [incident])[0]
        elif precision == "settlement" and fixed.random() < self.habits["centre"] and towns:
            stand = max(
                towns, key=lambda each: sum(o.row["where_coordinates"] == each.row["where_coordinates"] for o in towns)
            )
            name = _plain(stand.row["where_coordinates"]) if self._often("centre") else name
        elif fixed.random() < self.habits["homonym"]:
            stand = fixed.choice(self.places[row["adm_1"],])
        if fixed.random() < self.habits["spelt"]:
            name = _otherwise(fixed, name) if name else name
        told = "settlement" if precision in ("near", *COARSE) and self._often("claimed") else precision
        reach = self.habits["km"] * (6.0 if fixed.random() < 0.1 else 1.0) * fixed.random() / 111.0
        shrink, turn = max(0.2, cos(radians(float(stand.row["latitude"])))), fixed.uniform(-1, 1)
        return Where(
            told=name or row["country"],
            name=name or row["country"],
            country=_country(row["country_id"]),
            latitude=round(float(stand.row["latitude"]) + reach * turn, 3),
            longitude=round(float(stand.row["longitude"]) + reach * (1 - abs(turn)) / shrink, 3),
            precision="settlement" if told == "near" else told,  # type: ignore[arg-type]
            radius_km=RADIUS[told],
        )

    def _parties(self, incident: Incident) -> Iterator[Party]:
        row = incident.row
        first, second = words.sides(incident.kind, row["side_a"], row["side_b"])
        for role, side in (("perpetrator", first), ("opponent", second)):
            told = self._called(incident, role, side)
            if told:
                actor = _resolved(told, _country(row["country_id"]))
                yield Party(role=role, told=told, actor=actor)  # type: ignore[arg-type]

    def _called(self, incident: Incident, role: str, side: str) -> str:
        """What this dataset calls a side; an empty word where it tells none."""
        row = incident.row
        if role == "perpetrator" and side not in words.CROWDS and self._often("nameless"):
            side = "XXX"
        ground = self._often("ground")
        return words.called(
            self.name,
            side,
            country=row["country"],
            key=row["id"].split("-")[0],
            ground=ground,
            year=incident.start.year,
        )

    def _tolls(self, incident: Incident) -> Iterator[Toll]:
        row = incident.row
        if self.name == "accounting":
            low, high = sorted((int(row["low"]), int(row["high"])))
            yield Toll(outcome="killed", low=low, best=min(max(incident.dead, low), high), high=high)
            return
        if self._often("unknown"):
            return
        told = incident.dead
        if told and (self._often("none") or Random(row["id"]).random() < HABITS["unreported"]):
            told = 0
        elif told and self._often("attackers"):
            told = max(0, told - int(row["deaths_b"] or 0)) or told
        elif told and self._often("other_toll"):
            ratio = self.rng.choice(NOISE["spread"]["ratio"])
            told = self.rng.choice(
                [
                    int(row["low"]),
                    int(row["high"]),
                    told + 1,
                    max(0, told - 1),
                    round(told / ratio),
                    round(told * ratio),
                ]
            )
        yield Toll(outcome="killed", low=told, best=told, high=told)

    def _note(self, incident: Incident, where: Where, parties: Sequence[Party], tolls: Sequence[Toll]) -> str:
        lines = incident.headlines or ("",)
        line = lines[list(HABITS["house"]).index(self.name) % len(lines)].split()
        kept = (
            line if len(lines) > 1 and self.name != "catalogue" else [word for word in line if self._often("headline")]
        )
        own = (
            words.sentence(self.rng, self.name, incident=incident, where=where, parties=parties, tolls=tolls)
            if self.habits["own"]
            else incident.row["where_description"]
        )
        return " ".join([own, *kept])


@cache
def _country(number: str) -> str | None:
    return gleditsch_ward().get(number)


@cache
def _resolved(told: str, country: str | None) -> str | None:
    match = registry().resolve(told, countries=(country,) if country else ())
    return match.actor.id if match.actor and match.actor.kind not in ("unidentified", "civilians") else None
