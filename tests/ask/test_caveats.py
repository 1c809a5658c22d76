"""Does each rule fire on the rows that it is there for, and on no others?"""

from datetime import date
from typing import Any

import ibis
import pytest
from ibis.expr.types import Table

from khaldun.ask import Caveat, ask, moved, recipe, revised
from khaldun.ask.caveats import caveats_of
from khaldun.ask.recipe import recipe_from
from khaldun.ask.result import Origin
from khaldun.ask.verbs.compare import compare

DAY = date(2021, 5, 1)
HERE = Origin(release="test", made="2021-12-31", code="0")


def row(event_id: str = "a", **told: Any) -> dict[str, Any]:  # noqa: ANN401 - cells of any kind
    plain = {
        "event_id": event_id, "title": event_id, "start": DAY, "end": DAY, "month": 24257, "latitude": 1.0,
        "longitude": 2.0, "place_precision": "settlement", "killed_low": 3, "killed_best": 3, "killed_high": 3,
        "reports": 2, "clear": True, "source": "ucdp-ged", "stance": "reported",
    }  # fmt: skip
    return {**plain, **told}


def fired(*rows: dict[str, Any]) -> dict[str, Caveat]:
    return {caveat.rule: caveat for caveat in caveats_of(rows)}


def test_plain_rows_call_for_nothing() -> None:
    assert fired(row("a"), row("b", latitude=5.0)) == {}
    assert fired() == {}


@pytest.mark.parametrize(
    ("rule", "told"),
    [
        ("precision", {"place_precision": "admin1"}),
        ("precision", {"place_precision": "unknown"}),
        ("conflated", {"end": date(2021, 5, 4)}),
        ("provisional", {"clear": False}),
        ("untold", {"killed_best": None, "killed_low": None, "killed_high": None}),
        ("contradictory", {"killed_low": 9}),
        ("sole-claim", {"stance": "claimed"}),
        ("sole-claim", {"stance": "accused"}),
    ],
)
def test_one_row_makes_a_rule_fire_and_is_named(rule: str, told: dict[str, Any]) -> None:
    found = fired(row("a"), row("b", latitude=5.0, **told))
    assert found[rule].rows == ("b",)
    assert "1 of 2 rows" in found[rule].text


def test_rows_that_repeat_day_place_and_sides_are_all_named() -> None:
    found = fired(row("a", title="x"), row("b", title="x"), row("c", title="y"))
    assert found["repeated"].rows == ("a", "b")


def test_places_with_single_reports_are_remote_from_five_rows_on() -> None:
    assert "remote" not in fired(*[row(str(n), latitude=n, reports=1) for n in range(4)])
    assert "remote" in fired(*[row(str(n), latitude=n, reports=1) for n in range(5)])
    assert "remote" not in fired(*[row(str(n), latitude=n, reports=1 if n < 5 else 3) for n in range(20)])


def test_figures_that_end_in_0_or_5_are_estimates() -> None:
    round_ones = [row(str(n), latitude=n, killed_best=20, killed_high=20) for n in range(5)]
    assert "rounded" in fired(*round_ones)
    assert "rounded" not in fired(*[row(str(n), latitude=n, killed_best=21, killed_high=21) for n in range(5)])
    assert "rounded" not in fired(*[row(str(n), latitude=n, killed_best=10, killed_high=10) for n in range(5)])


def test_one_row_that_is_most_of_the_interval_is_left_out_to_see() -> None:
    found = fired(row("a"), row("b", latitude=5.0, killed_high=36))
    assert found["swing"].rows == ("b",)
    assert "100 %" in found["swing"].text
    assert "without it the figure is 3 (3 to 3)" in found["swing"].text


def test_days_near_the_end_of_what_is_covered_lag(ucdp: dict[str, Table]) -> None:
    whole = ask(recipe("mali-2021-civilians-by-government"), ucdp, origin=HERE)
    assert "lag" in {caveat.rule for caveat in whole.caveats}
    written = {"name": "n", "version": 1, "asks": "a", "verb": "count"}
    spring = recipe_from({**written, "over": {"country": "ML", "from": date(2021, 1, 1), "to": date(2021, 5, 31)}})
    assert "lag" not in {caveat.rule for caveat in ask(spring, ucdp, origin=HERE).caveats}


def test_a_change_of_sources_between_windows_is_said(ucdp: dict[str, Table]) -> None:
    events = ucdp["events"]
    late = (events.month >= 2021 * 12 + 7) & (events.country == "ML")
    mixed = {**ucdp, "events": events.mutate(sources=late.ifelse(ibis.array(["acled"]), events.sources))}
    written = {
        "name": "n", "version": 1, "asks": "a", "verb": "compare", "over": {"country": "ML"},
        "with": {
            "before": {"from": date(2021, 1, 1), "to": date(2021, 6, 30)},
            "now": {"from": date(2021, 7, 1), "to": date(2021, 12, 31)},
        },
    }  # fmt: skip
    rules = {caveat.rule: caveat for caveat in compare(mixed, recipe_from(written)).caveats}
    assert "goes from 100 % to 0 %" in rules["source-mix"].text or "goes from 0 % to 100 %" in rules["source-mix"].text
    assert compare(ucdp, recipe_from(written)).caveats == ()


def test_a_new_release_says_which_rows_moved_a_figure(ucdp: dict[str, Table]) -> None:
    events = ucdp["events"]
    asked = recipe("mali-2021-civilians-by-government")
    touched = events.event_id == "ucdp-ged:417025"
    more = events.mutate(killed_best=touched.ifelse(events.killed_best + 50, events.killed_best))
    after = {**ucdp, "events": more.filter(more.event_id != "ucdp-ged:379584")}
    change = moved(asked, ucdp, after)
    assert (change.before.best, change.came, change.went) == (24, (), ("ucdp-ged:379584",))
    assert change.changed == {"ucdp-ged:417025": ("killed_best",)}
    assert change.words().endswith("rows came (0), went (1), changed (1)")
    (caveat,) = revised(change, release="first")
    assert caveat.rule == "revised"
    assert revised(moved(asked, ucdp, ucdp), release="first") == ()
