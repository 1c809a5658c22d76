"""On which level do the fields of two accounts agree, in cases that datasets are full of?"""

from datetime import date

import pytest

from khaldun.model import Account, Party, Toll, When, Where
from khaldun.reconcile import link, told_by_accounts
from khaldun.reconcile.levels import LEVELS
from khaldun.reconcile.tokens import actor, consonants, place

DAY = date(2011, 6, 16)


def account(
    source: str,
    *,
    parties: tuple[str, ...] = (),
    name: str = "Jos",
    dead: int | None = None,
    kind: str = "battles.armed_clash",
    north: float = 9.9,
) -> Account:
    return Account(
        id=source,
        source=source,
        record=source,
        type=kind,
        when=When(start=DAY, end=DAY, precision="day", basis="source"),
        where=Where(told=name, name=name, country="NG", latitude=north, longitude=8.9, precision="settlement"),
        parties=tuple(Party(role="perpetrator", told=told) for told in parties),
        tolls=() if dead is None else (Toll(outcome="killed", low=dead, high=dead, best=dead),),
    )


def level(field: str, left: Account, right: Account) -> str:
    pairs = link(told_by_accounts([left, right], duplicate_free=("acled", "gtd"))).pairs
    return LEVELS[field][int(pairs.levels[field][0])]


@pytest.mark.parametrize(("left", "right"), [("birom", "berom"), ("maidugurri", "maiduguri"), ("kassuwan", "kasuwan")])
def test_two_spellings_of_one_name_share_their_consonants(left: str, right: str) -> None:
    assert consonants(left) == consonants(right)


def test_words_that_name_a_kind_or_a_district_are_no_name() -> None:
    assert [actor("police"), actor("gunmen"), place("town")] == ["", "", ""]


def test_hyphens_and_vowels_do_not_part_two_places() -> None:
    assert level("name", account("acled", name="Al-Quneitra"), account("gtd", name="al Qunaytrah")) == "same"


def test_unknown_attackers_share_no_name_with_one_another() -> None:
    told = account("acled", parties=("Unidentified Armed Group",)), account("gtd", parties=("Unknown gunmen",))
    assert level("actor", *told) == "unknown"


def test_an_army_against_rebels_is_not_rebels_against_villagers() -> None:
    left = account("acled", parties=("Military Forces of Nigeria", "Boko Haram"))
    right = account("gtd", parties=("Boko Haram", "Villagers"))
    assert level("sides", left, right) == "apart"


@pytest.mark.parametrize(("dead", "found"), [(0, "both_none"), (2, "none_few"), (9, "none_some"), (None, "unknown")])
def test_none_dead_is_neither_many_nor_unknown(dead: int | None, found: str) -> None:
    assert level("toll", account("acled", dead=0), account("gtd", dead=dead)) == found


def test_a_type_that_no_codebook_has_speaks_neither_for_nor_against() -> None:
    left, right = account("acled", kind="gtd.bombing"), account("gtd", kind="gtd.assault")
    assert level("type", left, right) == "unknown"


def test_thirty_kilometres_apart_are_still_weighed() -> None:
    assert level("place", account("acled"), account("gtd", north=10.17)) == "beyond"
