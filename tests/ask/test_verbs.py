"""Do the other verbs give the figures that UCDP's own rows hold?"""

from datetime import date
from pathlib import Path
from typing import Any

import ibis
import pyarrow as pa
import pytest

from khaldun.ask import VERBS, Answer, recipe_of
from khaldun.ask.recipe import recipe_from
from khaldun.ask.verbs.compare import compare
from khaldun.ask.verbs.first_since import first_since
from khaldun.ask.verbs.record import record
from khaldun.model import KhaldunError

ROOT = Path(__file__).parents[2]
YEAR = {"from": date(2021, 1, 1), "to": date(2021, 12, 31)}
HALVES = {
    "before": {"from": date(2021, 1, 1), "to": date(2021, 6, 30)},
    "now": {"from": date(2021, 7, 1), "to": date(2021, 12, 31)},
}
Tables = dict[str, ibis.Table]


def answered(verb: str, tables: Tables, **written: Any) -> Answer:  # noqa: ANN401 - a recipe holds any kind of value
    recipe = recipe_from({"name": verb, "version": 1, "asks": verb, "verb": verb, **written})
    return dict(VERBS)[verb](tables, recipe)


def shipped(name: str, tables: Tables) -> Answer:
    recipe = recipe_of((ROOT / "recipes" / f"{name}.toml").read_text(encoding="utf-8"))
    return dict(VERBS)[recipe.verb](tables, recipe)


def test_every_verb_is_one_file_named_in_the_tuple() -> None:
    files = {path.stem for path in (ROOT / "src/khaldun/ask/verbs").glob("*.py")} - {"__init__"}
    assert files == {name for name, _ in VERBS}
    assert all(function.__name__ == name for name, function in VERBS)


def test_a_first_since_over_missing_years_cannot_be_tested_and_still_shows_what_there_is(ucdp: Tables) -> None:
    answer = shipped("bamako-first-since", ucdp)
    assert answer.cannot == (
        "cannot be tested: no rows for ML before 2021-01-01 and after 2021-12-31; "
        "the rows there are already hold up to 1, by definition"
    )
    assert [row["event_id"] for row in answer.table] == ["ucdp-ged:393586"]
    by_attack = {reading.choices["attack"]: reading.events for reading in answer.readings}
    assert by_attack == {"any_event": 1, "named_group": 0}


def test_a_first_since_over_covered_days_has_a_figure(ucdp: Tables) -> None:
    place = {"latitude": 12.65, "longitude": -8.0, "radius_km": 15}
    days = {"from": date(2021, 5, 1), "to": date(2021, 12, 31)}
    recipe = recipe_from(
        {"name": "n", "version": 1, "asks": "a", "verb": "first_since", "over": {"country": "ML", **days, **place}}
    )
    answer = first_since(ucdp, recipe)
    assert answer.figure is not None
    assert answer.figure.best == 0
    assert answer.searched["events"] > 100


def test_no_event_of_2021_is_the_single_deadliest_in_mali(ucdp: Tables) -> None:
    answer = shipped("mali-2021-deadliest", ucdp)
    test = answer.tests[0]
    assert test["leaders"] == {
        "best": ["ucdp-ged:388660", "ucdp-ged:425363"],
        "low": ["ucdp-ged:388660"],
        "high": ["ucdp-ged:418158"],
    }
    assert not test["holds"]


def test_a_record_holds_where_its_low_exceeds_every_others_high(ucdp: Tables) -> None:
    recipe = recipe_from({"name": "n", "version": 1, "asks": "a", "verb": "record", "over": {"country": "CI", **YEAR}})
    assert record(ucdp, recipe).tests[0]["test"] == "one deadliest event"


def test_two_half_years_are_too_short_for_anything_to_be_rare(ucdp: Tables) -> None:
    answer = answered("compare", ucdp, over={"country": "ML"}, **{"with": HALVES})
    assert answer.tests[0]["because"] == "no test: 6 and 6 months are too few for anything to be rare"
    assert sum(row["events"] for row in answer.table) == 225
    assert sum(row["best"] for row in answer.table) == 1312


def test_too_few_events_are_not_tested(ucdp: Tables) -> None:
    answer = answered("compare", ucdp, over={"country": "CI"}, **{"with": HALVES})
    assert answer.tests[0]["p"] is None
    assert answer.tests[0]["because"] == "no test: 8 events in both windows, fewer than 10"


def test_a_comparison_with_a_year_that_is_not_in_store_cannot_be_tested(ucdp: Tables) -> None:
    recipe = recipe_from(
        {
            "name": "n", "version": 1, "asks": "a", "verb": "compare", "over": {"country": "ML"},
            "with": {"before": {"from": date(2020, 1, 1), "to": date(2020, 12, 31)}, "now": YEAR},
        }
    )  # fmt: skip
    assert compare(ucdp, recipe).cannot == "cannot be tested: no rows for ML before 2021-01-01"


def test_jnim_is_not_shown_to_have_moved_south(ucdp: Tables) -> None:
    answer = answered("shift", ucdp, over={"country": "ML"}, select={"actor": "ucdp:6716"}, **{"with": HALVES})
    assert [row["events"] for row in answer.table] == [96, 69]
    test = answer.tests[0]
    assert test["difference"] == pytest.approx(-0.35, abs=0.006)
    assert test["interval"] == pytest.approx([-0.77, 0.06], abs=0.05)
    assert test["places"] == 123
    assert test["holds"] is False


def test_jnims_share_of_one_sided_violence_falls_from_9_in_96_to_5_in_69(ucdp: Tables) -> None:
    answer = answered("mix", ucdp, over={"country": "ML"}, select={"actor": "ucdp:6716"}, **{"with": HALVES})
    row = next(row for row in answer.table if row["class"] == "one-sided")
    assert (row["events_before"], row["events_now"]) == (9, 5)
    assert (row["share_before"], row["share_now"]) == (0.0938, 0.0725)
    assert all(test["p"] > 0.05 for test in answer.tests if test["of"] == "one-sided")


@pytest.mark.parametrize(("country", "deaths"), [("ML", 46), ("BF", 82)])
def test_islamic_state_and_jnim_clash_nine_times(ucdp: Tables, country: str, deaths: int) -> None:
    answer = answered("network", ucdp, over={"country": country, **YEAR})
    tie = next(row for row in answer.table if (row["left"], row["right"]) == ("IS", "JNIM"))
    assert (tie["sign"], tie["events"], tie["best"]) == ("clash", 9, deaths)


def test_a_placeholder_for_unknown_hands_is_no_side_of_a_tie(ucdp: Tables) -> None:
    answer = answered("network", ucdp, over={"country": "ML", **YEAR})
    assert not any("XXX" in row["left"] + row["right"] for row in answer.table)


def test_near_repeats_in_mali_are_61_pairs_where_chance_gives_31_69(ucdp: Tables) -> None:
    exact = {"precision": ["site", "settlement", "admin2"]}
    answer = answered("knox", ucdp, over={"country": "ML", **YEAR}, select=exact, **{"with": {"runs": 99}})
    whole, once = answer.tests
    assert (whole["events"], whole["close"], whole["expected"], whole["p"]) == (191, 61, 31.69, 0.01)
    assert (once["events"], once["close"], once["expected"]) == (185, 53, 29.85)


def test_the_sahels_most_unusual_cluster_is_three_events(ucdp: Tables) -> None:
    exact = {"precision": ["site", "settlement", "admin2"]}
    over = {"country": ["ML", "BF", "NE"], **YEAR}
    test = answered("scan", ucdp, over=over, select=exact, **{"with": {"runs": 9}}).tests[0]
    assert (test["ratio"], test["observed"], test["radius_km"]) == (8.844, 3, 30.0)
    assert test["expected"] == pytest.approx(0.06, abs=0.01)


def test_a_change_needs_two_years_of_months(ucdp: Tables) -> None:
    answer = answered("changepoint", ucdp, over={"country": "ML", **YEAR})
    assert answer.tests[0]["because"] == "no test: 12 months, fewer than 24"


def test_the_indicators_of_the_conflict_index_are_three_and_a_null(ucdp: Tables) -> None:
    answer = answered("conflict_index", ucdp, over={"country": "ML"}, **{"with": {"end": date(2021, 12, 31)}})
    (row,) = answer.table
    assert (row["events"], row["deadliness"], row["danger"]) == (225, 1312, 37)
    assert row["fragmentation"] == 10
    assert row["diffusion"] is None


def test_a_week_and_a_region_have_classes(ucdp: Tables) -> None:
    end = {"with": {"end": date(2021, 12, 30)}}
    regions = answered("volatility", ucdp, over={"country": "ML"}, **end).table
    assert {row["baseline"] for row in regions if row["region"] == "Mopti region"} == {"high"}
    assert answered("trend", ucdp, over={"country": "ML"}, **end).cannot is not None


def test_rhetoric_without_statements_cannot_be_tested(ucdp: Tables) -> None:
    answer = answered("rhetoric", ucdp, **{"with": {"speaker": "jnim"}})
    assert answer.cannot == "cannot be tested: no statements by jnim in store"


def test_rhetoric_counts_statements_that_name_an_opponent() -> None:
    rows = [
        {"statement_id": "a", "kind": "responsibility", "said_by": "jnim", "perpetrators": ["jnim"],
         "who": ["wagner"], "start": date(2024, 9, 17)},
        {"statement_id": "b", "kind": "aggregate", "said_by": "jnim", "perpetrators": [],
         "who": ["wagner", "civilians"], "start": date(2024, 9, 18)},
        {"statement_id": "c", "kind": "denial", "said_by": "army", "perpetrators": ["army"],
         "who": ["wagner"], "start": date(2024, 9, 18)},
    ]  # fmt: skip
    table = answered(
        "rhetoric", {"statements": ibis.memtable(pa.Table.from_pylist(rows))}, **{"with": {"speaker": "jnim"}}
    ).table
    assert {(row["opponent"], row["statements"], row["of"]) for row in table} == {("wagner", 2, 2), ("civilians", 1, 2)}


def test_the_formula_on_the_store_says_what_it_leaves_out(ucdp: Tables) -> None:
    accounts = ucdp["accounts"]
    whole = {**ucdp, "accounts": accounts.union(accounts.mutate(month=accounts.month - 48))}
    answer = answered("gti", whole, over={"country": "ML"}, **{"with": {"edition": "2025", "year": 2021}})
    assert {caveat.rule for caveat in answer.caveats} == {
        "formula-on-this-store", "non-state-only", "no-injured-no-hostages",
    }  # fmt: skip
    assert answer.table[0]["raw"] > 1000


def test_the_formula_runs_on_the_store_and_refuses_two_editions(ucdp: Tables) -> None:
    written = {"over": {"country": "ML"}, "with": {"edition": ["2024", "2025"], "year": 2021}}
    with pytest.raises(KhaldunError, match="scores of two editions are not comparable"):
        answered("gti", ucdp, **written)
    written["with"] = {"edition": "2025", "year": 2021}
    assert answered("gti", ucdp, **written).cannot == "cannot be tested: no rows for ML before 2021-01-01"
