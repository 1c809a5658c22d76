"""Is the actor found that a name or a role means, with a reason and with its doubts?"""

from datetime import date

import pytest

from khaldun.identify import registry
from khaldun.model import KhaldunError, Registry


def test_the_registry_keeps_its_promise() -> None:
    promised: Registry = registry()
    assert promised.actor("jnim").start == 2017


@pytest.mark.parametrize(
    ("told", "countries", "language", "expected"),
    [
        ("JNIM", ["ML"], "en", "jnim"),
        ("GSIM", ["BF"], "fr", "jnim"),
        ("Jama’a Nusrat ul-Islam wa al-Muslimin", [], "en", "jnim"),
        ("EIGS", ["NE"], "fr", "is-sahel"),
        ("Malian troops", [], "en", "mali-armed-forces"),
        ("Mali’s army", ["BF"], "en", "mali-armed-forces"),
        ("FAMa", [], "fr", "mali-armed-forces"),
        ("the army", ["ML", "RU"], "en", "mali-armed-forces"),
        ("l’armée malienne", [], "fr", "mali-armed-forces"),
        ("Burkinabe soldiers", ["ML"], "en", "burkina-faso-armed-forces"),
        ("soldats nigériens", ["BF"], "fr", "niger-armed-forces"),
        ("young gendarme recruits", ["ML"], "en", "mali-gendarmerie"),
        ("FDS", ["BF"], "fr", "burkina-faso-security-forces"),
        ("the junta", ["ML"], "en", "mali-government"),
        ("la junte", ["NE"], "fr", "niger-government"),
        ("police", ["SV"], "en", "el-salvador-police"),
        ("Malian soldiers backed by Wagner", ["ML"], "en", "mali-armed-forces"),
        ("Wagner troops", ["ML"], "en", "wagner"),
        ("Russian mercenaries", ["ML"], "en", "wagner"),
        ("mercenaires russes", ["BF"], "fr", "africa-corps"),
        ("rebelles touareg", ["ML"], "fr", "tuareg-rebels"),
        ("hommes armés non identifiés", ["ML"], "fr", "unidentified-armed-men"),
        ("dozens of gunmen on motorbikes", ["NG"], "en", "unidentified-armed-men"),
        ("groupes armés terroristes", ["BF"], "fr", "jihadists"),
        ("UPC", ["CF"], "fr", "upc-car"),
        ("XXX432", [], "en", "unidentified-armed-men"),
        ("the fmln", ["SV"], "en", "fmln"),
        ("salvadoran army", ["HN"], "en", "el-salvador-armed-forces"),
        ("Dozos (Burkina Faso)", [], "en", "dozo-burkina"),
    ],
)
def test_a_name_or_a_role_means_an_actor(told: str, countries: list[str], language: str, expected: str) -> None:
    match = registry().resolve(told, countries=countries, language=language)
    assert match.actor is not None
    assert match.actor.id == expected
    assert match.why


@pytest.mark.parametrize(
    ("told", "countries"),
    [
        ("the army", []),
        ("Western troops", ["ML"]),
        ("Amhara forces", ["ET"]),
        ("militants", ["ML"]),
        ("the group", ["ML"]),
        ("supporters of UNITA", ["AO"]),
        ("some of JNIM’s predecessor groups", ["ML"]),
    ],
)
def test_whom_the_registry_cannot_know_stays_as_told_with_the_reason(told: str, countries: list[str]) -> None:
    match = registry().resolve(told, countries=countries)
    assert match.actor is None
    assert match.why


def test_a_name_outside_its_years_is_doubted() -> None:
    match = registry().resolve("JNIM", on=date(2015, 11, 20), countries=["ML"])
    assert match.actor is not None
    assert (match.actor.id, match.doubt) == (
        "jnim",
        "Jama'at Nusrat al-Islam wal-Muslimin existed from 2017, not in 2015",
    )


def test_mercenaries_far_from_where_they_are_known_are_doubted() -> None:
    assert registry().resolve("Russian mercenaries", countries=["ML"]).doubt is None
    assert registry().resolve("Russian mercenaries", countries=["PE"]).doubt is not None


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ("Government of Mali", "mali-government"),
        ("Government of Yemen (North Yemen)", "yemen-government"),
        ("Civilians", "civilians"),
        ("IS", "islamic-state"),
        ("Jama'atu Ahlis Sunna Lidda'awati wal-Jihad", "boko-haram"),
        ("Dozos (Mali)", "dozo-mali"),
    ],
)
def test_the_names_that_ucdp_uses_are_known(told: str, expected: str) -> None:
    match = registry().resolve(told)
    assert match.actor is not None
    assert match.actor.id == expected


def test_the_ids_that_ucdp_uses_are_known() -> None:
    found = {number: registry().by_source_id("ucdp", number) for number in ("6716", "72", "1158", "1")}
    assert {number: actor and actor.id for number, actor in found.items()} == {
        "6716": "jnim",
        "72": "mali-government",
        "1158": "cma",
        "1": "civilians",
    }
    assert registry().by_source_id("ucdp", "0") is None


@pytest.mark.parametrize(
    ("told", "language", "expected"),
    [
        ("young gendarme recruits", "en", "state_forces"),
        ("villagers", "en", "civilians"),
        ("civilians killed by soldiers", "en", "civilians"),
        ("all 13 militants", "en", "non_state_forces"),
        ("the 13 attackers", "en", "attackers"),
        ("villageois tués par des soldats", "fr", "civilians"),
        ("soldats maliens", "fr", "state_forces"),
        ("assaillants", "fr", "attackers"),
        ("members of JNIM", "en", "non_state_forces"),
        ("77 people", "en", None),
    ],
)
def test_a_noun_phrase_names_a_group(told: str, language: str, expected: str | None) -> None:
    assert registry().group(told, language=language) == expected


def test_names_of_actors_are_found_as_told() -> None:
    text = "JNIM and Wagner fought; the IDF did not. Its gunmen is no name. Jama’a Nusrat ul-Islam wa al-Muslimin said."
    names = registry().names(text)
    assert [text[name.start : name.end] for name in names] == [name.told for name in names]
    assert [name.ids for name in names] == [("jnim",), ("wagner",), ("israel-armed-forces",), ("jnim",)]


def test_in_capitals_throughout_a_short_word_is_no_name() -> None:
    names = registry().names("THE FMLN IS STRONG AND THE ELN SAID IT IS FACT.")
    assert [name.told for name in names] == ["FMLN", "ELN"]


def test_an_id_that_nobody_has_ends_in_a_sentence() -> None:
    with pytest.raises(KhaldunError, match="no actor 'nobody'"):
        registry().actor("nobody")


def test_a_phrase_that_names_several_actors_is_doubted() -> None:
    match = registry().resolve("CODECO, FPIC")
    assert match.actor is not None
    assert (match.actor.id, match.doubt) == ("codeco", "the words name fpic as well")


def test_a_surname_is_no_company() -> None:
    names = registry().names("Robert Wagner, a doctor, saw suspected Wagner fighters.")
    assert [name.start for name in names] == [39]
