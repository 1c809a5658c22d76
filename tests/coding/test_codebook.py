"""Does every type say what it is, and does every other scheme's word lead somewhere or say why not?"""

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any, get_args

import pytest

from khaldun.coding.codebook import (
    SCHEMES,
    Deaths,
    Fit,
    Scheme,
    crosswalk,
    equivalent,
    families,
    from_acled,
    from_cameo,
    from_ucdp,
    type_of,
    types,
)
from khaldun.model import Account, KhaldunError, Party, Role

CONTRACT = {
    "battles": ["armed_clash", "government_regains_territory", "non_state_actor_overtakes_territory"],
    "explosions": [
        "chemical_weapon",
        "air_or_drone_strike",
        "suicide_bomb",
        "shelling_or_missile_attack",
        "remote_explosive_landmine_or_ied",
        "grenade",
    ],
    "violence_against_civilians": ["sexual_violence", "attack", "abduction"],
    "protests": ["peaceful_protest", "protest_with_intervention", "excessive_force_against_protesters"],
    "riots": ["violent_demonstration", "mob_violence"],
    "strategic": [
        "agreement",
        "arrests",
        "change_to_group",
        "disrupted_weapons_use",
        "base_established",
        "looting_or_property_destruction",
        "non_violent_transfer_of_territory",
        "coup",
        "other",
    ],
}
ACLED = [
    ("Battles", "Armed clash", "battles.armed_clash"),
    ("Battles", "Government regains territory", "battles.government_regains_territory"),
    ("Battles", "Non-state actor overtakes territory", "battles.non_state_actor_overtakes_territory"),
    ("Explosions/Remote violence", "Chemical weapon", "explosions.chemical_weapon"),
    ("Explosions/Remote violence", "Air/drone strike", "explosions.air_or_drone_strike"),
    ("Explosions/Remote violence", "Suicide bomb", "explosions.suicide_bomb"),
    ("Explosions/Remote violence", "Shelling/artillery/missile attack", "explosions.shelling_or_missile_attack"),
    ("Explosions/Remote violence", "Remote explosive/landmine/IED", "explosions.remote_explosive_landmine_or_ied"),
    ("Explosions/Remote violence", "Grenade", "explosions.grenade"),
    ("Violence against civilians", "Sexual violence", "violence_against_civilians.sexual_violence"),
    ("Violence against civilians", "Attack", "violence_against_civilians.attack"),
    ("Violence against civilians", "Abduction/forced disappearance", "violence_against_civilians.abduction"),
    ("Protests", "Peaceful protest", "protests.peaceful_protest"),
    ("Protests", "Protest with intervention", "protests.protest_with_intervention"),
    ("Protests", "Excessive force against protesters", "protests.excessive_force_against_protesters"),
    ("Riots", "Violent demonstration", "riots.violent_demonstration"),
    ("Riots", "Mob violence", "riots.mob_violence"),
    ("Strategic developments", "Agreement", "strategic.agreement"),
    ("Strategic developments", "Arrests", "strategic.arrests"),
    ("Strategic developments", "Change to group/activity", "strategic.change_to_group"),
    ("Strategic developments", "Disrupted weapons use", "strategic.disrupted_weapons_use"),
    ("Strategic developments", "Headquarters or base established", "strategic.base_established"),
    ("Strategic developments", "Looting/property destruction", "strategic.looting_or_property_destruction"),
    ("Strategic developments", "Non-violent transfer of territory", "strategic.non_violent_transfer_of_territory"),
    ("Strategic developments", "Other", "strategic.other"),
]
SHARED_GDELT = Path(__file__).parents[2] / "../shared/data/gdelt/20191024143000.export.CSV"
LETHAL_ROOTS = ("18", "19", "20")


def crosswalk_file(scheme: str) -> dict[str, Any]:
    text = files("khaldun.coding").joinpath(f"data/crosswalks/{scheme}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def test_the_types_are_those_that_users_script_against() -> None:
    promised = [f"{family}.{kind}" for family, kinds in CONTRACT.items() for kind in kinds]
    assert list(types()) == promised
    assert list(families()) == list(CONTRACT)


@pytest.mark.parametrize("code", types())
def test_every_type_is_described_in_both_languages(code: str) -> None:
    found = type_of(code)
    assert found.family == code.partition(".")[0]
    assert set(found.label) == set(found.example) == {"en", "fr"}
    assert all([*found.label.values(), *found.example.values(), found.definition, found.includes, found.excludes])
    assert found.example["en"] != found.example["fr"]


@pytest.mark.parametrize("code", types())
def test_every_type_takes_known_roles_and_says_whether_deaths_are_expected(code: str) -> None:
    found = type_of(code)
    assert found.roles
    assert set(found.roles) <= set(get_args(Role))
    assert found.deaths in get_args(Deaths)


def test_no_two_types_share_a_label_a_definition_or_an_example() -> None:
    for told in (
        [t.label["en"] for t in types().values()],
        [t.label["fr"] for t in types().values()],
        [t.definition for t in types().values()],
        [t.example["en"] for t in types().values()],
        [t.example["fr"] for t in types().values()],
    ):
        assert len(set(told)) == len(types())


def test_an_unknown_type_names_the_nearest_one() -> None:
    with pytest.raises(KhaldunError, match=r"nearest is 'battles\.armed_clash'"):
        type_of("battles.armed_clashes")


def test_an_unknown_scheme_names_those_that_exist() -> None:
    with pytest.raises(KhaldunError, match="acled, ucdp, plover, cameo"):
        equivalent("strategic.coup", "icews")  # type: ignore[arg-type]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("code", types())
def test_every_type_has_an_equivalent_or_says_why_not(code: str, scheme: Scheme) -> None:
    found = equivalent(code, scheme)
    said = [found.code, found.by, found.none]
    assert sum(value is not None for value in said) == 1
    assert found.code is None or found.fit in get_args(Fit)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_crosswalk_speaks_of_no_type_that_does_not_exist(scheme: Scheme) -> None:
    data = crosswalk_file(scheme)
    back = [row["type"] for row in data.get("from", {}).values() if "type" in row]
    assert set(data["to"]) | set(back) == set(types())
    assert data["source"]


@pytest.mark.parametrize(("event_type", "sub_event_type", "code"), ACLED)
def test_every_acled_sub_event_goes_there_and_back(event_type: str, sub_event_type: str, code: str) -> None:
    assert from_acled(event_type, sub_event_type) == code
    assert from_acled(event_type.upper(), f" {sub_event_type.lower()} ") == code
    there = equivalent(code, "acled")
    assert (there.event_type, there.code) == (event_type, sub_event_type)


def test_the_acled_crosswalk_holds_nothing_beside_acleds_own_terms() -> None:
    held = {equivalent(code, "acled").code for code in types()} - {None}
    assert held == {sub_event_type for _, sub_event_type, _ in ACLED}


def test_an_acled_pair_that_does_not_exist_is_no_type() -> None:
    assert from_acled("Battles", "Grenade") is None
    assert from_acled("Battles", "") is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("190", "battles.armed_clash"),
        ("19", "battles.armed_clash"),
        ("193", "battles.armed_clash"),
        ("1951", "explosions.air_or_drone_strike"),
        ("194", "explosions.shelling_or_missile_attack"),
        ("1831", "explosions.suicide_bomb"),
        ("1833", "explosions.remote_explosive_landmine_or_ied"),
        ("1821", "violence_against_civilians.sexual_violence"),
        ("1823", "violence_against_civilians.attack"),
        ("181", "violence_against_civilians.abduction"),
        ("202", "violence_against_civilians.attack"),
        ("2041", "explosions.chemical_weapon"),
        ("14", "protests.peaceful_protest"),
        ("1411", "protests.peaceful_protest"),
        ("1452", "riots.violent_demonstration"),
        ("173", "strategic.arrests"),
        ("1712", "strategic.looting_or_property_destruction"),
        ("057", "strategic.agreement"),
        ("142", None),
        ("1724", None),
        ("2042", None),
        ("010", None),
        ("57", None),
        ("189", None),
        ("", None),
    ],
)
def test_a_cameo_code_leads_to_its_type_or_nowhere(code: str, expected: str | None) -> None:
    assert from_cameo(code) == expected


def test_every_cameo_code_has_a_type_or_a_reason() -> None:
    for row in crosswalk_file("cameo")["from"].values():
        assert ("type" in row) != ("none" in row)


@pytest.mark.parametrize("code", types())
def test_the_way_back_from_cameo_is_settled_for_every_code_that_we_write(code: str) -> None:
    written = equivalent(code, "cameo").code
    held = crosswalk_file("cameo")["from"]
    assert written is None or written in held or written[:3] in held


def test_an_exact_cameo_code_comes_back_as_the_same_type() -> None:
    exact = [code for code in types() if equivalent(code, "cameo").fit == "exact"]
    assert [from_cameo(equivalent(code, "cameo").code or "") for code in exact] == exact
    assert exact


def test_the_codes_of_violence_in_a_real_gdelt_file_are_all_settled() -> None:
    if not SHARED_GDELT.exists():
        pytest.skip("no ../shared/data/gdelt: a user's clone has no shared data")
    lines = SHARED_GDELT.read_text(encoding="utf-8").splitlines()
    codes = {line.split("\t")[26] for line in lines}
    violent = {code for code in codes if code.startswith(LETHAL_ROOTS)}
    held = crosswalk_file("cameo")["from"]
    assert violent
    assert {code for code in violent if code not in held and code[:3] not in held} == set()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (1, "battles.armed_clash"),
        ("2", "battles.armed_clash"),
        (3, "violence_against_civilians.attack"),
        (" 3 ", "violence_against_civilians.attack"),
        (4, None),
        ("", None),
    ],
)
def test_a_ucdp_row_starts_with_a_type(told: int | str, expected: str | None) -> None:
    assert from_ucdp(told) == expected


def test_a_clash_reads_in_four_schemes() -> None:
    jnim = Party(role="perpetrator", told="JNIM", actor="jnim")
    army = Party(role="target", told="the army", actor="mali-armed-forces")
    told = Account(id="a", source="s", record="r", type="battles.armed_clash", parties=(jnim, army))
    assert crosswalk(told) == {"acled": "Armed clash", "ucdp": "state-based", "plover": "ASSAULT", "cameo": "190"}


def test_an_account_of_an_unknown_type_has_no_crosswalk() -> None:
    with pytest.raises(KhaldunError, match="nearest"):
        crosswalk(Account(id="a", source="s", record="r", type="battles.skirmish"))
