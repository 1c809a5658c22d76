"""Which of UCDP's kinds of organised violence is an account: state-based, non-state or one-sided?"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from khaldun.model import Account, Party

DOERS = ("perpetrator", "supporter")
STATE = "state_forces"
NAMED = "named"  # a known actor whose group nobody told


def organised_violence(account: Account, groups: Mapping[str, str]) -> str | None:
    """UCDP's kind of violence, from the type and from who stands against whom; null where neither settles it.

    `groups` maps actor ids, or names as told where no actor is known, to state_forces, non_state_forces or civilians.
    Rules and their source are in data/crosswalks/ucdp.toml. It needs no death count, except for types of which most
    events kill nobody: UCDP itself counts events with at least one death.
    """
    row = _data()["to"][account.type]
    if "none" in row or (row.get("deaths") == "told" and not _deadly(account)):
        return None
    doers, struck = _sides(account.parties, groups)
    if "with_a_state" in row and STATE in doers | struck:
        return str(row["with_a_state"])
    return _by_rule(doers, {row["struck"]} if "struck" in row else struck)


def _by_rule(doers: set[str], struck: set[str]) -> str | None:
    rules = _data()["rule"]
    return next((rule["code"] for rule in rules if rule["doers"] in doers and rule["struck"] in struck), None)


def _sides(parties: Iterable[Party], groups: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """The groups of those who act and of those who are struck.

    Where nobody is said to have begun, the parties of a clash stand against each other, the first against the rest.
    """
    told = list(parties)
    doers = [party for party in told if party.role in DOERS] or [p for p in told if p.role == "opponent"][:1]
    struck = [party for party in told if party not in doers]
    return _groups(doers, groups), _groups(struck, groups)


def _groups(parties: Iterable[Party], groups: Mapping[str, str]) -> set[str]:
    return {group for party in parties if (group := _group(party, groups))}


def _group(party: Party, groups: Mapping[str, str]) -> str | None:
    known = groups.get(party.actor or party.told)
    if known or party.actor is None:
        return known
    return STATE if party.actor.endswith(tuple(_data()["state_endings"])) else NAMED


def _deadly(account: Account) -> bool:
    return any(toll.outcome == "killed" and toll.low > 0 for toll in account.tolls)


@cache
def _data() -> Mapping[str, Any]:
    text = files("khaldun.coding").joinpath("data/crosswalks/ucdp.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
