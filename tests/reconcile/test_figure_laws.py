"""Which laws do figures keep, whatever the tolls?"""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from khaldun.model import Account, Figure, Toll
from khaldun.reconcile import PROFILES, figures
from khaldun.reconcile.profiles import Profile

MONDAY = date(2024, 9, 16)
SPEAKERS = ("wire", "desk", "ACLED", "Human Rights Watch", "hospital", "the army", "rebels", "police", None)
GROUPS = ("all", "civilians", "state_forces", "non_state_forces", "attackers", "other")


@st.composite
def tolls(draw: st.DrawFn) -> Toll:
    low = draw(st.integers(0, 120))
    size = draw(st.sampled_from([0, 0, 0, 10, None]))
    high = None if size is None else low + size
    day = draw(st.sampled_from([None, 0, 1, 2]))
    who = draw(st.sampled_from(GROUPS))
    return Toll(
        outcome=draw(st.sampled_from(["killed", "killed", "injured"])),
        who=who,  # type: ignore[arg-type]
        low=low,
        high=high,
        best=draw(st.sampled_from([low, None])),
        hedge="exact" if high is not None else "at_least",
        includes=("attackers",) if who == "all" and draw(st.booleans()) else (),
        said_by=draw(st.sampled_from(SPEAKERS)),
        as_of=None if day is None else MONDAY + timedelta(days=day),
    )


@st.composite
def told(draw: st.DrawFn) -> list[Account]:
    given_tolls = draw(st.lists(tolls(), min_size=1, max_size=7))
    return [account(number, (toll,)) for number, toll in enumerate(given_tolls)]


def account(number: int, given_tolls: tuple[Toll, ...]) -> Account:
    return Account(
        id=f"a{number}", source=f"s{number % 3}", record=f"r{number}", type="battles.armed_clash", tolls=given_tolls
    )


def numbers(made: tuple[Figure, ...]) -> dict[tuple[str, str], tuple[int, int | None, int | None]]:
    return {(f.outcome, f.who): (f.low, f.best, f.high) for f in made}


profiles = pytest.mark.parametrize("profile", PROFILES.values(), ids=PROFILES)


@profiles
@given(accounts=told())
@settings(max_examples=150, deadline=None)
def test_low_best_and_high_are_in_order(accounts: list[Account], profile: Profile) -> None:
    for figure in figures(accounts, profile=profile)[0]:
        known = [n for n in (figure.low, figure.best, figure.high) if n is not None]
        assert known == sorted(known)


@profiles
@given(accounts=told(), random=st.randoms())
@settings(max_examples=100, deadline=None)
def test_the_order_of_tolls_does_not_matter(accounts: list[Account], random: object, profile: Profile) -> None:
    shuffled = list(accounts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert figures(shuffled, profile=profile) == figures(accounts, profile=profile)


@profiles
@given(accounts=told(), pick=st.integers(0, 6))
@settings(max_examples=150, deadline=None)
def test_an_exact_copy_changes_no_figure(accounts: list[Account], pick: int, profile: Profile) -> None:
    origin = accounts[pick % len(accounts)]
    copy = replace(origin, id="z-copy", record="r-copy")
    assert numbers(figures([*accounts, copy], profile=profile)[0]) == numbers(figures(accounts, profile=profile)[0])


@profiles
@given(accounts=told())
@settings(max_examples=100, deadline=None)
def test_withdrawing_a_report_restores_the_figures(accounts: list[Account], profile: Profile) -> None:
    before = figures(accounts[:-1], profile=profile) if len(accounts) > 1 else ((), ())
    figures(accounts, profile=profile)
    assert (figures(accounts[:-1], profile=profile) if len(accounts) > 1 else ((), ())) == before


@given(accounts=told())
@settings(max_examples=150, deadline=None)
def test_parts_never_exceed_the_whole_unless_marked(accounts: list[Account]) -> None:
    made = {figure.who: figure for figure in figures(accounts)[0] if figure.outcome == "killed"}
    whole = made.get("all")
    if whole is None or whole.high is None or any("parts_contradict" in figure.flags for figure in made.values()):
        return
    parts = [made[part].low for part in ("civilians", "state_forces", "non_state_forces", "other") if part in made]
    assert sum(parts) <= whole.high


@given(accounts=told(), number=st.integers(0, 500))
@settings(max_examples=150, deadline=None)
def test_a_claim_on_the_enemy_alone_moves_no_best(accounts: list[Account], number: int) -> None:
    claim = account(99, (Toll(outcome="killed", who="non_state_forces", low=number, high=number, said_by="the army"),))
    independent = [a for a in accounts if a.tolls[0].said_by != "the army"]
    before, after = numbers(figures(independent)[0]), numbers(figures([*independent, claim])[0])
    assert {key: value for key, value in after.items() if key in before} == before


@given(dead=st.integers(1, 200), attackers=st.integers(0, 50))
@settings(deadline=None)
def test_learning_whether_attackers_are_inside_never_widens_all(dead: int, attackers: int) -> None:
    whole = Toll(outcome="killed", low=dead + attackers, high=dead + attackers, best=dead + attackers)
    part = Toll(outcome="killed", who="attackers", low=attackers, high=attackers, best=attackers)
    unknown = numbers(figures([account(1, (whole, part))])[0])[("killed", "all")]
    for known in (replace(whole, includes=("attackers",)), replace(whole, excludes=("attackers",))):
        low, _, high = numbers(figures([account(1, (known, part))])[0])[("killed", "all")]
        assert unknown[0] <= low
        assert high is not None
        assert unknown[2] is not None
        assert high <= unknown[2]
