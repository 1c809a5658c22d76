"""Does a noun survive the way to JSON and back?"""

from datetime import date

import pytest

from khaldun.model import (
    Account,
    Cell,
    Event,
    Figure,
    Judgement,
    KhaldunError,
    Near,
    Party,
    Period,
    Responsibility,
    Rule,
    Statement,
    Toll,
    When,
    Where,
    span_of,
)
from khaldun.store.nouns import from_json, to_json, to_plain

TEXT = "At least 77 people were killed in Bamako."
SPAN = span_of(TEXT, 0, 11)
DAY = When(start=date(2024, 9, 17), end=date(2024, 9, 17), precision="day", basis="explicit", evidence=(SPAN,))
PLACE = Where(told="Bamako", name="Bamako", id="geonames:2460596", country="ML", latitude=12.65, longitude=-8.0)
ACCOUNT = Account(
    id="a-1",
    source="wire",
    record="r-1",
    type="battles.armed_clash",
    when=DAY,
    where=PLACE,
    parties=(Party(role="perpetrator", told="militants", actor="jnim", evidence=(SPAN,)),),
    tolls=(Toll(outcome="killed", low=77, best=77, hedge="at_least", as_of=date(2024, 9, 20), evidence=(SPAN,)),),
    responsibility=(Responsibility(told="JNIM", stance="claimed", actor="jnim"),),
    evidence=(SPAN, Cell(record="1", column="best", value="77"), Rule(rule="sum", because="both halves are told")),
    main=True,
    score=0.9,
    coder="rules 1",
)
FIGURE = Figure(
    outcome="killed", who="all", low=77, best=90, high=None, rule="union", because=("so",), accounts=("a-1",)
)
NOUNS = [
    ACCOUNT,
    Statement(
        id="s-1",
        kind="comparison",
        low=924,
        high=924,
        period=Period(start=date(2023, 1, 1), end=None),
        near=Near(distance_km=48.28, of=("Guinea",)),
        evidence=(SPAN,),
    ),
    Judgement(id="j-1", left="a-1", right="a-2", relation="same", by="rules 1", because=("same day", "same town")),
    Event(id="e-1", type="battles.armed_clash", accounts=("a-1",), when=DAY, where=None, figures=(FIGURE,)),
]


@pytest.mark.parametrize("noun", NOUNS, ids=lambda noun: type(noun).__name__)
def test_a_noun_comes_back_from_json_as_it_was(noun: object) -> None:
    assert from_json(to_json(noun), type(noun)) == noun


def test_fields_keep_the_order_in_which_the_noun_declares_them() -> None:
    assert list(to_plain(SPAN)) == ["start", "end", "quote"]
    assert list(to_plain(ACCOUNT)) == list(Account.__dataclass_fields__)


def test_days_are_iso_text_and_what_is_not_told_is_null() -> None:
    plain = to_plain(ACCOUNT)
    assert plain["when"]["start"] == "2024-09-17"
    assert plain["tolls"][0]["high"] is None


def test_a_noun_that_contradicts_itself_does_not_come_back() -> None:
    line = to_json(FIGURE).replace('"best":90', '"best":7')
    with pytest.raises(KhaldunError, match="low <= best <= high"):
        from_json(line, Figure)
