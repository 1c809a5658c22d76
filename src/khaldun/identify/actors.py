"""Which actors does the registry hold? Hand-kept entries, and the forces and government of every state."""

from collections.abc import Iterator
from functools import cache
from typing import cast

from khaldun.identify.data_files import rows, split, table
from khaldun.identify.folding import fold
from khaldun.identify.listed import countries
from khaldun.model import Actor, ActorKind

FILES = ("sahel", "africa", "world", "generic")
SOURCE_OF_FORCES = "ISO 3166 and the state's own name for it"
UCDP = "ucdp:"


@cache
def actors() -> dict[str, Actor]:
    """Every actor by id. A state's forces are told apart by role: `mali-armed-forces`, `mali-government`."""
    kept = [_actor(row) for name in FILES for row in rows(f"actors/{name}.csv")]
    states = [actor for row in rows("forces.csv") for actor in _state(row)]
    return {actor.id: actor for actor in (*kept, *states)}


def _actor(row: dict[str, str]) -> Actor:
    return Actor(
        id=row["id"],
        name=row["name"],
        kind=cast("ActorKind", row["kind"]),
        countries=split(row["countries"]),
        aliases={"en": split(row["english"]), "fr": split(row["french"])},
        start=int(row["start"]) if row["start"] else None,
        end=int(row["end"]) if row["end"] else None,
        parents=split(row["parents"]),
        predecessors=split(row["predecessors"]),
        successors=split(row["successors"]),
        source=row["source"],
    )


def _state(row: dict[str, str]) -> Iterator[Actor]:
    """The forces and the government of one state."""
    country = row["country"]
    for role, entry in roles().items():
        yield Actor(
            id=force_id(country, role),
            name=entry["name"].format(country=countries()[country].names[0]),
            kind=cast("ActorKind", entry["kind"]),
            countries=(country,),
            aliases=_names_of_force(row, role),
            parents=() if role == "government" else (force_id(country, "government"),),
            source=f"{UCDP}{row['ucdp']}" if role == "government" and row["ucdp"] else SOURCE_OF_FORCES,
        )


def _names_of_force(row: dict[str, str], role: str) -> dict[str, tuple[str, ...]]:
    if role == "armed-forces":
        return {"en": split(row["english_army"]), "fr": split(row["french_army"])}
    if role == "security-forces":
        return {"en": split(row["security_forces"]), "fr": split(row["security_forces"])}
    if role == "government":
        return {"en": tuple(f"Government of {name}" for name in countries()[row["country"]].names)}
    return {}


def force_id(country: str, role: str) -> str:
    """The id of a state's force or government."""
    return f"{_slug(countries()[country].names[0])}-{role}"


def _slug(name: str) -> str:
    return "-".join(fold(word) for word in name.replace("-", " ").split() if fold(word))


@cache
def roles() -> dict[str, dict[str, str]]:
    """The forces and organs that every state has, each with kind, form of name and nouns by language."""
    return {role: entry for role, entry in table("roles.toml").items() if "kind" in entry}


@cache
def by_source() -> dict[str, tuple[Actor, ...]]:
    """The actors by what stands as their source: `ucdp:6716`."""
    found: dict[str, list[Actor]] = {}
    for actor in actors().values():
        found.setdefault(actor.source, []).append(actor)
    return {source: tuple(several) for source, several in found.items()}
