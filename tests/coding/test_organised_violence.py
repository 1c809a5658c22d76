"""Who stands against whom: does UCDP's kind of violence follow from it, and from nothing else?"""

from typing import get_args

import pytest

from khaldun.coding.codebook import crosswalk
from khaldun.model import Account, Party, Role, Toll

GROUPS = {
    "mali-armed-forces": "state_forces",
    "burkina-faso-armed-forces": "state_forces",
    "barkhane": "state_forces",
    "jnim": "non_state_forces",
    "is-sahel": "non_state_forces",
    "villagers": "civilians",
    "traders": "civilians",
}


def account(code: str, *, tolls: tuple[Toll, ...] = (), **sides: str) -> Account:
    """An account whose parties are given by role: `perpetrator="jnim"`; several are split at commas."""
    roles: tuple[Role, ...] = get_args(Role)
    parties = tuple(
        Party(role=role, told=name, actor=None if name.istitle() or name in ("villagers", "traders") else name)
        for role in roles
        for name in sides.get(role, "").split(",")
        if name
    )
    return Account(id="a", source="s", record="r", type=code, parties=parties, tolls=tolls)


@pytest.mark.parametrize(
    ("code", "perpetrator", "target", "expected"),
    [
        ("battles.armed_clash", "mali-armed-forces", "burkina-faso-armed-forces", "state-based"),
        ("battles.armed_clash", "barkhane", "jnim", "state-based"),
        ("battles.armed_clash", "jnim", "barkhane", "state-based"),
        ("battles.armed_clash", "jnim", "is-sahel", "non-state"),
        ("explosions.suicide_bomb", "jnim", "mali-armed-forces", "state-based"),
        ("explosions.air_or_drone_strike", "mali-armed-forces", "villagers", "one-sided"),
        ("explosions.air_or_drone_strike", "mali-armed-forces", "jnim,villagers", "state-based"),
        ("explosions.grenade", "villagers", "traders", None),
        ("explosions.grenade", "Somebody", "villagers", None),
        ("violence_against_civilians.attack", "jnim", "villagers", "one-sided"),
        ("violence_against_civilians.attack", "mali-armed-forces", "", "one-sided"),
        ("violence_against_civilians.attack", "vdp", "", "one-sided"),
        ("violence_against_civilians.attack", "Somebody", "villagers", None),
        ("protests.excessive_force_against_protesters", "mali-armed-forces", "villagers", None),
        ("riots.mob_violence", "villagers", "traders", None),
        ("strategic.arrests", "mali-armed-forces", "villagers", None),
    ],
)
def test_who_stands_against_whom_decides_ucdps_kind(
    code: str, perpetrator: str, target: str, expected: str | None
) -> None:
    told = account(code, perpetrator=perpetrator, target=target)
    assert crosswalk(told, groups=GROUPS)["ucdp"] == expected


def test_parties_of_a_clash_that_nobody_began_stand_against_each_other() -> None:
    told = account("battles.armed_clash", opponent="jnim,is-sahel")
    assert crosswalk(told, groups=GROUPS)["ucdp"] == "non-state"


def test_civilians_caught_in_a_battle_do_not_make_it_one_sided() -> None:
    told = account("battles.armed_clash", perpetrator="mali-armed-forces", victim="villagers")
    assert crosswalk(told, groups=GROUPS)["ucdp"] == "state-based"


@pytest.mark.parametrize(
    ("actor", "expected"),
    [
        ("mali-armed-forces", "state-based"),
        ("mali-gendarmerie", "state-based"),
        ("niger-police", "state-based"),
        ("mali-government", "state-based"),
        ("is-sahel", None),
    ],
)
def test_without_groups_the_id_of_a_state_force_is_enough_in_a_battle(actor: str, expected: str | None) -> None:
    assert crosswalk(account("battles.armed_clash", perpetrator="jnim", target=actor))["ucdp"] == expected


def test_without_groups_a_known_actor_that_strikes_in_the_distance_settles_nothing() -> None:
    assert crosswalk(account("explosions.grenade", perpetrator="jnim", target="is-sahel"))["ucdp"] is None


def test_groups_go_before_the_pattern_of_an_id() -> None:
    told = account("battles.armed_clash", perpetrator="ghost-police", target="jnim")
    assert crosswalk(told, groups={"ghost-police": "non_state_forces", "jnim": "non_state_forces"})["ucdp"] == (
        "non-state"
    )


@pytest.mark.parametrize(("killed", "expected"), [(0, None), (2, "one-sided")])
def test_an_abduction_is_ucdps_only_where_somebody_died(killed: int, expected: str | None) -> None:
    toll = Toll(outcome="killed", low=killed, best=killed, high=killed)
    told = account("violence_against_civilians.abduction", perpetrator="jnim", tolls=(toll,))
    assert crosswalk(told, groups=GROUPS)["ucdp"] == expected
