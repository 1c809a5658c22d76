"""Do accounts become the events that they tell of?"""

from datetime import date
from random import Random

from khaldun.model import Account, Event, Party, Report, Toll, When, Where
from khaldun.reconcile import reconcile

BAMAKO = Where(
    told="Bamako", name="Bamako", id="geonames:2460596", country="ML", latitude=12.65, longitude=-8.0,
    precision="settlement", radius_km=5,
)  # fmt: skip
KIDAL = Where(
    told="Kidal", name="Kidal", id="geonames:2455290", country="ML", latitude=18.44, longitude=1.41,
    precision="settlement", radius_km=5,
)  # fmt: skip
ATTACK = "violence_against_civilians.attack"
JNIM = Party(role="perpetrator", told="JNIM", actor="jnim")


def on(day: date) -> When:
    return When(start=day, end=day, precision="day", basis="explicit")


def in_year(year: int) -> When:
    return When(start=date(year, 1, 1), end=date(year, 12, 31), precision="year", basis="explicit")


MAGAZINE = [
    Account(
        id="a1", source="magazine", record="r1", type="battles.armed_clash", when=on(date(2024, 9, 17)), where=BAMAKO,
        parties=(JNIM,), main=True,
        tolls=(
            Toll(outcome="killed", low=77, best=77, hedge="at_least"),
            Toll(outcome="killed", low=90, best=90, high=90, includes=("attackers",), said_by="ACLED"),
            Toll(outcome="killed", who="attackers", low=13, best=13, high=13, said_by="ACLED"),
        ),
    ),
    Account(
        id="a2", source="magazine", record="r1", type="violence_against_civilians.abduction", when=in_year(2015),
        where=BAMAKO, parties=(JNIM,), tolls=(Toll(outcome="killed", low=20, best=20, high=20),),
    ),
    Account(
        id="a3", source="magazine", record="r1", type="battles.government_regains_territory", when=in_year(2023),
        where=KIDAL,
    ),
]  # fmt: skip
WIRE = Account(
    id="b1", source="wire", record="r2", type=ATTACK, when=on(date(2024, 9, 17)), where=BAMAKO, parties=(JNIM,),
    tolls=(Toll(outcome="killed", low=50, best=50, hedge="at_least", as_of=date(2024, 9, 18)),),
)  # fmt: skip
RADISSON = Account(
    id="c1", source="weekly", record="r3", type=ATTACK, when=in_year(2015), where=BAMAKO,
    tolls=(Toll(outcome="killed", low=20, best=20, high=20),),
)  # fmt: skip


def events(*accounts: Account, **others: object) -> dict[tuple[str, ...], Event]:
    made = reconcile(accounts, **others)  # type: ignore[arg-type]
    return {event.accounts: event for event in made.events}


def figure(event: Event, who: str) -> tuple[int, int | None, int | None]:
    found = next(figure for figure in event.figures if figure.who == who and figure.outcome == "killed")
    return found.low, found.best, found.high


def test_two_sources_one_event() -> None:
    assert set(events(*MAGAZINE, WIRE)) == {("a1", "b1"), ("a2",), ("a3",)}


def test_ninety_with_thirteen_attackers_leave_seventy_seven_others() -> None:
    event = events(*MAGAZINE, WIRE)[("a1", "b1")]
    assert figure(event, "all") == (90, 90, 90)
    assert figure(event, "attackers") == (13, 13, 13)
    assert figure(event, "others") == (77, 77, 77)


def test_the_agreement_of_77_and_90_is_a_sentence_that_can_be_printed() -> None:
    event = events(*MAGAZINE)[("a1",)]
    others = next(figure for figure in event.figures if figure.who == "others")
    assert others.because == (
        (
            "ACLED counts 90 killed, 13 attackers among them; without the attackers that leaves 77 others, "
            "which agrees with the “at least 77” given by magazine."
        ),
    )
    assert others.derived


def test_background_of_one_year_joins_its_own_event_and_no_other() -> None:
    assert set(events(*MAGAZINE, WIRE, RADISSON)) == {("a1", "b1"), ("a2", "c1"), ("a3",)}


def test_an_undated_account_needs_its_report_to_be_of_those_days() -> None:
    undated = Account(
        id="d1", source="daily", record="r4", type=ATTACK, where=BAMAKO, parties=(JNIM,), main=True,
        tolls=(Toll(outcome="killed", low=77, best=77, hedge="at_least"),),
    )  # fmt: skip
    soon = Report(id="r4", text="x", sha256="0", published=date(2024, 9, 20))
    late = Report(id="r4", text="x", sha256="0", published=date(2025, 3, 1))
    assert ("a1", "d1") in events(*MAGAZINE, undated, reports=[soon])
    assert ("d1",) in events(*MAGAZINE, undated, reports=[late])


def test_the_order_of_accounts_changes_nothing() -> None:
    accounts = [*MAGAZINE, WIRE, RADISSON]
    shuffled = list(accounts)
    Random(7).shuffle(shuffled)  # noqa: S311
    assert reconcile(accounts) == reconcile(shuffled)


def test_an_event_keeps_its_id_when_an_account_joins_it() -> None:
    first = reconcile(MAGAZINE)
    again = reconcile([*MAGAZINE, WIRE], previous=first.events)
    assert {e.id for e in first.events} == {e.id for e in again.events}
    assert again.redirects == ()


def test_the_id_of_an_event_that_was_merged_leads_to_the_one_that_holds_its_accounts() -> None:
    apart = (*reconcile(MAGAZINE).events, *reconcile([WIRE]).events)
    made = reconcile([*MAGAZINE, WIRE], previous=apart)
    (redirect,) = made.redirects
    assert redirect.new[0] in {event.id for event in made.events}
