"""Do answer keys in the form of MUC-4 become the accounts that docs/annotation.md promises?"""

from datetime import date

import pytest

from corpora.gold import Annotated, GoldAccount
from corpora.muc4 import counted, dated
from corpora.muc4_keys import accounts, blocks
from khaldun.model import Account, Party, Report, When, Where

SLOTS = """\
0.  MESSAGE: ID                     DEV-MUC3-9999 (TEST)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  03 FEB 89
3.  INCIDENT: LOCATION              PERU: AYACUCHO (DEPARTMENT): HUANTA (TOWN)
4.  INCIDENT: TYPE                  ATTACK
5.  INCIDENT: STAGE OF EXECUTION    ACCOMPLISHED
6.  INCIDENT: INSTRUMENT ID         "RIFLES"
7.  INCIDENT: INSTRUMENT TYPE       RIFLE: "RIFLES"
8.  PERP: INCIDENT CATEGORY         TERRORIST ACT
9.  PERP: INDIVIDUAL ID             "REBELS"
10. PERP: ORGANIZATION ID           "RED FRONT" / "RF"
                                    ? "BLUE FRONT"
11. PERP: ORGANIZATION CONFIDENCE   SUSPECTED OR ACCUSED BY AUTHORITIES: "RED FRONT" / "RF"
12. PHYS TGT: ID                    -
13. PHYS TGT: TYPE                  -
14. PHYS TGT: NUMBER                -
15. PHYS TGT: FOREIGN NATION        -
16. PHYS TGT: EFFECT OF INCIDENT    -
17. PHYS TGT: TOTAL NUMBER          -
18. HUM TGT: NAME                   -
19. HUM TGT: DESCRIPTION            "PEASANTS"
                                    "POLICEMEN"
                                    "CHILDREN"
20. HUM TGT: TYPE                   CIVILIAN: "PEASANTS"
                                    LAW ENFORCEMENT: "POLICEMEN"
                                    CIVILIAN: "CHILDREN"
21. HUM TGT: NUMBER                 12: "PEASANTS"
                                    3: "POLICEMEN"
                                    PLURAL: "CHILDREN"
22. HUM TGT: FOREIGN NATION         -
23. HUM TGT: EFFECT OF INCIDENT     DEATH: "PEASANTS"
                                    DEATH: "POLICEMEN"
                                    INJURY: "CHILDREN"
24. HUM TGT: TOTAL NUMBER           -
"""


def coded(slots: str) -> tuple[GoldAccount, ...]:
    return accounts(blocks(slots))


def only(slots: str) -> GoldAccount:
    (account,) = coded(slots)
    return account


def test_an_attack_on_civilians_and_police_may_be_an_attack_or_a_clash() -> None:
    account = only(SLOTS)
    assert account.types == ("violence_against_civilians.attack", "battles.armed_clash")
    assert account.targets == ("civilians", "state_forces")


def test_each_group_of_people_has_its_figure_and_their_sum_may_be_told() -> None:
    tolls = [(toll.outcome, toll.low, toll.high, toll.optional) for toll in only(SLOTS).tolls]
    assert tolls == [
        ("killed", 12, 12, False),
        ("killed", 3, 3, False),
        ("killed", 15, 15, True),
        ("injured", 1, None, True),
    ]


def test_an_organisation_is_a_perpetrator_and_a_doubtful_one_need_not_be_found() -> None:
    account = only(SLOTS)
    assert account.perpetrators == (("RED FRONT", "RF", "REBELS"),)
    assert ("BLUE FRONT",) in account.also_perpetrators
    assert [each.stance for each in account.responsibility] == ["accused"]


def test_the_place_is_the_town_and_the_country_its_code() -> None:
    account = only(SLOTS)
    assert account.countries == ("PE",)
    assert [place.name for place in account.places] == ["HUANTA"]
    assert account.places[0].latitude == pytest.approx(-12.93, abs=0.1)


def test_on_or_before_a_day_is_a_month_without_an_exact_date() -> None:
    when = only(SLOTS.replace("03 FEB 89", "- 03 FEB 89")).when
    assert (when.start, when.end, when.basis) == (date(1989, 1, 3), date(1989, 2, 3), "none")


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert only(SLOTS.replace("03 FEB 89", "31 FEB 89")).when.start is None


@pytest.mark.parametrize(
    ("before", "after"),
    [("ACCOMPLISHED", "ATTEMPTED"), ("TEMPLATE               1", "TEMPLATE               1 (OPTIONAL)")],
)
def test_attempts_and_optional_templates_are_optional(before: str, after: str) -> None:
    assert only(SLOTS.replace(before, after)).optional


def test_a_threat_is_no_event() -> None:
    assert coded(SLOTS.replace("ACCOMPLISHED", "THREATENED")) == ()


def test_a_bombing_is_any_explosion() -> None:
    assert only(SLOTS.replace("ATTACK", "BOMBING")).families == {"explosions"}


def test_the_people_of_a_kidnapping_are_abducted() -> None:
    kidnapping = SLOTS.replace("ATTACK", "KIDNAPPING").replace("DEATH: ", "-: ").replace("INJURY: ", "-: ")
    kidnapping = kidnapping.replace('-: "PEASANTS"', "-").replace('-: "POLICEMEN"', "-").replace('-: "CHILDREN"', "-")
    assert {toll.outcome for toll in only(kidnapping).tolls} == {"abducted"}


def test_the_dateline_gives_the_day_of_publication() -> None:
    assert dated("   LIMA, 3 FEB 89 (EFE) -- [TEXT] REBELS ...") == date(1989, 2, 3)
    assert dated("   LIMA, NO DATE (EFE) -- [TEXT] REBELS ...") is None


def account(**fields: object) -> Account:
    told: dict[str, object] = {"id": "a", "source": "s", "record": "r", "type": "battles.armed_clash"}
    return Account(**(told | fields))  # type: ignore[arg-type]


def asked(found: Account) -> bool:
    report = Report(id="r", text="Words.", sha256="", published=date(1989, 2, 4))
    text = Annotated(report=report, kind="muc4", split="dev")
    return counted(text, found, lambda party: party.told)


def test_the_filter_leaves_out_fights_between_soldiers_and_rebels() -> None:
    fight = (Party(role="perpetrator", told="state_forces"), Party(role="opponent", told="non_state_forces"))
    raid = (Party(role="perpetrator", told="non_state_forces"), Party(role="target", told="civilians"))
    assert (asked(account(parties=fight)), asked(account(parties=raid))) == (False, True)


def test_the_filter_leaves_out_old_events_other_countries_and_protests() -> None:
    attack = "violence_against_civilians.attack"
    old = When(start=date(1988, 11, 1), end=date(1988, 11, 1), precision="day", basis="explicit")
    abroad = Where(told="Madrid", country="ES", precision="settlement")
    assert asked(account(type=attack))
    assert not asked(account(type=attack, when=old))
    assert not asked(account(type=attack, where=abroad))
    assert not asked(account(type="protests.peaceful_protest"))
