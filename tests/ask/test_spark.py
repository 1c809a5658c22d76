"""Do the same questions run unchanged on Spark, and agree with DuckDB?"""

import shutil
from collections.abc import Iterator
from datetime import date
from typing import Any

import ibis
import pytest

from khaldun.ask import VERBS, ask
from khaldun.ask.recipe import recipe_from
from khaldun.ask.result import Origin

pyspark = pytest.importorskip("pyspark", reason="no pyspark here; install khaldun with the extra spark")
HERE = Origin(release="test", made="2021-12-31", code="0")
YEAR = {"from": date(2021, 1, 1), "to": date(2021, 12, 31)}
MALI = {"over": {"country": "ML", **YEAR}}
END = {"with": {"end": date(2021, 12, 31)}}
HALVES = {
    "before": {"from": date(2021, 1, 1), "to": date(2021, 6, 30)},
    "now": {"from": date(2021, 7, 1), "to": date(2021, 12, 31)},
}
QUESTIONS: dict[str, dict[str, Any]] = {
    "count": {**MALI, "select": {"violence": "one-sided"}, "measure": {"by": ["perpetrator", "year"]}},
    "multiverse": {
        **MALI,
        "select": {"actor": "ucdp:72"},
        "choices": {"participation": ["one_sided", "any_side"], "certainty": ["any", "clear"]},
    },
    "near": {**MALI, "select": {"border": ["ML|MR", "GN|ML"]}, "choices": {"distance": ["miles_30", "miles_40"]}},
    "first_since": {"over": {"country": "ML", **YEAR, "latitude": 12.65, "longitude": -8.0, "radius_km": 15}},
    "record": MALI,
    "compare": {"over": {"country": "ML"}, "with": HALVES},
    "mix": {"over": {"country": "ML"}, "with": HALVES},
    "shift": {"over": {"country": "ML"}, "with": HALVES},
    "changepoint": MALI,
    "conflict_index": {"over": {"country": "ML"}, **END},
    "volatility": {"over": {"country": "ML"}, **END},
    "trend": {"over": {"country": "ML"}, **END},
    "network": MALI,
    "gti": {"over": {"country": "ML"}, "with": {"edition": "2025", "year": 2021}},
    "rhetoric": {"with": {"speaker": "jnim"}},
    "scan": {**MALI, "with": {"runs": 1}},
    "knox": {**MALI, "with": {"runs": 1}},
    "agree": {"over": {"country": "ML"}},
}


@pytest.fixture(scope="module")
def spark(ucdp: dict[str, ibis.Table]) -> Iterator[dict[str, ibis.Table]]:
    """The rows of Mali and its neighbours as tables of a local Spark."""
    if shutil.which("java") is None:
        pytest.skip("no Java machine here; Spark needs one")
    session = (
        pyspark.sql.SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", value=False)
        .config("spark.sql.shuffle.partitions", 2)
        .config("spark.sql.session.timeZone", "UTC")
        .getOrCreate()
    )
    backend = ibis.pyspark.connect(session)
    for name, table in ucdp.items():
        session.createDataFrame(table.to_pyarrow()).createOrReplaceTempView(name)
    yield {name: backend.table(name) for name in ucdp}
    session.stop()


def test_every_verb_has_a_question_here() -> None:
    assert set(QUESTIONS) == {name for name, _ in VERBS}


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("verb", QUESTIONS)
def test_a_verb_gives_the_same_on_spark(ucdp: dict[str, ibis.Table], spark: dict[str, ibis.Table], verb: str) -> None:
    recipe = recipe_from({"name": verb, "version": 1, "asks": verb, "verb": verb, **QUESTIONS[verb]})
    here, there = (ask(recipe, tables, origin=HERE).as_json() for tables in (ucdp, spark))
    assert there == here
