"""Who claims, who is accused, who denies? The docstring of a test is the report; English and French in pairs."""

from datetime import date

import pytest

from khaldun.coding.coded import Coded
from khaldun.coding.coder import code
from khaldun.identify import gazetteer, registry
from khaldun.model import Report


@pytest.fixture
def coded(request: pytest.FixtureRequest) -> Coded:
    told = " ".join((request.function.__doc__ or "").split())
    language = "fr" if request.function.__name__.endswith("_in_french") else "en"
    report = Report(id="r", text=told, sha256="0" * 64, published=date(2024, 10, 12), language=language)
    return code(report, gazetteer=gazetteer(), registry=registry())


def answers(coded: Coded) -> set[tuple[str, str | None]]:
    (account,) = (account for account in coded.accounts if account.main)
    return {(answer.stance, answer.actor) for answer in account.responsibility}


def doers(coded: Coded) -> set[str | None]:
    (account,) = (account for account in coded.accounts if account.main)
    return {party.actor for party in account.parties if party.role == "perpetrator"}


def test_its_fighters_are_those_of_who_speaks(coded: Coded) -> None:
    """Al-Shabaab said on Thursday that its fighters had killed ten soldiers in an attack on a base near Afgoye."""
    assert doers(coded) == {"al-shabaab"}
    assert answers(coded) == {("claimed", "al-shabaab")}


def test_its_fighters_are_those_of_who_speaks_in_french(coded: Coded) -> None:
    """Le Jnim a affirmé jeudi que ses combattants avaient tué dix soldats dans une attaque contre un camp à Djibo."""
    assert doers(coded) == {"jnim"}
    assert answers(coded) == {("claimed", "jnim")}


def test_what_somebody_says_to_have_done_is_a_claim_in_french(coded: Coded) -> None:
    """Boko Haram a reconnu jeudi avoir tué dix soldats dans une embuscade près de Diffa, dans l'est du Niger."""
    assert answers(coded) == {("claimed", "boko-haram")}


def test_an_army_that_tells_of_its_operation_claims_nothing(coded: Coded) -> None:
    """The Malian army said on Thursday that its soldiers had killed ten jihadists near Gao on Wednesday."""
    assert answers(coded) == set()


def test_the_group_is_the_one_named_before(coded: Coded) -> None:
    """Boko Haram fighters killed ten soldiers in Diffa on Thursday. The group claimed responsibility for the attack."""
    assert answers(coded) == {("claimed", "boko-haram")}


def test_the_group_is_the_one_named_before_in_french(coded: Coded) -> None:
    """Des combattants de Boko Haram ont tué dix soldats jeudi à Diffa. Le mouvement a revendiqué l'attaque."""
    assert answers(coded) == {("claimed", "boko-haram")}


def test_what_a_doer_denies_is_held_against_it(coded: Coded) -> None:
    """The RSF shelled a market in Omdurman on Thursday, killing ten civilians. It denied having attacked civilians."""
    assert answers(coded) == {("accused", "rsf-sudan"), ("denied", "rsf-sudan")}


def test_nobody_claims_what_no_group_has_claimed_in_french(coded: Coded) -> None:
    """Des hommes armés ont tué dix civils jeudi à Djibo. Aucun groupe n'a revendiqué l'attaque."""
    assert answers(coded) == set()


def test_a_strike_has_the_nation_that_it_is_told_by(coded: Coded) -> None:
    """Twelve rescuers were killed in an Israeli air strike on Baalbek on Thursday, the governor said."""
    assert doers(coded) == {"israel-armed-forces"}


def test_a_strike_has_the_nation_that_it_is_told_by_in_french(coded: Coded) -> None:
    """Douze secouristes ont été tués jeudi dans une frappe aérienne israélienne à Baalbeck, selon le gouverneur."""
    assert doers(coded) == {"israel-armed-forces"}
