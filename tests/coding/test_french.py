"""Is French read as a person reads it? The docstring of a test is the report, the accounts expected stand below it."""

from datetime import date

import pytest

from khaldun.coding.coded import Coded
from khaldun.coding.coder import code
from khaldun.identify import gazetteer, registry
from khaldun.model import Account, Report, Span, Toll

Row = tuple[str, str, int, int | None, int | None]


@pytest.fixture
def coded(request: pytest.FixtureRequest) -> Coded:
    paragraphs = (request.function.__doc__ or "").strip().split("\n\n")
    text = "\n".join(" ".join(line.strip() for line in paragraph.splitlines()) for paragraph in paragraphs)
    report = Report(id="r", text=text, sha256="0" * 64, published=date(2024, 10, 12), language="fr")
    found = code(report, gazetteer=gazetteer(), registry=registry())
    assert all(report.holds(span) for a in found.accounts for span in a.evidence if isinstance(span, Span))
    return found


def one(coded: Coded) -> Account:
    (account,) = coded.accounts
    return account


def tolls(account: Account) -> list[Row]:
    return [row(toll) for toll in account.tolls]


def row(toll: Toll) -> Row:
    return toll.outcome, toll.who, toll.low, toll.best, toll.high


def actors(account: Account, role: str) -> set[str | None]:
    return {party.actor for party in account.parties if party.role == role}


def days(account: Account) -> tuple[str, str]:
    return str(account.when.start), str(account.when.end)


def place(account: Account) -> str | None:
    return (account.where.name or account.where.told) if account.where else None


def test_an_ambush_has_both_sides_its_day_and_each_toll(coded: Coded) -> None:
    """Burkina Faso : quinze soldats tués dans une embuscade dans l'Est

    OUAGADOUGOU - Quinze soldats burkinabè ont été tués et neuf autres blessés mercredi dans une embuscade tendue par
    des jihadistes présumés près de Gayéri, dans l'est du Burkina Faso, a-t-on appris jeudi de sources sécuritaires.

    « Une patrouille de l'armée est tombée dans une embuscade mercredi matin », a indiqué une source sécuritaire,
    précisant qu'une vingtaine d'assaillants avaient été abattus. L'attaque n'a pas été revendiquée.
    """
    account = one(coded)
    assert account.type == "battles.armed_clash"
    assert (days(account), place(account)) == (("2024-10-09", "2024-10-09"), "Gayéri")
    assert actors(account, "perpetrator") == {"jihadists"}
    assert actors(account, "victim") == {"burkina-faso-armed-forces"}
    assert ("killed", "state_forces", 15, 15, 15) in tolls(account)
    assert ("killed", "attackers", 15, 20, 25) in tolls(account)
    assert [(t.low, t.high) for t in account.tolls if t.outcome == "injured"] == [(9, 9)]
    assert [(each.stance, each.actor) for each in account.responsibility] == [("accused", "jihadists")]  # "présumés"


def test_the_day_of_a_claim_is_not_that_of_the_event(coded: Coded) -> None:
    """Le Groupe de soutien à l'islam et aux musulmans (JNIM) a revendiqué vendredi l'enlèvement de trois enseignants,
    survenu le 2 octobre à Bandiagara, dans le centre du Mali.
    """
    account = one(coded)
    assert account.type == "violence_against_civilians.abduction"
    assert (days(account), place(account)) == (("2024-10-02", "2024-10-02"), "Bandiagara")
    assert [(r.stance, r.actor) for r in account.responsibility] == [("claimed", "jnim")]
    assert tolls(account) == [("abducted", "civilians", 3, 3, 3)]


def test_an_air_strike_of_the_army_is_one(coded: Coded) -> None:
    """Niger : une frappe aérienne de l'armée fait 14 morts civils

    Une frappe aérienne de l'armée nigérienne a fait au moins 14 morts, tous des civils, et une dizaine de blessés
    dimanche à Tillabéri, selon des habitants.
    """
    account = one(coded)
    assert account.type == "explosions.air_or_drone_strike"
    assert actors(account, "perpetrator") == {"niger-armed-forces"}
    assert {("killed", "civilians", 14, 14, 14), ("injured", "all", 8, 10, 12)} <= set(tolls(account))


def test_those_who_are_dead_are_counted_like_those_who_were_killed(coded: Coded) -> None:
    """Neuf civils sont morts et douze ont été blessés mardi lorsque leur véhicule a sauté sur une mine à Gossi, dans
    le nord du Mali, a annoncé l'armée.
    """
    account = one(coded)
    assert account.type == "explosions.remote_explosive_landmine_or_ied"
    assert (days(account), place(account)) == (("2024-10-08", "2024-10-08"), "Gossi")
    assert [(t.outcome, t.best) for t in account.tolls] == [("killed", 9), ("injured", 12)]


def test_a_town_taken_back_names_both_sides(coded: Coded) -> None:
    """L'armée malienne et ses alliés russes du groupe Wagner ont repris samedi la ville de Léré aux jihadistes, a
    déclaré l'état-major.
    """
    account = one(coded)
    assert account.type == "battles.government_regains_territory"
    assert (days(account), place(account)) == (("2024-10-12", "2024-10-12"), "Léré")
    assert actors(account, "perpetrator") == {"mali-armed-forces", "wagner"}
    assert actors(account, "opponent") == {"jihadists"}


def test_a_suicide_bomb_and_who_is_accused(coded: Coded) -> None:
    """Nigeria : un kamikaze se fait exploser dans un marché

    Un kamikaze s'est fait exploser vendredi dans un marché de Maiduguri, dans le nord-est du Nigeria, tuant onze
    personnes et en blessant une trentaine, a annoncé la police, qui accuse Boko Haram.
    """
    account = one(coded)
    assert account.type == "explosions.suicide_bomb"
    assert [(r.stance, r.actor) for r in account.responsibility] == [("accused", "boko-haram")]
    assert tolls(account) == [("killed", "all", 11, 11, 11), ("injured", "all", 25, 30, 35)]


def test_a_protest_that_the_police_breaks_up(coded: Coded) -> None:
    """Plusieurs centaines de personnes ont manifesté lundi à N'Djamena contre la vie chère. La police a dispersé le
    rassemblement à coups de gaz lacrymogène.
    """
    account = one(coded)
    assert account.type == "protests.protest_with_intervention"
    assert (days(account), place(account)) == (("2024-10-07", "2024-10-07"), "N'Djamena")


def test_blame_in_a_participle_is_an_accusation(coded: Coded) -> None:
    """Huit villageois ont été tués dimanche dans une attaque attribuée aux Forces démocratiques alliées (ADF) à Beni,
    dans l'est de la République démocratique du Congo.
    """
    account = one(coded)
    assert [(r.stance, r.actor) for r in account.responsibility] == [("accused", "adf")]
    assert actors(account, "perpetrator") == {"adf"}
    assert tolls(account) == [("killed", "civilians", 8, 8, 8)]


def test_a_coup_is_a_coup(coded: Coded) -> None:
    """Gabon : des militaires prennent le pouvoir

    Mercredi, des officiers ont pris le pouvoir au Gabon et renversé le président. Aucun mort n'a été signalé.
    """
    account = one(coded)
    assert account.type == "strategic.coup"
    assert (days(account), account.tolls) == (("2024-10-09", "2024-10-09"), ())


def test_what_armies_deny_and_who_denies_it(coded: Coded) -> None:
    """Au moins douze civils ont été tués samedi par des soldats maliens à Diafarabé, selon des habitants. L'armée
    malienne a démenti toute implication dans le massacre.
    """
    account = one(coded)
    assert ("denied", "mali-armed-forces") in [(r.stance, r.actor) for r in account.responsibility]
    assert tolls(account)[:1] == [("killed", "civilians", 12, 12, None)]


def test_a_year_in_figures_is_no_event(coded: Coded) -> None:
    """Selon l'ONG Acled, 3 200 civils ont été tués dans le Sahel central en 2023, contre 2 100 l'année précédente.
    Les attaques des groupes jihadistes se multiplient et pourraient s'étendre aux pays côtiers.
    """
    assert coded.accounts == ()
    assert {(s.low, s.high) for s in coded.statements} == {(3200, 3200), (2100, 2100)}


def test_what_is_feared_denied_or_planned_is_no_event(coded: Coded) -> None:
    """L'ONU craint de nouveaux massacres au Mali. Des terroristes pourraient attaquer Bamako mardi. L'armée a déjoué
    un projet d'attentat contre la caserne de Kati. Les rebelles menacent d'attaquer Gao. Si les jihadistes
    attaquaient Mopti, les habitants fuiraient.
    """
    assert coded.accounts == ()


def test_football_is_no_violence(coded: Coded) -> None:
    """Football : les Aigles frappent fort

    L'attaquant a ouvert le score d'une frappe puissante à la 12e minute. Le gardien adverse a été battu sur un tir
    cadré en seconde période. Les Étalons, éliminés, n'ont jamais trouvé la faille.
    """
    assert coded.accounts == ()


def test_an_accident_is_no_violence(coded: Coded) -> None:
    """Deux personnes sont mortes et huit autres ont été blessées mardi dans la collision d'un camion et d'un minibus
    près de Ségou, a indiqué la gendarmerie.
    """
    assert coded.accounts == ()
