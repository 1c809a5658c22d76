"""Does a long news article with five events and six statements come out as a person reads it?"""

from datetime import date
from pathlib import Path

import pytest

from khaldun.coding.coded import Coded
from khaldun.coding.coder import code
from khaldun.identify import gazetteer, registry
from khaldun.model import Account, Report, Span, Statement

ARTICLE = Path(__file__).parents[3] / "shared" / "data" / "articles" / "bamako-2024.txt"
VIOLENT = ("battles", "explosions", "violence_against_civilians")

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="the article of ../shared/data is not here")


def report(published: date | None) -> Report:
    text = ARTICLE.read_text(encoding="utf-8")
    return Report(id="r", text=text, sha256="0" * 64, published=published, language="en")


@pytest.fixture(scope="module")
def coded() -> Coded:
    return code(report(date(2024, 10, 12)), gazetteer=gazetteer(), registry=registry())


@pytest.fixture(scope="module")
def undated() -> Coded:
    return code(report(None), gazetteer=gazetteer(), registry=registry())


def at(coded: Coded, name: str, *, year: int) -> Account:
    """The one account at a place in a year."""
    found = [
        a for a in coded.accounts if a.where and a.where.name == name and a.when.start and a.when.start.year == year
    ]
    assert len(found) == 1, [(a.type, a.when.told, a.where and a.where.told) for a in coded.accounts]
    return found[0]


def actors(account: Account, role: str) -> set[str | None]:
    return {party.actor for party in account.parties if party.role == role}


def told(statements: tuple[Statement, ...], kind: str) -> list[Statement]:
    return [statement for statement in statements if statement.kind == kind]


def test_the_attack_on_the_capital_is_what_it_is_about(coded: Coded) -> None:
    account = at(coded, "Bamako", year=2024)
    assert account.main
    assert (account.when.start, account.when.end, account.when.precision) == (
        date(2024, 9, 17),
        date(2024, 9, 17),
        "day",
    )
    assert account.where is not None
    assert account.where.country == "ML"
    assert any("training school" in site for site in account.where.sites)
    assert any("airport" in site for site in account.where.sites)
    assert actors(account, "perpetrator") == {"jnim"}
    assert ("jnim", "claimed") in {(answer.actor, answer.stance) for answer in account.responsibility}


def test_the_tolls_of_the_capital_are_kept_apart(coded: Coded) -> None:
    killed = {(t.who, t.low, t.high, t.said_by, t.includes) for t in at(coded, "Bamako", year=2024).tolls}
    assert ("all", 77, None, None, ()) in killed
    assert ("all", 90, 90, "ACLED", ("attackers",)) in killed
    assert ("attackers", 13, 13) in {(who, low, high) for who, low, high, _, _ in killed}


def test_the_ambush_in_the_desert_is_found_however_it_is_spelt(coded: Coded) -> None:
    account = next(a for a in coded.accounts if a.where and a.where.told == "Tinzaouaten")
    assert account.when.start is not None
    assert account.when.end is not None
    assert date(2024, 7, 20) <= account.when.start <= account.when.end <= date(2024, 7, 31)
    assert "jnim" in actors(account, "perpetrator")
    assert {"wagner", "mali-armed-forces"} <= actors(account, "target")
    assert [(t.outcome, t.high, t.best) for t in account.tolls] == [("killed", None, None)]


def test_predecessors_are_not_the_group_itself(coded: Coded) -> None:
    account = at(coded, "Bamako", year=2015)
    assert account.when.precision == "year"
    assert "jnim" not in actors(account, "perpetrator")
    assert {(t.outcome, t.low) for t in account.tolls} >= {("abducted", 170), ("killed", 20)}


def test_the_retaking_of_a_town_has_its_hidden_agent(coded: Coded) -> None:
    account = at(coded, "Kidal", year=2023)
    assert account.type == "battles.government_regains_territory"
    assert actors(account, "perpetrator") == {"mali-armed-forces"}
    assert actors(account, "supporter") == {"wagner"}
    assert account.tolls == ()


def test_the_coup_is_a_national_event_of_a_year(coded: Coded) -> None:
    coups = [account for account in coded.accounts if account.type == "strategic.coup"]
    assert [(c.when.start, c.when.precision, c.where and c.where.country) for c in coups] == [
        (date(2020, 1, 1), "year", "ML")
    ]


def test_nothing_else_is_violence(coded: Coded) -> None:
    violent = [account for account in coded.accounts if account.family in VIOLENT]
    assert len(violent) == 4, [(a.type, a.evidence) for a in violent]


def test_totals_and_what_they_are_compared_with_are_statements(coded: Coded) -> None:
    totals = {(s.measure, s.low, s.high, s.hedge) for s in coded.statements if s.low is not None}
    assert ("killed", 924, 924, "exact") in totals
    assert ("killed", 0, 99, "fewer_than") in totals
    assert ("incidents", 24) in {(s.measure, s.low) for s in coded.statements}
    deaths = next(s for s in coded.statements if s.low == 924)
    assert deaths.said_by == "ACLED"
    assert deaths.who == ("civilians",)
    assert set(deaths.perpetrators) == {"mali-armed-forces", "wagner"}
    assert deaths.period is not None
    assert (deaths.period.start, deaths.period.end) == (date(2023, 1, 1), date(2023, 12, 31))
    incidents = next(s for s in coded.statements if s.measure == "incidents" and s.near)
    assert incidents.near is not None
    assert incidents.near.distance_km == pytest.approx(48.28)
    assert set(incidents.near.countries) >= {"CI", "GN", "SN", "MR"}


def test_records_and_claims_are_statements(coded: Coded) -> None:
    (first,) = told(coded.statements, "first_since")
    assert first.period is not None
    assert first.period.start is not None
    assert first.period.start.year == 2016
    assert told(coded.statements, "record")
    assert "jnim" in {name for s in told(coded.statements, "responsibility") for name in s.perpetrators}


def test_numbers_of_troops_are_no_tolls(coded: Coded) -> None:
    assert not {1000, 2000} & {toll.low for account in coded.accounts for toll in account.tolls}


def test_without_a_publication_date_no_year_is_invented(undated: Coded) -> None:
    dated = {(a.when.start.year, a.when.precision) for a in undated.accounts if a.when.start}
    assert dated <= {(2015, "year"), (2020, "year")}
    attack = next(account for account in undated.accounts if 77 in {toll.low for toll in account.tolls})
    assert attack.when.precision == "unknown"
    assert 170 not in {toll.low for toll in attack.tolls}
    assert any("publication date" in issue.what for issue in undated.issues)


def test_every_value_quotes_the_text(coded: Coded) -> None:
    text = ARTICLE.read_text(encoding="utf-8")
    evidence: list[object] = [e for a in coded.accounts for e in a.evidence]
    for account in coded.accounts:
        evidence += [e for part in account.parties for e in part.evidence]
        evidence += [e for toll in account.tolls for e in toll.evidence]
        evidence += [e for answer in account.responsibility for e in answer.evidence]
    evidence += [e for a in coded.accounts for e in a.when.evidence]
    evidence += [e for a in coded.accounts if a.where for e in a.where.evidence]
    evidence += [e for s in coded.statements for e in s.evidence]
    spans = [e for e in evidence if isinstance(e, Span)]
    assert len(spans) > 30
    assert [span for span in spans if text[span.start : span.end] != span.quote] == []
