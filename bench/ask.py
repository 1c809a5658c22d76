"""How long does each verb take over five million events, and how often does a test cry wolf?

    python bench/ask.py [rows]

Made-up events: 60 countries, 30 years, 50,000 places, two parties each; they prove speed, not quality. Each verb is
asked once over its own typical question, on DuckDB over Parquet, coverage included; the caveats, which look at each
row and its reports, are timed apart. The limit is 2 seconds, waited or of CPU over all threads, whichever is less, so
that it does not turn on what else the machine does; the spatial scan and Knox have none, as permutations take time.

The false alarms are of series without any change; the limit is 3 to 7 in 100.
"""

import sys
import time
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb
import ibis
import numpy as np
from scipy.stats import binom

from khaldun.ask import VERBS, Origin, ask
from khaldun.ask.question import answered
from khaldun.ask.recipe import recipe_from
from khaldun.ask.statistics.permutation import more_than_before

ROWS = 5_000_000
LIMIT = 2.0
ORIGIN = Origin(release="made-up", made="2024-12-31", code="0")
SERIES, MONTHS, LAST = 1_000, 96, 12
UNLIMITED = ("scan", "knox")

EVENTS = """
COPY (
  SELECT 'e' || i AS event_id,
         CASE i % 3 WHEN 2 THEN 'violence_against_civilians.attack' ELSE 'battles.armed_clash' END AS type,
         CASE i % 3 WHEN 2 THEN 'violence_against_civilians' ELSE 'battles' END AS family,
         ['state-based', 'non-state', 'one-sided'][CAST(1 + i % 3 AS BIGINT)] AS violence,
         DATE '1995-01-01' + CAST(hash(i) % 10957 AS INTEGER) AS start, start AS end, 'day' AS date_precision,
         CAST(year(start) * 12 + month(start) AS INTEGER) AS month, month AS end_month,
         'place ' || (hash(i + 1) % 50000) AS place_name,
         'C' || lpad(CAST(hash(i + 2) % 60 AS VARCHAR), 2, '0') AS country,
         'region ' || (hash(i + 3) % 10) AS admin1, -30 + (hash(i + 1) % 50000) / 833.0 AS latitude,
         (hash(i + 4) % 6000) / 100.0 AS longitude,
         ['settlement', 'settlement', 'admin2', 'admin1'][CAST(1 + hash(i + 5) % 4 AS BIGINT)] AS place_precision,
         CAST(hash(i + 6) % 12 AS BIGINT) AS killed_low, killed_low + 1 AS killed_best, killed_low + 5 AS killed_high,
         CAST(NULL AS BIGINT) AS civilians_killed_low, CAST(hash(i + 7) % 4 AS BIGINT) AS civilians_killed_best,
         CAST(NULL AS BIGINT) AS civilians_killed_high, 'a - b' AS title, ['made-up'] AS sources
  FROM range({rows}) AS r(i) ORDER BY country, start
) TO '{folder}/events.parquet' (COMPRESSION zstd)
"""
PARTIES = """
COPY (
  SELECT 'e' || i AS event_id, CASE WHEN i % 3 = 2 THEN 'perpetrator' ELSE 'opponent' END AS role,
         'group ' || (hash(i + 8) % 300) AS told, CAST(NULL AS VARCHAR) AS actor,
         'ucdp:' || (hash(i + 8) % 300) AS actor_source_id,
         CASE WHEN hash(i + 8) % 300 < 60 THEN 'state_forces' ELSE 'non_state_forces' END AS grp, 'reported' AS stance
  FROM range({rows}) AS r(i)
  UNION ALL
  SELECT 'e' || i, CASE WHEN i % 3 = 2 THEN 'victim' ELSE 'opponent' END, 'group ' || (hash(i + 9) % 300), NULL,
         'ucdp:' || (hash(i + 9) % 300), CASE WHEN i % 3 = 2 THEN 'civilians' ELSE 'non_state_forces' END, 'reported'
  FROM range({rows}) AS r(i)
) TO '{folder}/event_parties.parquet' (COMPRESSION zstd)
"""
ACCOUNTS = """
COPY (
  SELECT event_id || ':a' AS account_id, 'made-up' AS source, month, country, hash(event_id) % 5 > 0 AS clear,
         CAST(1 + hash(event_id) % 4 AS INTEGER) AS n_sources FROM '{folder}/events.parquet'
) TO '{folder}/accounts.parquet' (COMPRESSION zstd)
"""
LINKS = """
COPY (SELECT event_id, event_id || ':a' AS account_id FROM '{folder}/events.parquet')
TO '{folder}/event_accounts.parquet' (COMPRESSION zstd)
"""
BORDERS = """
COPY (SELECT event_id, 'C00|C01' AS border, hash(event_id) % 25000 / 100.0 AS km, 'natural_earth_10m' AS version
      FROM '{folder}/events.parquet' WHERE country IN ('C00', 'C01'))
TO '{folder}/borders.parquet' (COMPRESSION zstd)
"""
STATEMENTS = """
COPY (SELECT 's' || i AS statement_id, 'ucdp-country-year:0' AS report_id, 'aggregate' AS kind, 'g' AS said_by,
             CAST([] AS VARCHAR[]) AS perpetrators, CAST([] AS VARCHAR[]) AS who,
             ['C' || lpad(CAST(i % 60 AS VARCHAR), 2, '0')]
             AS countries, DATE '1995-01-01' + INTERVAL (i // 60) YEAR AS start, 'state-based' AS violence,
             100 AS low, 100 AS best, 100 AS high FROM range(1800) AS r(i))
TO '{folder}/statements.parquet'
"""
YEARS = {"from": date(1995, 1, 1), "to": date(2024, 12, 31)}
TWO = {
    "before": {"from": date(2014, 1, 1), "to": date(2020, 12, 31)},
    "now": {"from": date(2021, 1, 1), "to": date(2021, 12, 31)},
}
HERE = {"country": "C00", **YEARS}
MONTH = {"country": "C00", "from": date(2021, 1, 1), "to": date(2021, 3, 31)}
MILES = {"distance": ["miles_30", "miles_25", "miles_35"]}
READINGS = {
    "participation": ["one_sided", "any_side"],
    "estimate": ["best", "low", "high", "civilians"],
    "certainty": ["any", "district_or_better", "clear"],
}
QUESTIONS: Mapping[str, dict[str, Any]] = {
    "count": {"over": YEARS, "select": {"actor": "ucdp:7"}, "measure": {"by": ["perpetrator", "year"]}},
    "multiverse": {"over": HERE, "select": {"actor": "ucdp:7"}, "choices": READINGS},
    "near": {"over": HERE, "select": {"border": "C00|C01"}, "choices": MILES},
    "first_since": {"over": {**HERE, "latitude": 0, "longitude": 30}, "choices": {"capital": ["km_15", "km_50"]}},
    "record": {"over": YEARS},
    "compare": {"over": {"country": "C00"}, "with": TWO},
    "mix": {"over": {"country": "C00"}, "with": TWO},
    "shift": {"over": {"country": "C00"}, "select": {"actor": ["ucdp:7", "ucdp:8"]}, "with": TWO},
    "changepoint": {"over": HERE},
    "gti": {"over": {"country": [f"C{n:02}" for n in range(60)]}, "with": {"edition": "2025", "year": 2024}},
    "conflict_index": {"over": {}, "with": {"end": date(2021, 12, 31)}},
    "trend": {"over": {"country": [f"C{n:02}" for n in range(60)]}, "with": {"end": date(2021, 12, 26)}},
    "volatility": {"over": {"country": "C00"}, "with": {"end": date(2021, 12, 26)}},
    "network": {"over": {"country": "C00", **TWO["now"]}},
    "rhetoric": {"with": {"speaker": "g"}},
    "scan": {"over": MONTH, "with": {"runs": 9}},
    "knox": {"over": MONTH, "with": {"runs": 99}},
    "agree": {"over": {"country": ["C00", "C01"]}},
}


def made(folder: str, rows: int) -> dict[str, ibis.Table]:
    """The tables of a made-up release, as Parquet files opened by Ibis on DuckDB."""
    connection = duckdb.connect()
    for statement in (EVENTS, PARTIES, ACCOUNTS, LINKS, BORDERS, STATEMENTS):
        connection.execute(statement.format(folder=folder, rows=rows))
    backend = ibis.duckdb.connect()
    return {path.stem: backend.read_parquet(str(path), table_name=path.stem) for path in Path(folder).glob("*.parquet")}


def times(tables: dict[str, ibis.Table]) -> bool:
    """Asks each verb once and prints seconds; whether all stay under the limit."""
    good = True
    for name, _ in VERBS:
        recipe = recipe_from({"name": name, "version": 1, "asks": name, "verb": name, **QUESTIONS[name]})
        start, worked = time.perf_counter(), time.process_time()
        answer = answered(recipe, tables)
        waited, took = time.perf_counter() - start, time.process_time() - worked
        worked = time.process_time()
        ask(recipe, tables, origin=ORIGIN)
        whole = time.process_time() - worked
        bound = "no limit" if name in UNLIMITED else f"limit {LIMIT}"
        good = good and (min(took, waited) < LIMIT or name in UNLIMITED)
        told = answer.cannot or f"{len(answer.rows):,} rows"
        print(f"{name:15} {took:6.2f} s CPU ({waited:.2f} waited), {bound}; with caveats {whole:5.2f}; {told}")
    return good


def independent(generator: np.random.Generator) -> np.ndarray[Any, Any]:
    """Clustered months that do not know one another: negative binomial, mean 1, k .5."""
    return generator.negative_binomial(0.5, 1 / 3, size=MONTHS)


def remembering(rho: float) -> Callable[[np.random.Generator], np.ndarray[Any, Any]]:
    """Months whose log rate (standard deviation 1.2) remembers the month before."""

    def series(generator: np.random.Generator) -> np.ndarray[Any, Any]:
        shocks = generator.normal(size=MONTHS)
        level = [shocks[0]]
        for shock in shocks[1:]:
            level.append(rho * level[-1] + np.sqrt(1 - rho**2) * shock)
        return generator.poisson(3 * np.exp(1.2 * np.asarray(level) - 0.72))

    return series


def poisson(series: np.ndarray[Any, Any]) -> float:
    """The one-sided p of independent events: the later count given the sum is binomial."""
    return float(binom.sf(series[-LAST:].sum() - 1, series.sum(), LAST / MONTHS))


def alarms() -> bool:
    """Prints how often unchanged series are called changed, and changed ones found; whether all keep the promise."""
    print(f"\nfalse alarms in {SERIES} unchanged series at 5 %, and how often a year of three times the rate is found")
    print(f"{'months':28} {'chosen':>7} {'blocks of 3':>12} {'Poisson':>8} {'found':>7}")
    good = True
    makers = {"independent, clustered": independent}
    makers |= {f"remembering, {rho}": remembering(rho) for rho in (0.3, 0.5, 0.8)}
    for name, maker in makers.items():
        generator = np.random.default_rng(6)
        hits = np.zeros(4)
        for _ in range(SERIES):
            series = maker(generator)
            raised = np.concatenate([series[:-LAST], series[-LAST:] * 3 + 3])
            before, now = series[:-LAST], series[-LAST:]
            tests = more_than_before(before, now).p, more_than_before(before, now, block=3).p, poisson(series)
            hits += np.asarray([*tests, more_than_before(before, raised[-LAST:]).p]) <= 0.05
        chosen, three, independent_events, found = (100 * hits / SERIES).round(1)
        print(f"{name:28} {chosen:7} {three:12} {independent_events:8} {found:7}")
        good = good and 3 <= chosen <= 7
    return good


if __name__ == "__main__":
    with TemporaryDirectory() as folder:
        quick = times(made(folder, int(sys.argv[1]) if len(sys.argv) > 1 else ROWS))
    honest = alarms()
    print(f"\nunder {LIMIT} s: {'yes' if quick else 'NO'}; 3 to 7 in 100: {'yes' if honest else 'NO'}")
    sys.exit(0 if quick and honest else 1)
