"""Does a judgement of the method show its bits by field, its rivals and its probability?"""

import re
from datetime import date

from khaldun.model import Account, Judgement, Toll, When, Where
from khaldun.reconcile import reconcile

DAY = date(2011, 6, 16)
FREE = ("acled", "gtd")


def raid(name: str, place: str, *, dead: int) -> Account:
    return Account(
        id=name,
        source=name.split("-", maxsplit=1)[0],
        record=name,
        type="battles.armed_clash",
        when=When(start=DAY, end=DAY, precision="day", basis="source"),
        where=Where(told=place, name=place, country="NG", latitude=9.9, longitude=8.9, precision="settlement"),
        tolls=(Toll(outcome="killed", low=dead, high=dead, best=dead),),
    )


def judged(*accounts: Account) -> dict[tuple[str, str], Judgement]:
    return {(each.left, each.right): each for each in reconcile(accounts, duplicate_free=FREE).judgements}


def test_two_raids_of_one_day_on_neighbouring_villages_stay_two_events() -> None:
    raids = (
        raid("acled-1", "Bachit", dead=7),
        raid("gtd-1", "Bachit", dead=7),
        raid("gtd-2", "Sho", dead=3),
    )
    assert sorted(event.accounts for event in reconcile(raids, duplicate_free=FREE).events) == [
        ("acled-1", "gtd-1"),
        ("gtd-2",),
    ]


def test_the_bits_of_the_fields_add_up_to_what_is_said_of_them_together() -> None:
    link = judged(raid("acled-1", "Bachit", dead=7), raid("gtd-1", "Bachit", dead=7))["acled-1", "gtd-1"]
    bits = [float(found) for line in link.because for found in re.findall(r": ([+-][\d.]+) bits$", line)]
    together = next(float(line.split()[1]) for line in link.because if line.startswith("together"))
    assert abs(sum(bits) - together) < 0.5  # each is shown with one decimal


def test_the_strongest_rival_is_named_with_its_bits() -> None:
    raids = (
        raid("acled-1", "Bachit", dead=7),
        raid("gtd-1", "Bachit", dead=7),
        raid("gtd-2", "Sho", dead=6),
    )
    link = judged(*raids)["acled-1", "gtd-1"]
    assert any(line.startswith("1 rival for acled-1, the strongest gtd-2: ") for line in link.because)


def test_a_pair_without_rivals_loses_nothing_to_them() -> None:
    link = judged(raid("acled-1", "Bachit", dead=7), raid("gtd-1", "Bachit", dead=7))["acled-1", "gtd-1"]
    assert link.because[-1] == f"rivals: +0.0 bits; probability {link.score:.2f}"
