"""Do the judgements of people hold, and are contradictions refused with their path?"""

from datetime import date

import pytest

from khaldun.model import Account, Judgement, KhaldunError, Toll, When, Where
from khaldun.reconcile import checked, queue, reconcile, withdrawal
from khaldun.reconcile.people import in_force, standing


def said(number: int, left: str, relation: str, right: str) -> Judgement:
    return Judgement(
        id=f"j{number}", left=left, right=right, relation=relation,  # type: ignore[arg-type]
        by="anna", made=f"2025-01-{number:02d}",
    )  # fmt: skip


def test_a_contradiction_is_refused_with_the_path_against_it() -> None:
    earlier = [said(1, "a", "same", "b"), said(2, "b", "same", "c")]
    with pytest.raises(KhaldunError, match=r"a same b \(anna\), b same c \(anna\) stand against it"):
        checked(said(3, "a", "different", "c"), earlier)


def test_same_is_refused_where_two_groups_were_judged_apart() -> None:
    earlier = [said(1, "a", "same", "b"), said(2, "b", "different", "c"), said(3, "c", "same", "d")]
    with pytest.raises(KhaldunError, match=r"b different c \(anna\), c same d \(anna\)"):
        checked(said(4, "a", "same", "d"), earlier)


def test_unsure_contradicts_nobody() -> None:
    assert checked(said(2, "a", "unsure", "b"), [said(1, "a", "same", "b")]).relation == "unsure"


def test_a_withdrawn_judgement_no_longer_stands_and_is_still_there() -> None:
    first = said(1, "a", "same", "b")
    every = [first, withdrawal(first, by="ben", because="wrong village", made="2025-02-01")]
    assert in_force(every) == []
    assert len(every) == 2
    assert checked(said(3, "a", "different", "b"), every).id == "j3"


def test_of_two_that_contradict_the_earlier_holds_and_the_later_is_an_issue() -> None:
    found = standing([said(2, "a", "different", "b"), said(1, "a", "same", "b")], known={"a", "b"})
    assert found.together == (("a", "b"),)
    assert found.apart == ()
    assert "a same b (anna) stand against it" in found.issues[0].what


def test_a_judgement_on_an_account_that_is_gone_is_an_issue() -> None:
    found = standing([said(1, "a", "same", "gone")], known={"a"})
    assert found.together == ()
    assert len(found.issues) == 1


def village(number: int, name: str, north: float, dead: int, source: str) -> Account:
    day = date(2024, 5, 1)
    where = Where(told=name, name=name, country="ML", latitude=14 + north, longitude=-3, precision="settlement")
    return Account(
        id=f"a{number}", source=source, record=f"r{number}", type="violence_against_civilians.attack",
        when=When(start=day, end=day, precision="day", basis="explicit"), where=where,
        tolls=(Toll(outcome="killed", low=dead, high=dead, best=dead),),
    )  # fmt: skip


def test_a_negative_judgement_blocks_a_transitive_merge() -> None:
    told = [village(n, "Koro", 0.0, 12, f"s{n}") for n in range(3)]
    assert len(reconcile(told).events) == 1
    found = reconcile(told, judgements=[said(1, "a0", "different", "a2")])
    assert not any({"a0", "a2"} <= set(event.accounts) for event in found.events)


def test_two_raids_on_neighbouring_villages_on_one_day_stay_two_events() -> None:
    told = [
        village(1, "Koro", 0.0, 12, "monitor"),
        village(2, "Koro", 0.005, 12, "catalogue"),
        village(3, "Bankass", 0.09, 5, "monitor"),
        village(4, "Bankass", 0.085, 5, "catalogue"),
    ]
    found = reconcile(told, duplicate_free=("monitor", "catalogue"))
    assert {event.accounts for event in found.events} == {("a1", "a2"), ("a3", "a4")}


def test_the_queue_puts_uncertainty_times_deaths_first_and_leaves_out_what_is_judged() -> None:
    told = {f"a{n}": village(n, "Koro", 0.0, dead, f"s{n}") for n, dead in ((1, 3), (2, 3), (3, 90), (4, 90))}
    by_method = [
        Judgement(id="m1", left="a1", right="a2", relation="same", by="khaldun-linkage-1", score=0.5),
        Judgement(id="m2", left="a3", right="a4", relation="unsure", by="khaldun-linkage-1", score=0.3),
        Judgement(id="m3", left="a1", right="a3", relation="same", by="khaldun-linkage-1", score=0.99),
        Judgement(id="m4", left="a2", right="a4", relation="unsure", by="khaldun-linkage-1", score=0.4),
    ]
    waiting = queue([*by_method, said(1, "a2", "different", "a4")], told)
    assert [doubt.judgement.id for doubt in waiting] == ["m2", "m1"]
