"""What would four houses have written of the same incidents, made from real UCDP rows?

Places and bursts are real. Written and frozen before the matcher was tuned. Every parameter stands in noise.toml. Only
one-day rows with at least one death are incidents; ids, source strings and row order are dropped. UCDP holds lethal
events only: nothing here says anything of protests.
"""

import csv
import gzip
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from math import cos, radians
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from khaldun.model import Account, Cell, Party, Toll, When, Where

HERE = Path(__file__).parent
NOISE: dict[str, Any] = tomllib.loads((HERE / "noise.toml").read_text(encoding="utf-8"))
UCDP = HERE.parent.parent / "shared" / "data" / "ucdp" / "GEDEvent_v21_01_21_12.csv.gz"
TYPES = {
    "1": [
        "battles.armed_clash",
        "explosions.shelling_or_missile_attack",
        "explosions.remote_explosive_landmine_or_ied",
    ],
    "2": ["battles.armed_clash", "violence_against_civilians.attack"],
    "3": ["violence_against_civilians.attack", "explosions.remote_explosive_landmine_or_ied"],
}
RADIUS = {"settlement": 5.0, "near": 25.0, "admin2": 40.0, "admin1": 120.0, "country": 600.0}
FILLER = """soldiers gunmen attack village killed injured reports security forces area local sources clash armed men
fighters troops road convoy police residents said people dead operation week town militants civilians group unknown"""


Drawn = TypeVar("Drawn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One real row, as the truth that the houses perturb."""

    number: int
    day: date
    latitude: float
    longitude: float
    country: str
    admin1: str
    admin2: str
    place: str
    violence: str
    sides: tuple[str, str]
    best: int
    headline: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """The accounts of all houses, which incident each is of, and which house promises one row an event."""

    accounts: tuple[Account, ...]
    truth: dict[str, int]
    duplicate_free: frozenset[str]
    incidents: dict[int, Incident]


def incidents(countries: Sequence[str] = (), *, path: Path = UCDP) -> list[Incident]:
    """The one-day rows of the file with at least one death, of these countries or of all."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if _usable(row) and (not countries or row["country"] in countries)]
    rows.sort(key=lambda row: sha256(row["id"].encode()).hexdigest())
    return [_incident(number, row) for number, row in enumerate(rows)]


def _usable(row: dict[str, str]) -> bool:
    return row["date_start"][:10] == row["date_end"][:10] and row["best"].isdigit() and int(row["best"]) > 0


def _incident(number: int, row: dict[str, str]) -> Incident:
    return Incident(
        number=number,
        day=date.fromisoformat(row["date_start"][:10]),
        latitude=float(row["latitude"]),
        longitude=float(row["longitude"]),
        country=row["country"],
        admin1=row["adm_1"],
        admin2=row["adm_2"],
        place=row["where_coordinates"],
        violence=row["type_of_violence"],
        sides=(row["side_a"], row["side_b"]),
        best=int(row["best"]),
        headline=row["source_headline"].split(";")[0],
    )


def perturbed(
    found: Sequence[Incident], *, seed: int, precision: float = 1.0, missing: float = 1.0, words: float = 1.0
) -> World:
    """A world of four houses; the sweeps multiply the shares of coarse places, of missing actors and of words."""
    rng = Random(seed)
    means = _means(found)
    accounts: list[Account] = []
    truth: dict[str, int] = {}
    for name, house in NOISE["house"].items():
        sweep = house | {
            "coarse": min(0.95, house["coarse"] * precision),
            "no_actor": min(0.95, house["no_actor"] * missing),
            "words": house["words"] * words,
        }
        for incident in found:
            for _ in range(_times(rng, sweep, incident.best)):
                account = _account(rng, name, sweep, incident, means)
                if account.id not in truth:
                    accounts.append(account)
                    truth[account.id] = incident.number
    rng.shuffle(accounts)
    return World(
        accounts=tuple(accounts),
        truth=truth,
        duplicate_free=frozenset(name for name, house in NOISE["house"].items() if house["duplicate_free"]),
        incidents={incident.number: incident for incident in found},
    )


def _times(rng: Random, house: dict[str, Any], deaths: int) -> int:
    index = max(i for i, least in enumerate(NOISE["inclusion"]["deaths"]) if deaths >= least)
    share = min(0.95, house["base"] + NOISE["inclusion"]["share"][index] * (1 - house["base"]) * 0.8)
    if rng.random() >= share:
        return 0
    return 1 if house["twins"] == 1 else 1 + (rng.random() < house["twins"] - 1)


def _account(rng: Random, name: str, house: dict[str, Any], incident: Incident, means: dict[str, Any]) -> Account:
    key = f"{name}-{rng.getrandbits(64):016x}"
    lag = _draw(rng, NOISE["lag"]["days"], NOISE["lag"]["share"]) if rng.random() < house["late"] else 0
    day = incident.day + timedelta(days=lag)
    return Account(
        id=key,
        source=name,
        record=key,
        type=_type(rng, house, incident),
        when=When(start=day, end=day, precision="day", basis="source"),
        where=_where(rng, house, incident, means),
        parties=tuple(_parties(rng, house, incident)),
        tolls=tuple(_tolls(rng, house, incident)),
        evidence=(Cell(record=key, column="notes", value=_note(rng, house, incident)),),
    )


def _type(rng: Random, house: dict[str, Any], incident: Incident) -> str:
    kinds = TYPES[incident.violence]
    pick = Random(incident.number).choice(kinds)
    return (
        rng.choice([kind for group in TYPES.values() for kind in group]) if rng.random() < house["type_error"] else pick
    )


def _means(found: Sequence[Incident]) -> dict[str, Any]:
    """The mean position of the rows of each district, province and country, and the points to move to."""
    groups: dict[tuple[str, ...], list[tuple[float, float]]] = defaultdict(list)
    for i in found:
        for key in (("admin2", i.country, i.admin1, i.admin2), ("admin1", i.country, i.admin1), ("country", i.country)):
            groups[key].append((i.latitude, i.longitude))
    return {key: tuple(sum(axis) / len(axis) for axis in zip(*points, strict=True)) for key, points in groups.items()}


def _where(rng: Random, house: dict[str, Any], incident: Incident, means: dict[str, Any]) -> Where:
    precision = "settlement"
    if rng.random() < house["coarse"]:
        precision = _draw(rng, NOISE["place"]["precision"], NOISE["place"]["share"])
    names = {
        "admin2": (incident.country, incident.admin1, incident.admin2),
        "admin1": (incident.country, incident.admin1),
    }
    if precision in ("settlement", "near"):
        reach = house["jitter_km"] if precision == "settlement" else 15.0
        north = rng.gauss(0, reach) / 111.0
        east = rng.gauss(0, reach) / (111.0 * max(0.2, cos(radians(incident.latitude))))
        point = (incident.latitude + north, incident.longitude + east)
        told = spelt(rng, incident.place) if rng.random() < house["spelling"] else incident.place
    else:
        key = (precision, *names.get(precision, (incident.country,)))
        point, told = means[key], key[-1] or incident.country
    return Where(
        told=told,
        name=told,
        country=sha256(incident.country.encode()).hexdigest()[:2],
        latitude=max(-90.0, min(90.0, point[0])),
        longitude=max(-180.0, min(180.0, point[1])),
        precision="settlement" if precision == "near" else precision,
        radius_km=RADIUS[precision],
    )


def spelt(rng: Random, name: str) -> str:
    """Another spelling: a letter left out or doubled, or a word of the name left out or put in."""
    at = rng.randrange(max(1, len(name)))
    without = " ".join(name.split()[:-1]) or name
    return rng.choice([name[:at] + name[at + 1 :], name[:at] + name[at : at + 1] + name[at:], without, f"{name} area"])


def _parties(rng: Random, house: dict[str, Any], incident: Incident) -> Iterator[Party]:
    for role, side in zip(("perpetrator", "opponent"), incident.sides, strict=True):
        if rng.random() >= house["no_actor"]:
            told = _alias(rng, side) if rng.random() < house["alias"] else side
            yield Party(role=role, told=told)  # type: ignore[arg-type]


def _alias(rng: Random, side: str) -> str:
    """Another name: a word left out, a general word put in, or the general word alone."""
    words = side.split()
    if side.startswith("Government of"):
        return rng.choice(
            ["Security forces", f"Military forces of {words[-1]}", f"{words[-1]} army", f"Police of {words[-1]}"]
        )
    if side == "Civilians":
        return rng.choice(["Civilians", "Villagers", "Unarmed people"])
    kept = [word for word in words if rng.random() < 0.7] or words[:1]
    return rng.choice([" ".join(kept), f"{' '.join(kept)} militants", "Unidentified armed group"])


def _tolls(rng: Random, house: dict[str, Any], incident: Incident) -> Iterator[Toll]:
    if rng.random() < house["no_toll"]:
        return
    told = incident.best
    if rng.random() >= NOISE["spread"]["same"]:
        ratio = 1 + (_draw(rng, NOISE["spread"]["ratio"], NOISE["spread"]["share"]) - 1) * rng.random()
        told = max(1, round(told * ratio if rng.random() < 0.5 else told / ratio))
    if not house["duplicate_free"] and rng.random() < 0.3:
        yield Toll(outcome="killed", low=told, best=told, hedge="at_least")
    else:
        yield Toll(outcome="killed", low=told, best=told, high=told)


def _note(rng: Random, house: dict[str, Any], incident: Incident) -> str:
    told = [word for word in incident.headline.split() if rng.random() < house["words"]]
    own = [rng.choice(FILLER.split()) for _ in range(house["own"])]
    named = incident.place.split()[:1] if rng.random() < house["words"] else []
    words = told + own + named
    rng.shuffle(words)
    return " ".join(words)


def _draw(rng: Random, values: Sequence[Drawn], shares: Sequence[float]) -> Drawn:
    return rng.choices(values, weights=shares)[0]
