"""A crowd of accounts as columns, for measuring speed: four houses, thirty years, fifty thousand places, no quality."""

from datetime import date

import numpy as np
import pyarrow as pa

from khaldun.reconcile.columns import SCHEMA

HOUSES = np.array(["monitor", "catalogue", "scholar", "press"])
SHARES = (0.35, 0.25, 0.2, 0.2)
TYPES = np.array(["battles.armed_clash", "violence_against_civilians.attack", "explosions.air_or_drone_strike"])
RADII = np.array([5.0, 40.0, 120.0])
PRECISIONS = np.array(["settlement", "admin2", "admin1"])
ACTORS = 400
WORDS = 5000
FIRST = date(1994, 1, 1).toordinal() - date(1970, 1, 1).toordinal()


def crowd(accounts: int, *, seed: int = 1, dense: bool = False) -> pa.Table:
    """So many accounts in the columns of linkage; dense: 600 incidents a day in a box of 12 by 12 degrees."""
    rng = np.random.default_rng(seed)
    each = 1.7  # accounts an incident on average
    incidents = max(1, int(accounts / each))
    days = max(2, incidents // 600) if dense else 30 * 365
    places = 50_000
    box = 12.0 if dense else 40.0
    latitude, longitude = rng.uniform(-box / 2, box / 2, places), rng.uniform(-box / 2, box / 2, places)
    spot = rng.integers(0, places, incidents)
    day = rng.integers(0, days, incidents) + FIRST
    deaths = np.minimum(200, rng.geometric(0.25, incidents) - 1 + 30 * (rng.random(incidents) < 0.02))
    sides = rng.integers(0, ACTORS, (2, incidents))
    told = rng.integers(0, WORDS, (incidents, 6))
    of = rng.integers(0, incidents, accounts)
    return _table(rng, of, latitude[spot], longitude[spot], day=day, deaths=deaths, sides=sides, told=told)


def _table(
    rng: np.random.Generator,
    of: np.ndarray,
    latitude: np.ndarray,
    longitude: np.ndarray,
    *,
    day: np.ndarray,
    deaths: np.ndarray,
    sides: np.ndarray,
    told: np.ndarray,
) -> pa.Table:
    accounts = len(of)
    coarse = rng.choice(3, accounts, p=(0.85, 0.1, 0.05))
    jitter = np.array([0.02, 0.15, 0.5])[coarse]
    when = day[of] + rng.choice(4, accounts, p=(0.8, 0.12, 0.05, 0.03))
    names = [f"account-{number:08d}" for number in rng.permutation(accounts)]
    figure = deaths[of] + rng.integers(0, 2, accounts)
    actors = np.array([f"front number{number}" for number in range(ACTORS)])
    words = np.array([f"word{number}" for number in range(WORDS)])
    text = words[told[of][:, rng.integers(0, 6, 4)]]
    columns = {
        "account_id": names,
        "source": HOUSES[rng.choice(4, accounts, p=SHARES)],
        "record": names,
        "type": TYPES[of % 3],
        "start": pa.array(when.astype(np.int32)).cast(pa.date32()),
        "end": pa.array(when.astype(np.int32)).cast(pa.date32()),
        "date_precision": np.full(accounts, "day"),
        "named_day": np.zeros(accounts, dtype=bool),
        "published": np.zeros(accounts, dtype=bool),
        "place_id": pa.nulls(accounts, pa.string()),
        "place_name": pa.nulls(accounts, pa.string()),
        "country": np.char.add("C", ((latitude[of] + 30) // 5).astype(int).astype(str)),
        "latitude": latitude[of] + rng.normal(0, 1, accounts) * jitter,
        "longitude": longitude[of] + rng.normal(0, 1, accounts) * jitter,
        "place_precision": PRECISIONS[coarse],
        "radius_km": RADII[coarse],
        "killed_low": figure,
        "killed_high": figure,
        "actors": np.char.add(np.char.add(actors[sides[0][of]], " "), actors[sides[1][of]]),
        "text": [" ".join(row) for row in text],
    }
    return pa.table(columns).cast(SCHEMA)
