"""Which laws does linkage keep, whatever the accounts?"""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from khaldun.model import Account, Judgement, Party, Toll, When, Where
from khaldun.reconcile import reconcile
from khaldun.reconcile.columns import Told, told_by_accounts
from khaldun.reconcile.incremental import frozen, relink
from khaldun.reconcile.linkage import Linked, link
from khaldun.reconcile.model import assumed

FREE = ("monitor", "catalogue")
SOURCES = (*FREE, "press")
NAMES = ("JNIM", "Katiba Macina", "Dozo hunters", "Malian army", "villagers of Koro")
few = settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@st.composite
def accounts(draw: st.DrawFn, most: int = 14) -> list[Account]:
    """Accounts crowded into a few days and kilometres, so that many are candidates."""
    made = []
    for number in range(draw(st.integers(2, most))):
        day = date(2024, 5, 1) + timedelta(days=draw(st.integers(0, 4)))
        coarse = draw(st.sampled_from(["settlement", "settlement", "admin2", "admin1"]))
        dead = draw(st.sampled_from([None, 0, 3, 12, 12]))
        made.append(
            Account(
                id=f"a{number:02d}",
                source=draw(st.sampled_from(SOURCES)),
                record=f"r{number}",
                type=draw(st.sampled_from(["battles.armed_clash", "violence_against_civilians.attack"])),
                when=When(start=day, end=day, precision="day", basis="source"),
                where=Where(
                    told="Koro",
                    name=draw(st.sampled_from(["Koro", "Bankass"])),
                    country="ML",
                    latitude=14.0 + draw(st.sampled_from([0.0, 0.01, 0.1])),
                    longitude=-3.0,
                    precision=coarse,  # type: ignore[arg-type]
                ),
                parties=tuple(Party(role="perpetrator", told=name) for name in draw(st.sets(st.sampled_from(NAMES)))),
                tolls=() if dead is None else (Toll(outcome="killed", low=dead, high=dead, best=dead),),
            )
        )
    return made


def told(given_accounts: list[Account]) -> Told:
    return told_by_accounts(given_accounts, duplicate_free=FREE)


def sets(linked: Linked) -> set[tuple[str, ...]]:
    return set(linked.ids())


@given(made=accounts(), random=st.randoms())
@few
def test_shuffled_accounts_make_the_same_events(made: list[Account], random: object) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert reconcile(shuffled, duplicate_free=FREE) == reconcile(made, duplicate_free=FREE)


@given(made=accounts())
@few
def test_every_account_is_in_exactly_one_event(made: list[Account]) -> None:
    found = Counter(account for event in reconcile(made).events for account in event.accounts)
    assert found == Counter(account.id for account in made)


@given(made=accounts())
@few
def test_two_rows_of_a_source_that_promises_one_never_share_an_event(made: list[Account]) -> None:
    source = {account.id: account.source for account in made}
    for group in link(told(made)).ids():
        held = Counter(source[account] for account in group)
        assert all(held[name] <= 1 for name in FREE)


@given(made=accounts(), order=st.randoms(), size=st.integers(4, 7))
@few
def test_adding_accounts_in_any_batches_equals_a_full_run(made: list[Account], order: object, size: int) -> None:
    model = frozen(told(made))
    full = link(told(made), model=model)
    shuffled = list(made)
    order.shuffle(shuffled)  # type: ignore[attr-defined]
    step = link(told(shuffled[:size]), model=model)
    for end in range(size, len(shuffled), size):
        step = relink(step, told(shuffled[: end + size]), model=model)
    assert sets(step) == sets(full)
    assert np.array_equal(step.pairs.bits, full.pairs.bits)
    assert np.allclose(step.pairs.probability, full.pairs.probability)


@given(made=accounts(), pick=st.integers(0, 20))
@few
def test_taking_an_account_back_restores_the_earlier_events(made: list[Account], pick: int) -> None:
    model = frozen(told(made))
    without = [account for number, account in enumerate(made) if number != pick % len(made)]
    before = link(told(without), model=model)
    after = relink(relink(before, told(made), model=model), told(without), model=model)
    assert sets(after) == sets(before)


@given(made=accounts())
@few
def test_an_account_far_from_all_others_changes_nothing(made: list[Account]) -> None:
    far = replace(made[0], id="z", record="z", where=Where(told="x", latitude=-40.0, longitude=100.0, country="XX"))
    model = frozen(told(made))
    assert sets(link(told([*made, far]), model=model)) == {*sets(link(told(made), model=model)), ("z",)}


@given(made=accounts(), days=st.integers(-4000, 4000))
@few
def test_moving_all_days_moves_no_account(made: list[Account], days: int) -> None:
    shift = timedelta(days=days)
    moved = [
        replace(a, when=replace(a.when, start=a.when.start + shift, end=a.when.end + shift))
        for a in made
        if a.when.start is not None and a.when.end is not None
    ]
    assert sets(link(told(moved))) == sets(link(told(made)))


@given(made=accounts(), ends=st.tuples(st.integers(0, 20), st.integers(0, 20)))
@few
def test_accounts_judged_apart_never_meet_and_withdrawal_restores(made: list[Account], ends: tuple[int, int]) -> None:
    left, right = (made[end % len(made)].id for end in ends)
    if left == right:
        return
    judged = Judgement(id="j1", left=left, right=right, relation="different", by="anna", made="2025-01-01")
    back = Judgement(
        id="j2", left=left, right=right, relation="different", by="anna", made="2025-01-02", withdraws="j1"
    )
    plain = reconcile(made)
    apart = reconcile(made, judgements=[judged])
    assert not any({left, right} <= set(event.accounts) for event in apart.events)
    assert reconcile(made, judgements=[judged, back]).events == plain.events


@given(made=accounts(), ends=st.tuples(st.integers(0, 20), st.integers(0, 20)))
@few
def test_accounts_judged_the_same_are_one_event(made: list[Account], ends: tuple[int, int]) -> None:
    left, right = (made[end % len(made)].id for end in ends)
    if left == right:
        return
    judged = Judgement(id="j1", left=left, right=right, relation="same", by="anna", made="2025-01-01")
    found = reconcile(made, judgements=[judged])
    assert any({left, right} <= set(event.accounts) for event in found.events)


@given(made=accounts())
@few
def test_the_bits_by_field_add_up_to_the_weight_shown(made: list[Account]) -> None:
    linked = link(told(made))
    for pair, bits in enumerate(linked.pairs.bits.tolist()):
        levels = {name: int(column[pair]) for name, column in linked.pairs.levels.items()}
        assert abs(sum(assumed().reasons(levels).values()) - bits) < 1e-9
