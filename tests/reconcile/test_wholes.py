"""Do days stay parts of longer spells, and is nobody counted twice?"""

from dataclasses import replace
from datetime import date

from khaldun.model import Account, Party, Toll, When, Where
from khaldun.reconcile import allocate, reconcile, told_by_accounts
from khaldun.reconcile.keys import spots
from khaldun.reconcile.relations import too_large

KORO = Where(told="Koro", name="Koro", country="ML", latitude=14.0, longitude=-3.0, precision="settlement")


def fighting(key: str, first: int, last: int, dead: int, source: str) -> Account:
    return Account(
        id=key, source=source, record=key, type="battles.armed_clash", where=KORO,
        when=When(start=date(2024, 5, first), end=date(2024, 5, last), precision="day", basis="source"),
        parties=(Party(role="perpetrator", told="Katiba Macina"), Party(role="opponent", told="Dozo hunters")),
        tolls=(Toll(outcome="killed", low=dead, high=dead, best=dead),),
    )  # fmt: skip


def test_an_episode_keeps_its_days_as_parts() -> None:
    episode = fighting("whole", 1, 20, 60, "ged")
    days = [fighting(f"day{day}", day, day, 10, "acled") for day in (3, 9)]
    found = {event.accounts: event for event in reconcile([episode, *days], duplicate_free=("ged", "acled")).events}
    assert set(found) == {("whole",), ("day3",), ("day9",)}
    assert found[("day3",)].part_of == found[("day9",)].part_of == found[("whole",)].id
    assert found[("whole",)].part_of is None


def test_totals_that_leave_out_parts_count_nobody_twice() -> None:
    told = [fighting("whole", 1, 20, 60, "ged"), fighting("day3", 3, 3, 10, "acled")]
    events = reconcile(told, duplicate_free=("ged", "acled")).events
    assert sum(figure.best or 0 for event in events if event.part_of is None for figure in event.figures) == 60


def test_what_is_known_to_a_month_only_is_no_spell() -> None:
    vague = fighting("vague", 1, 31, 10, "ged")
    vague = replace(vague, when=replace(vague.when, precision="month"))
    found = reconcile([vague, fighting("day3", 3, 3, 10, "acled")], duplicate_free=("ged", "acled"))
    assert all(event.part_of is None for event in found.events)


def test_what_sums_up_a_month_with_many_dead_is_a_spell() -> None:
    summed = fighting("summed", 1, 31, 60, "ged")
    summed = replace(summed, when=replace(summed.when, precision="month"))
    found = reconcile([summed, fighting("day3", 3, 3, 10, "acled")], duplicate_free=("ged", "acled"))
    day, whole = sorted(found.events, key=lambda event: event.accounts)
    assert (whole.part_of, day.part_of) == (None, whole.id)


def test_a_total_over_events_leaves_the_rest_unallocated() -> None:
    events = reconcile([fighting("day3", 3, 3, 10, "acled"), fighting("day9", 9, 9, 25, "acled")]).events
    made = allocate(120, events, where="statement-1")
    assert (made.allocated, made.unallocated, made.issues) == (35, 85, ())


def test_a_total_below_its_parts_is_an_issue() -> None:
    events = reconcile([fighting("day3", 3, 3, 10, "acled"), fighting("day9", 9, 9, 25, "acled")]).events
    made = allocate(20, events, where="statement-1")
    assert made.unallocated == 0
    assert made.issues[0].what == "A total of 20 is less than the 35 that its parts come to at least."


def test_a_year_in_passing_sends_no_event_to_review() -> None:
    day = fighting("day3", 3, 3, 12, "acled")
    year = When(start=date(2024, 1, 1), end=date(2024, 12, 31), precision="year", basis="explicit")
    found = reconcile([day, replace(day, id="vague", source="weekly", record="w", when=year)])
    assert len(found.events) == 1
    assert found.issues == ()


def test_the_middle_of_a_country_does_not_make_an_event_wide() -> None:
    day = fighting("day3", 3, 3, 12, "acled")
    middle = Where(told="Mali", name="Mali", country="ML", latitude=17.0, longitude=-4.0, precision="country")
    far = replace(KORO, latitude=17.0, longitude=-4.0)
    for place, reviewed in ((middle, []), (far, ["For review: 2 accounts over 0 days and 351 km."])):
        told = told_by_accounts([day, replace(day, id="other", where=place)])
        assert [issue.what for issue in too_large(told, [(0, 1)], spots(told))] == reviewed
