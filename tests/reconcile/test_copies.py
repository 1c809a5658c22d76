"""Are wire copies found and counted as one voice, and later editions told from them?"""

from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256

from khaldun.model import Account, Report, Toll, When, Where, span_of
from khaldun.reconcile import reconcile
from khaldun.reconcile.copies import copies

TEXT = (
    "Gunmen on motorcycles attacked the town of Bourem in northern Mali at dawn on Tuesday and killed nine people, the "
    "mayor said by telephone. The attackers burned two shops and a school before they left towards the river. Nobody "
    "has claimed the attack. It is the third on the town this year, and the army has sent reinforcements from Gao."
)
DAY = date(2024, 9, 17)


def report(name: str, source: str, text: str, *, after: int = 1) -> Report:
    hashed = sha256(text.encode()).hexdigest()
    return Report(id=name, source=source, text=text, sha256=hashed, published=DAY + timedelta(days=after))


def account(told: Report, dead: int) -> Account:
    start = told.text.index("attacked")
    return Account(
        id=f"{told.id}-a1", source=told.source, record=told.id, type="violence_against_civilians.attack", main=True,
        when=When(start=DAY, end=DAY, precision="day", basis="explicit"),
        where=Where(told="Bourem", name="Bourem", latitude=16.95, longitude=-0.35, precision="settlement"),
        tolls=(Toll(outcome="killed", low=dead, best=dead, high=dead),),
        evidence=(span_of(told.text, start, start + len("attacked")),),
    )  # fmt: skip


WIRE = report("wire", "Agency", TEXT)
PRINTED = report("printed", "Gazette", f"BAMAKO (Agency) - {TEXT}", after=2)
UPDATED = report("updated", "Agency", TEXT.replace("nine", "twelve"), after=2)
OTHER = report(
    "other", "Radio", "Bourem was attacked by armed men on Tuesday, and nine people died there, a nurse said."
)


def figure(*told: tuple[Report, int]) -> tuple[int, int | None, int | None, tuple[str, ...]]:
    accounts = [account(each, dead) for each, dead in told]
    (event,) = reconcile(accounts, reports=[each for each, _ in told]).events
    (found,) = [one for one in event.figures if (one.outcome, one.who) == ("killed", "all")]
    return found.low, found.best, found.high, found.flags


def test_a_text_printed_again_is_a_copy_of_the_earliest_and_another_text_is_not() -> None:
    (found,) = copies([OTHER, PRINTED, WIRE])
    assert (found.report, found.origin, found.relation) == (PRINTED, WIRE, "copy_of")


def test_a_later_edition_by_the_same_publisher_revises() -> None:
    (found,) = copies([UPDATED, WIRE])
    assert (found.report, found.origin, found.relation) == (UPDATED, WIRE, "revision_of")


def test_a_wire_copy_is_no_second_voice() -> None:
    assert figure((WIRE, 9), (PRINTED, 9)) == figure((WIRE, 9))
    assert "single_voice" not in figure((WIRE, 9), (OTHER, 9))[3]


def test_a_later_edition_replaces_the_figure_and_its_copy_does_not_bring_the_old_one_back() -> None:
    late = replace(PRINTED, published=DAY + timedelta(days=3))
    assert figure((WIRE, 9), (UPDATED, 12))[:3] == (12, 12, 12)
    assert figure((WIRE, 9), (UPDATED, 12), (late, 9))[:3] == (12, 12, 12)


def test_the_relation_is_judged_between_the_accounts_of_one_event() -> None:
    made = reconcile([account(WIRE, 9), account(PRINTED, 9)], reports=[PRINTED, WIRE])
    told = {(one.left, one.right, one.relation) for one in made.judgements}
    assert ("printed-a1", "wire-a1", "copy_of") in told


def test_short_texts_are_never_copies() -> None:
    assert (
        copies([report("a", "x", "Nine people died in Bourem."), report("b", "y", "Nine people died in Bourem.")]) == []
    )
